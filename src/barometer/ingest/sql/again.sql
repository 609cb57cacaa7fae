-- rows that come again under an identifier that an earlier row has
select r.at
from good_row as r
inner join (
    select
        f.record,
        min(f.at) as first_at
    from good_row as f
    where f.record is not null
    group by f.record
    having count(*) > 1
) as f on r.record = f.record and r.at > f.first_at
order by r.at
limit $most

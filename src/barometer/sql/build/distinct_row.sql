-- rows of several files that hold some of the same complaints: each identifier once
select
    min(r.company) as company,
    min(r.day) as day,
    min(r.category) as category,
    min(r.region) as region,
    r.record
from every_row as r
where r.record is not null
group by r.record
union all
select
    r.company,
    r.day,
    r.category,
    r.region,
    r.record
from every_row as r
where r.record is null

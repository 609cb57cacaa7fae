-- the same with what each is about and where it comes from
select
    r.company,
    r.day,
    coalesce(r.category, '') as category,
    coalesce(r.region, '') as region,
    count(*) as complaints
from complaint_row as r
group by r.company, r.day, coalesce(r.category, ''), coalesce(r.region, '')

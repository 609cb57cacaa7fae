-- the same with each identifier once: the first row that has it
select
    arg_min(r.company, r.at) as company,
    arg_min(r.day, r.at) as day,
    arg_min(r.category, r.at) as category,
    arg_min(r.region, r.at) as region,
    r.record
from good_row as r
where r.record is not null
group by r.record
union all
select
    r.company,
    r.day,
    r.category,
    r.region,
    r.record
from good_row as r
where r.record is null

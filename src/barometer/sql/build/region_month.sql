-- complaints by company, region and calendar month, of a file with one complaint a row;
-- a complaint without a region stands under ''
select
    f.company,
    f.region,
    min(f.day) as first_day,
    max(f.day) as last_day,
    cast(sum(f.complaints) as bigint) as complaints
from facts as f
group by f.company, f.region, date_trunc('month', f.day)
order by f.company, f.region, min(f.day)

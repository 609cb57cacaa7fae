-- complaints by company and calendar month, the first and last month cut to the days of the file;
-- a company of the file without a complaint in a month has 0 there, not nothing
with span as (
    select
        min(d.day) as first_day,
        max(d.day) as last_day
    from company_day as d
),

month_of_file as (
    select distinct date_trunc('month', d.day) as first_of_month
    from company_day as d
),

company_of_file as (
    select distinct d.company
    from company_day as d
),

counted as (
    select
        d.company,
        date_trunc('month', d.day) as first_of_month,
        sum(d.complaints) as complaints
    from company_day as d
    group by d.company, date_trunc('month', d.day)
)

select
    f.company,
    cast(greatest(m.first_of_month, s.first_day) as date) as period_start,
    cast(least(m.first_of_month + interval 1 month - interval 1 day, s.last_day) as date) as period_end,
    cast(coalesce(c.complaints, 0) as bigint) as complaints
from company_of_file as f
cross join month_of_file as m
cross join span as s
left join counted as c on f.company = c.company and m.first_of_month = c.first_of_month
order by f.company, m.first_of_month

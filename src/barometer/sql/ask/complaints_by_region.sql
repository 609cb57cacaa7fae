-- complaints about some companies through one channel, by region, within some days: as published,
-- and as counted from files with one complaint a row (single_rows)
with published as (
    select
        y.company,
        coalesce(y.region, '') as region,
        coalesce(y.issue, '') as issue,
        y.period_start,
        y.period_end,
        y."count" as number,
        coalesce(y.count_low, y."count") as number_low,
        coalesce(y.count_high, y."count") as number_high,
        y.source,
        false as single_rows
    from complaints as y
    where
        y.sector = $sector
        and y.country = $country
        and y.channel = $channel
        and coalesce(y.definition, '') = $definition
        and coalesce(y."window", '') = $window
        and coalesce(y.region, '') <> ''
        and coalesce(y.publish, 'yes') <> 'no'
),

counted as (
    select
        m.company,
        m.region,
        '' as issue,
        min(m.first_day) as period_start,
        max(m.last_day) as period_end,
        sum(m.complaints) as number,
        sum(m.complaints) as number_low,
        sum(m.complaints) as number_high,
        m.source,
        true as single_rows
    from region_month as m
    where
        m.sector = $sector
        and m.country = $country
        and m.channel = $channel
        and m.definition = $definition
        and $window = 'month'
        and m.first_day >= $first
        and m.last_day <= $last
    group by m.company, m.region, m.source
),

every as (
    select * from published
    union all
    select * from counted
)

select e.*
from every as e
where
    list_contains($companies, e.company)
    and e.period_start >= $first
    and e.period_end <= $last
order by e.company, e.region, e.period_start, e.issue, e.source

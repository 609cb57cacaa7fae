-- how many could have complained, by company and period; of one region alone is not of the company
select
    x.id,
    x.company,
    x.sector,
    x.country,
    x.measure,
    x.value,
    coalesce(x.low, x.value) as low,
    coalesce(x.high, x.value) as high,
    x.rounding,
    coalesce(x.population, '') as population,
    coalesce(x.level, '') as level,
    x.period_start,
    x.period_end,
    x.source
from exposure as x
inner join companies as f on x.company = f.id
where
    coalesce(f.kind, 'company') <> 'aggregate'
    and coalesce(x.publish, 'yes') <> 'no'
    and coalesce(x.region, '') = ''

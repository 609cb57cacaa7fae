-- customers, households… of single regions, of some companies, in periods that share a day with some days
select
    x.company,
    x.region,
    x.measure,
    x.value as number,
    coalesce(x.rounding, 0) as rounding,
    coalesce(x.low, x.value) as low,
    coalesce(x.high, x.value) as high,
    x.source
from exposure as x
where
    x.sector = $sector
    and x.country = $country
    and coalesce(x.region, '') <> ''
    and coalesce(x.publish, 'yes') <> 'no'
    and list_contains($companies, x.company)
    and coalesce(x.period_start, $first) <= $last
    and coalesce(x.period_end, $last) >= $first
order by x.company, x.region, x.measure, x.source

-- every claimed side beside every observed side of its sector and country that shares a company
with claimed as (
    select
        k.sector, k.country, k.metric, k.threshold, k.scale, k.instrument, k.subject,
        k.asserted_by, k.wave, k.company
    from claim as k
    group by all
),

observed as (
    select
        y.sector, y.country, y.channel, y.definition, y.length, y.per, y.per_n, y.company
    from complaint as y
    group by all
)

select
    k.sector,
    k.country,
    k.metric,
    k.threshold,
    k.scale,
    k.instrument,
    k.subject,
    k.asserted_by,
    k.wave,
    o.channel,
    o.definition,
    o.length,
    o.per,
    o.per_n,
    count(*) as companies
from claimed as k
inner join observed as o
    on
        k.sector = o.sector
        and k.country = o.country
        and k.company = o.company
group by all
order by all

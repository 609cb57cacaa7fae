-- every claimed side beside every observed side of its sector and country that shares a company,
-- numbered
with claimed as (
    select
        k.sector, k.country, k.metric, k.threshold, k.scale, k.instrument, k.subject,
        k.asserted_by, k.wave, k.company
    from claim as k
    group by
        k.sector, k.country, k.metric, k.threshold, k.scale, k.instrument, k.subject,
        k.asserted_by, k.wave, k.company
),

observed as (
    select
        y.sector, y.country, y.channel, y.definition, y.length, y.per, y.per_n, y.denominator, y.company
    from complaint as y
    group by
        y.sector, y.country, y.channel, y.definition, y.length, y.per, y.per_n, y.denominator, y.company
),

paired as (
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
        o.denominator,
        count(*) as companies
    from claimed as k
    inner join observed as o
        on
            k.sector = o.sector
            and k.country = o.country
            and k.company = o.company
    group by
        k.sector, k.country, k.metric, k.threshold, k.scale, k.instrument, k.subject,
        k.asserted_by, k.wave, o.channel, o.definition, o.length, o.per, o.per_n, o.denominator
)

select
    row_number() over (
        order by
            p.sector, p.country, p.metric, p.threshold, p.scale, p.instrument, p.subject,
            p.asserted_by, p.wave, p.channel, p.definition, p.length, p.per, p.per_n
    ) as comparison,
    p.*
from paired as p

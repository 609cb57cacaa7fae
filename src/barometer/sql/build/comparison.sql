-- every claimed side beside every observed side of its sector and country that shares a company,
-- numbered; a claimed side that no complaint meets stands alone, with an empty channel
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
        y.sector, y.country, y.channel, y.definition, y.length, y.per, y.per_n, y.denominator, y.weighted, y.company
    from complaint as y
    group by
        y.sector, y.country, y.channel, y.definition, y.length, y.per, y.per_n, y.denominator, y.weighted, y.company
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
        coalesce(o.channel, '') as channel,
        coalesce(o.definition, '') as definition,
        coalesce(o.length, '') as length,
        coalesce(o.per, '') as per,
        o.per_n,
        coalesce(o.denominator, '') as denominator,
        coalesce(o.weighted, false) as weighted,
        count(o.company) as companies
    from claimed as k
    left join observed as o
        on
            k.sector = o.sector
            and k.country = o.country
            and k.company = o.company
    group by
        k.sector, k.country, k.metric, k.threshold, k.scale, k.instrument, k.subject,
        k.asserted_by, k.wave, o.channel, o.definition, o.length, o.per, o.per_n, o.denominator, o.weighted
),

-- a company without complaints says nothing of those of its wave that have some
met as (
    select p.*
    from paired as p
    qualify
        p.channel <> ''
        or max(p.companies) over (
            partition by
                p.sector, p.country, p.metric, p.threshold, p.scale, p.instrument, p.subject,
                p.asserted_by, p.wave
        ) = 0
)

select
    row_number() over (
        order by
            p.sector, p.country, p.metric, p.threshold, p.scale, p.instrument, p.subject,
            p.asserted_by, p.wave, p.channel, p.definition, p.length, p.per, p.per_n
    ) as comparison,
    p.*
from met as p

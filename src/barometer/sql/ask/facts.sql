-- published figures by what they count, whichever table holds them: for the sayings, which are about
-- no comparison; of a complaint row the count is one fact and the rate another
with fact as (
    select
        'claim' as held,
        c.id,
        c.company as subject,
        c.sector,
        c.country,
        c.metric as what,
        c.instrument as detail,
        '' as region,
        c.value,
        c.low,
        c.high,
        c.qualifier,
        c.wording,
        c.unit,
        c.n,
        cast(null as bigint) as per_n,
        c.period_start,
        c.period_end,
        c.period_basis,
        c.source,
        c.publish
    from claims as c
    union all by name
    select
        'count' as held,
        y.id,
        y.company as subject,
        y.sector,
        y.country,
        y.channel as what,
        y.issue as detail,
        y.region,
        y."count" as value,
        y.count_low as low,
        y.count_high as high,
        y.qualifier,
        y.wording,
        'complaints' as unit,
        y.period_start,
        y.period_end,
        y.period_basis,
        y.source,
        y.publish
    from complaints as y
    where coalesce(y."count", y.count_low, y.count_high) is not null
    union all by name
    select
        'rate' as held,
        y.id,
        y.company as subject,
        y.sector,
        y.country,
        y.channel as what,
        y.issue as detail,
        y.region,
        y.rate as value,
        y.rate_low as low,
        y.rate_high as high,
        y.qualifier,
        y.wording,
        'complaints' as unit,
        y.per_n,
        y.period_start,
        y.period_end,
        y.period_basis,
        y.source,
        y.publish
    from complaints as y
    where coalesce(y.rate, y.rate_low, y.rate_high) is not null
    union all by name
    select
        'exposure' as held,
        x.id,
        x.population as subject,
        x.sector,
        x.country,
        x.measure as what,
        '' as detail,
        coalesce(x.region, '') as region,
        x.value,
        x.low,
        x.high,
        x.qualifier,
        x.wording,
        x.measure as unit,
        x.period_start,
        x.period_end,
        x.period_basis,
        x.source,
        x.publish
    from exposure as x
    union all by name
    select
        'context' as held,
        k.id,
        k.subject,
        k.sector,
        k.country,
        k.metric as what,
        '' as detail,
        '' as region,
        k.value,
        k.low,
        k.high,
        k.qualifier,
        k.wording,
        k.unit,
        k.period_start,
        k.period_end,
        k.period_basis,
        k.source,
        k.publish
    from context as k
)

select
    f.held,
    f.id,
    f.subject,
    coalesce(f.sector, '') as sector,
    coalesce(f.country, '') as country,
    f.what,
    coalesce(f.detail, '') as detail,
    coalesce(f.region, '') as region,
    f.value,
    f.low,
    f.high,
    coalesce(f.qualifier, '') as qualifier,
    coalesce(f.wording, '') as wording,
    coalesce(f.unit, '') as unit,
    f.n,
    f.per_n,
    f.period_start,
    f.period_end,
    coalesce(f.period_basis, '') as period_basis,
    f.source
from fact as f
where
    list_contains($what, f.what)
    and coalesce(f.publish, 'yes') <> 'no'
order by f.held, f.what, f.subject, f.period_start, f.id

-- the comparisons, a row a company: claim beside complaints and exposure (METHOD, 'Periods'; F23).
-- $comparison: one of them, or null for all; $from, $until: bounds on the regulator's periods
with wanted as (
    select c.*
    from comparison as c
    where $comparison is null or c.comparison = $comparison
),

claims_of_wave as (
    select
        c.comparison,
        k.*,
        cast(k.period_start + to_months(cast($lag as integer)) as date) as from_day,
        cast(k.period_end + to_months(cast($lag as integer)) as date) as to_day
    from claim as k
    inner join wanted as c
        on
            k.sector = c.sector
            and k.country = c.country
            and k.metric = c.metric
            and k.threshold = c.threshold
            and k.scale = c.scale
            and k.instrument = c.instrument
            and k.subject = c.subject
            and k.asserted_by = c.asserted_by
            and k.wave = c.wave
    where
        ($from is null or k.period_end >= $from)
        and ($until is null or k.period_start <= $until)
),

-- a company with figures for several windows of one wave keeps the latest; equal windows are
-- sources that disagree, and stay together
latest as (
    select k.*
    from claims_of_wave as k
    qualify
        dense_rank() over (
            partition by k.comparison, k.company
            order by k.period_end desc, k.period_start desc
        ) = 1
),

claimed as (
    select
        l.comparison,
        l.company,
        min(l.low) as claim_low,
        max(l.high) as claim_high,
        max(l.rounding) as claim_rounding,
        min(l.qualifier) as claim_qualifier,
        min(l.unit) as unit,
        count(distinct l.unit) as units,
        case when count(distinct l.n) = 1 then min(l.n) end as n,
        min(l.population) as claim_population,
        min(l.level) as claim_level,
        min(l.from_day) as from_day,
        max(l.to_day) as to_day,
        list(l.id order by l.id) as claim_ids
    from latest as l
    group by l.comparison, l.company
),

of_channel as (
    select
        c.comparison,
        y.*
    from complaint as y
    inner join wanted as c
        on
            y.sector = c.sector
            and y.country = c.country
            and y.channel = c.channel
            and y.definition = c.definition
            and y.length = c.length
            and y.per = c.per
            and y.per_n is not distinct from c.per_n
),

regulator_period as (
    select distinct
        y.comparison,
        y.period_start,
        y.period_end
    from of_channel as y
),

overlapping as (
    select
        p.comparison,
        p.period_start,
        p.period_end
    from regulator_period as p
    where
        exists (
            select 1
            from claimed as k
            where
                k.comparison = p.comparison
                and p.period_start <= k.to_day
                and p.period_end >= k.from_day
        )
        and ($from is null or p.period_end >= $from)
        and ($until is null or p.period_start <= $until)
),

claimed_span as (
    select
        k.comparison,
        min(k.from_day) as from_day,
        max(k.to_day) as to_day
    from claimed as k
    group by k.comparison
),

-- where no period overlaps a window, the nearest is shown, and every company is refused
nearest as (
    select
        p.comparison,
        p.period_start,
        p.period_end
    from regulator_period as p
    inner join claimed_span as w on p.comparison = w.comparison
    where p.comparison not in (select o.comparison from overlapping as o)
    qualify
        row_number() over (
            partition by p.comparison
            order by
                greatest(
                    date_diff('day', w.to_day, p.period_start), date_diff('day', p.period_end, w.from_day)
                ),
                p.period_start
        ) = 1
),

p as (
    select o.comparison, o.period_start, o.period_end, 1 as overlaps from overlapping as o
    union all
    select n.comparison, n.period_start, n.period_end, 0 as overlaps from nearest as n
),

span as (
    select
        p.comparison,
        min(p.period_start) as p_start,
        max(p.period_end) as p_end,
        count(*) as p_count,
        sum(date_diff('day', p.period_start, p.period_end) + 1) as p_days,
        max(p.overlaps) as overlapping
    from p
    group by p.comparison
),

by_period as (
    select
        y.comparison,
        y.company,
        y.period_start,
        y.period_end,
        min(y.number_low) as number_low,
        max(y.number_high) as number_high,
        min(y.rate_low) as rate_low,
        max(y.rate_high) as rate_high,
        max(y.rounding) as rounding,
        min(y.qualifier) as qualifier,
        min(y.population) as population,
        min(y.level) as level,
        list(y.id order by y.id) as ids
    from of_channel as y
    inner join p
        on
            y.comparison = p.comparison
            and y.period_start = p.period_start
            and y.period_end = p.period_end
    group by y.comparison, y.company, y.period_start, y.period_end
),

-- y is the sum over P; a period that is missing makes the company missing. Rates of several
-- periods add up for a stock of customers; for a flow of journeys the rate lies between them
observed as (
    select
        b.comparison,
        b.company,
        sum(b.number_low) as number_low,
        sum(b.number_high) as number_high,
        count(b.number_low) as numbers,
        case when c.denominator = 'flow' then min(b.rate_low) else sum(b.rate_low) end as rate_low,
        case when c.denominator = 'flow' then max(b.rate_high) else sum(b.rate_high) end as rate_high,
        count(b.rate_low) as rates,
        case when c.denominator = 'flow' then max(b.rounding) else sum(b.rounding) end as rounding,
        min(b.qualifier) as qualifier,
        min(b.population) as population,
        min(b.level) as level,
        flatten(list(b.ids order by b.period_start)) as complaint_ids
    from by_period as b
    inner join wanted as c on b.comparison = c.comparison
    group by b.comparison, b.company, c.denominator
),

-- exposures of the sector that overlap P and are counted in the channel's own denominator
candidates as (
    select
        c.comparison,
        c.per,
        c.denominator,
        x.*,
        x.period_start is null
        or (x.period_start >= s.p_start and x.period_end <= s.p_end) as within,
        coalesce(date_diff('day', x.period_start, x.period_end) + 1, s.p_days) as days,
        s.p_days
    from exposed as x
    inner join wanted as c on x.sector = c.sector and x.country = c.country
    inner join span as s on c.comparison = s.comparison
    where
        (c.per = '' or x.measure = c.per)
        and (x.period_start is null or x.period_start <= s.p_end)
        and (x.period_end is null or x.period_end >= s.p_start)
),

-- for bare counts, the measure that most companies have
exposure_measure as (
    select
        x.comparison,
        x.measure
    from candidates as x
    group by x.comparison, x.measure
    qualify
        row_number() over (
            partition by x.comparison
            order by count(distinct x.company) desc, x.measure
        ) = 1
),

stretch as (
    select
        c.comparison,
        c.company,
        c.denominator,
        c.period_start,
        c.period_end,
        c.within,
        c.days,
        c.p_days,
        min(c.low) as low,
        max(c.high) as high,
        max(c.rounding) as rounding,
        min(c.population) as population,
        min(c.level) as level,
        list(c.id order by c.id) as ids
    from candidates as c
    inner join exposure_measure as m on c.comparison = m.comparison and c.measure = m.measure
    group by
        c.comparison, c.company, c.denominator, c.period_start, c.period_end, c.within, c.days, c.p_days
),

-- journeys and passengers add up over P and must fill it
flow as (
    select
        t.comparison,
        t.company,
        sum(t.low) as low,
        sum(t.high) as high,
        max(t.rounding) as rounding,
        min(t.population) as population,
        min(t.level) as level,
        flatten(list(t.ids order by t.period_start)) as ids
    from stretch as t
    where t.denominator = 'flow' and t.within
    group by t.comparison, t.company, t.p_days
    having sum(t.days) = t.p_days
),

-- customers and accounts are a stock: the latest count within P stands
stock as (
    select
        t.comparison,
        t.company,
        t.low,
        t.high,
        t.rounding,
        t.population,
        t.level,
        t.ids
    from stretch as t
    where t.denominator <> 'flow'
    qualify
        row_number() over (
            partition by t.comparison, t.company
            order by t.period_end desc nulls first, t.days
        ) = 1
),

exposure_of as (
    select f.* from flow as f
    union all
    select s.* from stock as s
),

coverage as (
    select
        k.comparison,
        k.company,
        sum(
            greatest(
                0,
                date_diff(
                    'day', greatest(k.from_day, p.period_start), least(k.to_day, p.period_end)
                ) + 1
            )
        ) / nullif(max(date_diff('day', k.from_day, k.to_day) + 1), 0) as coverage
    from claimed as k
    inner join p on k.comparison = p.comparison
    group by k.comparison, k.company
),

sides as (
    select
        coalesce(k.comparison, o.comparison) as comparison,
        coalesce(k.company, o.company) as company,
        k.* exclude (comparison, company),
        o.* exclude (comparison, company)
    from claimed as k
    full outer join observed as o on k.comparison = o.comparison and k.company = o.company
)

select
    d.comparison,
    d.company,
    d.claim_low,
    d.claim_high,
    d.claim_rounding,
    d.claim_qualifier,
    d.unit,
    d.units,
    d.n,
    d.claim_population,
    d.claim_level,
    d.from_day,
    d.to_day,
    d.claim_ids,
    case when d.numbers = s.p_count then d.number_low end as number_low,
    case when d.numbers = s.p_count then d.number_high end as number_high,
    case when d.rates = s.p_count then d.rate_low end as rate_low,
    case when d.rates = s.p_count then d.rate_high end as rate_high,
    d.rounding as complaint_rounding,
    d.qualifier as complaint_qualifier,
    d.population as complaint_population,
    d.level as complaint_level,
    d.complaint_ids,
    x.low as exposure_low,
    x.high as exposure_high,
    x.rounding as exposure_rounding,
    x.population as exposure_population,
    x.level as exposure_level,
    x.ids as exposure_ids,
    m.measure as exposure_measure,
    v.coverage,
    s.p_start,
    s.p_end,
    s.p_count,
    s.p_days,
    s.overlapping
from sides as d
left join span as s on d.comparison = s.comparison
left join exposure_of as x on d.comparison = x.comparison and d.company = x.company
left join exposure_measure as m on d.comparison = m.comparison
left join coverage as v on d.comparison = v.comparison and d.company = v.company
order by d.comparison, d.company

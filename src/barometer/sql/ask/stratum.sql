-- one comparison: a row a company, claim beside complaints and exposure (METHOD, 'Periods'; F23)
with claims_of_wave as (
    select
        k.*,
        cast(k.period_start + to_months(cast($lag as integer)) as date) as from_day,
        cast(k.period_end + to_months(cast($lag as integer)) as date) as to_day
    from claim as k
    where
        k.sector = $sector
        and k.country = $country
        and k.metric = $metric
        and k.threshold = $threshold
        and k.scale = $scale
        and k.instrument = $instrument
        and k.subject = $subject
        and k.asserted_by = $asserted_by
        and k.wave = $wave
        and ($from is null or k.period_end >= $from)
        and ($until is null or k.period_start <= $until)
),

-- a company with figures for several windows of one wave keeps the latest; equal windows are
-- sources that disagree, and stay together
latest as (
    select k.*
    from claims_of_wave as k
    qualify dense_rank() over (partition by k.company order by k.period_end desc, k.period_start desc) = 1
),

claimed as (
    select
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
    group by l.company
),

of_channel as (
    select y.*
    from complaint as y
    where
        y.sector = $sector
        and y.country = $country
        and y.channel = $channel
        and y.definition = $definition
        and y.length = $length
        and y.per = $per
        and y.per_n is not distinct from $per_n
),

regulator_period as (
    select distinct y.period_start, y.period_end
    from of_channel as y
),

overlapping as (
    select p.period_start, p.period_end
    from regulator_period as p
    where
        exists (
            select 1
            from claimed as k
            where p.period_start <= k.to_day and p.period_end >= k.from_day
        )
        and ($from is null or p.period_end >= $from)
        and ($until is null or p.period_start <= $until)
),

-- where no period overlaps a window, the nearest is shown, and every company is refused
nearest as (
    select p.period_start, p.period_end
    from regulator_period as p
    cross join (select min(k.from_day) as from_day, max(k.to_day) as to_day from claimed as k) as w
    where not exists (select 1 from overlapping)
    order by
        greatest(date_diff('day', w.to_day, p.period_start), date_diff('day', p.period_end, w.from_day)),
        p.period_start
    limit 1
),

p as (
    select o.period_start, o.period_end from overlapping as o
    union all
    select n.period_start, n.period_end from nearest as n
),

span as (
    select
        min(p.period_start) as p_start,
        max(p.period_end) as p_end,
        count(*) as p_count,
        sum(date_diff('day', p.period_start, p.period_end) + 1) as p_days,
        (select count(*) from overlapping) as overlapping
    from p
),

by_period as (
    select
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
        min(y.denominator) as denominator,
        list(y.id order by y.id) as ids
    from of_channel as y
    inner join p on y.period_start = p.period_start and y.period_end = p.period_end
    group by y.company, y.period_start, y.period_end
),

-- y is the sum over P; a period that is missing makes the company missing. Rates of several
-- periods add up for a stock of customers; for a flow of journeys the rate lies between them
observed as (
    select
        b.company,
        sum(b.number_low) as number_low,
        sum(b.number_high) as number_high,
        count(b.number_low) as numbers,
        case
            when count(*) = 1 or min(b.denominator) <> 'flow' then sum(b.rate_low)
            else min(b.rate_low)
        end as rate_low,
        case
            when count(*) = 1 or min(b.denominator) <> 'flow' then sum(b.rate_high)
            else max(b.rate_high)
        end as rate_high,
        count(b.rate_low) as rates,
        max(b.rounding) as rounding,
        min(b.qualifier) as qualifier,
        min(b.population) as population,
        min(b.level) as level,
        count(*) as periods,
        flatten(list(b.ids order by b.period_start)) as complaint_ids
    from by_period as b
    group by b.company
),

-- the exposure that the channel's rate is counted on; for bare counts, the one most companies have
exposure_measure as (
    select x.measure
    from exposed as x
    cross join span as s
    where
        x.sector = $sector
        and x.country = $country
        and ($per = '' or x.measure = $per)
        and (x.period_start is null or x.period_start <= s.p_end)
        and (x.period_end is null or x.period_end >= s.p_start)
    group by x.measure
    order by count(distinct x.company) desc, x.measure
    limit 1
),

candidates as (
    select
        x.*,
        x.period_start is null or (x.period_start >= s.p_start and x.period_end <= s.p_end) as within,
        coalesce(date_diff('day', x.period_start, x.period_end) + 1, s.p_days) as days,
        s.p_days
    from exposed as x
    cross join span as s
    inner join exposure_measure as m on x.measure = m.measure
    where
        x.sector = $sector
        and x.country = $country
        and (x.period_start is null or x.period_start <= s.p_end)
        and (x.period_end is null or x.period_end >= s.p_start)
),

stretch as (
    select
        c.company,
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
    group by c.company, c.period_start, c.period_end, c.within, c.days, c.p_days
),

-- journeys and passengers add up over P and must fill it; customers are a stock, the latest
-- count of P stands
flow as (
    select
        t.company,
        sum(t.low) as low,
        sum(t.high) as high,
        max(t.rounding) as rounding,
        min(t.population) as population,
        min(t.level) as level,
        flatten(list(t.ids order by t.period_start)) as ids
    from stretch as t
    where t.within
    group by t.company, t.p_days
    having sum(t.days) = t.p_days
),

stock as (
    select
        t.company,
        t.low,
        t.high,
        t.rounding,
        t.population,
        t.level,
        t.ids
    from stretch as t
    qualify row_number() over (partition by t.company order by t.period_end desc nulls first, t.days) = 1
),

exposure_of as (
    select f.* from flow as f where $flow
    union all
    select s.* from stock as s where not $flow
),

coverage as (
    select
        k.company,
        sum(greatest(0, date_diff('day', greatest(k.from_day, p.period_start), least(k.to_day, p.period_end)) + 1))
        / nullif(max(date_diff('day', k.from_day, k.to_day) + 1), 0) as coverage
    from claimed as k
    cross join p
    group by k.company
)

select
    coalesce(k.company, o.company) as company,
    k.claim_low,
    k.claim_high,
    k.claim_rounding,
    k.claim_qualifier,
    k.unit,
    k.units,
    k.n,
    k.claim_population,
    k.claim_level,
    k.from_day,
    k.to_day,
    k.claim_ids,
    case when o.numbers = s.p_count then o.number_low end as number_low,
    case when o.numbers = s.p_count then o.number_high end as number_high,
    case when o.rates = s.p_count then o.rate_low end as rate_low,
    case when o.rates = s.p_count then o.rate_high end as rate_high,
    o.rounding as complaint_rounding,
    o.qualifier as complaint_qualifier,
    o.population as complaint_population,
    o.level as complaint_level,
    o.complaint_ids,
    x.low as exposure_low,
    x.high as exposure_high,
    x.rounding as exposure_rounding,
    x.population as exposure_population,
    x.level as exposure_level,
    x.ids as exposure_ids,
    v.coverage,
    s.p_start,
    s.p_end,
    s.p_count,
    s.overlapping,
    (select m.measure from exposure_measure as m) as exposure_measure
from claimed as k
full outer join observed as o on k.company = o.company
left join exposure_of as x on coalesce(k.company, o.company) = x.company
left join coverage as v on k.company = v.company
cross join span as s
order by company

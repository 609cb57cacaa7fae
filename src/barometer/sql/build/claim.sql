-- claims that may be the claimed side of a comparison, with the wave they belong to:
-- the survey's own wave, else the run of overlapping windows that the figure is part of
with usable as (
    select
        c.id,
        c.company,
        c.sector,
        c.country,
        c.metric,
        coalesce(c.threshold, '') as threshold,
        coalesce(c.scale, '') as scale,
        coalesce(c.instrument, '') as instrument,
        coalesce(c.subject, '') as subject,
        c.asserted_by,
        coalesce(c.wave, '') as wave,
        c.unit,
        c.value,
        coalesce(c.low, c.value) as low,
        coalesce(c.high, c.value) as high,
        c.rounding,
        c.qualifier,
        c.n,
        coalesce(c.population, '') as population,
        coalesce(c.level, '') as level,
        c.period_start,
        c.period_end,
        coalesce(c.period_basis, '') as period_basis,
        c.source
    from claims as c
    inner join companies as f on c.company = f.id
    inner join metric as m on c.metric = m.id
    where
        coalesce(f.kind, 'company') <> 'aggregate'
        and m.claim_side = 'yes'
        and coalesce(c.publish, 'yes') <> 'no'
        and c.period_start is not null
        and c.period_end is not null
        and (c.value is not null or c.low is not null or c.high is not null)
),

begun as (
    select
        u.*,
        case
            when u.period_start <= max(u.period_end) over (
                partition by
                    u.sector, u.country, u.metric, u.threshold, u.scale, u.instrument,
                    u.subject, u.asserted_by, u.wave
                order by u.period_start, u.period_end, u.id
                rows between unbounded preceding and 1 preceding
            ) then 0
            else 1
        end as begins
    from usable as u
),

numbered as (
    select
        b.*,
        sum(b.begins) over (
            partition by
                b.sector, b.country, b.metric, b.threshold, b.scale, b.instrument,
                b.subject, b.asserted_by, b.wave
            order by b.period_start, b.period_end, b.id
            rows between unbounded preceding and current row
        ) as run
    from begun as b
)

select
    n.id,
    n.company,
    n.sector,
    n.country,
    n.metric,
    n.threshold,
    n.scale,
    n.instrument,
    n.subject,
    n.asserted_by,
    case
        when n.wave <> '' then n.wave
        else concat(
            'from_',
            cast(min(n.period_start) over (
                partition by
                    n.sector, n.country, n.metric, n.threshold, n.scale, n.instrument,
                    n.subject, n.asserted_by, n.wave, n.run
            ) as varchar)
        )
    end as wave,
    n.unit,
    n.value,
    n.low,
    n.high,
    n.rounding,
    n.qualifier,
    n.n,
    n.population,
    n.level,
    n.period_start,
    n.period_end,
    n.period_basis,
    n.source
from numbered as n

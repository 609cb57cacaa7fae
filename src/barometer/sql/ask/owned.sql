-- companies with complaints and the customers or journeys that those are counted per, by sector,
-- channel and period, each with the kind of its owner and the country of its market; where sources
-- disagree none is chosen: the company is left out
with observed as (
    select
        y.company,
        y.sector,
        y.country,
        y.channel,
        y.definition,
        y.length,
        y.period_start,
        y.period_end,
        coalesce(y.number, y.rate * x.value / nullif(y.per_n, 0)) as complaints,
        x.value as size
    from complaint as y
    inner join exposed as x
        on
            y.company = x.company
            and y.sector = x.sector
            and y.country = x.country
            and (y.per = '' or y.per = x.measure)
            and y.period_start <= x.period_end
            and y.period_end >= x.period_start
    where
        not y.weighted
        and x.value is not null
        and coalesce(y.number, y.rate) is not null
)

select
    o.company,
    o.sector,
    o.country,
    o.channel,
    o.definition,
    o.length,
    o.period_start,
    o.period_end,
    max(o.complaints) as complaints,
    max(o.size) as size,
    max(w.code) as code
from observed as o
left join ownership as w
    on
        o.company = w.company
        and (w.valid_from is null or w.valid_from <= o.period_end)
        and (w.valid_to is null or w.valid_to >= o.period_start)
group by all
having
    max(o.complaints) = min(o.complaints)
    and max(o.size) = min(o.size)
    and count(distinct w.code) < 2
order by o.sector, o.country, o.channel, o.definition, o.length, o.period_start, o.company

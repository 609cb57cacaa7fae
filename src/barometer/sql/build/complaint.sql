-- complaints about a whole company through one channel, in the regulator's own periods:
-- no single issue, no single region, no aggregate, no channel that is none
select
    y.id,
    y.company,
    y.sector,
    y.country,
    y.channel,
    coalesce(y.definition, '') as definition,
    coalesce(y."window", '') as length,
    coalesce(y.per, '') as per,
    y.per_n,
    y."count" as number,
    coalesce(y.count_low, y."count") as number_low,
    coalesce(y.count_high, y."count") as number_high,
    y.rate,
    coalesce(y.rate_low, y.rate) as rate_low,
    coalesce(y.rate_high, y.rate) as rate_high,
    y.rounding,
    y.qualifier,
    coalesce(y.population, '') as population,
    coalesce(y.level, '') as level,
    y.period_start,
    y.period_end,
    y.source,
    case
        when h.denominator <> '' then h.denominator
        when y.per in (
            'enplanements', 'passengers', 'passengers_carried', 'passenger_journeys', 'journeys',
            'transactions_handled', 'items_handled', 'parcels'
        ) then 'flow'
        else 'stock'
    end as denominator,
    h.weighted
from complaints as y
inner join companies as f on y.company = f.id
inner join channel as h on y.channel = h.id
where
    coalesce(f.kind, 'company') <> 'aggregate'
    and h.comparable = 'yes'
    and coalesce(y.publish, 'yes') <> 'no'
    and coalesce(y.issue, '') = ''
    and coalesce(y.region, '') = ''
    and y.period_start is not null
    and y.period_end is not null

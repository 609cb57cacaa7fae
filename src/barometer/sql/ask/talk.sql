-- companies of which it is counted how many claims and campaigns they make a year, each with its
-- complaint rate of an overlapping period in one channel, and its customers where they are known
with rated as (
    select
        k.subject as company,
        k.sector,
        k.country,
        y.channel,
        y.definition,
        coalesce(k.value, k.low) as talk,
        y.rate,
        y.per_n,
        y.period_start,
        y.period_end
    from context as k
    inner join complaint as y
        on
            k.subject = y.company
            and k.sector = y.sector
            and k.country = y.country
            and k.period_start <= y.period_end
            and k.period_end >= y.period_start
    where
        k.metric = 'claims_and_campaigns'
        and coalesce(k.publish, 'yes') <> 'no'
        and y.rate is not null
        and not y.weighted
)

select
    r.company,
    r.sector,
    r.country,
    r.channel,
    r.definition,
    r.talk,
    r.rate,
    r.per_n,
    (
        select max(x.value)
        from exposed as x
        where
            x.company = r.company
            and x.sector = r.sector
            and x.country = r.country
            and x.measure = 'customers'
            and x.period_start <= r.period_end
            and x.period_end >= r.period_start
    ) as customers
from rated as r
qualify
    row_number() over (
        partition by r.company, r.sector, r.country, r.channel, r.definition
        order by r.period_end desc, r.period_start desc, r.rate
    ) = 1
order by r.sector, r.country, r.channel, r.definition, r.company

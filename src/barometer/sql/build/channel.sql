-- the complaint channels by id; one that the package does not describe is taken as comparable
select
    c.id,
    coalesce(c.comparable, 'yes') as comparable,
    coalesce(c.denominator, '') as denominator,
    coalesce(c.weighted, 'no') = 'yes' as weighted
from channels as c
union all
select distinct
    y.channel as id,
    'yes' as comparable,
    '' as denominator,
    false as weighted
from complaints as y
where y.channel not in (select k.id from channels as k)

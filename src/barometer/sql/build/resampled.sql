-- complaints by company in each replicate of a bootstrap: every day is drawn 0, 1, 2… times, the same
-- for all companies, with Poisson(1) weights read from a hash of seed, day and replicate
with drawn as (
    select
        d.day,
        r.replicate,
        cast(
            concat(
                '0x',
                substr(md5(concat_ws('|', r.seed, cast(d.day as varchar), cast(r.replicate as varchar))), 1, 13)
            ) as bigint
        ) as ticket
    from (select distinct c.day from company_day as c) as d
    cross join replicate as r
),

weighted as (
    select
        w.day,
        w.replicate,
        count(*) as weight
    from drawn as w
    inner join poisson_step as s on w.ticket >= s.ticket
    group by w.day, w.replicate
)

select
    c.company,
    w.replicate,
    sum(c.complaints * w.weight) as complaints
from company_day as c
inner join weighted as w on c.day = w.day
group by c.company, w.replicate
order by c.company, w.replicate

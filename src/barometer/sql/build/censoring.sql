-- complaints by company and days waited: how many were still waiting, answered, withdrawn, pending.
-- the life table that Kaplan-Meier and Aalen-Johansen are read from
with ended as (
    select
        c.company,
        c.days,
        sum(case when c.outcome = 'answered' then 1 else 0 end) as answered,
        sum(case when c.outcome = 'withdrawn' then 1 else 0 end) as withdrawn,
        sum(case when c.outcome = 'pending' then 1 else 0 end) as pending,
        count(*) as ending
    from waiting_case as c
    group by c.company, c.days
)

select
    e.company,
    e.days,
    sum(e.ending) over (
        partition by e.company
        order by e.days desc
        rows between unbounded preceding and current row
    ) as at_risk,
    e.answered,
    e.withdrawn,
    e.pending
from ended as e
order by e.company, e.days

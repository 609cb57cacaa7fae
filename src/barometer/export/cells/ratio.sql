-- complaints at equal satisfaction: observed / expected, where a company's expected number is what it
-- would have if its customers who did not say they were satisfied (n * d) complained as often as
-- those of all the others; one row a company and combination of unsettled figures
select
    combination,
    company,
    y / nullif(n * d * (sum(y) over one - y) / nullif(sum(n * d) over one - n * d, 0), 0) as ratio
from figures
window one as (partition by combination)
order by combination, company

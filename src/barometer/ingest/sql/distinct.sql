-- how often each combination of what is read by its distinct cells occurs
select
    coalesce(r.company, '') as company,
    coalesce(r.moment, '') as moment,
    count(*) as often
from raw_row as r
group by coalesce(r.company, ''), coalesce(r.moment, '')

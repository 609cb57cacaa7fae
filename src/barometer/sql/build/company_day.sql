-- complaints of a file with one row each, counted by company and day
select
    r.company,
    r.day,
    count(*) as complaints
from complaint_row as r
group by r.company, r.day

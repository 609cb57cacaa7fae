-- the rows set aside, by where they stand (the first row is 0)
select
    r.file_row_number as at,
    coalesce(r.company, '') as company,
    coalesce(r.moment, '') as moment
from raw_row as r
inner join
    spoilt_pair as s
    on coalesce(r.company, '') = s.company and coalesce(r.moment, '') = s.moment
order by r.file_row_number
limit $most

-- rows with an identifier, and how many different ones there are at least (two may share a hash)
select
    count(r.record) as held,
    count(distinct hash(r.record)) as different
from raw_row as r

-- the regions as they are written
select distinct coalesce(r.region, '') as region
from raw_row as r

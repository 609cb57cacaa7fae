-- the metrics by id, with what may stand on the claimed side of a comparison;
-- a package without metrics.csv: every metric may, and only share_satisfied is a share
select
    m.id,
    coalesce(m.unit, '') as unit,
    coalesce(m.direction, 'higher_better') as direction,
    coalesce(m.claim_side, 'yes') as claim_side
from metrics as m
union all
select distinct
    c.metric as id,
    coalesce(c.unit, '') as unit,
    'higher_better' as direction,
    'yes' as claim_side
from claims as c
where c.metric not in (select k.id from metrics as k)

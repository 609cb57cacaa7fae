select count(*) as own
from reply
where workspace = $workspace

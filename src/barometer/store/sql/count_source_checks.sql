select count(*) as own
from source_check
where workspace = $workspace

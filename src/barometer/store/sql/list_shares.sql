select
    s.hash,
    s.view,
    s.created
from share as s
where s.workspace = $workspace and s.revoked is null
order by s.created, s.hash

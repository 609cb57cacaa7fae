select
    s.workspace,
    s.view,
    s.created
from share as s
where s.hash = $hash and s.revoked is null

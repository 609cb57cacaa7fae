select
    id,
    source,
    checked_by,
    checked_on,
    figures,
    address,
    note
from source_check
where workspace = $workspace and deleted is null
order by recorded, id

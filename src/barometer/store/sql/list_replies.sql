select
    id,
    company,
    finding,
    address,
    figures,
    sent,
    deadline,
    replied,
    speaker,
    role,
    text,
    link
from reply
where workspace = $workspace and deleted is null
order by recorded, id

-- what a share opens today: revoked, or deleted by its owner, it opens nothing
select
    d.id,
    d.kind,
    d.original,
    d.record,
    d.account,
    o.title,
    o.added
from share as s
inner join shared as h on s.hash = h.share
inner join owner as o on s.workspace = o.workspace and h.dataset = o.dataset
inner join dataset as d on o.dataset = d.id
where s.hash = $hash and s.revoked is null and o.deleted is null
order by d.id

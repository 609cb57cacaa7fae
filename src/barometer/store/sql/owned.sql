-- one dataset of a workspace; a stranger's is no row
select
    d.id,
    d.kind,
    d.original,
    d.record,
    d.account,
    o.title,
    o.added
from owner as o
inner join dataset as d on o.dataset = d.id
where o.workspace = $workspace and o.dataset = $dataset and o.deleted is null

select
    p.name,
    o.name as object,
    o.sha256,
    o.bytes
from part as p
inner join object as o on p.object = o.name
where p.dataset = $dataset
order by p.name

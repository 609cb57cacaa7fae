select
    o.name,
    o.sha256,
    o.bytes
from object as o
where o.name = $name

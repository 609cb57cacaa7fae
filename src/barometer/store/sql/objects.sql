select o.name
from object as o
order by o.name

select d.id
from dataset as d
where d.id = $id

select s.query
from short as s
where s.id = $id
limit 1

-- complaint records as they stand in the package, by id
select y.*
from complaints as y
where list_contains($ids, y.id)
order by y.id

select w.hash
from workspace as w
where w.hash = $hash

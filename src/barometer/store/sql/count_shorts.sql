-- how many short links a workspace made, and all of them together
select
    count(*) filter (where s.workspace = $workspace) as own,
    count(*) as every
from short as s

-- every comparison of the package
select c.*
from comparison as c
order by c.comparison

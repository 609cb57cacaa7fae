-- every complaint record of one company, through all channels, by period
select y.*
from complaints as y
where y.company = $company
order by y.channel, y.definition, y."window", y.period_start, y.id

-- every complaint record of one channel, counted per the same thing over periods of one length,
-- of any period: what a comparison's own periods are a part of
select y.*
from complaints as y
where
    y.sector = $sector
    and y.country = $country
    and y.channel = $channel
    and coalesce(y."window", '') = $window
    and coalesce(y.per, '') = $per
    and coalesce(y.per_n, 0) = $per_n
    and coalesce(y.issue, '') = ''
    and coalesce(y.region, '') = ''
    and coalesce(y.publish, 'yes') <> 'no'
    and y.period_start is not null
order by y.company, y.period_start, y.id

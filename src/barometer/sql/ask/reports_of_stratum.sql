-- what users said of the companies of a comparison, in periods that overlap it
select r.*
from reports as r
where
    r.sector = $sector
    and r.country = $country
    and list_contains($companies, r.company)
    and r.period_end >= $from
    and r.period_start <= $until
order by r.company, r.label, r.id

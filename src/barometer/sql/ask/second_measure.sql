-- the share of each company's customers who say they had a reason to complain, asked in a period
-- that overlaps the comparison: a second measure of the same sector, not an outside channel
select
    c.subject as company,
    c.value,
    c.rounding,
    c.source
from context as c
where
    c.metric = 'share_reason_to_complain'
    and c.sector = $sector
    and c.country = $country
    and coalesce(c.publish, 'yes') <> 'no'
    and c.value is not null
    and c.period_end >= $from
    and c.period_start <= $until
order by c.subject, c.id

-- rows whose company and day can be read, in the store's own terms; ``at`` counts them from 0
select
    c.id as company,
    d.day,
    case when trim(r.category) <> '' then r.category end as category,
    g.id as region,
    case when trim(r.record) <> '' then r.record end as record,
    r.file_row_number as at
from raw_row as r
inner join company_read as c on coalesce(r.company, '') = c.written
inner join day_read as d on coalesce(r.moment, '') = d.written
left join region_read as g on coalesce(r.region, '') = g.written
where c.id is not null and d.day is not null

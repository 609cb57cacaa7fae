delete from object
where
    name not in (select p.object from part as p)
    and name not in (select d.original from dataset as d)

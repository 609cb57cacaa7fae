delete from dataset
where id not in (select o.dataset from owner as o)

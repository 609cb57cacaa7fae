insert or replace into part (dataset, name, object)
values ($dataset, $name, $object)

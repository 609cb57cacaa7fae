insert or ignore into workspace (hash, created)
values ($hash, $created)

insert or ignore into short (id, workspace, query, created)
values ($id, $workspace, $query, $created)

insert into share (hash, workspace, view, created, revoked)
values ($hash, $workspace, $view, $created, null)

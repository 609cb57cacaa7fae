-- what a short link stands for: one row a workspace that made it
create table if not exists short (
    id text not null,
    workspace text not null references workspace (hash),
    query text not null,
    created text not null,
    primary key (id, workspace)
) without rowid

-- whose it is: nothing is shared between workspaces by its content
create table if not exists owner (
    workspace text not null references workspace (hash),
    dataset text not null references dataset (id),
    title text not null,
    added text not null,
    deleted text,
    primary key (workspace, dataset)
) without rowid

-- who of a workspace read a source's figures at the original; figures: what each said then, as JSON
create table if not exists source_check (
    workspace text not null references workspace (hash),
    id text not null,
    source text not null,
    checked_by text not null,
    checked_on text not null,
    figures text not null,
    address text not null,
    note text not null,
    recorded text not null,
    deleted text,
    primary key (workspace, id)
) without rowid

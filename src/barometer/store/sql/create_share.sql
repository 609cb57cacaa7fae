-- a key that opens some datasets of a workspace to whoever holds it, until it is revoked
create table if not exists share (
    hash text primary key,
    workspace text not null references workspace (hash),
    view text not null,
    created text not null,
    revoked text
) without rowid

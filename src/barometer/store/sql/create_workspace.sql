-- a newsroom's drawer, known by the hash of its key: the key itself is kept nowhere
create table if not exists workspace (
    hash text primary key,
    created text not null
) without rowid

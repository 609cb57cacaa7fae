-- one reading of one original, known by the sha256 of its record
create table if not exists dataset (
    id text primary key,
    kind text not null,
    original text not null references object (name),
    record text not null,
    account text not null,
    created text not null
) without rowid

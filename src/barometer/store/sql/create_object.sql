-- a file of the store: what is not in here does not exist, whatever lies on the disk
create table if not exists object (
    name text primary key,
    sha256 text not null,
    bytes integer not null
) without rowid

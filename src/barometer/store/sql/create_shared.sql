create table if not exists shared (
    share text not null references share (hash) on delete cascade,
    dataset text not null,
    primary key (share, dataset)
) without rowid

-- the tables of a dataset, each a Parquet file
create table if not exists part (
    dataset text not null references dataset (id) on delete cascade,
    name text not null,
    object text not null references object (name),
    primary key (dataset, name)
) without rowid

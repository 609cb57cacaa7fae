-- what a company answered to a finding about it, or (replied is null) that it had not by the deadline
create table if not exists reply (
    workspace text not null references workspace (hash),
    id text not null,
    company text not null,
    finding text not null,
    address text not null,
    figures text not null,
    sent text,
    deadline text,
    replied text,
    speaker text not null,
    role text not null,
    text text not null,
    link text not null,
    recorded text not null,
    deleted text,
    primary key (workspace, id)
) without rowid

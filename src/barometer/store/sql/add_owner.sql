-- saving again what was deleted brings it back
insert into owner (workspace, dataset, title, added, deleted)
values ($workspace, $dataset, $title, $added, null)
on conflict (workspace, dataset) do update set
    title = excluded.title,
    added = case when owner.deleted is null then owner.added else excluded.added end,
    deleted = null

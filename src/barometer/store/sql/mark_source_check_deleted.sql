update source_check set deleted = $now
where workspace = $workspace and id = $id and deleted is null

update source_check set deleted = null
where workspace = $workspace and id = $id and deleted >= $since

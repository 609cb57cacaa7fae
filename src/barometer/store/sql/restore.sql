update owner set deleted = null
where workspace = $workspace and dataset = $dataset and deleted >= $since

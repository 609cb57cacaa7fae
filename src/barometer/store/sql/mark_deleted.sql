update owner set deleted = $now
where workspace = $workspace and dataset = $dataset and deleted is null

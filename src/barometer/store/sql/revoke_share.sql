update share set revoked = $now
where hash = $hash and workspace = $workspace and revoked is null

create index if not exists short_by_workspace on short (workspace)

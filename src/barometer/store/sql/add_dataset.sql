insert or ignore into dataset (id, kind, original, record, account, created)
values ($id, $kind, $original, $record, $account, $created)

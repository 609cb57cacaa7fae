insert or replace into object (name, sha256, bytes)
values ($name, $sha256, $bytes)

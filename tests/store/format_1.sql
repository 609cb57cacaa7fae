-- a catalogue as the version before checks and answers wrote it (format 1): one workspace, one dataset, one share
BEGIN TRANSACTION;
CREATE TABLE dataset (
    id text primary key,
    kind text not null,
    original text not null references object (name),
    record text not null,
    account text not null,
    created text not null
) without rowid
;
INSERT INTO "dataset" VALUES('7e2d31d814be8cf0ab8a0ce43768fb16','complaints','originals/94/94e6934c27fa350da2e0e30ab574c1dd074d6cb23098739e7bb3a87e30c17058.zst','{"answers": {}, "crosswalk": {}, "importer": "1", "mapping": {"company": "entreprise"}}','{"read": 3, "used": 2, "rejected": 0, "duplicate": 0, "not_data": 1}','2026-11-22T08:50:35.698462+00:00');
CREATE TABLE object (
    name text primary key,
    sha256 text not null,
    bytes integer not null
) without rowid
;
INSERT INTO "object" VALUES('originals/94/94e6934c27fa350da2e0e30ab574c1dd074d6cb23098739e7bb3a87e30c17058.zst','35261549de8d8c4a7364f8fe37111864ae45733bd161e553a614020bbd5cec06',45);
INSERT INTO "object" VALUES('tables/af/af874668f6c3b246c88a6e2bab152576adb1c1e161af44c480cf44ce6f6a9cab.parquet','af874668f6c3b246c88a6e2bab152576adb1c1e161af44c480cf44ce6f6a9cab',778);
CREATE TABLE owner (
    workspace text not null references workspace (hash),
    dataset text not null references dataset (id),
    title text not null,
    added text not null,
    deleted text,
    primary key (workspace, dataset)
) without rowid
;
INSERT INTO "owner" VALUES('cc0b1c2c66f3bb9fd1a081c626ba1bef62f6f96441a43be15268523776ac26a1','7e2d31d814be8cf0ab8a0ce43768fb16','plaintes.csv','2026-11-22T08:50:35.698632+00:00',NULL);
CREATE TABLE part (
    dataset text not null references dataset (id) on delete cascade,
    name text not null,
    object text not null references object (name),
    primary key (dataset, name)
) without rowid
;
INSERT INTO "part" VALUES('7e2d31d814be8cf0ab8a0ce43768fb16','company_day','tables/af/af874668f6c3b246c88a6e2bab152576adb1c1e161af44c480cf44ce6f6a9cab.parquet');
INSERT INTO "part" VALUES('7e2d31d814be8cf0ab8a0ce43768fb16','complaints','tables/af/af874668f6c3b246c88a6e2bab152576adb1c1e161af44c480cf44ce6f6a9cab.parquet');
CREATE TABLE share (
    hash text primary key,
    workspace text not null references workspace (hash),
    view text not null,
    created text not null,
    revoked text
) without rowid
;
INSERT INTO "share" VALUES('0c28a4c42c87b0f4eed397e94cb4a0c4c00b0622016b9738a41992ec891d4232','cc0b1c2c66f3bb9fd1a081c626ba1bef62f6f96441a43be15268523776ac26a1','v=1','2026-11-22T08:50:35.700909+00:00',NULL);
CREATE TABLE shared (
    share text not null references share (hash) on delete cascade,
    dataset text not null,
    primary key (share, dataset)
) without rowid
;
INSERT INTO "shared" VALUES('0c28a4c42c87b0f4eed397e94cb4a0c4c00b0622016b9738a41992ec891d4232','7e2d31d814be8cf0ab8a0ce43768fb16');
CREATE TABLE workspace (
    hash text primary key,
    created text not null
) without rowid
;
INSERT INTO "workspace" VALUES('cc0b1c2c66f3bb9fd1a081c626ba1bef62f6f96441a43be15268523776ac26a1','2026-11-22T08:50:35.405491+00:00');
COMMIT;
PRAGMA user_version = 1;

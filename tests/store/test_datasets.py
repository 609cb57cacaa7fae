"""What users bring is kept whole, and seen by its owner alone."""

from __future__ import annotations

import sqlite3
import threading
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from barometer.desk.workspaces import keep_swept
from barometer.messages import LANGUAGES, catalogue, say
from barometer.model import Message
from barometer.store import durable
from barometer.store.datasets import Store, dataset_id
from barometer.store.keys import hashed, looks_like_a_key
from barometer.store.refused import StoreRefusal
from tests.store.deposits import ORIGINAL, deposit


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "var")


def refusal(code: str) -> pytest.RaisesExc[StoreRefusal]:
    return pytest.RaisesExc(StoreRefusal, check=lambda error: error.code == code)


def files(store: Store) -> list[Path]:
    return sorted(
        p
        for area in ("originals", "tables", "staging")
        for p in (store.home / area).rglob("*")
        if p.is_file()
    )


def test_what_is_saved_is_read_back(store: Store) -> None:
    mine = store.new_workspace()
    id_ = store.save(deposit(), mine)
    opened = store.open(id_, mine)
    assert opened.table("complaints").to_pylist() == [
        {"company": "alpha", "count": 12.0},
        {"company": "beta", "count": 7.0},
    ]
    assert opened.original().read() == ORIGINAL
    assert (opened.entry.title, opened.entry.kind, opened.entry.account.used) == (
        "plaintes.csv",
        "complaints",
        2,
    )
    assert opened.entry.record["mapping"] == {"company": "entreprise"}
    assert [entry.id for entry in store.list(mine)] == [id_]


def test_it_is_still_there_in_another_process_s_store(store: Store) -> None:
    mine = store.new_workspace()
    id_ = store.save(deposit(), mine)
    again = Store(store.home)
    assert again.knows(mine) and again.open(id_, mine).entry.id == id_


def test_two_readings_of_one_file_are_two_datasets(store: Store) -> None:
    mine = store.new_workspace()
    ids = {store.save(deposit(), mine), store.save(deposit(answers={"count": "comma"}), mine)}
    ids.add(store.save(deposit(importer="2"), mine))
    assert len(ids) == 3 == len(store.list(mine))
    assert len(list((store.home / "originals").rglob("*.zst"))) == 1


def test_the_id_is_rebuilt_by_whoever_has_the_file_and_the_record(store: Store) -> None:
    mine = store.new_workspace()
    given = deposit(original=ORIGINAL)
    id_ = store.save(given, mine)
    reordered = dict(reversed(list(given.record.items())))
    assert dataset_id(durable.sha256_of(ORIGINAL), "complaints", reordered) == id_
    assert dataset_id(durable.sha256_of(ORIGINAL), "claims", reordered) != id_


def test_a_file_name_is_never_part_of_a_path(store: Store, tmp_path: Path) -> None:
    mine = store.new_workspace()
    title = "../../[*]é'; drop table owner;--\0.csv"
    id_ = store.save(deposit(title=title), mine)
    assert store.open(id_, mine).entry.title == title
    assert {p.name for p in tmp_path.iterdir()} == {"var"}
    assert all(title[:3] not in str(path.relative_to(store.home)) for path in files(store))


def test_a_stranger_sees_nothing_by_list_id_or_share(store: Store) -> None:
    mine, other = store.new_workspace(), store.new_workspace()
    id_ = store.save(deposit(), mine)
    assert store.list(other) == ()
    for key in (other, "", "x" * 43, hashed(mine), "' or '1'='1"):
        with refusal("not_found"):
            store.open(id_, key)
        with refusal("not_found"):
            store.open_shared(id_, key)
        with refusal("not_found"):
            store.delete(id_, key)
        with refusal("not_found"):
            store.share([id_], key)
    with refusal("not_found"):
        store.open("0" * 32, mine)
    assert [entry.id for entry in store.list(mine)] == [id_]


def test_two_workspaces_with_one_file_do_not_touch_each_other(store: Store) -> None:
    mine, other = store.new_workspace(), store.new_workspace()
    id_ = store.save(deposit(title="mine.csv"), mine)
    assert store.save(deposit(title="theirs.csv"), other) == id_
    assert [e.title for e in store.list(mine)] == ["mine.csv"]
    assert [e.title for e in store.list(other)] == ["theirs.csv"]
    store.delete(id_, mine)
    store.sweep(undo=timedelta())
    assert store.list(mine) == ()
    with refusal("not_found"):
        store.open(id_, mine)
    assert store.open(id_, other).original().read() == ORIGINAL
    store.delete(id_, other)
    store.sweep(undo=timedelta())
    assert files(store) == []


def test_what_was_deleted_is_gone_without_anybody_asking(store: Store) -> None:
    mine = store.new_workspace()
    store.delete(store.save(deposit(), mine), mine)
    with sqlite3.connect(store.home / "catalogue.sqlite") as catalogue:
        changed = catalogue.execute("update owner set deleted = '2020-01-01T00:00:00+00:00'")
        assert changed.rowcount == 1
    assert files(store) != []
    threading.Thread(target=keep_swept, args=(store, 0.05), daemon=True).start()
    until = time.monotonic() + 20
    while files(store) and time.monotonic() < until:
        time.sleep(0.05)
    assert files(store) == []


def test_a_delete_is_undone_within_the_session_only(store: Store) -> None:
    mine = store.new_workspace()
    id_ = store.save(deposit(), mine)
    store.delete(id_, mine)
    with refusal("not_found"):
        store.open(id_, mine)
    with refusal("not_found"):
        store.delete(id_, mine)
    store.restore(id_, mine)
    assert store.open(id_, mine).original().read() == ORIGINAL
    with refusal("not_found"):
        store.restore(id_, mine)
    store.delete(id_, mine)
    store.sweep(undo=timedelta())
    with refusal("not_found"):
        store.restore(id_, mine)


def test_saving_again_brings_a_deleted_dataset_back(store: Store) -> None:
    mine = store.new_workspace()
    id_ = store.save(deposit(), mine)
    store.delete(id_, mine)
    assert store.save(deposit(title="again.csv"), mine) == id_
    assert [entry.title for entry in store.list(mine)] == ["again.csv"]


def test_a_share_opens_until_it_is_revoked(store: Store) -> None:
    mine, other = store.new_workspace(), store.new_workspace()
    id_, private = store.save(deposit(), mine), store.save(deposit(importer="2"), mine)
    key = store.share([id_, id_], mine, view="v=1&sector=telecoms")
    assert looks_like_a_key(key)
    assert store.shared(key).view == "v=1&sector=telecoms"
    assert [entry.id for entry in store.shared(key).entries] == [id_]
    assert store.open_shared(id_, key).original().read() == ORIGINAL
    with refusal("not_found"):
        store.open_shared(private, key)
    (listed,) = store.shares(mine)
    with refusal("not_found"):
        store.revoke(listed["hash"], other)
    store.revoke(listed["hash"], mine)
    with refusal("not_found"):
        store.shared(key)
    with refusal("not_found"):
        store.open_shared(id_, key)
    assert store.shares(mine) == ()


def test_a_share_ends_with_its_owner_s_dataset(store: Store) -> None:
    mine, other = store.new_workspace(), store.new_workspace()
    id_ = store.save(deposit(), mine)
    store.save(deposit(), other)
    key = store.share([id_], mine)
    store.delete(id_, mine)
    assert store.shared(key).entries == ()
    with refusal("not_found"):
        store.open_shared(id_, key)


def test_keys_are_kept_only_as_hashes(store: Store) -> None:
    mine = store.new_workspace()
    id_ = store.save(deposit(), mine)
    key = store.share([id_], mine)
    for path in store.home.glob("catalogue*"):
        content = path.read_bytes()
        assert mine.encode() not in content and key.encode() not in content
    assert len({store.new_workspace() for _ in range(20)}) == 20


@pytest.mark.parametrize("part", ["tables", "originals"])
@pytest.mark.parametrize("place", [0, 40, -1])
def test_a_flipped_bit_is_found(store: Store, part: str, place: int) -> None:
    mine = store.new_workspace()
    id_ = store.save(deposit(), mine)
    path = next(p for p in files(store) if part in p.parts)
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    with refusal("damaged"):
        store.open(id_, mine).original()
    assert store.save(deposit(), mine) == id_, "importing again mends it"
    assert store.open(id_, mine).original().read() == ORIGINAL


def test_a_lost_file_is_found(store: Store) -> None:
    mine = store.new_workspace()
    id_ = store.save(deposit(), mine)
    next(p for p in files(store) if "tables" in p.parts).unlink()
    with refusal("damaged"):
        store.open(id_, mine)


def test_files_without_an_entry_are_swept_at_start(store: Store) -> None:
    mine = store.new_workspace()
    id_ = store.save(deposit(), mine)
    kept = files(store)
    durable.put(store.home, "tables", ".parquet", lambda file: str(file.write(b"orphan")) and None)
    (store.home / "originals" / ".part-0011").write_bytes(b"half")
    (store.home / "staging" / "0011").mkdir()
    (store.home / "staging" / "0011" / "facts.parquet").write_bytes(b"half")
    again = Store(store.home)
    assert files(again) == kept
    assert again.open(id_, mine).table("complaints").num_rows == 2


def test_nothing_is_swept_while_somebody_writes(store: Store) -> None:
    orphan = store.home / "originals" / ".part-0011"
    orphan.write_bytes(b"half")
    with store.receiving() as folder:
        (folder / "facts.parquet").write_bytes(b"half")
        Store(store.home)
        assert orphan.exists() and (folder / "facts.parquet").exists()
    assert not folder.exists()
    Store(store.home)
    assert not orphan.exists()


def test_an_importer_s_own_parquet_file_is_taken_over(store: Store) -> None:
    mine = store.new_workspace()
    given = deposit()
    with store.receiving() as folder:
        staged = folder / "facts.parquet"
        pq.write_table(given.tables["complaints"], staged)
        id_ = store.save(replace(given, tables={"facts": staged}), mine)
    assert store.open(id_, mine).table("facts").num_rows == 2


def test_an_original_may_be_a_file(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(ORIGINAL * 100_000)
    mine = store.new_workspace()
    given = deposit()
    id_ = store.save(replace(given, original=path), mine)
    assert store.open(id_, mine).original().read() == ORIGINAL * 100_000
    assert sum(p.stat().st_size for p in (store.home / "originals").rglob("*.zst")) < 100_000


def test_an_unknown_workspace_keeps_nothing(store: Store) -> None:
    with refusal("unknown_workspace"):
        store.save(deposit(), "x" * 43)
    assert files(store) == []


def test_a_newer_store_is_refused(store: Store) -> None:
    with sqlite3.connect(store.home / "catalogue.sqlite") as connection:
        connection.execute("pragma user_version = 99")
    connection.close()
    with refusal("newer_format"):
        Store(store.home)


def test_a_damaged_catalogue_is_refused(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(b"not a database" * 1000)
    with refusal("catalogue_damaged"):
        Store(tmp_path)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with refusal("not_writable"):
        Store(tmp_path / "file" / "var")


def test_the_home_is_taken_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAROMETER_HOME", str(tmp_path / "elsewhere"))
    assert Store().home == tmp_path / "elsewhere"
    monkeypatch.delenv("BAROMETER_HOME")
    monkeypatch.chdir(tmp_path)
    assert Store().home == tmp_path / "var"


def test_a_disk_that_refuses_leaves_nothing(store: Store) -> None:
    mine = store.new_workspace()
    for path in (store.home / "tables", store.home / "originals"):
        path.rmdir()
        path.write_bytes(b"a file where the folder was")
    with refusal("disk_refuses"):
        store.save(deposit(), mine)
    assert store.list(mine) == ()


def test_a_disk_that_refuses_the_last_file_gives_back_the_room_of_the_others(store: Store) -> None:
    mine = store.new_workspace()
    originals = store.home / "originals"
    originals.rmdir()
    originals.write_bytes(b"a file where the folder was")
    with refusal("disk_refuses"):
        store.save(deposit(), mine)
    assert [path for path in (store.home / "tables").rglob("*") if path.is_file()] == []


def test_every_refusal_is_a_sentence_in_both_languages() -> None:
    params = {
        "title": "a.csv",
        "found": 2,
        "known": 1,
        "folder": "var",
        "file": "catalogue.sqlite",
        "most": 5,
        "n": 7,
        "field": Message("kept.field.by"),
    }
    own = [
        id_.removeprefix("store.")
        for id_ in catalogue("en")
        if id_.startswith("store.") and "counted" not in id_
    ]
    assert {"not_found", "damaged", "newer_format", "disk_refuses"} <= set(own)
    for code in own:
        sentences = {say(StoreRefusal(code, **params).message, lang) for lang in LANGUAGES}
        assert len(sentences) == 2

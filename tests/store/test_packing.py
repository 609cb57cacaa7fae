"""The compressed copy that is made while a large file is read is the original, or nothing."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from pathlib import Path

import pytest

from barometer.store import packing
from barometer.store.datasets import Store
from barometer.store.refused import StoreRefusal
from tests.store.deposits import deposit

BYTES = random.Random(1).randbytes(100_000) + b"complaint;2024-01\n" * 50_000


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    path = tmp_path / "upload"
    path.write_bytes(BYTES)
    return path


def staged(store: Store) -> list[Path]:
    return list((store.home / "staging").iterdir())


def test_the_copy_of_many_frames_is_the_original_byte_for_byte(
    tmp_path: Path, upload: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "_CHUNK", 70_001)
    store = Store(tmp_path / "var")
    mine = store.new_workspace()
    with store.receiving() as folder:
        store.pack(upload, folder)
        digest = hashlib.sha256(BYTES).hexdigest()
        id_ = store.save(replace(deposit(), original=upload, sha256=digest), mine)
        again = store.save(replace(deposit(), original=upload), mine)
    assert again == id_
    opened = store.open(id_, mine)
    assert (opened.sha256, opened.original().read()) == (digest, BYTES)
    assert staged(store) == []
    assert store.save(replace(deposit(), original=upload), mine) == id_


def test_a_file_that_changed_since_it_was_read_is_not_kept(tmp_path: Path, upload: Path) -> None:
    store = Store(tmp_path / "var")
    mine = store.new_workspace()
    with store.receiving() as folder, pytest.raises(StoreRefusal) as refused:
        store.pack(upload, folder)
        store.save(replace(deposit(), original=upload, sha256="0" * 64), mine)
    assert refused.value.message.id == "store.changed"
    assert store.list(mine) == ()
    assert [p for p in (store.home / "originals").rglob("*") if p.is_file()] == []


def test_given_up_it_leaves_nothing(tmp_path: Path, upload: Path) -> None:
    store = Store(tmp_path / "var")
    with store.receiving() as folder:
        store.pack(upload, folder)
    assert staged(store) == []
    assert [p for p in (store.home / "originals").rglob("*") if p.is_file()] == []


def test_a_disk_that_refuses_is_said(tmp_path: Path) -> None:
    store = Store(tmp_path / "var")
    mine = store.new_workspace()
    with store.receiving() as folder, pytest.raises(StoreRefusal) as refused:
        store.pack(tmp_path / "gone", folder)
        store.save(replace(deposit(), original=tmp_path / "gone"), mine)
    assert refused.value.message.id == "store.disk_refuses"

"""The store: what users bring, kept whole, found only through the catalogue, seen only by its owner.

An original is known by the sha256 of its bytes; a dataset by the sha256 of its import record
(original, kind, mapping, answers, crosswalk, importer version): two readings of one file are two
datasets, and one reading is one dataset however many workspaces hold it. Ownership is a row:
nothing is shared between workspaces by content, and deleting in one touches no other.

``workspace`` is always the workspace's key, as it stands in the visitor's cookie.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from barometer.model import Account
from barometer.store import durable, home, keys
from barometer.store.catalogue import Catalogue, Found, Writer
from barometer.store.durable import Stored
from barometer.store.packing import Packings
from barometer.store.refused import StoreRefusal

UNDO = timedelta(hours=1)
_ID_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Deposit:
    """What an import hands to the store.

    original  the file as it came, or its bytes
    title     its name as the user knows it: shown, never part of a path
    record    all that the reading depended on: kind, mapping, answers, crosswalk, importer
    tables    name -> table, or the Parquet file that an importer wrote in ``Store.receiving()``
    sha256    of the bytes that were read, where the file may have changed since
    """

    original: Path | bytes
    title: str
    kind: str
    record: Mapping[str, Any]
    account: Account
    tables: Mapping[str, pa.Table | Path]
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A dataset as a list shows it."""

    id: str
    kind: str
    title: str
    added: str
    record: Mapping[str, Any]
    account: Account


@dataclass(frozen=True, slots=True)
class Opened:
    """A dataset whose tables were found whole; ``paths`` are their Parquet files."""

    entry: Entry
    paths: Mapping[str, Path]
    _home: Path = field(repr=False)
    _original: Stored = field(repr=False)

    @property
    def sha256(self) -> str:
        """Of the original's bytes, as they came."""
        return Path(self._original.name).stem

    def table(self, name: str) -> pa.Table:
        """A table of the dataset. KeyError if it has none of that name."""
        return pq.read_table(self.paths[name], memory_map=True)

    def original(self) -> pa.NativeFile:
        """The upload, byte for byte, as a stream to be read. StoreRefusal 'damaged' if it changed."""
        if not durable.is_sound(self._home, self._original):
            raise StoreRefusal("damaged", title=self.entry.title)
        return pa.CompressedInputStream(pa.OSFile(str(self._home / self._original.name)), "zstd")


@dataclass(frozen=True, slots=True)
class Shared:
    """What a share key opens today."""

    view: str
    entries: tuple[Entry, ...]


def dataset_id(original: str, kind: str, record: Mapping[str, Any]) -> str:
    """The id of a reading: whoever has the file and the record rebuilds it.

    original: sha256 of the upload's bytes. 128 bits in hexadecimal; it opens nothing by itself.
    """
    text = json.dumps(
        {"original": original, "kind": kind, "record": record},
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
        allow_nan=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()[:_ID_DIGITS]


class Store:
    """The store in one folder. Cheap to build, safe to use from many threads and processes."""

    def __init__(self, folder: Path | None = None) -> None:
        """Open the store and sweep it. StoreRefusal if the folder can't be written or is newer."""
        self.home = home.locate(folder)
        self._catalogue = Catalogue(self.home / "catalogue.sqlite")
        self._packings = Packings()
        self.sweep()

    # ------------------------------------------------------------ workspaces

    def new_workspace(self) -> str:
        """A new workspace; its key, which is kept nowhere but with the caller."""
        key = keys.new_key()
        with self._catalogue.writing() as write:
            write.run("add_workspace", hash=keys.hashed(key), created=_now())
        return key

    def begin(self, key: str) -> str:
        """The workspace of a key that the visitor's cookie already holds, begun if it is new.

        StoreRefusal 'unknown_workspace' for what is no key of ours.
        """
        if not keys.looks_like_a_key(key):
            raise StoreRefusal("unknown_workspace")
        if not self.knows(key):
            with self._catalogue.writing() as write:
                write.run("add_workspace", hash=keys.hashed(key), created=_now())
        return key

    def knows(self, workspace: str) -> bool:
        """Whether a key opens a workspace of this store."""
        return keys.looks_like_a_key(workspace) and (
            self._catalogue.row("has_workspace", hash=keys.hashed(workspace)) is not None
        )

    # ------------------------------------------------------------ saving

    @contextmanager
    def receiving(self) -> Iterator[Path]:
        """A new folder of the store for an importer's files, until they are saved; then it is gone.

        Nothing is swept meanwhile; should the process die, the next start sweeps the folder.
        """
        folder = self.home / "staging" / secrets.token_hex(8)
        with home.busy(self.home):
            folder.mkdir(mode=0o700)
            try:
                yield folder
            finally:
                self._packings.end(folder)
                shutil.rmtree(folder, ignore_errors=True)

    def pack(self, original: Path, staging: Path) -> None:
        """Begin the compressed copy of a large original in a folder of ``receiving``; ``save`` takes it."""
        self._packings.begin(original, staging)

    def save(self, deposit: Deposit, workspace: str) -> str:
        """Keep an import for a workspace; the dataset's id once everything is on the disk.

        StoreRefusal if the workspace is unknown or the disk refuses; nothing is then visible.
        """
        if not self.knows(workspace):
            raise StoreRefusal("unknown_workspace")
        try:
            packed = self._packings.of(deposit.original)
            sha256 = packed.original if packed else durable.sha256_of(deposit.original)
            if deposit.sha256 not in ("", sha256):
                raise StoreRefusal("changed")
            id_ = dataset_id(sha256, deposit.kind, deposit.record)
            with home.busy(self.home):
                self._write(id_, sha256, deposit, keys.hashed(workspace))
        except (OSError, sqlite3.Error) as error:
            with suppress(OSError, sqlite3.Error):  # a full disk does not keep what nobody will find
                self.sweep()
            raise StoreRefusal("disk_refuses") from error
        return id_

    def _write(self, id_: str, sha256: str, deposit: Deposit, owner: str) -> None:
        original, parts = self._keep(id_, sha256, deposit)
        with self._catalogue.writing() as write:
            for stored in (original, *parts.values()):
                write.run("add_object", name=stored.name, sha256=stored.sha256, bytes=stored.bytes)
            write.run(
                "add_dataset",
                id=id_,
                kind=deposit.kind,
                original=original.name,
                record=json.dumps(deposit.record, ensure_ascii=False, sort_keys=True),
                account=json.dumps(_account_cells(deposit.account)),
                created=_now(),
            )
            for name, stored in parts.items():
                write.run("add_part", dataset=id_, name=name, object=stored.name)
            write.run("add_owner", workspace=owner, dataset=id_, title=deposit.title, added=_now())

    def _keep(self, id_: str, sha256: str, deposit: Deposit) -> tuple[Stored, dict[str, Stored]]:
        """The files of a deposit on the disk; sound ones that are there already stand."""
        known = self._parts(id_) if self._catalogue.row("has_dataset", id=id_) else {}
        if known and all(durable.is_sound(self.home, part) for part in known.values()):
            parts = known
        else:
            parts = {
                name: durable.adopt(self.home, table)
                if isinstance(table, Path)
                else durable.put_table(self.home, table)
                for name, table in deposit.tables.items()
            }
        held = self._object(f"originals/{sha256[:2]}/{sha256}.zst")
        if held is None or not durable.is_sound(self.home, held):
            packed = self._packings.of(deposit.original)
            if packed and packed.path.exists():
                held = durable.adopt_original(self.home, packed)
            else:
                held = durable.put_original(self.home, deposit.original, sha256)
        return held, parts

    # ------------------------------------------------------------ reading

    def list(self, workspace: str) -> tuple[Entry, ...]:
        """The datasets of a workspace, oldest first; none for an unknown key."""
        return tuple(map(_entry, self._catalogue.rows("list_owned", workspace=keys.hashed(workspace))))

    def open(self, dataset: str, workspace: str) -> Opened:
        """A dataset of the workspace, its files verified.

        StoreRefusal 'not_found' if there is none or it is another's; 'damaged' if a file changed.
        """
        found = self._catalogue.row("owned", workspace=keys.hashed(workspace), dataset=dataset)
        if found is None:
            raise StoreRefusal("not_found")
        return self._opened(found)

    def open_shared(self, dataset: str, share: str) -> Opened:
        """A dataset that a share key opens. StoreRefusal as ``open``."""
        for found in self._catalogue.rows("shared_datasets", hash=keys.hashed(share)):
            if found["id"] == dataset:
                return self._opened(found)
        raise StoreRefusal("not_found")

    def _opened(self, found: Found) -> Opened:
        entry = _entry(found)
        parts = self._parts(entry.id)
        original = self._object(found["original"])
        if original is None or not all(durable.is_sound(self.home, part) for part in parts.values()):
            raise StoreRefusal("damaged", title=entry.title)
        paths = {name: self.home / stored.name for name, stored in parts.items()}
        return Opened(entry, paths, self.home, original)

    def _parts(self, dataset: str) -> dict[str, Stored]:
        return {
            row["name"]: Stored(row["object"], row["sha256"], row["bytes"])
            for row in self._catalogue.rows("parts", dataset=dataset)
        }

    def _object(self, name: str) -> Stored | None:
        row = self._catalogue.row("object", name=name)
        return Stored(row["name"], row["sha256"], row["bytes"]) if row else None

    # ------------------------------------------------------------ deleting

    def delete(self, dataset: str, workspace: str) -> None:
        """Take a dataset out of a workspace; ``restore`` brings it back within the hour.

        StoreRefusal 'not_found' if the workspace holds none of that id.
        """
        with self._catalogue.writing() as write:
            if not write.run("mark_deleted", workspace=keys.hashed(workspace), dataset=dataset, now=_now()):
                raise StoreRefusal("not_found")
        self.sweep()

    def restore(self, dataset: str, workspace: str) -> None:
        """Undo a delete. StoreRefusal 'not_found' if it was too long ago, or never was."""
        since = _now(before=UNDO)
        with self._catalogue.writing() as write:
            if not write.run("restore", workspace=keys.hashed(workspace), dataset=dataset, since=since):
                raise StoreRefusal("not_found")

    def sweep(self, undo: timedelta = UNDO) -> int:
        """Remove for good what was deleted longer ago than ``undo``, and every file without an entry.

        The number of files removed. Nothing is swept while somebody writes in the store.
        """
        with home.alone(self.home) as free:
            if not free:
                return 0
            with self._catalogue.writing() as write:
                known = _forget(write, _now(before=undo))
            return home.sweep(self.home, known)

    # ------------------------------------------------------------ sharing

    def share(self, datasets: Sequence[str], workspace: str, view: str = "") -> str:
        """A new key that opens these datasets, and a frozen view of them, until it is revoked."""
        owner, key = keys.hashed(workspace), keys.new_key()
        with self._catalogue.writing() as write:
            for dataset in datasets:
                if not write.rows("owned", workspace=owner, dataset=dataset):
                    raise StoreRefusal("not_found")
            write.run("add_share", hash=keys.hashed(key), workspace=owner, view=view, created=_now())
            for dataset in dict.fromkeys(datasets):
                write.run("add_shared", share=keys.hashed(key), dataset=dataset)
        return key

    def shared(self, share: str) -> Shared:
        """What a share key opens. StoreRefusal 'not_found' if it is revoked or none."""
        found = self._catalogue.row("share", hash=keys.hashed(share))
        if found is None:
            raise StoreRefusal("not_found")
        rows = self._catalogue.rows("shared_datasets", hash=keys.hashed(share))
        return Shared(found["view"], tuple(map(_entry, rows)))

    def shares(self, workspace: str) -> tuple[Mapping[str, str], ...]:
        """The shares of a workspace that are not revoked: hash (to revoke by), view, created."""
        return tuple(
            dict(row) for row in self._catalogue.rows("list_shares", workspace=keys.hashed(workspace))
        )

    def revoke(self, share_hash: str, workspace: str) -> None:
        """Close a share of the workspace, by its hash. StoreRefusal 'not_found' if it has none such."""
        with self._catalogue.writing() as write:
            if not write.run("revoke_share", hash=share_hash, workspace=keys.hashed(workspace), now=_now()):
                raise StoreRefusal("not_found")


def _forget(write: Writer, before: str) -> set[str]:
    for kind in ("shorts", "source_checks", "replies"):
        write.run(f"drop_{kind}", before=before)
    write.run("drop_owners", before=before)
    write.run("drop_datasets")
    write.run("drop_objects")
    return {row["name"] for row in write.rows("objects")}


def _entry(found: Found) -> Entry:
    return Entry(
        id=found["id"],
        kind=found["kind"],
        title=found["title"],
        added=found["added"],
        record=json.loads(found["record"]),
        account=Account(**json.loads(found["account"])),
    )


def _account_cells(account: Account) -> dict[str, int]:
    return {name: getattr(account, name) for name in ("read", "used", "rejected", "duplicate", "not_data")}


def _now(before: timedelta = timedelta()) -> str:
    return (datetime.now(UTC) - before).isoformat(timespec="microseconds")

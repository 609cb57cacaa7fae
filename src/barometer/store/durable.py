"""Files that survive a power cut: hidden name, flush, rename, flush of the folder.

A file stands under a name made of a hash, never under one that a user gave. Until the catalogue
knows it, it does not exist.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from barometer.store.packing import Packed

CHUNK = 1 << 20
HIDDEN = ".part-"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of the store: its name below the store's folder, its checksum, its size."""

    name: str
    sha256: str
    bytes: int


class Hashing:
    """A writable file that hashes and counts what passes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.bytes = 0
        self.closed = False

    def write(self, data: bytes) -> int:
        """Write and hash."""
        self._hash.update(data)
        self.bytes += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        """Hand what is buffered to the system."""
        self._file.flush()

    def close(self) -> None:
        """A writer above is done with it; the file itself stays open to be flushed to the disk."""
        self._file.flush()

    @property
    def sha256(self) -> str:
        """Checksum of what was written so far."""
        return self._hash.hexdigest()


def put(home: Path, area: str, suffix: str, write: Callable[[Hashing], str | None]) -> Stored:
    """Write a file below ``home/area``, durable on return. OSError if the disk refuses.

    ``write`` fills it, and may return the name that it is to have; else its checksum names it.
    """
    hidden = _hidden(home / area)
    try:
        with hidden.open("xb") as file:
            hashing = Hashing(file)
            name = write(hashing) or hashing.sha256
            file.flush()
            os.fsync(file.fileno())
        return _move(home, hidden, Stored(_place(area, name, suffix), hashing.sha256, hashing.bytes))
    except BaseException:
        hidden.unlink(missing_ok=True)
        raise


def put_table(home: Path, table: pa.Table) -> Stored:
    """A table as a durable Parquet file."""

    def write(file: Hashing) -> None:
        sink = pa.PythonFile(file, mode="w")
        pq.write_table(table, sink, compression="zstd")

    return put(home, "tables", ".parquet", write)


def put_original(home: Path, original: Path | bytes, sha256: str) -> Stored:
    """An upload as it came, compressed. ValueError if its bytes are not those of ``sha256``."""

    def write(file: Hashing) -> str:
        seen = hashlib.sha256()
        with pa.CompressedOutputStream(pa.PythonFile(file, mode="w"), "zstd") as packed:
            for chunk in _chunks(original):
                seen.update(chunk)
                packed.write(chunk)
        if seen.hexdigest() != sha256:
            raise ValueError("the original changed while it was read")
        return sha256

    return put(home, "originals", ".zst", write)


def adopt(home: Path, staged: Path) -> Stored:
    """A Parquet file that an importer wrote in the store's staging folder, made durable."""
    with staged.open("rb+") as file:
        sha256, size = _digest(file)
        os.fsync(file.fileno())
    return _move(home, staged, Stored(_place("tables", sha256, ".parquet"), sha256, size))


def adopt_original(home: Path, packed: Packed) -> Stored:
    """The compressed copy of an original that was made, and flushed, in the store's staging folder."""
    return _move(
        home,
        packed.path,
        Stored(_place("originals", packed.original, ".zst"), packed.sha256, packed.bytes),
    )


def is_sound(home: Path, stored: Stored) -> bool:
    """Whether the file is there, whole, with the checksum that the catalogue has of it."""
    path = home / stored.name
    try:
        seen = path.stat()
        return _verified(path, seen.st_ino, seen.st_mtime_ns, seen.st_size) == (stored.sha256, stored.bytes)
    except OSError:
        return False


@lru_cache(maxsize=256)
def _verified(path: Path, _inode: int, _written: int, _size: int) -> tuple[str, int]:
    """Checksum and size of a file, read once a process as long as the file is not written again."""
    with path.open("rb") as file:
        return _digest(file)


def sha256_of(original: Path | bytes) -> str:
    """Checksum of a file or of bytes."""
    found = hashlib.sha256()
    for chunk in _chunks(original):
        found.update(chunk)
    return found.hexdigest()


def flush_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _hidden(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{HIDDEN}{secrets.token_hex(8)}"


def _place(area: str, name: str, suffix: str) -> str:
    return f"{area}/{name[:2]}/{name}{suffix}"


def _move(home: Path, hidden: Path, stored: Stored) -> Stored:
    target = home / stored.name
    if not target.parent.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        flush_folder(target.parent.parent)
    hidden.replace(target)
    flush_folder(target.parent)
    return stored


def _digest(file: BinaryIO) -> tuple[str, int]:
    found, size = hashlib.sha256(), 0
    while chunk := file.read(CHUNK):
        found.update(chunk)
        size += len(chunk)
    return found.hexdigest(), size


def _chunks(original: Path | bytes) -> Iterator[bytes]:
    if isinstance(original, bytes):
        yield original
        return
    with original.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk

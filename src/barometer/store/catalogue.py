"""The SQLite catalogue: the only way to find data in the store (never a glob)."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from barometer.store.refused import StoreRefusal

FORMAT = 2
_SQL = Path(__file__).parent / "sql"
_CREATE = (
    "workspace", "object", "dataset", "part", "owner", "share", "shared", "short", "short_by_workspace",
    "source_check", "reply",
)  # fmt: skip
_PATIENCE = 30.0

Found = Mapping[str, Any]

_WRITTEN: Counter[Path] = Counter()


@cache
def statement(name: str) -> str:
    """The text of a statement of the catalogue."""
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


class Catalogue:
    """Reads and writes of the catalogue. One connection a call: threads and processes may share it."""

    def __init__(self, path: Path) -> None:
        """Open or make it. StoreRefusal if it is of a newer format, damaged, or can't be written."""
        self._path = path
        try:
            with self.writing() as write:
                _prepare(write)
        except sqlite3.OperationalError as error:
            raise StoreRefusal("not_writable", folder=path.parent.name) from error
        except sqlite3.DatabaseError as error:
            raise StoreRefusal("catalogue_damaged", file=path.name) from error

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """One transaction: all of it is durable on leaving, or none of it happened."""
        connection = self._connect()
        try:
            connection.execute("begin immediate")
            writer = Writer(connection)
            yield writer
            connection.execute("commit")
            _WRITTEN[self._path] += 1
        except BaseException:
            if connection.in_transaction:
                connection.execute("rollback")
            raise
        finally:
            connection.close()

    def state(self) -> tuple[int, ...]:
        """Differs after every write, by whichever process; told without opening the catalogue."""
        wal = self._path.with_name(f"{self._path.name}-wal")
        return (_WRITTEN[self._path], *_seen(self._path), *_seen(wal))

    def rows(self, name: str, /, **params: Any) -> list[Found]:
        """The rows of a statement that reads."""
        connection = self._connect()
        try:
            return [dict(row) for row in connection.execute(statement(name), params)]
        finally:
            connection.close()

    def row(self, name: str, /, **params: Any) -> Found | None:
        """The first row of a statement that reads, or None."""
        found = self.rows(name, **params)
        return found[0] if found else None

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma foreign_keys = on")
        return connection


class Writer:
    """The statements of one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def run(self, name: str, /, **params: Any) -> int:
        """Run a statement; how many rows it changed."""
        return self._connection.execute(statement(name), params).rowcount

    def rows(self, name: str, /, **params: Any) -> list[Found]:
        """The rows of a statement that reads, as this transaction sees them."""
        return [dict(row) for row in self._connection.execute(statement(name), params)]

    def version(self) -> int:
        """The format version that the catalogue was last written with; 0 for a new one."""
        return int(self._connection.execute("pragma user_version").fetchone()[0])

    def set_version(self, version: int) -> None:
        """Write the format version."""
        self._connection.execute(f"pragma user_version = {int(version)}")


def _seen(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _prepare(write: Writer) -> None:
    found = write.version()
    if found > FORMAT:
        raise StoreRefusal("newer_format", found=found, known=FORMAT)
    for table in _CREATE:  # each only if it is not there: a store of this format may be older than a table
        write.run(f"create_{table}")
    if found < FORMAT:
        write.set_version(FORMAT)

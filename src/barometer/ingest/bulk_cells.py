"""A regular file's cells as DuckDB reads them, held as numbers; identifiers wait on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from barometer.ingest import limits
from barometer.ingest.bulk_plan import Irregular, Plan
from barometer.ingest.coded import Coded, joined
from barometer.model import Message

if TYPE_CHECKING:
    import duckdb

CODED = ("company", "moment", "category", "product", "region", "siren", "lei")
_SQL = Path(__file__).parent / "sql"
_BATCH = 200_000
_MEMORY = "300MB"
_HELD = pa.schema([("record", pa.string())])


class Cells:
    """What a file holds in its used columns.

    columns  by role, each row's cell; a role that the file has no column for holds '' throughout
    total    rows
    """

    def __init__(self, folder: Path, roles: Sequence[str]) -> None:
        self.columns = {role: Coded() for role in CODED}
        self.total = 0
        self._there = [role for role in CODED if role in roles]
        self._path = folder / "records.arrow"
        self._hashes: list[np.ndarray] = []
        self._writer = pa.ipc.new_file(str(self._path), _HELD) if "record" in roles else None

    def add(self, batch: pa.RecordBatch) -> None:
        """The next rows."""
        for role, column in self.columns.items():
            if role in self._there:
                column.add(batch.column(role))
            else:
                column.add_blank(batch.num_rows)
        if self._writer is not None:
            record = _without_blanks(batch.column("record"))
            self._writer.write_batch(pa.record_batch([record], schema=_HELD))
            # a copy, for a view would keep the whole batch in memory
            self._hashes.append(np.array(batch.column("hash").filter(record.is_valid()).to_numpy()))
        self.total += batch.num_rows

    def done(self) -> None:
        """No more rows come."""
        if self._writer is not None:
            self._writer.close()

    def remove(self) -> None:
        """The identifiers are no longer needed."""
        self._path.unlink(missing_ok=True)

    def records(self) -> Iterator[pa.Array] | None:
        """The identifiers by chunk; None where the file has none."""
        return self._batches() if self._writer is not None else None

    def _batches(self) -> Iterator[pa.Array]:
        with pa.memory_map(str(self._path)) as source:
            reader = pa.ipc.open_file(source)
            for number in range(reader.num_record_batches):
                yield reader.get_batch(number).column(0)

    def again(self, kept: Sequence[np.ndarray]) -> np.ndarray:
        """Where kept rows stand (from 0) whose identifier an earlier kept row has."""
        twice = _twice(joined(self._hashes, np.dtype(np.uint64)))
        if not len(twice):
            return np.zeros(0, np.int64)
        places, held, start = [], [], 0
        for records, mask in zip(self._batches(), kept, strict=True):
            there = mask & records.is_valid().to_numpy(zero_copy_only=False)
            found = np.flatnonzero(there & np.isin(_hashes(records), twice))
            places.append(found + start)
            held.append(records.take(pa.array(found)))
            start += len(records)
        at = np.concatenate(places)
        codes = pa.chunked_array(held, pa.string()).combine_chunks().dictionary_encode().indices.to_numpy()
        return np.delete(at, np.unique(codes, return_index=True)[1])


def cells(path: Path, plan: Plan, folder: Path, progress: Callable[[float], None]) -> Cells:
    """Every cell of the used columns, as text. A DuckDB error where the file is not regular."""
    import duckdb

    options: dict[str, str | bool | int | float | list[str]] = {
        "threads": 2,
        "memory_limit": _MEMORY,
        "temp_directory": str(folder / "spill"),
    }
    found = Cells(folder, plan.roles)
    connection = duckdb.connect(config=options)
    try:
        expected = path.stat().st_size / max(plan.line_bytes, 1.0)
        for batch in _relation(connection, path, plan).to_arrow_reader(_BATCH):
            found.add(batch)
            progress(min(1.0, found.total / expected))
    finally:
        connection.close()
        found.done()
    return found


def _relation(connection: duckdb.DuckDBPyConnection, path: Path, plan: Plan) -> Any:
    from duckdb import ColumnExpression, FunctionExpression

    given = {
        "path": _no_glob(path),
        "delimiter": plan.dialect.delimiter,
        "quote": plan.dialect.quote,
        "columns": dict.fromkeys(plan.roles, "VARCHAR"),
        "longest": limits.CELL_CHARACTERS,
    }
    wanted = [ColumnExpression(role) for role in (*CODED, "record") if role in plan.roles]
    if "record" in plan.roles:
        wanted.append(FunctionExpression("hash", ColumnExpression("record")).alias("hash"))
    return connection.sql(_sql("read"), params=given).project(*wanted)


def _without_blanks(records: pa.Array) -> pa.Array:
    """Identifiers, none where there is only space."""
    blank = pc.utf8_is_space(records)
    if pc.any(blank).as_py():
        return pc.if_else(blank, None, records)
    return records


def _hashes(records: pa.Array) -> np.ndarray:
    """As the reading made them, for rows of which some come again."""
    import duckdb
    from duckdb import ColumnExpression, FunctionExpression

    table = pa.table({"record": records})
    hashed = duckdb.arrow(table, connection=duckdb.connect()).project(
        FunctionExpression("hash", ColumnExpression("record")).alias("hash")
    )
    return np.array(hashed.to_arrow_table().column("hash"))


def _twice(hashes: np.ndarray) -> np.ndarray:
    """The hashes that come more than once, each once."""
    hashes.sort()
    return np.unique(hashes[1:][hashes[1:] == hashes[:-1]])


@cache
def _sql(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def _no_glob(path: Path) -> str:
    """A path that DuckDB takes literally. Irregular for one that it would read as a pattern."""
    if set("*?[]{}") & set(str(path)):
        raise Irregular(Message("ingest.irregular.path"))
    return str(path)

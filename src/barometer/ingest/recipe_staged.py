"""A recipe's rows, left on the disk by the process that parses."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from barometer.ingest.recipes import Reading
from barometer.ingest.result import ImportResult
from barometer.store.receipt import of_recipe


def staged(reading: Reading, result: ImportResult, folder: Path) -> tuple[tuple[str, str], ...]:
    """The rows of a reading as Parquet files in ``folder``: table -> path, as ``ImportResult.tables``."""
    written = []
    for table, rows in of_recipe(reading, result, b"").tables.items():
        path = folder / f"{table}.parquet"
        pq.write_table(rows, path, compression="zstd")
        written.append((table, str(path)))
    return tuple(written)

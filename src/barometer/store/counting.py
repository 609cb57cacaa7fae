"""A file with one complaint a row -> the tables that serve every filter, and its months.

``company_day`` and ``facts`` are what pages ask of large files; a claim's window that starts in
the middle of a month is answered from them. The months go into the package as complaints.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

_SQL = Path(__file__).parents[1] / "sql" / "build"
ROW = pa.schema(
    [
        ("company", pa.string()),
        ("day", pa.date32()),
        ("category", pa.string()),
        ("region", pa.string()),
        ("record", pa.string()),
    ]
)


def count(rows: pa.Table) -> Mapping[str, pa.Table]:
    """company_day, facts (each sorted) and company_month of rows in the shape of ``ROW``."""
    connection = duckdb.connect(":memory:", config={"threads": "2", "memory_limit": "1GB"})
    try:
        connection.register("complaint_row", rows)
        day = _run(connection, "company_day").sort_by([("company", "ascending"), ("day", "ascending")])
        facts = _run(connection, "facts").sort_by(
            [(name, "ascending") for name in ("company", "day", "category", "region")]
        )
        connection.register("company_day", day)
        return {"company_day": day, "facts": facts, "company_month": _run(connection, "company_month")}
    finally:
        connection.close()


def by_region(facts: pa.Table) -> pa.Table:
    """region_month of facts that are counted already."""
    return _counted("region_month", "facts", facts)


def by_month(day: pa.Table) -> pa.Table:
    """company_month of a company_day that is counted already."""
    return _counted("company_month", "company_day", day)


def _counted(name: str, table: str, rows: pa.Table) -> pa.Table:
    connection = duckdb.connect(":memory:", config={"threads": "2", "memory_limit": "1GB"})
    try:
        connection.register(table, rows)
        return _run(connection, name)
    finally:
        connection.close()


def _run(connection: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
    text = re.sub(r";\s*$", "", (_SQL / f"{name}.sql").read_text(encoding="utf-8"))
    return connection.sql(text).to_arrow_table()


def without_repeats(tables: list[pa.Table]) -> tuple[pa.Table, int]:
    """Rows of several files, each identifier once; and how many came again. Rows without one all stay."""
    connection = duckdb.connect(":memory:", config={"threads": "2", "memory_limit": "1GB"})
    try:
        every = pa.concat_tables([table.select(ROW.names) for table in tables])
        connection.register("every_row", every)
        kept = _run(connection, "distinct_row")
        return kept, every.num_rows - kept.num_rows
    finally:
        connection.close()

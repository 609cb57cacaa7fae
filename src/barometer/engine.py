"""One locked in-memory DuckDB a package of figures; runs a named query of ``sql/``.

No SQL text ever comes from a user: a query is a file of ours, its values are bound. After the
tables are built the database is locked: no file, no network, no setting can be reached from it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from barometer.model import Query

_SQL = Path(__file__).parent / "sql"
_SECONDS = 5.0
_LIMITS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "2GB",
    "enable_external_access": False,
    "lock_configuration": True,
}
_BUILD = ("metric", "channel", "claim", "complaint", "exposed", "comparison")


class QueryTooLongError(RuntimeError):
    """A query was interrupted after the time that one question may take."""


@cache
def sql(name: str) -> str:
    """The text of a named query, as ``ask/stratum`` or ``build/claim``."""
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


@cache
def _names(name: str) -> frozenset[str]:
    text = re.sub(r"--[^\n]*", "", sql(name))
    return frozenset(re.findall(r"\$([a-z_]\w*)", text))


class Engine:
    """The tables of a package in DuckDB, and the only way to ask them something.

    tables: name -> Arrow table, in the shape of the Data Package.
    """

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        self._connection = duckdb.connect(":memory:", config=_LIMITS)
        for name, table in tables.items():
            self._connection.from_arrow(table).create(_identifier(name))
        for name in _BUILD:
            self._connection.sql(sql(f"build/{name}")).create(name)

    def run(self, name: str, **params: Any) -> list[dict[str, Any]]:
        """The rows of a named query as dictionaries; only the parameters it names are bound.

        Raises QueryTooLongError after five seconds. One cursor a query: a connection is not shared
        between threads.
        """
        cursor = self._connection.cursor()
        alarm = threading.Timer(_SECONDS, cursor.interrupt)
        alarm.start()
        try:
            cursor.execute(sql(name), {key: params[key] for key in _names(name)})
            columns = [column[0] for column in cursor.description or ()]
            return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
        except duckdb.InterruptException as error:
            raise QueryTooLongError(name) from error
        finally:
            alarm.cancel()
            cursor.close()

    def query(self, name: str, **params: Any) -> Query:
        """The same query as the reader may read it, with the values that were bound."""
        return Query(name, sql(name), {key: params[key] for key in sorted(_names(name))})

    def close(self) -> None:
        self._connection.close()


_MADE_OF = (
    "-- metric, channel, claim, complaint, exposed and comparison are made of the package's CSV files",
    "-- by the statements of sql/build/, in that order",
)


def written(query: Query) -> str:
    """A query as it runs again by hand: what its numbers stand for, and its values in their places."""
    named = [f"-- {query.about}"] if query.about else []
    lines = [
        line if line.lstrip().startswith("--") else _PARAMETER.sub(_value_of(query), line)
        for line in query.sql.strip().splitlines()
        if not (line.lstrip().startswith("--") and "$" in line)
    ]
    return "\n".join([*named, *_MADE_OF, *lines])


_PARAMETER = re.compile(r"\$([a-z_]\w*)")


def _value_of(query: Query) -> Callable[[re.Match[str]], str]:
    return lambda found: _literal(query.params[found[1]])


def _literal(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, date):
        return f"date '{value.isoformat()}'"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)


def _identifier(name: str) -> str:
    if not re.fullmatch(r"[a-z_]+", name):
        raise ValueError(f"not a table of the package: {name!r}")
    return name

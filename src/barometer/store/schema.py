"""The tables of a Data Package: names, types, required columns, allowed values, meaning.

Read from ``schema.toml``, the one list. ``datapackage.json`` is held against ``table_schema``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

_ARROW = {
    "id": pa.string(),
    "text": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "date": pa.date32(),
}
_FRICTIONLESS = {"id": "string", "text": "string", "number": "number", "integer": "integer", "date": "date"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``default`` is what an empty cell means, '' = unknown.

    ``minimum`` is the least value that ``data check`` lets pass; None where there is none.
    """

    name: str
    type: str
    required: bool
    enum: tuple[str, ...]
    refers: str
    default: str
    en: str
    fr: str
    minimum: float | None = None

    @property
    def arrow(self) -> pa.DataType:
        """The type that the column has in memory."""
        return _ARROW[self.type]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the package, one CSV file; ``required`` where no package can do without it.

    ``key`` is the column that names a row, '' where none does.
    """

    name: str
    required: bool
    columns: tuple[Column, ...]
    en: str
    fr: str
    key: str = ""

    @property
    def file(self) -> str:
        """Name of its CSV file."""
        return f"{self.name}.csv"

    @property
    def arrow(self) -> pa.Schema:
        """The table's schema in memory, in the order of the file."""
        return pa.schema([(column.name, column.arrow) for column in self.columns])


@cache
def tables() -> Mapping[str, Table]:
    """All tables by name, in the order of schema.toml."""
    raw = tomllib.loads((Path(__file__).parent / "schema.toml").read_text(encoding="utf-8"))
    return {name: _table(name, entry, raw["column"]) for name, entry in raw["table"].items()}


def _table(name: str, entry: Mapping[str, Any], columns: Mapping[str, Mapping[str, Any]]) -> Table:
    found = tuple(_column(name, word, columns) for word in entry["columns"].split())
    key = entry.get("key", "id" if any(column.name == "id" for column in found) else "")
    return Table(name, bool(entry.get("required", False)), found, entry["en"], entry["fr"], key)


def _column(table: str, word: str, columns: Mapping[str, Mapping[str, Any]]) -> Column:
    name = word.removesuffix("*")
    entry = columns.get(f"{table}.{name}") or columns[name]
    return Column(
        name=name,
        type=entry["type"],
        required=word.endswith("*"),
        enum=tuple(entry.get("enum", ())),
        refers=entry.get("refers", ""),
        default=entry.get("default", ""),
        en=entry["en"],
        fr=entry["fr"],
        minimum=entry.get("minimum"),
    )


def table_schema(name: str) -> dict[str, Any]:
    """The Frictionless Table Schema of a table, as it stands in ``datapackage.json``."""
    table = tables()[name]
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns]}
    if table.key:
        schema["primaryKey"] = [table.key]
    keys = [column for column in table.columns if column.refers]
    if keys:
        schema["foreignKeys"] = [_foreign(column, name) for column in keys]
    schema["missingValues"] = [""]
    return schema


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _FRICTIONLESS[column.type],
        "description": column.en,
    }
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.enum:
        constraints["enum"] = list(column.enum)
    if constraints:
        field["constraints"] = constraints
    return field


def _foreign(column: Column, table: str) -> dict[str, Any]:
    resource = "" if column.refers == table else column.refers
    return {"fields": [column.name], "reference": {"resource": resource, "fields": ["id"]}}

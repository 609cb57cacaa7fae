"""The rows of a package with the lines they stand on, as the rules read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from barometer.store.package import Package
from barometer.store.problem import Problem, problem

FIGURES = ("claims", "complaints", "exposure", "reports", "context")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its table, the line of the file, its cells (None = unknown)."""

    table: str
    line: int
    cells: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.cells[column]

    @property
    def who(self) -> str:
        """The company that the row is about, or its subject."""
        return str(self.cells.get("company") or self.cells.get("subject") or self.cells.get("id") or "")

    def key(self, *columns: str) -> tuple[Any, ...]:
        """The cells of these columns, to group rows by."""
        return tuple(self.cells[column] for column in columns)

    def breach(self, column: str, code: str, **params: Any) -> Problem:
        """A Problem of this row at this column."""
        return problem(f"{self.table}.csv", self.line, column, shown(self.cells.get(column)), code, **params)


class Rows:
    """All rows of a package by table."""

    def __init__(self, package: Package) -> None:
        self._rows = {
            name: [
                Row(name, line, cells)
                for line, cells in zip(package.lines[name], table.to_pylist(), strict=True)
            ]
            for name, table in package.tables.items()
        }

    def of(self, *tables: str) -> Iterator[Row]:
        """The rows of these tables, in order."""
        for table in tables:
            yield from self._rows[table]

    def ids(self, table: str) -> set[str]:
        """The ids of a table; empty where the package does not hold it."""
        return {row["id"] for row in self._rows[table]}


def shown(value: object) -> str:
    """A cell as it reads in a file: 86.0 -> 86."""
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value)

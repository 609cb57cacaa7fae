"""One table of a recipe, laid over the header of a file: which cell becomes which column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from barometer.ingest import recipe_cells as cells_of
from barometer.ingest.kinds import is_blank
from barometer.ingest.recipe import Recipe, TableRule, matches
from barometer.ingest.recipe_cells import BadCell, Days, once
from barometer.ingest.stop import Refused
from barometer.model import Message
from barometer.store.schema import tables

_FIGURES = frozenset(
    {"value", "low", "high", "count", "count_low", "count_high", "rate", "rate_low", "rate_high", "rating"}
)
_ROUNDED = ("value", "low", "rate", "rate_low")
_YEAR = re.compile(r"(?:19|20)\d{2}")


class Heading:
    """The header of a file, over as many lines as it takes."""

    def __init__(self, rows: list[list[Any]]) -> None:
        self.rows = rows
        self.width = max(map(len, rows))

    def labels(self, at: int) -> list[str]:
        """What stands over a column, line by line."""
        return [str(row[at]) for row in self.rows if at < len(row) and not is_blank(row[at])]

    def found(self, pattern: str) -> list[int]:
        """The columns over which a label fits ``pattern``."""
        return [at for at in range(self.width) if any(matches(pattern, text) for text in self.labels(at))]

    def has(self, pattern: str) -> bool:
        """Whether a column has such a label."""
        return bool(self.found(pattern))

    def column(self, pattern: str) -> int:
        """The first column with such a label. Refused where there is none."""
        found = self.found(pattern)
        if not found:
            raise Refused(Message("recipe.no_column", {"column": pattern}))
        return found[0]

    def label(self, at: int) -> str:
        """What a column is called: the lowest line of its header, without notes in brackets."""
        text = re.sub(r"\[[^\]]*\]|\((?:million|thousand)s?\)", " ", (self.labels(at) or [""])[-1])
        return " ".join(text.split())


@dataclass(slots=True)
class Filled:
    """Rows of one table of the package: columns of equal length, and the line each row comes from."""

    into: str
    columns: dict[str, list[Any]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    counts_rows: bool = False

    def add(self, line: int, row: Mapping[str, Any]) -> None:
        """One row; a column that it lacks is None."""
        for name in row:
            if name not in self.columns:
                self.columns[name] = [None] * len(self.lines)
        self.lines.append(line)
        for name, values in self.columns.items():
            values.append(row.get(name))

    def drop(self, lines: Collection[int]) -> None:
        """Take out the rows that come from these lines."""
        kept = [at for at, line in enumerate(self.lines) if line not in lines]
        self.columns = {name: [values[at] for at in kept] for name, values in self.columns.items()}
        self.lines = [self.lines[at] for at in kept]


class Plan:
    """How a row of the file becomes rows of one table."""

    def __init__(self, rule: TableRule, heading: Heading, recipe: Recipe, filled: Filled) -> None:
        self.filled = filled
        self._rule, self._recipe, self._heading = rule, recipe, heading
        self._types = {column.name: column.type for column in tables()[rule.into].columns} | {"name": "text"}
        self._only = [(heading.column(label), patterns) for label, patterns in rule.only.items()]
        self._take = [
            (name, heading.column(label), self._reader(name, label))
            for name, label in rule.take.items()
            if isinstance(label, str)
        ]
        self._joined = [
            (name, [heading.column(label) for label in labels])
            for name, labels in rule.take.items()
            if not isinstance(labels, str)
        ]
        self._code = heading.column(rule.code["column"]) if rule.code else -1
        self._each = self._wide_columns()
        self._period = self._period_reader()

    def wants(self, cells: Sequence[Any]) -> bool:
        """Whether a row of the file belongs to this table."""
        return all(any(matches(p, cells[at]) for p in patterns) for at, patterns in self._only)

    def rows(self, line: int, cells: Sequence[Any], missing: Counter[str]) -> Iterator[dict[str, Any]]:
        """The rows that one row of the file gives; none where it holds no figure. BadCell as found."""
        row: dict[str, Any] = dict(self._rule.set)
        for name, at, read in self._take:
            value = read(cells[at])
            if name in _FIGURES and not self._possible(value):
                missing[str("" if cells[at] is None else cells[at]).strip()] += 1
            elif value is not None:
                row[name] = value
                self._round(row, name, cells[at])
        for name, columns in self._joined:
            row[name] = " - ".join(str(cells[at]).strip() for at in columns)
        if self._code >= 0:
            row["company_id"] = self._coded(cells[self._code])
        if self._each:
            yield from self._wide(row, cells, missing)
        elif self._rule.rows or any(name in row for name in _FIGURES):
            self._date(row, cells, -1)
            yield row

    def _wide(
        self, row: Mapping[str, Any], cells: Sequence[Any], missing: Counter[str]
    ) -> Iterator[dict[str, Any]]:
        value_column, becomes = self._rule.each["value"], self._rule.each.get("becomes", "")
        for at in self._each:
            value = self._scaled(value_column, self._number(cells[at], self._heading.label(at)))
            if not self._possible(value):
                missing[str("" if cells[at] is None else cells[at]).strip()] += 1
                continue
            one = {**row, value_column: value}
            self._round(one, value_column, cells[at])
            if becomes:
                one[becomes] = self._heading.label(at)
            self._date(one, cells, at)
            yield one

    def _date(self, row: dict[str, Any], cells: Sequence[Any], at: int) -> None:
        found = self._period(cells, at)
        if found is not None:
            row["period_start"], row["period_end"] = found
            row["period_basis"] = self._rule.period.get("basis", "calendar")

    def _round(self, row: dict[str, Any], name: str, cell: Any) -> None:
        if name in _ROUNDED and "rounding" not in row and "rounding" in self._types:
            row["rounding"] = cells_of.printed(cell, self._recipe) * self._rule.times.get(name, 1)

    def _possible(self, value: float | None) -> bool:
        """Whether a figure is one: nothing is divided by 0 customers, nor by fewer."""
        return value is not None and (self._rule.into != "exposure" or value > 0)

    def _number(self, cell: Any, label: str) -> float | None:
        return cells_of.number(cell, label, self._recipe)

    def _scaled(self, name: str, value: float | None) -> float | None:
        return None if value is None else value * self._rule.times.get(name, 1)

    def _coded(self, cell: Any) -> str:
        text = cells_of.text(cell, self._recipe)
        if text is None:
            raise BadCell("no_company", str(self._rule.code["column"]), "")
        return f"{self._rule.code.get('prefix', '')}{text.zfill(self._rule.code.get('digits', 0))}"

    def _reader(self, name: str, label: str) -> Callable[[Any], Any]:
        recipe, rule = self._recipe, self._rule
        if name in rule.translate:
            return once(lambda cell: cells_of.translated(cell, label, rule.translate[name], recipe))
        if self._types[name] in ("number", "integer"):
            return once(lambda cell: self._scaled(name, self._number(cell, label)))
        width = rule.pad.get(name, 0)
        return once(lambda cell: _padded(cells_of.text(cell, recipe), width))

    def _wide_columns(self) -> list[int]:
        each = self._rule.each
        found: list[int] = []
        for pattern in each.get("columns", ()):
            columns = self._heading.found(pattern)
            found += columns if "*" in pattern else columns[:1]
        left = {at for pattern in each.get("but", ()) for at in self._heading.found(pattern)}
        return [at for at in dict.fromkeys(found) if at not in left]

    # ------------------------------------------------------------ periods

    def _period_reader(self) -> Callable[[Sequence[Any], int], Days | None]:
        told, recipe, heading = self._rule.period, self._recipe, self._heading
        starts = int(told.get("year_starts", 1))
        if "fixed" in told:
            fixed = _written(str(told["fixed"]), recipe)
            return lambda cells, at: fixed
        if "from_each" in told:
            return lambda cells, at: self._of_label(told["from_each"], heading.label(at), starts)
        if "heading" in told:
            over = heading.column(self._rule.take[told["of"]])
            cell = heading.rows[int(told["heading"])][over]
            above = cells_of.period(cell, str(told["of"]), recipe)
            return lambda cells, at: above
        if "quarter" in told:
            year, part = heading.column(told["year"]), heading.column(told["quarter"])
            return lambda cells, at: cells_of.quarter(cells[year], cells[part], told["quarter"], recipe)
        if "column" in told or "year" in told:
            label = told.get("column") or told["year"]
            where = heading.column(label)
            read = once(lambda cell: cells_of.period(cell, label, recipe, starts))
            return lambda cells, at: read(cells[where])
        return lambda cells, at: None

    def _of_label(self, told: Any, label: str, starts: int) -> Days | None:
        """The period that a wide column's label names: its year, or what the recipe says of it."""
        if isinstance(told, Mapping):
            written = told.get(label)
            return _written(str(written), self._recipe) if written else None
        year = _YEAR.search(label)
        return cells_of.financial_year(int(year[0]), starts) if year else None


def _written(text: str, recipe: Recipe) -> Days:
    """A period as a recipe writes it: 2017-09, 2024, 2020-01..2020-03."""
    first, _, last = text.partition("..")
    start, end = cells_of.days(first, "ymd"), cells_of.days(last or first, "ymd")
    if start is None or end is None:
        raise Refused(Message("recipe.bad_period", {"recipe": recipe.id, "value": text}))
    return start[0], end[1]


def _padded(text: str | None, width: int) -> str | None:
    """A code with the zeros that a spreadsheet dropped: 1 -> 01; 2B stays."""
    return text.zfill(width) if text and width else text

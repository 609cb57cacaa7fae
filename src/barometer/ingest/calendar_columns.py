"""A year in one column and its month, quarter or half in another: one period, read together."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from barometer.ingest.fields import key
from barometer.ingest.kinds import is_blank, is_year
from barometer.ingest.moments import moment
from barometer.ingest.profile import Profile
from barometer.ingest.records import Cell, Record
from barometer.ingest.table import Table

_YEARS = frozenset({"annee", "an", "year", "exercice", "millesime", "calendar year", "annee civile"})
_PARTS = {
    **dict.fromkeys(("mois", "month", "month number", "numero de mois", "mm"), 12),
    **dict.fromkeys(("trimestre", "quarter", "trim", "qtr"), 4),
    **dict.fromkeys(("semestre", "half", "half year"), 2),
}
_MARK = {12: "-", 4: "-Q", 2: "-S"}


def of(header: Collection[str], rows: Collection[Record]) -> tuple[int, int] | None:
    """The places of the column of years and of the column of their parts; None where there are no two."""
    keys = [key(label) for label in header]
    years = [i for i, k in enumerate(keys) if k in _YEARS and _all(rows, i, _is_year)]
    parts = [i for i, k in enumerate(keys) if k in _PARTS and _all(rows, i, partial(_part, count=_PARTS[k]))]
    return (years[0], parts[0]) if len(years) == 1 == len(parts) else None


def joined(table: Table, year: int, part: int) -> Table:
    """The table with both columns holding the whole period, each under its own heading."""
    count = _PARTS[key(table.header[part])]
    rows = []
    for row in table.rows:
        cells = list(row.cells)
        cells[year] = cells[part] = _whole(cells[year], cells[part], count)
        rows.append(Record(row.line, cells, row.last, row.flaw))
    return Table(
        table.header,
        table.header_rows,
        rows,
        table.misfits,
        table.not_data,
        table.width,
        table.certain,
        table.header_line,
        Profile.of(rows, table.width),
    )


def _whole(year: Cell, part: Cell, count: int) -> str:
    if is_blank(year):
        return ""
    found = "" if is_blank(part) else _part(part, count)
    return (
        f"{_digits(year)}{_MARK[count]}{int(found):0{2 if count == 12 else 1}d}" if found else _digits(year)
    )


def _all(rows: Collection[Record], i: int, fits: Callable[[Cell], object]) -> bool:
    cells = [row.cells[i] for row in rows if not is_blank(row.cells[i])]
    return bool(cells) and all(map(fits, cells))


def _is_year(cell: Cell) -> bool:
    return is_year(_digits(cell))


def _part(cell: Cell, count: int) -> str:
    """The number of a month, quarter or half, written as a number, a name or 'T1'; '' for anything else."""
    text = _digits(cell)
    if text.isdigit():
        return text if 1 <= int(text) <= count else ""
    span = moment(f"{text} 2001").spans.get("any")
    months = {"month": 1, "quarter": 3, "half": 6}.get(span.grain, 0) if span else 0
    return str((span.start.month - 1) // months + 1) if span and months * count == 12 else ""


def _digits(cell: Cell) -> str:
    text = str(cell).strip()
    return text.removesuffix(".0")

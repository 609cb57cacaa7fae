"""Cells of one column -> values, after deciding once how the whole column is written.

What the cells leave open in one way only is read; what they leave open in two ways is a question
with both readings side by side. No value is clipped, filled or rounded.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

from barometer.ingest import dates, figures
from barometer.ingest.fields import every_field
from barometer.ingest.kinds import is_blank
from barometer.ingest.records import Cell
from barometer.ingest.values import Asked, Value
from barometer.model import Message

_PADDING = " \u00a0\u202f"
_SELDOM = 0.2
NUMBERS = frozenset({"percent", "count", "number", "rating", "nps"})


@dataclass(frozen=True, slots=True)
class Column:
    """One mapped column as it was read.

    how       text, point, comma, plain (no mark needed), share, dmy, mdy, ymd, iso, serial
    values    by cell; equal cells share one Value
    remarks   messages on the column as a whole
    asked     the question that must be answered first, if any
    """

    field: str
    label: str
    type: str
    how: str = "text"
    values: Mapping[Any, Value] = made(default_factory=dict)
    remarks: tuple[Message, ...] = ()
    asked: Asked | None = None

    def value(self, cell: Cell) -> Value:
        """The value of a cell of this column."""
        return self.values[token(cell)]


def token(cell: Cell) -> Any:
    """A cell as the key of its value: True and 1 and '1' are three."""
    return cell if isinstance(cell, str) else (type(cell).__name__, cell)


def read(
    name: str, label: str, type_: str, cells: Sequence[Cell], answers: Mapping[str, str], today: dt.date
) -> Column:
    """One column read as ``type_``, or with a question where its cells allow two readings."""
    distinct = {token(cell): cell for cell in cells}
    if type_ in NUMBERS:
        how, values, remarks, asked = figures.read(
            label, type_, distinct, Counter(map(token, cells)), answers, name == "satisfaction_pct"
        )
        if _is_figure(name):
            values = {**values, **_lacking(label, distinct, cells)}
        return Column(name, label, type_, how, values, remarks, asked)
    if type_ == "period":
        how, values, remarks, asked = dates.read(label, distinct, answers, today)
        return Column(name, label, type_, how, values, remarks, asked)
    padded = _padded(list(distinct.values()))
    return Column(name, label, type_, "text", {key: _text(cell, padded) for key, cell in distinct.items()})


def _is_figure(name: str) -> bool:
    known = every_field()
    return name in known and known[name].one_of == "figure"


def _lacking(label: str, distinct: Mapping[Any, Cell], cells: Sequence[Cell]) -> dict[Any, Value]:
    """A warning for the few blank cells of a figure that nearly every row has."""
    blank = [key for key, cell in distinct.items() if is_blank(cell)]
    count = sum(map(is_blank, cells)) if blank else 0
    if not 0 < count <= _SELDOM * len(cells):
        return {}
    return {key: Value(warning=Message("ingest.number.blank", {"column": label})) for key in blank}


def _padded(cells: Sequence[Cell]) -> bool:
    """Whether a column is written with spaces around its cells, as tables set for the eye are."""
    words = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    return bool(words) and sum(cell != cell.strip(_PADDING) for cell in words) * 2 > len(words)


def _text(cell: Cell, padded: bool) -> Value:
    if is_blank(cell):
        return Value()
    if isinstance(cell, str):
        return Value(cell.strip(_PADDING) if padded else cell)
    return Value(str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell))

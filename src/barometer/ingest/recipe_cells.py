"""A cell -> a value, as a recipe says it is written: nothing is guessed, nothing is asked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from barometer.ingest.header import plain
from barometer.ingest.kinds import is_blank
from barometer.ingest.moments import from_serial, moment
from barometer.ingest.numerals import figure
from barometer.ingest.recipe import Recipe, matches
from barometer.ingest.spans import Span
from barometer.model import Message

_NOTES = re.compile(r"\[[^\]]*\]|\(\w\)\s*$")
_BETWEEN = re.compile(r"\s+(?:to|au|à)\s+|\s*[–—]\s*|\s+-\s+|(?<=\d{4})-(?=\d{1,2}/)", re.IGNORECASE)


class BadCell(Exception):
    """A cell that is not what the recipe says; ``message`` names the column and the value."""

    def __init__(self, code: str, column: str, value: Any) -> None:
        self.message = Message(f"recipe.{code}", {"column": column, "value": str(value)[:80]})
        super().__init__(code)


def is_missing(cell: Any, recipe: Recipe) -> bool:
    """Whether a cell is blank, or one of the words that stand for no value in this file."""
    return is_blank(cell) or (isinstance(cell, str) and plain(cell) in recipe.missing)


def number(cell: Any, column: str, recipe: Recipe) -> float | None:
    """The number of a cell; None for a missing one. BadCell for anything else."""
    if is_missing(cell, recipe):
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    found = figure(str(cell))
    value = found.pair[1 if recipe.decimal == "," else 0]
    if found.form != "number" or value is None:
        raise BadCell("bad_number", column, cell)
    return float(value)


def printed(cell: Any, recipe: Recipe) -> float:
    """Unit of the last printed digit of a number's cell: 6,6 -> 0.1, 20 -> 1."""
    text = repr(cell) if isinstance(cell, float) else str(cell)
    mark = "." if isinstance(cell, float) else recipe.decimal
    _, _, fraction = re.sub(r"[^\d.,]", "", text).partition(mark)
    decimals = len(fraction) if fraction.isdigit() and fraction != "0" else 0
    return float(f"1e-{decimals}") if decimals else 1.0


def text(cell: Any, recipe: Recipe) -> str | None:
    """The text of a cell with single spaces; None for a missing one."""
    if is_missing(cell, recipe):
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())


def translated(cell: Any, column: str, rules: Mapping[str, str], recipe: Recipe) -> str | None:
    """The id that a cell's text stands for. BadCell where no pattern fits."""
    found = text(cell, recipe)
    if found is None:
        return rules.get("")
    for pattern, id_ in rules.items():
        if pattern and matches(pattern, found):
            return id_ or None
    raise BadCell("no_translation", column, found)


Days = tuple[dt.date, dt.date]


def period(cell: Any, column: str, recipe: Recipe, starts: int = 1) -> Days | None:
    """First and last day that a cell names; ``starts``: the month in which its years begin."""
    if is_missing(cell, recipe):
        return None
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    if isinstance(cell, dt.date):
        return cell, cell
    found = days(str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell), recipe.dates)
    if found is None:
        raise BadCell("bad_date", column, cell)
    if starts > 1 and found[0].month == 1 and found[1].month == 12:
        return financial_year(found[0].year, starts)
    return found


def financial_year(year: int, starts: int) -> Days:
    """The twelve months from the first of month ``starts`` of ``year``."""
    after = dt.date(year + 1, starts, 1)
    return dt.date(year, starts, 1), after - dt.timedelta(days=1)


def days(written: str, order: str) -> Days | None:
    """'2018', '2023-09-11T12:00', 'Apr to Jun 2011', '03/2025 – 05/2025': first and last day."""
    clean = " ".join(_NOTES.sub(" ", written).split())
    one = _span(clean, order)
    if one:
        return one.start, one.end
    parts = _BETWEEN.split(clean)
    if len(parts) != 2:
        return None
    last = _span(parts[1], order)
    first = _span(parts[0], order) or (_span(f"{parts[0]} {last.end.year}", order) if last else None)
    return (first.start, last.end) if first and last and first.start <= last.end else None


def _span(written: str, order: str) -> Span | None:
    found = moment(written)
    if found.form == "serial":
        return from_serial(float(written.replace(",", ".")))
    return found.spans.get("any") or found.spans.get(order)


def quarter(year: Any, number_: Any, column: str, recipe: Recipe) -> Days | None:
    """The quarter whose number stands in one cell ('1º') and whose year in another."""
    if is_missing(year, recipe) or is_missing(number_, recipe):
        return None
    which = re.match(r"\s*[TtQq]?\s*([1-4])", str(number_))
    found = days(f"T{which[1]} {int(float(str(year)))}", "ymd") if which else None
    if found is None:
        raise BadCell("bad_date", column, number_)
    return found


def once(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """``convert`` that reads each distinct cell once: a column of a million rows holds few values."""
    seen: dict[Any, Any] = {}

    def cached(cell: Any) -> Any:
        try:
            return seen[cell]
        except KeyError:
            seen[cell] = found = convert(cell)
            return found

    return cached

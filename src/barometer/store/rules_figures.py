"""Rules on the figures themselves: periods, ranges, shares, rates, units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from barometer.store.problem import Problem
from barometer.store.rows import FIGURES, Row, Rows, shown

_DATES = dict.fromkeys(FIGURES, ("period_start", "period_end")) | {
    "aliases": ("valid_from", "valid_to"),
    "ownership": ("valid_from", "valid_to"),
}
_RANGES = {
    "claims": ("value", "low", "high"),
    "exposure": ("value", "low", "high"),
    "context": ("value", "low", "high"),
    "count": ("count", "count_low", "count_high"),
    "rate": ("rate", "rate_low", "rate_high"),
}
_BOUNDS = {"percent": (0.0, 100.0), "points": (-100.0, 100.0), "index": (0.0, 100.0)}
_SCALE = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:-|–|\.\.|to|à)\s*(\d+(?:\.\d+)?)")


def periods(rows: Rows) -> Iterator[Problem]:
    """A period has both ends or none, in order."""
    for table, (start, end) in _DATES.items():
        for row in rows.of(table):
            first, last = row[start], row[end]
            if first is not None and last is not None and first > last:
                yield row.breach(start, "period_order", start=first, end=last)
            elif table in FIGURES and (first is None) != (last is None):
                yield row.breach(start if first is None else end, "period_half")


def impossible(rows: Rows) -> Iterator[Problem]:
    """No count is negative, no exposure or sample is zero, no count has decimals."""
    for row in rows.of("complaints", "reports"):
        for column in ("count", "count_low", "count_high", "rate", "rate_low", "rate_high", "reply_days"):
            value = row.cells.get(column)
            if value is not None and value < 0:
                yield _number(row, column, "negative")
            elif value is not None and column.startswith("count") and value != int(value):
                yield _number(row, column, "count_not_whole")
    for row in rows.of("exposure"):
        for column in ("value", "low", "high"):
            if row[column] is not None and row[column] <= 0:
                yield _number(row, column, "no_exposure")
    for row in rows.of("claims"):
        if row["n"] is not None and row["n"] <= 0:
            yield _number(row, "n", "no_sample")
    for row in rows.of("claims", "complaints", "exposure", "context"):
        if row["rounding"] is not None and row["rounding"] < 0:
            yield _number(row, "rounding", "negative")


def _number(row: Row, column: str, code: str, **params: Any) -> Problem:
    return row.breach(column, code, company=row.who, field=column, value=shown(row[column]), **params)


def shares(rows: Rows) -> Iterator[Problem]:
    """A share lies in 0-100, a net score in -100 to 100, a mark on its scale."""
    for row in rows.of("claims", "context"):
        bounds = _bounds(row)
        for column in ("value", "low", "high"):
            if bounds and row[column] is not None and not bounds[0] <= row[column] <= bounds[1]:
                yield _number(row, column, "off_scale", low=shown(bounds[0]), high=shown(bounds[1]))
    for row in rows.of("complaints"):
        for column in ("upheld", "timely"):
            if row[column] is not None and not 0 <= row[column] <= 100:
                yield _number(row, column, "off_scale", low="0", high="100")


def _bounds(row: Row) -> tuple[float, float] | None:
    if row["unit"] in _BOUNDS:
        return _BOUNDS[row["unit"]]
    scale = _SCALE.fullmatch(str(row.cells.get("scale") or ""))
    return (float(scale[1]), float(scale[2])) if scale else None


def ends(rows: Rows) -> Iterator[Problem]:
    """Every range holds low <= value <= high."""
    for row in rows.of("claims", "exposure", "context"):
        yield from _ends(row, _RANGES[row.table])
    for row in rows.of("complaints"):
        yield from _ends(row, _RANGES["count"])
        yield from _ends(row, _RANGES["rate"])


def _ends(row: Row, columns: tuple[str, str, str]) -> Iterator[Problem]:
    point, low, high = (row[column] for column in columns)
    if low is not None and high is not None and low > high:
        yield _number(row, columns[1], "ends_order", low=shown(low), high=shown(high))
    elif point is not None and ((low is not None and point < low) or (high is not None and point > high)):
        yield _number(row, columns[0], "outside_ends", low=shown(low), high=shown(high))


def absent(rows: Rows) -> Iterator[Problem]:
    """A row of figures holds a figure."""
    carried = {
        "claims": ("value", "low", "high"),
        "exposure": ("value", "low", "high"),
        "context": ("value", "low", "high", "wording"),
        "complaints": (*_RANGES["count"], *_RANGES["rate"], "upheld", "timely"),
        "reports": ("count", "rating", "label", "reply", "note"),
    }
    for table, columns in carried.items():
        for row in rows.of(table):
            if all(row[column] is None for column in columns):
                yield row.breach(columns[0], "no_figure", company=row.who)


def rates(rows: Rows) -> Iterator[Problem]:
    """A rate says per what, per how many, and over which window."""
    for row in rows.of("complaints"):
        if all(row[column] is None for column in _RANGES["rate"]):
            continue
        for column in ("per", "per_n", "window"):
            if row[column] is None:
                yield row.breach(column, "rate_without", company=row.who)
        if row["per_n"] is not None and row["per_n"] <= 0:
            yield _number(row, "per_n", "no_exposure")


def units(rows: Rows) -> Iterator[Problem]:
    """One unit a stratum, and the metric's own where metrics.csv gives it."""
    own = {row["id"]: row["unit"] for row in rows.of("metrics")}
    for row in rows.of("claims"):
        if own.get(row["metric"]) not in (None, row["unit"]):
            yield row.breach("unit", "not_metric_unit", metric=row["metric"], unit=own[row["metric"]])
    same = ("sector", "country", "metric", "threshold", "scale", "instrument", "wave", "subject")
    yield from _one_each(rows, "claims", same, ("unit",), "two_units")


def denominators(rows: Rows) -> Iterator[Problem]:
    """Rates of one channel, definition and window are per the same."""
    yield from _one_each(
        rows, "complaints", ("channel", "definition", "window"), ("per", "per_n"), "two_denominators"
    )


def _one_each(
    rows: Rows, table: str, same: tuple[str, ...], one: tuple[str, ...], code: str
) -> Iterator[Problem]:
    first: dict[tuple[Any, ...], Row] = {}
    for row in rows.of(table):
        if any(row[column] is None for column in one):
            continue
        other = first.setdefault(row.key(*same), row)
        if other.key(*one) == row.key(*one):
            continue
        column = next(name for name in one if row[name] != other[name])
        yield row.breach(column, code, company=row.who, other=shown(other[column]), first=other.line)

"""A heading that gives its numbers in thousands or millions: the question, and the numbers as they are.

'Abonnés (milliers)', 'Customers (m)', "'000": a cell of 1 234 is 1,234,000 to the nearest thousand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from barometer.ingest.records import Cell
from barometer.ingest.values import Asked, Choice, Value, shown
from barometer.model import Message, Qualifier

UNITS: Mapping[str, int] = {"thousands": 10**3, "millions": 10**6, "billions": 10**9}
_WORDS = (
    ("thousands", r"milliers?|thousands?|['’]?000s?|k|'000"),
    ("millions", r"millions?|mio|m|mn"),
    ("billions", r"milliards?|billions?|mds?|bn"),
)
_HEADINGS = tuple(
    (
        name,
        re.compile(rf"[(\[]\s*(?:en\s+|in\s+)?(?:{words})\s*[)\]]|\b(?:en|in)\s+(?:{words})\b", re.I),
    )
    for name, words in _WORDS
)


def of_heading(label: str) -> str:
    """thousands, millions or billions, as a heading says of its numbers; '' where it says nothing."""
    return next((name for name, pattern in _HEADINGS if pattern.search(label)), "")


def counted(
    label: str, values: Mapping[Any, Value], distinct: Mapping[Any, Cell], answers: Mapping[str, str]
) -> tuple[dict[Any, Value], Asked | None]:
    """The values in ones, or the question whether the heading means what it says."""
    unit = of_heading(label)
    held = {key: v for key, v in values.items() if v.value is not None}
    if not unit or not held:
        return dict(values), None
    chosen = answers.get(f"unit:{label}", "")
    if chosen == "ones":
        return dict(values), None
    if chosen in UNITS:
        return {key: _times(v, UNITS[chosen], distinct[key]) for key, v in values.items()}, None
    sample = list(held.items())[:3]
    many = tuple(
        (shown(distinct[k]), f"{_times(v, UNITS[unit], '').value:,}".replace(",", " ")) for k, v in sample
    )
    ones = tuple((shown(distinct[k]), f"{v.value:,}".replace(",", " ")) for k, v in sample)
    about = {"column": label, "raw": many[0][0], "one": many[0][1], "other": ones[0][1]}
    choices = (Choice(unit, many), Choice("ones", ones))
    return dict(values), Asked(f"unit:{label}", label, Message("ingest.ask.unit", about), choices)


def _times(read: Value, unit: int, cell: Cell) -> Value:
    """A value in ones, rounded to the last digit that its cell gives."""
    if read.value is None and read.low is None and read.high is None:
        return read
    value, low, high = (None if n is None else _whole(n, unit) for n in (read.value, read.low, read.high))
    digits = len(f"{read.value:.10f}".rstrip("0").split(".")[1]) if read.value is not None else 0
    qualifier = Qualifier.ROUNDED if read.qualifier is Qualifier.EXACT else read.qualifier
    rounding = unit / 10**digits
    return replace(
        read, value=value, low=low, high=high, qualifier=qualifier, rounding=rounding, wording=shown(cell)
    )


def _whole(number: float, unit: int) -> float:
    found = round(number * unit, 6)
    return int(found) if float(found).is_integer() else found

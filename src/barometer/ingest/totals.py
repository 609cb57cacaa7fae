"""Rows that sum up others: a total, a subtotal, an average. Stored, they would count everything twice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from barometer.ingest.columns import NUMBERS, Column
from barometer.ingest.kinds import is_blank
from barometer.ingest.records import Cell, Record

_LABEL = re.compile(
    r"\W*(?:grand\s+|sous-?\s*|sub-?\s*)?(?:totau?x?|total|ensemble|cumul|somme|sum|moyenne|average|mean|médiane|median"
    r"|all(?:\s+companies|\s+operators)?|overall|tou(?:s|tes)(?:\s+\w+)?)\b",
    re.IGNORECASE,
)
_EXACT = re.compile(
    r"\W*(?:grand\s+|sous-?\s*|sub-?\s*)?(?:totau?x?|ensemble|cumul|somme|sum|moyenne|average|mean|médiane|median|overall)"
    r"(?:\s+(?:général|general|france|national|market|marché|secteur|sector|industry))?\W*$",
    re.IGNORECASE,
)


def labelled(cells: Sequence[Cell]) -> bool:
    """Whether the first filled cell of a row says that it sums up others."""
    first = next((c for c in cells if not is_blank(c)), "")
    return isinstance(first, str) and bool(_LABEL.match(first))


def classify(record: Record, before: Sequence[Record], columns: Mapping[int, Column]) -> str:
    """'total' for a row that sums up those before it, 'maybe' where only its name says so, else ''.

    A company may be called Total: a row with all its cells filled whose numbers don't add up is data.
    """
    if not labelled(record.cells):
        return ""
    worded = {i: c for i, c in columns.items() if c.type not in NUMBERS and c.field != "company"}
    lacking = [i for i in worded if is_blank(record.cells[i]) and _usually_filled(before, i)]
    if lacking:
        return "total"
    if any(_adds_up(record, before, i, c) for i, c in columns.items() if c.type in NUMBERS):
        return "total"
    first = next(c for c in record.cells if not is_blank(c))
    return "maybe" if not worded and _EXACT.match(str(first)) else ""


def _usually_filled(before: Sequence[Record], i: int) -> bool:
    return bool(before) and sum(not is_blank(r.cells[i]) for r in before) >= 0.8 * len(before)


def _adds_up(record: Record, before: Sequence[Record], i: int, column: Column) -> bool:
    """Whether a number is the sum or mean of those above it, or of the last block of them."""
    value = column.value(record.cells[i]).value
    if value is None or len(before) < 2:
        return False
    held = [v for r in before if (v := column.value(r.cells[i]).value) is not None]
    if len(held) < 2:
        return False
    total = 0.0
    for count, number in enumerate(reversed(held), 1):
        total += number
        if count > 1 and abs(total - value) < 1e-6 * max(1.0, abs(value)) and count == len(held):
            return True
    return bool(abs(total / len(held) - value) < 0.05)

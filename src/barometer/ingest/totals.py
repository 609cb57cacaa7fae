"""Rows that sum up others: a total, a subtotal, an average. Stored, they would count everything twice."""

from __future__ import annotations

import bisect
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
    r"\W*(?:grand\s+|sous-?\s*|sub-?\s*)?(?:tota(?:l|ux)|ensemble|cumul|somme|sum|moyenne|average|mean|médiane|median|overall"
    r"|all\s+(?:companies|operators|providers|firms|banks|airlines)"
    r"|tou(?:s|tes)\s+(?:(?:les\s+)?(?:op[ée]rateurs|entreprises|soci[ée]t[ée]s|banques|fournisseurs)))"
    r"(?:\s+(?:général|general|france|uk|national|market|(?:du\s+|le\s+)?marché|secteur|sector|industry))?\W*$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\W*(?:france(?:\s+enti[eè]re)?|national|uk|united\s+kingdom|royaume-uni|great\s+britain|industry|market|march[eé]"
    r"|secteur|all|tous|toutes)\W*$",
    re.IGNORECASE,
)
_AVERAGE = re.compile(
    r"\W*(?:(?:the\s+)?(?:market|industry|sector|national|overall|simple|weighted)\s+)?(?:average|mean|median)"
    r"(?:\s+of\s+(?:all|the)\b.*)?\W*$"
    r"|\W*(?:moyenne|m[ée]diane)(?:\s+(?:nationale|pond[ée]r[ée]e|simple|g[ée]n[ée]rale|du\s+(?:march[ée]|secteur)"
    r"|des\s+\w+))?\W*$",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"\W*(?:sous-?\s*|sub-?\s*)tota", re.IGNORECASE)
_PART = re.compile(r"\W*(?:dont|of\s+which|o/w|thereof|y\s+compris)\b[\s:]+\S", re.IGNORECASE)
_FEW = 2_000
"""Rows compared with what follows them; a total above a longer table is still known by its empty cells."""


def labelled(cells: Sequence[Cell]) -> bool:
    """Whether the first filled cell of a row says that it sums up others."""
    first = next((c for c in cells if not is_blank(c)), "")
    return isinstance(first, str) and bool(_LABEL.match(first))


def of(records: Sequence[Record], columns: Mapping[int, Column]) -> dict[int, str]:
    """Place -> what ``classify`` says, for the rows that sum up others or are counted in another."""
    told = [i for i, r in enumerate(records) if labelled(r.cells) or _is_whole(r.cells) or is_part(r.cells)]
    if not told:
        return {}
    plain = sorted(set(range(len(records))) - set(told)) if len(told) <= _FEW else []
    found: dict[int, str] = {}
    data = [records[i] for i in plain]
    for i in told:
        at = bisect.bisect(plain, i)
        if kind := classify(records[i], data, at, columns):
            found[i] = kind
        if kind in {"", "named"} and plain:
            plain.insert(at, i)
            data.insert(at, records[i])
    return found


def classify(record: Record, others: Sequence[Record], at: int, columns: Mapping[int, Column]) -> str:
    """What a row is beside the table's ``others``, the first ``at`` of which stand above it.

    'total' for one that sums them up, 'maybe' where only its name says so, 'part' for one that is
    counted in the row above it ('dont …'), 'named' for a company called as totals are, else ''.
    A company may be called Total: a row with all its cells filled whose numbers don't add up is data.
    """
    if is_part(record.cells):
        return "part"
    if not labelled(record.cells) and not _is_whole(record.cells):
        return ""
    worded = {i: c for i, c in columns.items() if c.type not in NUMBERS and c.field != "company"}
    sure = labelled(record.cells)
    if sure and any(is_blank(record.cells[i]) and _usually_filled(others, i) for i in worded):
        return "total"
    numbers = [(i, c) for i, c in columns.items() if c.type in NUMBERS]
    below = others[at:][:_FEW]
    first = str(next(c for c in record.cells if not is_blank(c)))
    block = 2 if _BLOCK.match(first) else 3 if _EXACT.match(first) else 0
    sides = [others[:at], below[::-1], *_of_same_period(record, others, columns)]
    if any(_adds_up(record, side, i, c, block) for side in sides for i, c in numbers):
        return "total"
    if _AVERAGE.match(first):
        return "maybe"
    if not block or not sure:
        return ""
    return "named" if worded else "maybe"


def _of_same_period(
    record: Record, others: Sequence[Record], columns: Mapping[int, Column]
) -> list[list[Record]]:
    """The other rows of the record's own period, where the table has several; [] where it has one or none."""
    dated = [i for i, c in columns.items() if c.type == "period" and not is_blank(record.cells[i])]
    if not dated or len(others) > 50 * _FEW:
        return []
    own = [columns[i].value(record.cells[i]).value for i in dated]
    alike = [r for r in others if [columns[i].value(r.cells[i]).value for i in dated] == own]
    return [alike] if 1 < len(alike) < len(others) else []


def _is_whole(cells: Sequence[Cell]) -> bool:
    """Whether a row is called as a country or a market is: a total only if its numbers add up."""
    first = next((c for c in cells if not is_blank(c)), "")
    return isinstance(first, str) and bool(_WHOLE.match(first) or _AVERAGE.match(first))


def is_part(cells: Sequence[Cell]) -> bool:
    """Whether the first filled cell says that the row is counted in the one above: 'dont fixe'."""
    first = next((c for c in cells if not is_blank(c)), "")
    return isinstance(first, str) and bool(_PART.match(first))


def _usually_filled(others: Sequence[Record], i: int) -> bool:
    return bool(others) and sum(not is_blank(r.cells[i]) for r in others) >= 0.8 * len(others)


def _adds_up(record: Record, side: Sequence[Record], i: int, column: Column, block: int) -> bool:
    """Whether a number is the sum or mean of those on one side of it, nearest last.

    block  from how many rows on the nearest alone may be what it sums up; 0 for all of them or none
    """
    value = column.value(record.cells[i]).value
    if not value or len(side) < 2:
        return False
    read = [column.value(r.cells[i]) for r in side]
    held = [v.value for v in read if v.value is not None]
    kept_back = [v for v in read if v.value is None and v.high is not None]
    if block and held and kept_back and column.type == "count":
        least = sum(held) + sum(v.low or 0 for v in kept_back)
        if least <= value <= sum(held) + sum(v.high or 0 for v in kept_back):
            return True
    if len(held) < 2:
        return False
    total = 0.0
    for count, number in enumerate(reversed(held), 1):
        total += number
        whole = count == len(held) or 0 < block <= count
        if whole and abs(total - value) < 1e-6 * max(1.0, abs(value)):
            return True
    averaged = column.type != "count" and min(held) < max(held)
    return averaged and bool(abs(total / len(held) - value) < 0.05)

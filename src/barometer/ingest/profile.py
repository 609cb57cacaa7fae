"""What each column of a table usually holds, to tell a header, a shifted row or a second table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from barometer.ingest.kinds import is_blank, is_year, kind
from barometer.ingest.records import Record

_SAMPLE = 2_000


@dataclass(frozen=True, slots=True)
class Profile:
    """Per column the usual kind of its cells, and how often it is blank.

    typed     'number' or 'date' where most filled cells of the column are, else ''
    blank     share of full rows where the column is blank
    years     columns whose filled cells are mostly years
    full      share of the records that have the usual width
    """

    width: int
    typed: tuple[str, ...]
    blank: tuple[float, ...]
    years: frozenset[int]
    full: float

    @staticmethod
    def of(records: list[Record], width: int) -> Profile:
        """The profile of the full rows; the first of them, which may be headers, count least."""
        whole = [r.cells for r in records if not r.flaw and len(r.cells) == width]
        skip = min(len(whole) // 3, 12)
        rows = whole[skip : skip + _SAMPLE] or whole
        columns = [[row[i] for row in rows] for i in range(width)]
        kinds = [Counter(map(kind, column)) for column in columns]
        return Profile(
            width,
            tuple(map(_usual, kinds)),
            tuple(count["blank"] / len(rows) if rows else 0.0 for count in kinds),
            frozenset(i for i, c in enumerate(columns) if c and sum(map(is_year, c)) > 0.5 * len(c)),
            len(whole) / len(records) if records else 0.0,
        )

    @property
    def has_types(self) -> bool:
        """Whether any column tells a header from a row."""
        return any(self.typed)

    def agreement(self, cells: list[Any]) -> tuple[int, int]:
        """In the typed columns: how many cells are of that kind, and how many are words instead."""
        alike = words = 0
        for i, (cell, usual) in enumerate(zip(cells, self.typed, strict=False)):
            if not usual:
                continue
            found = kind(cell)
            if found == usual and not (is_year(cell) and i not in self.years):
                alike += 1
            elif found in {"text", "number", "date"}:
                words += 1
        return alike, words

    def header_like(self, cells: list[Any]) -> bool:
        """Whether a record has words where the columns have numbers and dates."""
        alike, words = self.agreement(cells)
        return words > alike

    def row_like(self, cells: list[Any]) -> bool:
        """Whether a record has numbers and dates where the columns have them."""
        alike, words = self.agreement(cells)
        return alike > 0 and alike >= words

    def may_end_early(self, cells: list[Any]) -> bool:
        """Whether a short row fits: what it lacks is often blank, what it has is of the usual kind."""
        if self.full < 0.6:
            return True
        lacking = self.blank[len(cells) :]
        if any(share < 0.5 for share in lacking):
            return False
        return self.fits(cells)

    def fits(self, cells: list[Any]) -> bool:
        """Whether every cell is of its column's usual kind, and blank only where others are."""
        return not any(
            (is_blank(cell) and self.blank[i] == 0.0)
            or (bool(self.typed[i]) and kind(cell) not in {self.typed[i], "blank", "missing"})
            for i, cell in enumerate(cells)
        )


def _usual(kinds: Counter[str]) -> str:
    held = sum(n for name, n in kinds.items() if name not in {"blank", "missing"})
    for name in ("number", "date"):
        if held and kinds[name] >= 0.6 * held:
            return name
    return ""

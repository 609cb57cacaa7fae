"""The order of the companies of an answer: one for the chart, the table and every file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from barometer.answer.amounts import ends_of, rate_ends
from barometer.model import Estimate, Rank, Row

#: the order that each chart is drawn in where the reader chose none
_USUAL = {"ratio": "ratio", "rank": "claim", "rate": "rate", "break_even": "ratio"}


@dataclass(frozen=True, slots=True)
class Order:
    """How companies are sorted: by ratio, published figure or rate, the highest first, or by name.

    What the chart does not compare stays below, and below that what has one side only.

    measure  what the chart shows; by customers to one complaint, the fewest come first: the ratio read
             the other way (M1, M4)
    by       what the reader chose; '' for the chart's usual order
    wide     whether the ratios are too far apart to be shown as a headline: then they order nothing
    counts   whether complaints are known as counts alone: the largest companies have the most, so the
             usual order is that of the names
    """

    measure: str = "ratio"
    by: str = ""
    wide: bool = False
    counts: bool = False

    @property
    def usual(self) -> str:
        """What is ordered by where the reader chose nothing."""
        return "name" if self.measure == "rate" and self.counts else _USUAL[self.measure]

    @property
    def chosen(self) -> str:
        """What is ordered by, chosen or usual."""
        return self.by or self.usual

    def of(self, rows: Iterable[Row]) -> list[Row]:
        """The rows in this order."""
        return sorted(rows, key=self._key)

    def _key(self, row: Row) -> tuple[Any, ...]:
        seen = row.observation
        ratio = None if self.wide else _middle(row.ratio)
        claim, rate = _mean(ends_of(seen.claim)), _mean(rate_ends(row.rate))
        counted = rate if rate is not None else _mean(ends_of(seen.y))
        own = {
            "ratio": (_fewest(row.break_even),) if self.measure == "break_even" else _highest(ratio),
            "claim": _highest(claim),
            "rate": _highest(counted),
            "name": (_folded(seen.name),),
        }[self.chosen]
        compared = {
            "ratio": ratio is not None,
            "rank": isinstance(row.rank_claim, Rank),
            "rate": counted is not None,
            "break_even": isinstance(row.break_even, Estimate),
        }[self.measure]
        group = 0 if compared else 2 if claim is None or rate is None else 1
        return (group, *own, *_highest(ratio), *_highest(claim), seen.name)


def _highest(value: float | None) -> tuple[bool, float]:
    """The highest first, what is missing last."""
    return value is None, -(value or 0.0)


def _fewest(estimate: object) -> float:
    """Customers to one complaint, to sort by; where only the least is known, all that it leaves open."""
    middle = _middle(estimate)
    open_ = isinstance(estimate, Estimate) and estimate.value is None and estimate.high is None
    return inf if middle is None or open_ else middle


def _middle(estimate: object) -> float | None:
    """The point; where only a range is known, the middle of it (to sort by, never to print)."""
    return _mean(rate_ends(estimate)) if isinstance(estimate, Estimate) else None


def _mean(ends: Sequence[float]) -> float | None:
    """A figure's point, or the middle of its ends: of a figure that gives all three, the point."""
    if not ends:
        return None
    return ends[0] if len(ends) == 3 else sum(ends) / len(ends)


def _folded(name: str) -> str:
    """A name without accents and case, for the alphabet."""
    bare = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold()

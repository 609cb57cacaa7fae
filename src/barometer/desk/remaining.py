"""What the filters of a view leave: companies and complaints, or which filter to clear to see something."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from barometer.desk.filters import chosen, without
from barometer.desk.finding import matching
from barometer.model import Comparison, Message, Qualifier, Quantity, Row
from barometer.view import View

_ROUGH = frozenset({Qualifier.APPROX, Qualifier.ESTIMATE})
#: a bound is no count: it adds up to nothing
_BOUNDS = frozenset({Qualifier.AT_LEAST, Qualifier.AT_MOST})
_MOST_TOGETHER = 3


def remaining(shown: Sequence[Row], companies: int) -> Message:
    """How many companies and complaints remain; a count that is not known is said to be unknown.

    shown: the rows that the view leaves of a comparison; companies: how many the comparison has.
    """
    if not shown:
        return Message("remains.none")
    told: dict[str, object] = {"companies": _companies(len(shown), companies)}
    counts = [row.observation.y for row in shown]
    known = [y for y in counts if y is not None and y.qualifier not in _BOUNDS and _ends(y)]
    if not known:
        return Message("remains.unknown", told)
    low, high = (sum(_ends(y)[side] for y in known) for side in (0, -1))
    if len(known) < len(counts):
        id_ = "remains.partly" if low == high else "remains.unknown"
        return Message(id_, told | {"n": low, "known": len(known)})
    if low < high:
        return Message("remains.range", told | {"low": low, "high": high})
    rough = any(y.qualifier in _ROUGH for y in known)
    return Message("remains.about" if rough else "remains.counted", told | {"n": low})


def _companies(n: int, of: int) -> Message:
    if n < of:
        return Message("remains.companies_of", {"n": n, "all": of})
    return Message("remains.companies", {"n": n})


def _ends(y: Quantity) -> tuple[float, ...]:
    """The lowest and highest count that a source gives; () where it gives none."""
    if y.low is not None and y.high is not None:
        return y.low, y.high
    return () if y.value is None else (y.value, y.value)


def in_the_way(view: View, comparisons: Sequence[Comparison]) -> tuple[tuple[tuple[str, ...], int], ...]:
    """Filters that, cleared together, leave comparisons: (their names, how many they then leave).

    The fewest that do; each filter alone where one is enough. () where a filter is not the reason.
    """
    names = chosen(view)
    for many in range(1, min(_MOST_TOGETHER, len(names)) + 1):
        left = ((some, len(matching(without(view, some), comparisons))) for some in combinations(names, many))
        if found := tuple((some, n) for some, n in left if n):
            return found
    return ()

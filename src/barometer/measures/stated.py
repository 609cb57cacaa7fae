"""How a source words a figure of which it gives one end only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from barometer.model import Qualifier, Quantity

_ABOVE = re.compile(r"\b(?:more than|over|above|surpass\w*|exceed\w*|plus de)\b", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:fewer than|less than|under|below|moins de)\b", re.IGNORECASE)
FLOORS = frozenset({"more_than", "at_least"})


def bound_of(quantities: Sequence[Quantity | None]) -> str:
    """How a source that gives one end only words it: more_than, at_least, less_than, at_most; else ''."""
    stated = [one for one in quantities if one is not None]
    kinds = {one.qualifier for one in stated}
    if kinds == {Qualifier.AT_LEAST}:
        return "more_than" if all(_ABOVE.search(one.wording) for one in stated) else "at_least"
    if kinds == {Qualifier.AT_MOST}:
        return "less_than" if all(_UNDER.search(one.wording) for one in stated) else "at_most"
    return ""

"""How a source words its figures: one of which it gives one end only, and what its channel counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from barometer.model import Qualifier, Quantity, Stratum

_ABOVE = re.compile(r"\b(?:more than|over|above|surpass\w*|exceed\w*|plus de)\b", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:fewer than|less than|under|below|moins de)\b", re.IGNORECASE)
FLOORS = frozenset({"more_than", "at_least"})


#: channels that count what is reported to them, in the words of whoever runs them (SignalConso's reports,
#: the alerts of "J'alerte l'Arcep"); all others, complaints
_REPORTS = frozenset({"arcep_alerts", "signalconso"})


def counted_as(channel: str) -> str:
    """What a channel counts, as the end of a message's id: '' for complaints, '_reports' for reports."""
    return "_reports" if channel in _REPORTS else ""


def noun_of(stratum: Stratum) -> str:
    """What stands beside the published figures, as the end of a message's id: '' for complaints,
    '_reports' for reports, '_weighted' for a score that is no number of complaints.
    """
    return "_weighted" if stratum.weighted else counted_as(stratum.channel)


def figure_of(stratum: Stratum) -> str:
    """What the published figure is called, as the end of a message's id: '' for satisfaction, '_figure'
    where it is a mark, a net score or another share.
    """
    return "" if stratum.metric == "share_satisfied" else "_figure"


def bound_of(quantities: Sequence[Quantity | None]) -> str:
    """How a source that gives one end only words it: more_than, at_least, less_than, at_most; else ''."""
    stated = [one for one in quantities if one is not None]
    kinds = {one.qualifier for one in stated}
    if kinds == {Qualifier.AT_LEAST}:
        return "more_than" if all(_ABOVE.search(one.wording) for one in stated) else "at_least"
    if kinds == {Qualifier.AT_MOST}:
        return "less_than" if all(_UNDER.search(one.wording) for one in stated) else "at_most"
    return ""

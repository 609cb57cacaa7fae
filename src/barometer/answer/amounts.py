"""Published amounts as Messages: shares, rates and complaints, with the words their sources use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from barometer.measures.stated import FLOORS, counted_as
from barometer.model import Basis, Estimate, Message, Observation, Period, Qualifier, Quantity


def rate_words(rate: Estimate | None) -> Message | None:
    """A rate as published: a number, or its range where only that is known."""
    if rate is None:
        return None
    if rate.value is None:
        low, high = (None if end is None else _printed(end) for end in (rate.low, rate.high))
        return Message("value.rate_range", {"low": low, "high": high})
    return rate_said(rate.value)


def complaint_words(
    rate: Estimate | None, weighted: bool = False, bound: str = "", channel: str = ""
) -> Message | None:
    """Complaints with their noun: '0.5 complaints', 'fewer than 3 complaints', '2 to 3 reports'.

    A weighted score is no number of complaints: it stays without the noun.
    """
    number = bounded(rate, bound)
    if rate is None or number is None or (rate.value is None and (rate.low is None or rate.high is None)):
        return number
    last = rate.value if rate.value is not None else rate.high or 0.0
    if rate.value is None and bound in FLOORS:
        last = rate.low or 0.0
    return with_noun(number, last, "_weighted" if weighted else counted_as(channel))


def bounded(rate: Estimate | None, bound: str) -> Message | None:
    """A rate as its source words it, without its noun: '5', '2 to 3', 'fewer than 3' (``bound_of``)."""
    if rate is None or rate.value is not None or not bound:
        return rate_words(rate)
    end = (rate.low if bound in FLOORS else rate.high) or 0.0
    return Message(f"value.{_COUNTED.get(bound, bound)}", {"c": rate_said(end)})


#: complaints are counted, so that English says 'fewer' of them
_COUNTED = {"less_than": "fewer_than"}


def with_noun(number: Message, last: float, suffix: str) -> Message:
    """A number and the noun that goes with it; ``last`` is the number that the noun agrees with."""
    shown = rate_said(last).params["r"]
    return Message(f"value.complaints{suffix}", {"r": number, "last": shown})


#: figures that their source gives as rough, or that are a product of two figures
ROUGH = frozenset({Qualifier.APPROX, Qualifier.ESTIMATE})


def span(ends: Sequence[tuple[float, Message]]) -> Message:
    """'47% to 57%', or the one figure where all have the same."""
    least, most = min(ends, key=lambda end: end[0]), max(ends, key=lambda end: end[0])
    if least[0] == most[0]:
        return most[1]
    return Message("value.span", {"low": least[1], "high": most[1]})


def rate_said(value: float) -> Message:
    """A rate as it is printed: two decimals, fewer where it is large."""
    return Message("value.rate", {"r": _printed(value)})


def _printed(value: float) -> float:
    return round(value, 0 if value >= 1000 else 1 if value >= 100 else 2)


def expected_words(expected: Estimate) -> Message | None:
    """Expected complaints per so many customers, with their noun: a decimal at most, as computed."""
    value, low, high = (
        None if end is None else round(end, 1) for end in (expected.value, expected.low, expected.high)
    )
    return complaint_words(Estimate(value, low, high))


_NATIVE = {"index": "index", "points": "points", "mark": "mark", "score": "mark", "stars": "mark"}


def native_said(value: float, unit: str, scale: str) -> Message:
    """A figure that is no share, in its own unit: '79 of 100', '41.5 points', '7.6/10'."""
    kind, top = _NATIVE.get(unit, "plain"), scale.rpartition("-")[2]
    if kind == "mark" and not top.replace(".", "").isdigit():
        kind = "plain"
    return Message(f"value.{kind}", {"c": value, "top": top} if kind == "mark" else {"c": value})


def share_said(value: float) -> Message:
    """A fraction of 1 as a percentage."""
    return Message("value.share", {"c": value})


def ends_of(quantity: Quantity | None) -> list[float]:
    """The values that a figure gives: its point, or its ends."""
    if quantity is None:
        return []
    return [end for end in (quantity.value, quantity.low, quantity.high) if end is not None]


def rate_ends(rate: Estimate | None) -> list[float]:
    """The values that a rate gives: its point, or its ends."""
    if rate is None:
        return []
    if rate.value is not None:
        return [rate.value]
    return [end for end in (rate.low, rate.high) if end is not None]


_QUARTER = 92
#: bases that are not the days on which people were asked, as a source states them
_NOT_STATED = frozenset({Basis.INFERRED, Basis.EDITION, Basis.PUBLICATION})
_JOURNEYS = frozenset({"passenger_journeys", "journeys", "enplanements", "passengers", "passengers_carried"})


def people(per: str) -> str:
    """Whose complaints are counted, as the end of an id: customers, or passengers where journeys are."""
    return "passengers" if per in _JOURNEYS else "customers"


def taken_together(seen: Sequence[Observation]) -> dict[str, Any] | None:
    """How many of the regulator's periods complaints are taken over, and from when to when; None for one."""
    periods = max((one.together for one in seen), key=len, default=())
    if len(periods) < 2:
        return None
    return {"n": len(periods), "period": Period(periods[0].start, max(period.end for period in periods))}


def of_another_time(seen: Sequence[Observation], period: Period) -> Period | None:
    """When the complaints were made, where that is not in ``period``; None where it is, or is unknown."""
    known = [one.period for row in seen for one in row.complaints if one.period is not None]
    if not known:
        return None
    whole = Period(min(one.start for one in known), max(one.end for one in known))
    inside = whole.start >= period.start and whole.end <= period.end
    return None if inside else whole


def of_a_part(seen: Sequence[Observation], period: Period, always: bool = False) -> Message | None:
    """Of when published figures are, where ``period`` is longer than a quarter, and another or supposed.

    always  whether it is said of any period that is not the published figures' own, with how it is known
    """
    if period.days <= _QUARTER and not always:
        return None
    when = _when(seen, always)
    if when is None:
        return None
    whole = when.params["period"]
    same = (whole.start, whole.end) == (period.start, period.end)
    return None if same and when.id == "value.when" else when


def _when(seen: Sequence[Observation], always: bool) -> Message | None:
    """Of when published figures are, and with ``always`` how that is known; None where no date is known."""
    known = [claim.period for row in seen for claim in row.claims if claim.period is not None]
    if not known:
        return None
    whole = Period(min(one.start for one in known), max(one.end for one in known))
    assumed = any(one.basis is Basis.ASSUMED for one in known)
    basis = Basis.ASSUMED if assumed else known[0].basis
    how = f"_{basis.value}" if assumed or (always and basis in _NOT_STATED) else ""
    return Message(f"value.when{how}", {"period": whole})


def moved(seen: Sequence[Observation], lag: int) -> Message | None:
    """That complaints are looked for ``lag`` months after the figures' own period; None for no months."""
    when = _when(seen, always=True)
    if not lag:
        return None
    return Message(f"sentence.moved{'' if when else '_undated'}", {"n": lag, "when": when})

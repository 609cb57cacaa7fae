"""M2: the claimed share minus the share that an independent survey or ratings find (F14)."""

from __future__ import annotations

from dataclasses import dataclass

from barometer.measures.settled import Ends, ImpossibleNumber
from barometer.model import Estimate, Kind, Quantity
from barometer.statistics.counts import Interval
from barometer.statistics.shares import difference, rounding_limits, wilson


@dataclass(frozen=True, slots=True)
class Difference:
    """M2 of one company.

    points      C - S as a fraction of 1 (times 100: points)
    odds_ratio  w*: how many times likelier the dissatisfied would have to post for the claim to hold;
                None if C = 1, S = 0 or S = 1
    """

    points: Estimate
    odds_ratio: float | None


def same_metric(claim: Quantity, n: int | None, observed: float, n_observed: int) -> Difference:
    """F14. ``claim`` a share as a fraction with its rounding, ``n`` its survey's size where published;
    ``observed`` the share found, of ``n_observed`` answers or reports on the same metric.

    With self-selected reports the interval is sampling noise only: print w* beside it. Where n is
    missing the claim's side is rounding's alone. ImpossibleNumber for a share outside [0, 1].
    """
    ends = _share(claim)
    for value in (ends.low, ends.high, observed):
        if not 0 <= value <= 1:
            raise ImpossibleNumber("", "share", value)
    seen = wilson(observed * n_observed, n_observed)
    if ends.low < ends.high:
        low = difference(ends.low, _limits(ends.low, ends.rounding, n), observed, seen)
        high = difference(ends.high, _limits(ends.high, ends.rounding, n), observed, seen)
        return Difference(Estimate(None, low.low, high.high, Kind.RANGE), None)
    found = difference(ends.low, _limits(ends.low, ends.rounding, n), observed, seen)
    return Difference(Estimate(found.value, found.low, found.high, Kind.SAMPLING), found.odds_ratio)


def _limits(share: float, rounding: float, n: int | None) -> Interval:
    return wilson(share * n, n) if n else rounding_limits(share, rounding)


def _share(claim: Quantity) -> Ends:
    if claim.is_range and claim.low is not None and claim.high is not None:
        return Ends(claim.low, claim.high)
    if claim.value is None:
        raise ValueError("the claim has no number")
    return Ends(claim.value, claim.value, claim.rounding)

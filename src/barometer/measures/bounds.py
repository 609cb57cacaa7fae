"""What a mean or a score says of a share of customers: sharp bounds, and nothing more (F22)."""

from __future__ import annotations

import re

from barometer.model import Estimate, Kind, Quantity
from barometer.statistics.counts import Interval
from barometer.statistics.shares import mean_bounds, nps_bounds

#: The step from which an answer counts as satisfied, on the scales for which one is in use.
THRESHOLDS = {(1.0, 5.0): 4.0, (0.0, 10.0): 7.0}
_MEANS = frozenset({"mean", "online_reviews_mean"})
_NPS = (0.0, 10.0)


def threshold(metric: str, scale: str) -> tuple[float, float] | None:
    """The step from which an answer counts, and the scale's last; None where a figure has no bounds."""
    steps = _NPS if metric == "nps" else _steps(scale) if metric in _MEANS else (0.0, 0.0)
    return (THRESHOLDS[steps], steps[1]) if steps in THRESHOLDS else None


def _steps(scale: str) -> tuple[float, float]:
    found = re.fullmatch(r"(\d+)-(\d+)", scale)
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def share_bounds(metric: str, scale: str, quantity: Quantity) -> Estimate | None:
    """The shares of customers at the threshold or above that a figure allows, as fractions; no point.

    metric, scale  as in the data: 'mean' on '0-10' (share at 7 or more), on '1-5' (4 or more), 'nps'
    in points. None for other metrics and scales: an index has no bounds. ValueError for a figure
    outside its scale.
    """
    first, last = (quantity.low, quantity.high) if quantity.is_range else (quantity.value, quantity.value)
    if first is None or last is None:
        return None
    if metric == "nps":
        return _between(nps_bounds(first / 100), nps_bounds(last / 100))
    steps = _steps(scale)
    if metric not in _MEANS or steps not in THRESHOLDS:
        return None
    low, high = (mean_bounds(end, *steps, THRESHOLDS[steps]) for end in (first, last))
    return _between(low, high)


def _between(low: Interval, high: Interval) -> Estimate:
    return Estimate(None, low.low, high.high, Kind.RANGE)

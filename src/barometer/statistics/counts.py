"""Counts of events: Poisson limits (F2) and the ratio of two rates (F18)."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]

#: Two-sided 95% and 99.8% points of the normal distribution.
Z95 = 1.959963984540054
Z998 = 3.090232306167813

#: Below this count the exact limits stand, from it on Byar's approximation.
EXACT_BELOW = 10.0


class Interval(NamedTuple):
    """Two ends in the unit of the estimate; ``high`` is infinite where nothing bounds it."""

    low: float
    high: float


def count_limits(y: float, confidence: float = 0.95) -> Interval:
    """F2: limits of the expected number of events, given ``y`` events (y >= 0, need not be whole).

    Exact (Garwood 1936, Biometrika 28:437) below 10; Byar's approximation from 10 on, in the form
    of Breslow & Day (1987, vol. II, p. 69) with y and y + 1.
    """
    low, high = count_limits_each(np.asarray([y], dtype=np.float64), confidence)
    return Interval(float(low[0]), float(high[0]))


def count_limits_each(y: Floats, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """``count_limits`` of every element of an array, in events."""
    exact_low, exact_high = garwood(y, confidence)
    byar_low, byar_high = byar(np.maximum(y, EXACT_BELOW), confidence)
    few = y < EXACT_BELOW
    return np.where(few, exact_low, byar_low), np.where(few, exact_high, byar_high)


def garwood(y: Floats, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Exact limits of a Poisson mean, in events (Garwood 1936, Biometrika 28:437); 0 at y = 0."""
    tail = (1 - confidence) / 2
    low = np.nan_to_num(np.where(y > 0, stats.chi2.ppf(tail, 2 * np.where(y > 0, y, 1.0)) / 2, 0.0))
    return low, np.asarray(stats.chi2.ppf(1 - tail, 2 * y + 2) / 2, dtype=np.float64)


def byar(y: Floats, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Byar's limits of a Poisson mean, in events (Breslow & Day 1987, vol. II, p. 69).

    Two formulas go by this name; this is the one with y below and y + 1 above. The lower limit is
    meaningless at the smallest counts (negative at 99.8%): ``count_limits`` never uses it there.
    """
    z = _z(confidence)
    safe = np.where(y > 0, y, 1.0)
    low = np.where(y > 0, y * (1 - 1 / (9 * safe) - z / (3 * np.sqrt(safe))) ** 3, 0.0)
    up = y + 1
    return low, up * (1 - 1 / (9 * up) + z / (3 * np.sqrt(up))) ** 3


def _z(confidence: float) -> float:
    known = {0.95: Z95, 0.998: Z998}
    return known.get(confidence) or float(stats.norm.ppf(1 - (1 - confidence) / 2))


class RateRatio(NamedTuple):
    """The ratio of two rates and its 95% limits; infinite where the second count is 0."""

    ratio: float
    low: float
    high: float


def rate_ratio(y1: float, t1: float, y2: float, t2: float) -> RateRatio:
    """F18: (y1/t1) / (y2/t2), events over exposure, with 95% limits: log-Wald, or the exact
    conditional ones where either count is below 10. ValueError where both counts are 0.
    """
    if min(y1, y2) < EXACT_BELOW:
        return rate_ratio_exact(y1, t1, y2, t2)
    return rate_ratio_wald(y1, t1, y2, t2)


def rate_ratio_wald(y1: float, t1: float, y2: float, t2: float) -> RateRatio:
    """Log-Wald limits of a rate ratio, both counts above 0 (Rothman & Greenland 1998, p. 238)."""
    ratio = (y1 / t1) / (y2 / t2)
    spread = Z95 * math.sqrt(1 / y1 + 1 / y2)
    return RateRatio(ratio, ratio * math.exp(-spread), ratio * math.exp(spread))


def rate_ratio_exact(y1: float, t1: float, y2: float, t2: float) -> RateRatio:
    """Exact limits of a rate ratio, given the sum of the counts (Przyborowski & Wilenski 1940,
    Biometrika 31:313): Clopper & Pearson's of y1 among y1 + y2, as odds times t2/t1.
    """
    if y1 == 0 and y2 == 0:
        raise ValueError("the ratio of two rates needs at least one event")
    low, high = clopper_pearson(y1, y1 + y2)
    ratio = (y1 / t1) / (y2 / t2) if y2 else math.inf
    return RateRatio(ratio, _odds(low) * t2 / t1, _odds(high) * t2 / t1)


def clopper_pearson(x: float, n: float, confidence: float = 0.95) -> Interval:
    """Exact limits of a share x of n (Clopper & Pearson 1934, Biometrika 26:404), in [0, 1]."""
    tail = (1 - confidence) / 2
    low = float(stats.beta.ppf(tail, x, n - x + 1)) if x > 0 else 0.0
    high = float(stats.beta.ppf(1 - tail, x + 1, n - x)) if x < n else 1.0
    return Interval(low, high)


def _odds(p: float) -> float:
    return p / (1 - p) if p < 1 else math.inf


def floats(values: Any) -> Floats:
    """A sequence as an array of numbers."""
    return np.asarray(values, dtype=np.float64)

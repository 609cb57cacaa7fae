"""Shares: their limits, their differences (F14), and what a mean or a score says of one (F22)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy import stats

from barometer.statistics.counts import Z95, Interval


def wilson(x: float, n: float, confidence: float = 0.95) -> Interval:
    """Score limits of a share x of n, in [0, 1] (Wilson 1927, JASA 22:209). x need not be whole."""
    if n <= 0:
        raise ValueError("a share needs a number of cases above 0")
    z = Z95 if confidence == 0.95 else float(stats.norm.ppf(1 - (1 - confidence) / 2))
    p = x / n
    centre = p + z * z / (2 * n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return Interval(max(0.0, (centre - half) / (1 + z * z / n)), min(1.0, (centre + half) / (1 + z * z / n)))


def rounding_limits(share: float, rounding: float) -> Interval:
    """The ends of a share's last printed digit, within [0, 1]; not a sampling interval."""
    return Interval(max(0.0, share - rounding / 2), min(1.0, share + rounding / 2))


@dataclass(frozen=True, slots=True)
class Difference:
    """F14: C - S as a fraction of 1 (times 100: points), its limits, and the break-even odds ratio."""

    value: float
    low: float
    high: float
    odds_ratio: float | None


def difference(c: float, limits_c: Interval, s: float, limits_s: Interval) -> Difference:
    """M2 (F14): claimed share minus the share an independent survey or ratings find.

    MOVER, square-and-add of the two intervals (Newcombe 1998, Stat Med 17:873, method 10; Zou &
    Donner 2008, Stat Med 27:1693). Limits may be Wilson's or, where n is missing, rounding's.
    """
    gap = c - s
    low = gap - math.hypot(c - limits_c.low, limits_s.high - s)
    high = gap + math.hypot(limits_c.high - c, s - limits_s.low)
    return Difference(gap, low, high, break_even_odds(c, s))


def break_even_odds(c: float, s: float) -> float | None:
    """w* = odds(C) / odds(S): how many times likelier the dissatisfied would have to post for the
    claim to be true (F14). None if C = 1, S = 0 or S = 1. Rosenbaum (2002, Observational Studies,
    ch. 4) calls such a number a sensitivity parameter.
    """
    if c >= 1 or s <= 0 or s >= 1:
        return None
    return c * (1 - s) / (s * (1 - c))


def mean_bounds(mean: float, low: float, high: float, threshold: float) -> Interval:
    """F22: sharp bounds of the share at ``threshold`` or above, given the mean of whole steps on
    [low, high] (Markov's inequality at both ends; Manski 2003, Partial Identification, ch. 1).
    """
    if not low <= mean <= high or not low < threshold <= high:
        raise ValueError(f"a mean of {mean} on {low}-{high} says nothing of the share from {threshold} up")
    below = threshold - 1
    return Interval(max(0.0, (mean - below) / (high - below)), min(1.0, (mean - low) / (threshold - low)))


def nps_bounds(score: float) -> Interval:
    """F22: sharp bounds of the share at 7 or above, given a net promoter score in [-1, 1].

    Promoters answer 9-10, detractors 0-6 (Reichheld 2003, HBR 81:46).
    """
    if not -1 <= score <= 1:
        raise ValueError(f"a net promoter score lies in -1..1, not {score}")
    return Interval((1 + score) / 2, min(1.0, 1 + score))

"""M1: complaints at equal satisfaction, the claim-standardised complaint ratio (F4 to F7, F15).

The last axis of every array is the companies of one stratum; any axes before it are combinations.
Complaints in events, exposure in customers (or journeys…), d = 1 - claim as a fraction.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from barometer.statistics.counts import Z95, Floats, count_limits_each


def others(values: Floats) -> Floats:
    """For each company the sum over all the others."""
    size = values.shape[-1]
    return np.asarray(values @ (1.0 - np.eye(size)), dtype=np.float64)


def log_variance_d(d: Floats, rounding: Floats, n: Floats) -> Floats:
    """F4: Var(log d): rounding of the claim (uniform), and sampling where n is published (else NaN)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        sampling = np.where(np.isfinite(n), (1 - d) / (n * d), 0.0)
        return np.asarray((rounding**2 / 12) / d**2 + sampling, dtype=np.float64)


def rate_relative_variance(rate: Floats, rounding: Floats) -> Floats:
    """F3: rho = (u^2/12)/r^2, the relative variance that a rate's rounding adds; 0 for a count."""
    safe = np.where(rate > 0, rate, 1.0)
    return np.where(rate > 0, (rounding**2 / 12) / safe**2, 0.0)


@dataclass(frozen=True, slots=True)
class StandardisedRatio:
    """F4, F5 for each company.

    reference       phi_-i: complaints of the others per customer who did not say to be satisfied
    expected        E_i, complaints; ratio: G_i = y_i/E_i (NaN where E_i = 0)
    other_variance  V_o, the part of Var(log G) that is not the company's own count
    low, high       95% interval of G
    """

    reference: Floats
    expected: Floats
    ratio: Floats
    other_variance: Floats
    low: Floats
    high: Floats


def standardised_ratio(
    y: Floats, exposure: Floats, d: Floats, variance_d: Floats, rho: Floats
) -> StandardisedRatio:
    """F4 and F5: observed over expected complaints, were every claim of the stratum equally true.

    An indirectly standardised ratio (Breslow & Day 1987, vol. II, ch. 2) whose reference leaves the
    company out. Interval by MOVER on the log scale (Zou & Donner 2008, Stat Med 27:1693): at
    V_o = 0 it is the standardised ratio's own (Garwood below 10 events, Byar from 10 on).
    """
    admitted = exposure * d
    total, mass = others(y), others(admitted)
    with np.errstate(divide="ignore", invalid="ignore"):
        reference = total / mass
        expected = reference * exposure * d
        from_rates = others(y**2 * rho) / total**2
        from_claims = others(admitted**2 * variance_d) / mass**2
        v_o = variance_d + 1 / (total + 0.5) + from_rates + from_claims + rho
        ratio = y / expected
    low, high = ratio_limits(y, expected, v_o)
    return StandardisedRatio(reference, expected, ratio, v_o, low, high)


def ratio_limits(y: Floats, expected: Floats, other_variance: Floats) -> tuple[Floats, Floats]:
    """F5: 95% limits of y/E, given the variance of everything but the count itself."""
    y_low, y_high = count_limits_each(y)
    y_star = np.where(y > 0, y, 0.5)
    with np.errstate(divide="ignore", invalid="ignore"):
        below = np.log(np.where(y > 0, y, 1.0) / np.where(y > 0, y_low, 1.0))
        low = np.where(y > 0, (y / expected) * np.exp(-np.sqrt(below**2 + Z95**2 * other_variance)), 0.0)
        above = np.log(y_high / y_star)
        high = (y_star / expected) * np.exp(np.sqrt(above**2 + Z95**2 * other_variance))
    return low, high


def unweighted_ratio(rate: Floats, d: Floats) -> tuple[Floats, Floats]:
    """F7: G and the expected rate where only rates are published; the reference is unweighted.

    Returns (G, expected rate), the rate in the unit of ``rate``; G is NaN where all others are 0.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = d * others(rate) / others(d)
        return rate / expected, expected


def rounding_range(
    rate: tuple[Floats, Floats], d: tuple[Floats, Floats]
) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """F7: the range of G and of the expected rate when every figure may sit at either end of its
    last printed digit. ``rate`` and ``d`` are (low, high). Not a sampling interval.

    Returns ((G low, G high), (expected low, expected high)); high is infinite where nothing bounds it.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        expected_low = d[0] * others(rate[0]) / others(d[1])
        expected_high = d[1] * others(rate[1]) / others(d[0])
        low, high = rate[0] / expected_high, rate[1] / expected_low
    return (low, high), (expected_low, expected_high)


def other_explanation(ratio: float | None, low: float | None, high: float | None) -> float | None:
    """F6: how many times as often (G above 1) or as rarely (below 1) the company's customers would
    have to turn to the channel for the gap to vanish, from the interval's end nearest to 1.

    Without an interval, from G itself. None where the interval holds 1. Always above 1 (in the
    spirit of VanderWeele & Ding's E-value, 2017, Ann Intern Med 167:268).
    """
    if low is None and high is None:
        low = high = ratio
    if low is not None and low > 1:
        return low
    if high is not None and 0 < high < 1:
        return 1 / high
    return None

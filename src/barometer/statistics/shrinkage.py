"""Gamma-Poisson shrinkage (F19): for small expected numbers, never to name a company."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from barometer.statistics.counts import Floats

_STEPS = 1000
_TOLERANCE = 1e-10
_LARGEST = 1e8


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """Shrunken ratios and their 95% credible limits (NaN where every value is the common mean)."""

    value: Floats
    low: Floats
    high: Floats
    alpha: float | None


def shrink(y: Floats, expected: Floats) -> Shrinkage:
    """F19: empirical Bayes values of y/E, events over expected events (all E > 0).

    Clayton & Kaldor (1987, Biometrics 43:671), their moment iteration for a gamma prior. Where the
    counts vary no more than chance allows, or the iteration does not settle, every value is the
    common mean sum(y)/sum(E).
    """
    k = len(y)
    mean = float(y.sum() / expected.sum())
    if k < 2 or mean == 0 or float(((y - mean * expected) ** 2 / (mean * expected)).sum()) <= k - 1:
        return _common(mean, k)
    prior = _iterate(y, expected)
    if prior is None:
        return _common(mean, k)
    return posterior(y, expected, *prior)


def posterior(y: Floats, expected: Floats, alpha: float, nu: float) -> Shrinkage:
    """The values under a gamma prior of shape ``nu`` and rate ``alpha``: gamma(y + nu, rate E + alpha)."""
    found = stats.gamma(y + nu, scale=1 / (expected + alpha))
    return Shrinkage((y + nu) / (expected + alpha), found.ppf(0.025), found.ppf(0.975), alpha)


def _iterate(y: Floats, expected: Floats) -> tuple[float, float] | None:
    """The prior's (alpha, nu), or None where it has none; starts from the raw ratios."""
    alpha, nu = 0.0, 0.0
    for _ in range(_STEPS):
        theta = (y + nu) / (expected + alpha)
        mean = float(theta.mean())
        spread = float(((1 + alpha / expected) * (theta - mean) ** 2).sum() / (len(y) - 1))
        if spread <= 0 or mean / spread > _LARGEST:
            return None
        before, alpha = alpha, mean / spread
        settled = abs(alpha - before) <= _TOLERANCE * max(1.0, alpha)
        before, nu = nu, mean * alpha
        if settled and abs(nu - before) <= _TOLERANCE * max(1.0, nu):
            return alpha, nu
    return None


def _common(mean: float, k: int) -> Shrinkage:
    nothing = np.full(k, np.nan)
    return Shrinkage(np.full(k, mean), nothing, nothing.copy(), None)

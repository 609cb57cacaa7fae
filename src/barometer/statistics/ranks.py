"""Ranks, ties, and confidence sets of ranks (F16, F17)."""

from __future__ import annotations

import numpy as np
from scipy import stats

from barometer.statistics.counts import EXACT_BELOW, Floats


def published_ranks(low: Floats, high: Floats) -> tuple[Floats, Floats, Floats]:
    """F16: (point, first, last) ranks, 1 = lowest, of figures known as [low, high] (low = high: a point).

    first = 1 + the number strictly better, last = k - the number strictly worse, point their mean:
    for points, the average rank. A range is better than another where it ends before or at the
    other's start, and the two are not identical.
    """
    same = (low[:, None] == low[None, :]) & (high[:, None] == high[None, :])
    better = (high[:, None] <= low[None, :]) & ~same  # [a, b]: a is better than b
    first = 1.0 + better.sum(axis=0)
    last = len(low) - better.sum(axis=1).astype(np.float64)
    return (first + last) / 2, first, last


def rank_sets(values: Floats, p: Floats, level: float = 0.05) -> tuple[Floats, Floats]:
    """F17: simultaneous confidence sets of ranks, 1 = lowest, from pairwise two-sided p-values.

    L = 1 + number significantly better, U = k - number significantly worse, Holm over all pairs
    (Holm 1979, Scand J Stat 6:65; Mogstad, Romano, Shaikh & Wilhelm 2024, Rev Econ Stud 91:476).
    """
    k = len(values)
    rows, columns = np.triu_indices(k, 1)
    clear = np.zeros((k, k), dtype=bool)
    clear[rows, columns] = holm(p[rows, columns]) <= level
    clear |= clear.T
    better = clear & (values[:, None] < values[None, :])
    return 1.0 + better.sum(axis=0), k - better.sum(axis=1).astype(np.float64)


def holm(p: Floats) -> Floats:
    """p-values adjusted by Holm's step-down method (1979, Scand J Stat 6:65)."""
    order = np.argsort(p, kind="stable")
    steps = p[order] * np.arange(len(p), 0, -1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(steps))
    return adjusted


def rate_tests(y: Floats, exposure: Floats) -> Floats:
    """F17: two-sided p of every pair of rates y/N (events over exposure), a symmetric matrix.

    Log-Wald; where either count is below 10, conditional on the pair's sum (Przyborowski &
    Wilenski 1940, Biometrika 31:313), counts rounded, twice the smaller tail; 1 if both are 0.
    """
    y1, y2 = y[:, None], y[None, :]
    share = exposure[:, None] / (exposure[:, None] + exposure[None, :])
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.log((y1 / exposure[:, None]) / (y2 / exposure[None, :])) / np.sqrt(1 / y1 + 1 / y2)
    wald = 2 * stats.norm.sf(np.abs(z))
    x, total = np.round(y)[:, None], np.round(y)[:, None] + np.round(y)[None, :]
    tail = np.minimum(stats.binom.cdf(x, total, share), stats.binom.sf(x - 1, total, share))
    exact = np.where(total > 0, np.minimum(1.0, 2 * tail), 1.0)
    return np.where((y1 < EXACT_BELOW) | (y2 < EXACT_BELOW), exact, wald)


def share_tests(share: Floats, n: Floats) -> Floats:
    """F17: two-sided p of every pair of shares, pooled two-proportion z (Pearson's chi-squared)."""
    size = n[:, None] + n[None, :]
    pooled = (n * share)[:, None] / size + (n * share)[None, :] / size
    gap = share[:, None] - share[None, :]
    variance = pooled * (1 - pooled) * (1 / n[:, None] + 1 / n[None, :])
    safe = np.where(variance > 0, variance, 1.0)
    return np.where(gap == 0, 1.0, 2 * stats.norm.sf(np.abs(gap) / np.sqrt(safe)))


def gap_set(claim: tuple[float, float], observed: tuple[float, float]) -> tuple[float, float]:
    """F17: the set of claim rank minus observed rank, from the two ranks' own sets."""
    return claim[0] - observed[1], claim[1] - observed[0]

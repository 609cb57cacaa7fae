"""Do two things go together within sectors? The say-do test's numbers (F21)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from scipy import stats

from barometer.statistics.counts import Z95, Floats, floats

MOST_EXACT = 400_000
DRAWS = 9_999
SEED = 20180331
_ROUND_OFF = 1e-9


@dataclass(frozen=True, slots=True)
class Association:
    """F21: r in [-1, 1], its 95% interval (None where n is too small), and the two-sided p.

    exact: p counts every within-sector permutation, else ``DRAWS`` random ones from ``SEED``.
    """

    r: float
    low: float | None
    high: float | None
    p: float
    exact: bool


def within_ranks(values: Sequence[float], sectors: Sequence[str]) -> Floats:
    """Average ranks within each sector, centred and divided by its size: (rank - (n+1)/2)/n."""
    ranks, groups = np.empty(len(values)), _groups(sectors)
    for places in groups:
        size = len(places)
        ranked = stats.rankdata(floats(values)[places])
        ranks[places] = (ranked - (size + 1) / 2) / size
    return ranks


def associate(u: Floats, v: Floats, sectors: Sequence[str], *, controls: int = 0) -> Association | None:
    """F21: pooled within-sector correlation of ranks (Spearman 1904, Am J Psychol 15:72), a
    permutation p within sectors (Edgington & Onghena 2007), and Fisher's z interval with Bonett &
    Wright's standard error (2000, Psychometrika 65:23). None where one side does not vary.

    u, v      ``within_ranks``, or their residuals; sectors of one company must be left out
    controls  variables already taken out of both sides (1 for the partial)
    """
    top, size = float((u * v).sum()), float((u**2).sum() * (v**2).sum())
    if size <= 1e-24:
        return None
    r = max(-1.0, min(1.0, top / math.sqrt(size)))
    p, exact = _permutation_p(u, v, _groups(sectors))
    low, high = fisher_interval(r, len(u) - (len(set(sectors)) - 1) - controls)
    return Association(r, low, high, p, exact)


def fisher_interval(r: float, n: float) -> tuple[float | None, float | None]:
    """tanh(atanh r -/+ z sqrt((1 + r^2/2)/(n - 3))); none for n of 3 or less."""
    if n <= 3:
        return None, None
    if abs(r) == 1:
        return r, r
    half = Z95 * math.sqrt((1 + r * r / 2) / (n - 3))
    return math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)


def residuals(values: Floats, control: Floats) -> Floats:
    """What is left of centred ranks after least squares on the control's (through 0, their mean)."""
    weight = float((control**2).sum())
    return values - control * float((values * control).sum()) / weight if weight > 0 else values


def _groups(sectors: Sequence[str]) -> list[np.ndarray]:
    names = np.asarray(sectors)
    return [np.flatnonzero(names == name) for name in dict.fromkeys(sectors)]


def _permutation_p(u: Floats, v: Floats, groups: Sequence[np.ndarray]) -> tuple[float, bool]:
    seen = abs(float((u * v).sum())) - _ROUND_OFF
    if math.prod(math.factorial(len(places)) for places in groups) <= MOST_EXACT:
        found = _every_sum(u, v, groups)
        return float((np.abs(found) >= seen).mean()), True
    random = np.random.default_rng(SEED)
    drawn = np.zeros(DRAWS)
    for places in groups:
        shuffled = random.permuted(np.tile(v[places], (DRAWS, 1)), axis=1)
        drawn += shuffled @ u[places]
    return (1 + float((np.abs(drawn) >= seen).sum())) / (DRAWS + 1), False


def _every_sum(u: Floats, v: Floats, groups: Sequence[np.ndarray]) -> Floats:
    """sum(u v*) of every within-sector permutation v*."""
    total = np.zeros(1)
    for places in groups:
        orders = np.array(list(permutations(range(len(places)))))
        own = v[places][orders] @ u[places]
        total = (total[:, None] + own[None, :]).ravel()
    return total

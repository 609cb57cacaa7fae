"""Two groups of firms across strata: the Mantel-Haenszel rate ratio and its checks (F20)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import stats

from barometer.statistics.counts import floats


@dataclass(frozen=True, slots=True)
class Firm:
    """One firm in one stratum: complaints ``y`` on an exposure of ``size`` customers."""

    firm: str
    stratum: str
    in_group: bool
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Sums:
    """One stratum: events and exposure of the group (a, t1) and of the others (b, t0)."""

    stratum: str
    a: float
    t1: float
    b: float
    t0: float


@dataclass(frozen=True, slots=True)
class Pooled:
    """F20. low and high are None where the firms do not allow an interval.

    se_counts  standard error of log RR from the counts alone; se_firms the jackknife's over firms
    """

    ratio: float
    low: float | None
    high: float | None
    se_counts: float
    se_firms: float | None
    firms: int
    strata: tuple[Sums, ...] = field(default=())


def sums(firms: Sequence[Firm]) -> tuple[Sums, ...]:
    """The sums of every stratum that holds both groups, in the order of their first firm."""
    found = []
    for name in dict.fromkeys(one.stratum for one in firms):
        ours = [one for one in firms if one.stratum == name and one.in_group]
        rest = [one for one in firms if one.stratum == name and not one.in_group]
        if ours and rest:
            a, t1 = sum(one.y for one in ours), sum(one.size for one in ours)
            found.append(Sums(name, a, t1, sum(one.y for one in rest), sum(one.size for one in rest)))
    return tuple(found)


def mantel_haenszel(strata: Sequence[Sums]) -> float:
    """The rate ratio of the group against the others, for person-time (Rothman & Greenland 1998,
    p. 270; Mantel & Haenszel 1959, JNCI 22:719). NaN where it has no value.
    """
    r = sum(s.a * s.t0 / (s.t1 + s.t0) for s in strata)
    others = sum(s.b * s.t1 / (s.t1 + s.t0) for s in strata)
    return r / others if others > 0 else math.nan


def pool(firms: Sequence[Firm]) -> Pooled | None:
    """F20: the pooled ratio with an interval whose units are the firms; None where no stratum holds
    both groups, or either has no complaint in any of them.

    Counts' variance of Greenland & Robins (1985, Biometrics 41:55); jackknife over firms (Efron &
    Tibshirani 1993, ch. 11). A Poisson interval covered 15-23% with honest firms. No interval where
    leaving some firm out leaves no ratio: the comparison then rests on that firm.
    """
    strata = sums(firms)
    ratio = mantel_haenszel(strata)
    if not ratio > 0:
        return None
    used = _used(firms, strata)
    units = sorted({one.firm for one in used})
    se = _count_error(strata)
    spread = _jackknife(used, units)
    freedom = len(units) - len(strata) - 1
    if spread is None or freedom < 1:
        return Pooled(ratio, None, None, se, spread, len(units), strata)
    half = float(stats.t.ppf(0.975, freedom)) * max(spread, se)
    return Pooled(ratio, ratio * math.exp(-half), ratio * math.exp(half), se, spread, len(units), strata)


def _used(firms: Sequence[Firm], strata: Sequence[Sums]) -> list[Firm]:
    names = {one.stratum for one in strata}
    return [one for one in firms if one.stratum in names]


def _count_error(strata: Sequence[Sums]) -> float:
    totals = [s.t1 + s.t0 for s in strata]
    r = sum(s.a * s.t0 / t for s, t in zip(strata, totals, strict=True))
    others = sum(s.b * s.t1 / t for s, t in zip(strata, totals, strict=True))
    top = sum((s.a + s.b) * s.t1 * s.t0 / t**2 for s, t in zip(strata, totals, strict=True))
    return math.sqrt(top / (r * others))


def _jackknife(firms: Sequence[Firm], units: Sequence[str]) -> float | None:
    ratios = [mantel_haenszel(sums([one for one in firms if one.firm != unit])) for unit in units]
    if not all(ratio > 0 for ratio in ratios):
        return None
    logs = np.log(floats(ratios))
    return float(np.sqrt((len(units) - 1) / len(units) * ((logs - logs.mean()) ** 2).sum()))


def crude(strata: Sequence[Sums]) -> float:
    """The two groups' rates over all the strata taken together, one over the other."""
    ours = sum(s.a for s in strata) / sum(s.t1 for s in strata)
    rest = sum(s.b for s in strata) / sum(s.t0 for s in strata)
    return ours / rest if rest > 0 else math.nan


def simpson(crude_ratio: float, adjusted: float) -> bool:
    """F20: whether crude and adjusted differ in sign or by more than 10% (Simpson 1951, JRSS B 13:238)."""
    opposite = math.log(crude_ratio) * math.log(adjusted) < 0 if min(crude_ratio, adjusted) > 0 else True
    return opposite or abs(crude_ratio / adjusted - 1) > 0.10


def heterogeneity(firms: Sequence[Firm], ratio: float) -> float | None:
    """F20: p of 'the ratio is the same in all strata'; None with one stratum.

    F test of group x stratum on the firms' log rates; with no more than two firms a cell, chi-squared
    on the strata's counts (Rothman & Greenland 1998, p. 275).
    """
    strata = sums(firms)
    used = _used(firms, strata)
    if len(strata) < 2:
        return None
    if len(used) <= 2 * len(strata):
        return _by_counts(strata, ratio)
    return _by_firms(used, [s.stratum for s in strata])


def _by_counts(strata: Sequence[Sums], ratio: float) -> float:
    total = 0.0
    for s in strata:
        m, p = s.a + s.b, ratio * s.t1 / (ratio * s.t1 + s.t0)
        total += (s.a - m * p) ** 2 / (m * p * (1 - p)) if m else 0.0
    return float(stats.chi2.sf(total, len(strata) - 1))


def _by_firms(firms: Sequence[Firm], names: Sequence[str]) -> float:
    values = np.log(floats([(one.y + 0.5) / one.size for one in firms]))
    stratum = floats([[one.stratum == name for name in names] for one in firms])
    group = floats([one.in_group for one in firms])
    together = _residual(values, np.column_stack([stratum, group]))
    apart = _residual(values, np.column_stack([stratum, stratum * group[:, None]]))
    above, below = len(names) - 1, len(firms) - 2 * len(names)
    if apart <= 1e-24 * max(1.0, together):
        return 0.0 if together > 1e-12 else 1.0
    return float(stats.f.sf((together - apart) / above / (apart / below), above, below))


def _residual(values: np.ndarray, design: np.ndarray) -> float:
    fitted = design @ np.linalg.lstsq(design, values, rcond=None)[0]
    return float(((values - fitted) ** 2).sum())

"""The measures a second time: plain loops over pandas rows, with other libraries than ours.

Nothing here calls barometer. Columns: company, c, u, n (NaN: not published), y, N, rho.
"""

from __future__ import annotations

import math
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from scipy import optimize, stats
from statsmodels.stats.multitest import multipletests

Z = float(stats.norm.ppf(0.975))


def limits(y: float) -> tuple[float, float]:
    if y < 10:
        low = stats.gamma.ppf(0.025, y) if y > 0 else 0.0
        return float(low), float(stats.gamma.ppf(0.975, y + 1))
    low = y * (1 - 1 / (9 * y) - Z / (3 * math.sqrt(y))) ** 3
    return low, (y + 1) * (1 - 1 / (9 * (y + 1)) + Z / (3 * math.sqrt(y + 1))) ** 3


def gap(frame: pd.DataFrame) -> pd.DataFrame:
    """F4, F5 for every row, one at a time."""
    out = []
    for i, own in frame.iterrows():
        rest = frame.drop(index=i)
        d, others = 1 - own["c"], 1 - rest["c"]
        total, mass = rest["y"].sum(), (rest["N"] * others).sum()
        expected = total / mass * own["N"] * d
        v_own = _v(own["u"], d, own["n"])
        v_phi = 1 / (total + 0.5)
        for (_, other), d_j in zip(rest.iterrows(), others, strict=True):
            v_phi += (other["y"] / total) ** 2 * other["rho"]
            v_phi += (other["N"] * d_j / mass) ** 2 * _v(other["u"], d_j, other["n"])
        v_o = v_own + v_phi + own["rho"]
        y_low, y_high = limits(own["y"])
        ratio, star = own["y"] / expected, own["y"] or 0.5
        low = 0.0
        if own["y"]:
            low = ratio * math.exp(-math.sqrt(math.log(own["y"] / y_low) ** 2 + Z**2 * v_o))
        high = star / expected * math.exp(math.sqrt(math.log(y_high / star) ** 2 + Z**2 * v_o))
        out.append(
            {
                "company": own["company"],
                "expected": expected,
                "ratio": ratio,
                "low": low,
                "high": high,
                "phi": total / mass,
                "s2": 1 / (own["y"] + 0.5) + v_own + own["rho"],
            }
        )
    return pd.DataFrame(out)


def _v(u: float, d: float, n: float) -> float:
    return u * u / 12 / d**2 + (0.0 if math.isnan(n) else (1 - d) / (n * d))


def flags(frame: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """F10, F11 for the measured rows."""
    keep = (found["expected"] >= 5).to_numpy()
    f, g = frame[keep].reset_index(drop=True), found[keep].reset_index(drop=True)
    k = len(f)
    log_rate = np.log((f["y"] + 0.5) / (f["N"] * (1 - f["c"])))
    rows = []
    for i in range(k):
        rest = [j for j in range(k) if j != i]
        between = tau2(log_rate[rest], g["s2"][rest])
        w = 1 / (g["s2"][rest] + between)
        mu = (w * log_rate[rest]).sum() / w.sum()
        spread = math.sqrt(g["s2"][i] + between + 1 / w.sum())
        t = (log_rate[i] - mu) / spread
        half = stats.t.ppf(0.975, k - 2) * spread
        rows.append(
            {
                "company": f["company"][i],
                "t": t,
                "p": 2 * (1 - stats.t.cdf(abs(t), k - 2)),
                "band_low": math.exp(mu - half) / g["phi"][i],
                "band_high": math.exp(mu + half) / g["phi"][i],
            }
        )
    out = pd.DataFrame(rows)
    out["adjusted"] = multipletests(out["p"], method="fdr_bh")[1]
    ratio = g["ratio"].to_numpy()
    side = np.where(ratio > 1, 1, -1)
    far = np.maximum(ratio, 1 / np.where(ratio > 0, ratio, 1e-300)) >= 1.25
    named = (out["adjusted"] <= 0.05) & far & (np.sign(out["t"]) == side)
    out["flag"] = np.where(named, np.where(side > 0, "high", "low"), "")
    return out


def tau2(values: pd.Series, s2: pd.Series) -> float:
    """Paule-Mandel's root by bisection. (statsmodels' iteration falls back to 0 where its last step
    lands a rounding error beyond the root, so that it is compared only in its own test.)
    """

    def excess(t: float) -> float:
        w = 1 / (s2 + t)
        return float((w * (values - (w * values).sum() / w.sum()) ** 2).sum()) - (len(values) - 1)

    if excess(0.0) <= 0:
        return 0.0
    top = 1.0
    while excess(top) > 0:
        top *= 4
    return float(optimize.brentq(excess, 0.0, top, xtol=1e-15, rtol=1e-14))


def rate_p(y1: float, t1: float, y2: float, t2: float) -> float:
    """F17's test of two rates."""
    if min(y1, y2) >= 10:
        z = math.log(y1 / t1 * t2 / y2) / math.sqrt(1 / y1 + 1 / y2)
        return float(2 * (1 - stats.norm.cdf(abs(z))))
    a, b = round(y1), round(y2)
    if a + b == 0:
        return 1.0
    both = stats.binom(a + b, t1 / (t1 + t2))
    return float(min(1.0, 2 * min(both.cdf(a), both.pmf(range(a, a + b + 1)).sum())))


def share_p(p1: float, n1: float, p2: float, n2: float) -> float:
    pooled = (p1 * n1 + p2 * n2) / (n1 + n2)
    if p1 == p2:
        return 1.0
    z = (p1 - p2) / math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    return float(2 * (1 - stats.norm.cdf(abs(z))))


def sets(values: list[float], p: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """F17's rank sets, 1 = lowest value."""
    pairs = list(combinations(range(len(values)), 2))
    reject = multipletests([p[pair] for pair in pairs], alpha=0.05, method="holm")[1] <= 0.05
    better, worse = [0] * len(values), [0] * len(values)
    for (i, j), clear in zip(pairs, reject, strict=True):
        if clear:
            lower, upper = (i, j) if values[i] < values[j] else (j, i)
            better[upper] += 1
            worse[lower] += 1
    return [(1 + b, len(values) - w) for b, w in zip(better, worse, strict=True)]


def shrunken(frame: pd.DataFrame, expected: Any) -> pd.Series:
    """F19 by the moment equations, iterated as they stand."""
    y, e = frame["y"].to_numpy(), np.asarray(expected)
    k, m = len(y), y.sum() / e.sum()
    if ((y - m * e) ** 2 / (m * e)).sum() <= k - 1:
        return pd.Series([m] * k)
    alpha, nu = 0.0, 0.0
    for _ in range(1000):
        theta = (y + nu) / (e + alpha)
        mean = theta.mean()
        s = ((1 + alpha / e) * (theta - mean) ** 2).sum() / (k - 1)
        new = mean / s
        if new > 1e8:
            break
        done = abs(new - alpha) <= 1e-10 * max(1, new)
        alpha, nu = new, mean * new
        if done:
            return pd.Series((y + nu) / (e + alpha))
    return pd.Series([m] * k)

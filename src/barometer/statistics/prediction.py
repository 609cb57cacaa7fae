"""Who is exceptional: leave-one-out prediction (F10) and the peer band (F11).

The last axis of every array is the companies; any axes before it are combinations or simulations.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from barometer.statistics.counts import Floats

#: |log G| below this is never flagged, however certain.
SMALLEST_GAP = float(np.log(1.25))
_ROUND_OFF = 1e-12
_STEPS = 200


@dataclass(frozen=True, slots=True)
class Prediction:
    """Each company against the prediction from the others.

    mean      mu_-i, on the log scale of complaints per customer not said to be satisfied
    tau2      between-company variance of the others (Paule-Mandel)
    spread    sqrt(s_i^2 + tau2_-i + V_-i)
    t, p      the statistic and its two-sided p, k - 2 degrees of freedom
    adjusted  p adjusted by Benjamini-Hochberg over all companies
    """

    mean: Floats
    tau2: Floats
    spread: Floats
    t: Floats
    p: Floats
    adjusted: Floats


def log_rate(y: Floats, exposure: Floats, d: Floats) -> Floats:
    """F10: Y_i = log((y_i + 1/2)/(N_i d_i))."""
    return np.asarray(np.log((y + 0.5) / (exposure * d)), dtype=np.float64)


def predict(values: Floats, s2: Floats) -> Prediction:
    """F10: each company's log rate against the others' mean, with their spread (k >= 4).

    ``s2`` is each value's own sampling variance. tau2 by Paule & Mandel (1982, J Res NBS 87:377);
    prediction as in Higgins, Thompson & Spiegelhalter (2009, JRSS A 172:137), with k - 2 degrees of
    freedom; Benjamini & Hochberg (1995, JRSS B 57:289), both directions.
    """
    k = values.shape[-1]
    own = np.eye(k, dtype=bool)
    y = np.broadcast_to(values[..., None, :], (*values.shape[:-1], k, k))
    v = np.broadcast_to(s2[..., None, :], y.shape)
    tau2, mean, variance = paule_mandel(y, v, ~own)
    spread = np.sqrt(s2 + tau2 + variance)
    t = (values - mean) / spread
    p = 2 * stats.t.sf(np.abs(t), k - 2)
    adjusted = stats.false_discovery_control(np.clip(p, 0, 1), axis=-1, method="bh")
    return Prediction(mean, tau2, spread, t, p, adjusted)


def paule_mandel(y: Floats, s2: Floats, included: np.ndarray) -> tuple[Floats, Floats, Floats]:
    """tau2, weighted mean and its variance 1/sum(w), over the last axis where ``included``.

    tau2 solves sum w (Y - mu)^2 = m - 1 for the m values (Paule & Mandel 1982); 0 if the sum at
    tau2 = 0 is no more. Newton's steps from 0 rise to the root, as the sum is convex in tau2
    (DerSimonian & Kacker 2007, Contemp Clin Trials 28:105).
    """
    inside = np.broadcast_to(included, y.shape).astype(np.float64)
    target = inside.sum(axis=-1) - 1
    tau2 = np.zeros(y.shape[:-1])
    for _ in range(_STEPS):
        w, mean = _weights(y, s2, inside, tau2)
        deviation = (y - mean[..., None]) ** 2
        excess = (w * deviation).sum(axis=-1) - target
        slope = (w**2 * deviation).sum(axis=-1)
        step = np.where(excess > 0, excess / np.where(slope > 0, slope, 1.0), 0.0)
        tau2 = tau2 + step
        if np.all(step <= 1e-15 * (1 + tau2)):
            break
    w, mean = _weights(y, s2, inside, tau2)
    return tau2, mean, 1 / w.sum(axis=-1)


def _weights(y: Floats, s2: Floats, inside: Floats, tau2: Floats) -> tuple[Floats, Floats]:
    w = inside / (s2 + tau2[..., None])
    return w, (w * y).sum(axis=-1) / w.sum(axis=-1)


def flags(prediction: Prediction, y: Floats, ratio: Floats) -> np.ndarray:
    """F10: 1 for high, -1 for low, 0 for neither (which clears nobody).

    Adjusted p <= 0.05, |log G| >= log 1.25 (always so at y = 0), and both on the same side.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        log_g = np.where(y > 0, np.log(np.where(y > 0, ratio, 1.0)), -np.inf)
    certain = (prediction.adjusted <= 0.05) & (np.abs(log_g) >= SMALLEST_GAP - _ROUND_OFF)
    side = np.sign(prediction.t)
    return np.where(certain & (side == np.sign(log_g)), side, 0).astype(np.int64)


def peer_band(prediction: Prediction, reference: Floats) -> tuple[Floats, Floats]:
    """F11: on the scale of G, where 95% of companies like the others would lie.

    ``reference`` is phi_-i of F4. The band licenses 'exceptional'; the sampling interval only
    'more than expected'.
    """
    k = prediction.mean.shape[-1]
    half = stats.t.ppf(0.975, k - 2) * prediction.spread
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.exp(prediction.mean - half) / reference
        return low, np.exp(prediction.mean + half) / reference

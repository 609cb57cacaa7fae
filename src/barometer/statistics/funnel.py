"""The textbook funnel (F13): drawn from ten companies up, never a flag."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from barometer.statistics.counts import Z95, Z998, Floats, garwood


@dataclass(frozen=True, slots=True)
class Overdispersion:
    """phi: mean of the winsorised squared z-scores; tau2: the additive variance between companies."""

    phi: float
    tau2: float
    z: Floats


def overdispersion(observed: Floats, expected: Floats, trim: float = 0.10) -> Overdispersion:
    """F13: additive overdispersion of observed/expected on the square-root scale.

    Spiegelhalter (2005, Stat Med 24:1185) and Spiegelhalter et al. (2012, JRSS A 175:1): z-scores
    winsorised at their 10% and 90% quantiles (type 7), tau2 by the method of moments of
    DerSimonian & Laird (1986), never below 0.
    """
    z = 2 * (np.sqrt(observed) - np.sqrt(expected))
    low, high = np.quantile(z, [trim, 1 - trim])
    k = len(z)
    phi = float((np.clip(z, low, high) ** 2).sum() / k)
    w = 4 * expected
    tau2 = (k * phi - (k - 1)) / (w.sum() - (w**2).sum() / w.sum())
    return Overdispersion(phi, max(0.0, float(tau2)), z)


def funnel_limits(expected: Floats, tau2: float, z: float) -> tuple[Floats, Floats]:
    """F13: limits of the ratio at ``z`` normal deviates, squared back from the square-root scale."""
    root_low, root_high = root_limits(expected, tau2, z)
    return np.maximum(0.0, root_low) ** 2, root_high**2


def root_limits(expected: Floats, tau2: float, z: float) -> tuple[Floats, Floats]:
    """The same limits left on the square-root scale, as FunnelPlotR prints them."""
    h = np.sqrt(1 / (4 * expected) + tau2)
    return 1 - z * h, 1 + z * h


def poisson_limits(expected: Floats, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Limits of observed/expected by chance alone, from the exact limits of the expected number
    (FunnelPlotR's unadjusted funnel). With honest companies these accuse someone nearly always.
    """
    low, high = garwood(expected, confidence)
    return low / expected, high / expected


__all__ = [
    "Z95", "Z998", "Overdispersion", "funnel_limits", "overdispersion", "poisson_limits", "root_limits",
]  # fmt: skip

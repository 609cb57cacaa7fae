"""How long until a reply: Kaplan-Meier, and Aalen-Johansen where complaints are also withdrawn.

statsmodels is imported when first needed: it takes more than a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from barometer.statistics.counts import Z95, Floats, floats


@dataclass(frozen=True, slots=True)
class Curve:
    """A step function of days: from times[i] on, the share values[i], with 95% limits (NaN: none)."""

    times: tuple[float, ...]
    at_risk: tuple[int, ...]
    values: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def kaplan_meier(days: Sequence[float], replied: Sequence[bool]) -> Curve:
    """The share still waiting after so many days (Kaplan & Meier 1958, JASA 53:457); pending cases
    are censored. Log-log limits on Greenwood's variance (Kalbfleisch & Prentice 1980, p. 15).
    """
    from statsmodels.duration.survfunc import SurvfuncRight

    found = SurvfuncRight(floats(days), np.asarray(replied, dtype=int))
    share, error = floats(found.surv_prob), floats(found.surv_prob_se)
    low, high = _log_log(share, error)
    return Curve(
        tuple(floats(found.surv_times).tolist()),
        tuple(int(n) for n in found.n_risk),
        tuple(share.tolist()),
        tuple(low.tolist()),
        tuple(high.tolist()),
    )


def _log_log(share: Floats, error: Floats) -> tuple[Floats, Floats]:
    with np.errstate(divide="ignore", invalid="ignore"):
        half = Z95 * error / (share * np.abs(np.log(share)))
        inside = (share > 0) & (share < 1)
        low = np.where(inside, share ** np.exp(half), np.nan)
        return low, np.where(inside, share ** np.exp(-half), np.nan)


def median(curve: Curve) -> tuple[float | None, float | None, float | None]:
    """The day by which half have a reply, with its 95% limits; None where that is not reached.

    Limits where the curve's own limits cross one half (Brookmeyer & Crowley 1982, Biometrics 38:29).
    """
    return _first(curve, curve.values), _first(curve, curve.low), _first(curve, curve.high)


def _first(curve: Curve, values: Sequence[float]) -> float | None:
    return next((t for t, value in zip(curve.times, values, strict=True) if value <= 0.5 + 1e-9), None)


def cumulative_incidence(days: Sequence[float], event: Sequence[int], kind: int = 1) -> Curve:
    """The share that has had event ``kind`` after so many days, where others (>= 1) compete with it
    and 0 is pending (Aalen & Johansen 1978, Scand J Stat 5:141). One minus Kaplan-Meier would count
    a withdrawn complaint as one that may still be answered.
    """
    from statsmodels.duration.survfunc import CumIncidenceRight

    with np.errstate(divide="ignore", invalid="ignore"):  # the variance once nobody is at risk
        found = CumIncidenceRight(floats(days), np.asarray(event, dtype=int))
    kinds = sorted({e for e in event if e > 0})
    times = floats(found.times)
    at_risk = [int((floats(days) >= t).sum()) for t in times]
    if kind not in kinds:
        values = error = np.zeros(len(times))
    else:
        values, error = floats(found.cinc[kind - 1]), floats(found.cinc_se[kind - 1])
    return Curve(
        tuple(times.tolist()),
        tuple(at_risk),
        tuple(values.tolist()),
        tuple(np.clip(values - Z95 * error, 0, 1).tolist()),
        tuple(np.clip(values + Z95 * error, 0, 1).tolist()),
    )

"""M1 of every eligible company: G or its range, expected numbers, flag, peer band, funnel (F4 to F13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from barometer.measures.eligibility import FEWEST_FLAGGED, FEWEST_IN_FUNNEL
from barometer.measures.panel import MOST_UNSETTLED, Outcome, Panel, combinations, evaluate, panel
from barometer.measures.settled import Figures
from barometer.model import Code, Estimate, Funnel, Kind, Mode
from barometer.statistics.counts import Z95, Z998, Floats
from barometer.statistics.funnel import funnel_limits, overdispersion
from barometer.statistics.prediction import flags, log_rate, peer_band, predict
from barometer.statistics.shrinkage import shrink

_WIDE = 10.0
_ROUND_OFF = 1e-9
_SIDES = {1: "high", -1: "low", 0: ""}


@dataclass(frozen=True, slots=True)
class Standard:
    """M1 of one company. ``refused`` is the code of F9 where G is not printed; expected_least is E
    with every unsettled figure at the end that makes it least.
    """

    ratio: Estimate
    ratio_range: tuple[float, float] | None
    expected: Estimate | None
    expected_rate: Estimate
    expected_least: float
    shrunk: Estimate | None
    refused: Code | None
    flag: str
    p_adjusted: float | None
    peer_band: Estimate | None


@dataclass(frozen=True, slots=True)
class Standards:
    """M1 of a stratum; rows in the order of the eligible companies."""

    rows: tuple[Standard, ...]
    k_measured: int
    unsettled: int
    wide: bool
    funnel: Funnel | None


@dataclass(frozen=True, slots=True)
class _Exceptions:
    """F10 and F11 for the measured companies, by place among the eligible."""

    flag: dict[int, str]
    p: dict[int, float]
    band: dict[int, Estimate]


def standards(figures: Sequence[Figures], mode: Mode) -> Standards:
    """F4 to F13 and F19 for the eligible companies of a stratum in mode exposure or rates."""
    data = panel(figures, mode)
    outcome = evaluate(data, combinations(data))
    least = np.nan_to_num(outcome.expected.min(axis=0), nan=0.0)
    refused = [_under(e, mode) for e in least]
    measured = [i for i, code in enumerate(refused) if code is None] if mode is Mode.EXPOSURE else []
    small = mode is Mode.EXPOSURE and (not data.unsettled or Code.EXPECTED_UNDER_5 in refused)
    shrunk = _shrunken(outcome, data) if small else [None] * len(figures)
    found = _exceptions(outcome, data, measured)
    rows = tuple(
        Standard(
            ratio=_ratio(outcome, data, i),
            ratio_range=_ends(outcome.ratio[:, i]) if data.unsettled else None,
            expected=_expected(outcome, data, i) if mode is Mode.EXPOSURE else None,
            expected_rate=_expected_rate(outcome, data, i),
            expected_least=float(least[i]),
            shrunk=None if refused[i] is Code.EXPECTED_UNDER_1 else shrunk[i],
            refused=refused[i],
            flag=found.flag.get(i, ""),
            p_adjusted=found.p.get(i),
            peer_band=found.band.get(i),
        )
        for i in range(len(figures))
    )
    printed = [i for i, code in enumerate(refused) if code is None]
    funnel = _funnel(outcome, data, measured)
    return Standards(rows, len(measured), data.unsettled, _wide(outcome, printed), funnel)


def _under(expected: float, mode: Mode) -> Code | None:
    """F9; with rates only there are no expected numbers, but 0 complaints elsewhere refuse all."""
    if mode is not Mode.EXPOSURE:
        return None if expected > 0 else Code.EXPECTED_UNDER_1
    if expected < 1 - _ROUND_OFF:
        return Code.EXPECTED_UNDER_1
    return Code.EXPECTED_UNDER_5 if expected < 5 - _ROUND_OFF else None


def _ends(values: Floats) -> tuple[float, float]:
    return float(values.min()), float(values.max())


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _ratio(outcome: Outcome, data: Panel, i: int) -> Estimate:
    """G and its interval; among combinations, from the lower limit of the least G to the upper limit
    of the greatest (F8).
    """
    ratio, low, high = outcome.ratio[:, i], outcome.low[:, i], outcome.high[:, i]
    if data.unsettled:
        least, most = ratio == ratio.min(), ratio == ratio.max()
        if not least.any():
            return Estimate(None, None, None, Kind.RANGE)
        return Estimate(None, _finite(low[least].min()), _finite(high[most].max()), Kind.RANGE)
    kind = Kind.SAMPLING if data.mode is Mode.EXPOSURE else Kind.ROUNDING
    return Estimate(_finite(ratio[0]), _finite(low[0]), _finite(high[0]), kind)


def _expected(outcome: Outcome, data: Panel, i: int) -> Estimate:
    if data.unsettled:
        return Estimate(None, *_ends(outcome.expected[:, i]), Kind.RANGE)
    return Estimate(_finite(outcome.expected[0, i]))


def _expected_rate(outcome: Outcome, data: Panel, i: int) -> Estimate:
    """Expected complaints per the company's own ``per``."""
    if data.mode is Mode.EXPOSURE:
        rates = outcome.expected[:, i] / outcome.exposure[:, i] * data.per[i]
        return Estimate(None, *_ends(rates), Kind.RANGE) if data.unsettled else Estimate(_finite(rates[0]))
    scale = data.per[i] / data.per[0]
    low, high = outcome.expected_low[:, i] * scale, outcome.expected_high[:, i] * scale
    if data.unsettled:
        return Estimate(None, _finite(low.min()), _finite(high.max()), Kind.RANGE)
    return Estimate(_finite(outcome.expected[0, i] * scale), _finite(low[0]), _finite(high[0]), Kind.ROUNDING)


def _shrunken(outcome: Outcome, data: Panel) -> list[Estimate | None]:
    """F19 over the eligible with E > 0; the widest ends where figures are unsettled."""
    k = outcome.expected.shape[1]
    per_combination = [_shrink_once(outcome.y[b], outcome.expected[b]) for b in range(len(outcome.expected))]
    found: list[Estimate | None] = []
    for i in range(k):
        ours = [values[i] for values in per_combination]
        known = [one for one in ours if one is not None]
        found.append(_widest(known, data) if len(known) == len(ours) else None)
    return found


def _shrink_once(y: Floats, expected: Floats) -> list[Estimate | None]:
    positive = np.flatnonzero(expected > 0)
    found: list[Estimate | None] = [None] * len(y)
    if len(positive) == 0:
        return found
    values = shrink(y[positive], expected[positive])
    for place, i in enumerate(positive):
        low, high = _finite(values.low[place]), _finite(values.high[place])
        kind = Kind.NONE if low is None else Kind.SAMPLING
        found[i] = Estimate(float(values.value[place]), low, high, kind)
    return found


def _widest(values: Sequence[Estimate], data: Panel) -> Estimate:
    if not data.unsettled:
        return values[0]
    ends = [end for one in values for end in (one.value, one.low, one.high) if end is not None]
    return Estimate(None, min(ends), max(ends), Kind.RANGE)


def _exceptions(outcome: Outcome, data: Panel, measured: Sequence[int]) -> _Exceptions:
    """F10, F11, F12: a flag holds in every combination, on the same side, or is none."""
    if len(measured) < FEWEST_FLAGGED or data.unsettled > MOST_UNSETTLED:
        return _Exceptions({}, {}, {})
    m = list(measured)
    y = outcome.y[:, m]
    prediction = predict(log_rate(y, outcome.exposure[:, m], outcome.d[:, m]), outcome.s2[:, m])
    sides = flags(prediction, y, outcome.ratio[:, m])
    agreed = np.where((sides == sides[0]).all(axis=0), sides[0], 0)
    low, high = peer_band(prediction, outcome.reference[:, m])
    return _Exceptions(
        flag={i: _SIDES[int(side)] for i, side in zip(m, agreed, strict=True)},
        p={i: float(p) for i, p in zip(m, prediction.adjusted.max(axis=0), strict=True)},
        band={
            i: Estimate(None, float(low[0, j]), float(high[0, j]), Kind.SAMPLING)
            for j, i in enumerate(m)
            if not data.unsettled
        },
    )


def _funnel(outcome: Outcome, data: Panel, measured: Sequence[int]) -> Funnel | None:
    """F13, from ten measured companies up, and only on settled figures."""
    if len(measured) < FEWEST_IN_FUNNEL or data.unsettled:
        return None
    m = list(measured)
    expected = outcome.expected[0, m]
    spread = overdispersion(outcome.y[0, m], expected)
    low95, high95 = funnel_limits(expected, spread.tau2, Z95)
    low998, high998 = funnel_limits(expected, spread.tau2, Z998)
    ends = (tuple(float(x) for x in limits) for limits in (expected, low95, high95, low998, high998))
    return Funnel(spread.phi, spread.tau2, *ends)


def _wide(outcome: Outcome, printed: Sequence[int]) -> bool:
    """Whether the largest G exceeds ten times the smallest, in some combination."""
    if len(printed) < 2:
        return False
    ratio = outcome.ratio[:, list(printed)]
    return bool((ratio.max(axis=1) > _WIDE * ratio.min(axis=1)).any())

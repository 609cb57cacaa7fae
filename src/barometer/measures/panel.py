"""The eligible companies' numbers as arrays, and every combination of those that are not settled (F12)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from barometer.measures.eligibility import used
from barometer.measures.settled import Ends, Figures
from barometer.model import Mode
from barometer.statistics import ratio as m1
from barometer.statistics.counts import Floats, floats

#: More unsettled figures than this: the combinations are too many, and nothing is flagged (F12).
MOST_UNSETTLED = 10


@dataclass(frozen=True, slots=True)
class Panel:
    """Arrays (figure, company): claim, complaints, exposure (mode exposure only), each with two ends.

    Complaints are counts, or rates per ``per`` where ``is_rate``; claims are fractions of 1.
    """

    mode: Mode
    low: Floats
    high: Floats
    rounding: Floats
    n: Floats
    is_rate: np.ndarray
    per: Floats

    @property
    def unsettled(self) -> int:
        return int((self.low < self.high).sum())


def panel(figures: Sequence[Figures], mode: Mode) -> Panel:
    """The numbers of the companies that ``mode`` compares, in the order given."""
    rows = [used(one, mode) for one in figures]
    is_rate = np.array([mode is Mode.RATES or one.count is None for one in figures], dtype=bool)
    sizes = [float(one.observation.n) if one.observation.n else np.nan for one in figures]
    return Panel(
        mode=mode,
        low=_field(rows, lambda ends: ends.low),
        high=_field(rows, lambda ends: ends.high),
        rounding=_field(rows, lambda ends: ends.rounding),
        n=floats(sizes),
        is_rate=is_rate,
        per=floats([one.per_n for one in figures]),
    )


def _field(rows: Sequence[Sequence[Ends]], pick: Callable[[Ends], float]) -> Floats:
    return floats([[pick(ends) for ends in row] for row in rows]).T


@dataclass(frozen=True, slots=True)
class Outcome:
    """G and what it is made of, for every combination (first axis) and company (last axis).

    low and high: the sampling interval (mode exposure), or the range from rounding (rates only).
    expected: complaints, or complaints per ``per`` of the panel's first company (rates only).
    """

    ratio: Floats
    low: Floats
    high: Floats
    expected: Floats
    expected_low: Floats
    expected_high: Floats
    y: Floats
    exposure: Floats
    d: Floats
    s2: Floats
    reference: Floats


def evaluate(panel: Panel, values: Floats) -> Outcome:
    """F4 and F5, or F7, for figures ``values`` (combination, figure, company)."""
    return _by_exposure(panel, values) if panel.mode is Mode.EXPOSURE else _by_rates(panel, values)


def _by_exposure(panel: Panel, values: Floats) -> Outcome:
    claim, seen, exposure = values[:, 0], values[:, 1], values[:, 2]
    d = 1 - claim
    y = np.where(panel.is_rate, seen * exposure / panel.per, seen)
    rounding = np.where(panel.is_rate, panel.rounding[1], 0.0)
    rho = m1.rate_relative_variance(seen, rounding)
    variance_d = m1.log_variance_d(d, panel.rounding[0], panel.n)
    found = m1.standardised_ratio(y, exposure, d, variance_d, rho)
    return Outcome(
        found.ratio, found.low, found.high, found.expected, found.expected, found.expected,
        y, exposure, d, 1 / (y + 0.5) + variance_d + rho, found.reference,
    )  # fmt: skip


def _by_rates(panel: Panel, values: Floats) -> Outcome:
    claim, seen = values[:, 0], values[:, 1]
    scale = np.where(panel.per == panel.per[0], 1.0, panel.per[0] / panel.per)
    half = panel.rounding / 2
    rate, d = seen * scale, 1 - claim
    ratio, expected = m1.unweighted_ratio(rate, d)
    (low, high), (expected_low, expected_high) = m1.rounding_range(
        (np.maximum(0.0, seen - half[1]) * scale, (seen + half[1]) * scale),
        (np.maximum(0.0, d - half[0]), np.minimum(1.0, d + half[0])),
    )
    nothing = np.full_like(rate, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        reference = expected / d
    return Outcome(
        ratio, low, high, expected, expected_low, expected_high, rate, nothing, d, nothing, reference
    )


def combinations(panel: Panel) -> Floats:
    """The values of every combination of the unsettled figures' ends (combination, figure, company).

    Beyond ten such figures, only the combinations in which some company's G is least or greatest.
    """
    places = np.argwhere(panel.low < panel.high)
    if len(places) > MOST_UNSETTLED:
        return _extremes(panel, places)
    count = 2 ** len(places)
    bits = (np.arange(count)[:, None] >> np.arange(len(places))[None, :]) & 1
    return _at(panel, places, bits.astype(bool))


def _at(panel: Panel, places: np.ndarray, bits: np.ndarray) -> Floats:
    """The figures with each unsettled one at its high end where its bit is set."""
    values = np.repeat(panel.low[None, :, :], len(bits), axis=0)
    rows, columns = places[:, 0], places[:, 1]
    values[:, rows, columns] = np.where(bits, panel.high[rows, columns], panel.low[rows, columns])
    return values


def _extremes(panel: Panel, places: np.ndarray) -> Floats:
    companies = range(panel.low.shape[1])
    ends = [_extreme(panel, places, i, sign) for i in companies for sign in (-1.0, 1.0)]
    return _at(panel, places, np.array(ends))


def _extreme(panel: Panel, places: np.ndarray, company: int, sign: float) -> np.ndarray:
    """The ends at which a company's G is least (-1) or greatest (+1): G moves one way in each figure,
    so flipping those that help, until none does, arrives there.
    """
    bits = np.zeros(len(places), dtype=bool)
    flips = np.eye(len(places), dtype=bool)

    def score(tried: np.ndarray) -> Floats:
        found = sign * evaluate(panel, _at(panel, places, tried)).ratio[:, company]
        return np.nan_to_num(found, nan=-np.inf)

    best = float(score(bits[None, :])[0])
    for _ in range(2 * len(places)):
        single = score(bits ^ flips)
        together = bits ^ (single > best)
        tried = np.vstack([together, bits ^ flips[int(single.argmax())]])
        reached = score(tried)
        if not reached.max() > best:
            break
        best, bits = float(reached.max()), tried[int(reached.argmax())]
    return bits

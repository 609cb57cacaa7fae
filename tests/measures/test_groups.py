"""Group comparisons (F20): what is said, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest

from barometer.measures.groups import compare, region
from barometer.messages import LANGUAGES, say
from barometer.model import Code, Estimate, Kind, Refusal
from barometer.statistics.pooled import Firm


def firms(effects: tuple[float, ...] = (1.5, 1.5), per_cell: int = 4, spread: float = 0.2) -> list[Firm]:
    random = np.random.default_rng(11)
    return [
        Firm(f"{s}{group}{i}", f"s{s}", group, float(round(200 * rate)), 100_000.0)
        for s, effect in enumerate(effects)
        for group in (True, False)
        for i in range(per_cell)
        for rate in [math.exp(random.normal(0, spread)) * (effect if group else 1)]
    ]


ONE_CHANNEL = {"s0": "ombudsman", "s1": "ombudsman"}


def test_two_sectors_of_one_channel() -> None:
    found = compare(firms(), ONE_CHANNEL)
    assert isinstance(found.adjusted, Estimate) and isinstance(found.crude, Estimate)
    assert found.adjusted.low < 1.5 < found.adjusted.high and found.adjusted.kind is Kind.SAMPLING
    assert found.crude.value == pytest.approx(found.adjusted.value, rel=0.1) and not found.simpson
    assert (found.firms, len(found.parts), found.no_interval) == (16, 2, None)
    assert found.p_strata is not None and found.p_strata > 0.05


def test_crude_and_adjusted_that_differ_are_both_shown_with_a_warning() -> None:
    """Rates of the second sector are tenfold and the group is mostly there."""
    made = [
        Firm("a1", "s0", True, 5, 1_000), Firm("a2", "s0", True, 4, 1_000),
        Firm("b1", "s0", False, 100, 10_000), Firm("b2", "s0", False, 110, 10_000),
        Firm("c1", "s1", True, 500, 10_000), Firm("c2", "s1", True, 520, 10_000),
        Firm("d1", "s1", False, 100, 1_000), Firm("d2", "s1", False, 110, 1_000),
    ]  # fmt: skip
    found = compare(made, ONE_CHANNEL)
    assert isinstance(found.adjusted, Estimate) and isinstance(found.crude, Estimate)
    assert found.adjusted.value < 1 < found.crude.value and found.simpson


def test_never_a_crude_rate_across_channels() -> None:
    found = compare(firms(), {"s0": "ombudsman", "s1": "regulator"})
    assert isinstance(found.adjusted, Estimate)
    assert isinstance(found.crude, Refusal) and found.crude.code is Code.OTHER_CHANNELS
    assert not found.simpson


def test_no_single_number_where_the_sectors_disagree() -> None:
    found = compare(firms(effects=(3.0, 0.4)), ONE_CHANNEL)
    assert isinstance(found.adjusted, Refusal) and found.adjusted.code is Code.STRATA_DISAGREE
    assert [part.ratio > 1 for part in found.parts if part.ratio] == [True, False]


def test_refused_where_no_sector_holds_both_groups() -> None:
    apart = [Firm("a", "s0", True, 30, 1000), Firm("b", "s1", False, 20, 1000)]
    found = compare(apart, ONE_CHANNEL)
    assert isinstance(found.adjusted, Refusal) and found.adjusted.code is Code.NO_COMMON_STRATUM
    for lang in LANGUAGES:
        for message in (
            found.adjusted.reason,
            found.adjusted.have,
            found.adjusted.need,
            found.adjusted.action,
        ):
            assert say(message, lang)


def test_a_ratio_that_rests_on_one_firm_has_no_interval() -> None:
    """One public supplier beside three private ones: one firm isn't a sector."""
    lone = [
        Firm("edf", "s0", True, 39, 100_000),
        *(Firm(f"p{i}", "s0", False, 70 + i, 100_000) for i in range(3)),
    ]
    found = compare(lone, ONE_CHANNEL)
    assert isinstance(found.adjusted, Estimate)
    assert (found.adjusted.low, found.adjusted.kind) == (None, Kind.NONE)
    assert found.no_interval is not None and found.no_interval.code is Code.LONE_FIRM


def test_ile_de_france_2016_for_each_total() -> None:
    """21,645 received: of 69,153 by the report's own totals, or 36% of all by a relay of it."""
    report, relay = region(21_645, {"report": 69_153, "relay": 21_645 / 0.36}, 5e6, 25e6)
    assert (round(report.rate), round(report.rate_elsewhere)) == (433, 190)
    assert (round(report.ratio.value, 1), round(relay.ratio.value, 1)) == (2.3, 2.8)
    assert report.ratio.low < report.ratio.value < report.ratio.high
    with pytest.raises(ValueError, match="leaves nothing"):
        region(21_645, {"wrong": 20_000}, 5e6, 25e6)

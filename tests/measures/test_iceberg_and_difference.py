"""M4's what-if and M2."""

from __future__ import annotations

import pytest

from barometer.measures.difference import same_metric
from barometer.measures.gap import compute
from barometer.measures.iceberg import what_if
from barometer.measures.settled import ImpossibleNumber
from barometer.messages import LANGUAGES, say
from barometer.model import Code, Estimate, Kind, Quantity, Refusal
from tests.measures.made import STRATUM, broadband, made

ROWS = {row.observation.company: row for row in compute(broadband(), STRATUM).rows}


def test_a_thousand_problems_for_one_complaint() -> None:
    """Plusnet: 20 per 100,000 times 1,000 is 20% of the customers; its claim admits 14%."""
    found = what_if(ROWS["plusnet"], 1000)
    assert isinstance(found.share, Estimate)
    assert (found.share.value, found.share.low, found.share.high) == pytest.approx((0.20, 0.195, 0.205))
    assert found.admits == pytest.approx(0.14)


def test_more_than_all_customers_is_refused() -> None:
    found = what_if(ROWS["talktalk"], 4000)
    assert isinstance(found.share, Refusal) and found.share.code is Code.ABOVE_ALL_CUSTOMERS
    for lang in LANGUAGES:
        assert all(say(m, lang) for m in (found.share.reason, found.share.have, found.share.need))
    assert isinstance(what_if(ROWS["talktalk"], 100_000 / 29).share, Estimate)


def test_an_assumption_below_one_is_none() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        what_if(ROWS["sky"], 0.5)


def test_no_rate_no_what_if() -> None:
    row = compute([made("x", 0.8)], STRATUM).rows[0]
    found = what_if(row, 10).share
    assert isinstance(found, Refusal) and say(found.have, "en") == "nothing that can be used."


def test_one_complaint_per_so_many_and_the_ratio_are_one_measure() -> None:
    """METHOD: Plusnet one per 700, the five others one per 1,268; 1,268/700 = 1.81."""
    row = ROWS["plusnet"]
    assert isinstance(row.break_even, Estimate) and isinstance(row.ratio, Estimate)
    assert row.break_even.value == pytest.approx(700)
    assert round(row.break_even.value * row.ratio.value) == 1268


def test_two_surveys_side_by_side() -> None:
    """85% claimed (n not given) and 73.9% of 1,840 found: 11.1 points, rounding on one side only."""
    found = same_metric(Quantity(0.85, unit="percent", rounding=0.01), None, 0.739, 1840)
    assert found.points.value == pytest.approx(0.111)
    assert found.points.kind is Kind.SAMPLING and found.points.low < 0.111 < found.points.high
    assert found.odds_ratio == pytest.approx(0.85 * 0.261 / (0.739 * 0.15))
    sampled = same_metric(Quantity(0.85, unit="percent", rounding=0.01), 500, 0.739, 1840)
    assert sampled.points.low < found.points.low


def test_a_claimed_range_gives_a_range() -> None:
    found = same_metric(Quantity(None, 0.8, 0.9, "percent"), None, 0.7, 1000)
    assert found.points.value is None and found.points.kind is Kind.RANGE
    assert found.points.low < 0.1 < 0.2 < found.points.high


def test_impossible_shares_raise() -> None:
    with pytest.raises(ImpossibleNumber):
        same_metric(Quantity(0.85), None, 1.2, 100)
    with pytest.raises(ValueError, match="no number"):
        same_metric(Quantity(None), None, 0.2, 100)

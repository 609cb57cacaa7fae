"""M4: one complaint for how many, and what if."""

from __future__ import annotations

import pytest

from barometer.measures.gap import compute
from barometer.measures.iceberg import what_if
from barometer.messages import LANGUAGES, say
from barometer.model import Code, Estimate, Refusal
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

"""A mean or a score as a share of customers: bounds only (F22)."""

from __future__ import annotations

import pytest

from barometer.measures.bounds import share_bounds, threshold
from barometer.model import Kind, Quantity


@pytest.mark.parametrize(
    ("metric", "scale", "value", "low", "high"),
    [
        ("online_reviews_mean", "1-5", 4.3, 0.65, 1.0),
        ("mean", "0-10", 8.1, 0.525, 1.0),
        ("nps", "", 32, 0.66, 1.0),
        ("nps", "", -20, 0.4, 0.8),
    ],
)
def test_the_method_s_examples(metric: str, scale: str, value: float, low: float, high: float) -> None:
    found = share_bounds(metric, scale, Quantity(value))
    assert found is not None and found.value is None and found.kind is Kind.RANGE
    assert (found.low, found.high) == pytest.approx((low, high))


def test_two_sources_that_disagree_widen_the_bounds() -> None:
    found = share_bounds("mean", "0-10", Quantity(None, 6.5, 7.6))
    assert found is not None and (found.low, found.high) == pytest.approx((0.125, 1.0))


def test_what_has_no_bounds() -> None:
    assert share_bounds("index_0_100", "", Quantity(77.0)) is None
    assert share_bounds("mean", "1-7", Quantity(5.0)) is None
    assert share_bounds("grade_1_best", "1-6", Quantity(2.0)) is None
    assert share_bounds("mean", "0-10", Quantity(None)) is None
    with pytest.raises(ValueError, match="says nothing"):
        share_bounds("mean", "0-10", Quantity(11.0))


def test_the_step_that_counts() -> None:
    assert threshold("nps", "") == (7.0, 10.0)
    assert threshold("mean", "0-10") == (7.0, 10.0)
    assert threshold("online_reviews_mean", "1-5") == (4.0, 5.0)
    assert threshold("mean", "1-7") is None and threshold("share_satisfied", "") is None

"""Counts and their limits (F2), and the ratio of two rates (F18)."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from barometer.statistics.counts import (
    byar,
    clopper_pearson,
    count_limits,
    floats,
    garwood,
    rate_ratio,
    rate_ratio_exact,
    rate_ratio_wald,
)


def test_no_event_has_no_lower_limit() -> None:
    assert count_limits(0) == pytest.approx((0.0, 3.688879454113936))


def test_exact_below_ten_and_byar_from_ten_on() -> None:
    assert count_limits(9) == pytest.approx((4.115373, 17.084803), rel=1e-6)
    assert count_limits(9.99).low == pytest.approx(stats.chi2.ppf(0.025, 19.98) / 2)
    low = 10 * (1 - 1 / 90 - 1.959963984540054 / (3 * math.sqrt(10))) ** 3
    assert count_limits(10).low == pytest.approx(low, rel=1e-14)


def test_byar_is_not_the_other_formula_of_that_name() -> None:
    """Rothman's form uses x + 1/2 in both limits: 5.1338 to 17.7405 for ten events."""
    low, high = byar(floats([10]))
    assert (float(low[0]), float(high[0])) != pytest.approx((5.13375, 17.74048), rel=1e-3)


@settings(deadline=None)
@given(st.floats(0, 1e6), st.floats(0.001, 1e4))
def test_limits_hold_the_count_and_grow_with_it(y: float, more: float) -> None:
    low, high = count_limits(y)
    assert 0 <= low <= y <= high
    if (y < 10) == (y + more < 10):
        assert count_limits(y + more).high > high


@settings(deadline=None)
@given(st.integers(1, 60))
def test_garwood_puts_the_tail_where_it_says(y: int) -> None:
    low, high = (float(end[0]) for end in garwood(floats([y])))
    assert stats.poisson.sf(y - 1, low) == pytest.approx(0.025, rel=1e-8)
    assert stats.poisson.cdf(y, high) == pytest.approx(0.025, rel=1e-8)


def test_rate_ratio_changes_its_limits_below_ten() -> None:
    assert rate_ratio(41, 28010, 15, 19017) == rate_ratio_wald(41, 28010, 15, 19017)
    assert rate_ratio(9.9, 28010, 15, 19017) == rate_ratio_exact(9.9, 28010, 15, 19017)


def test_rate_ratio_with_no_event_on_one_side() -> None:
    none = rate_ratio(0, 100, 5, 100)
    assert (none.ratio, none.low) == (0.0, 0.0)
    assert none.high == pytest.approx(clopper_pearson(0, 5).high / (1 - clopper_pearson(0, 5).high))
    other = rate_ratio(5, 100, 0, 100)
    assert math.isinf(other.ratio) and math.isinf(other.high) and other.low > 0
    with pytest.raises(ValueError, match="at least one"):
        rate_ratio(0, 100, 0, 100)


@settings(deadline=None)
@given(st.integers(1, 500), st.integers(1, 500), st.floats(0.1, 10))
def test_rate_ratio_turned_round(a: int, b: int, size: float) -> None:
    one, two = rate_ratio(a, 1.0, b, size), rate_ratio(b, size, a, 1.0)
    assert one.ratio * two.ratio == pytest.approx(1)
    assert one.low * two.high == pytest.approx(1, rel=1e-6)

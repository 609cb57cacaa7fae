"""Ranks and their sets (F16, F17), by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportions_ztest

from barometer.statistics.counts import floats
from barometer.statistics.ranks import gap_set, holm, published_ranks, rank_sets, rate_tests, share_tests


def test_ties_share_the_average_rank() -> None:
    values = floats([5, 12, 12, 13, 20])
    point, first, last = published_ranks(values, values)
    assert point.tolist() == [1, 2.5, 2.5, 4, 5]
    assert list(zip(first, last, strict=True)) == [(1, 1), (2, 3), (2, 3), (4, 4), (5, 5)]


def test_ranges_that_touch_are_told_apart_and_identical_ones_are_not() -> None:
    """15-20 is better than 20-25; two companies at 25-30 tie; 22-28 overlaps both."""
    low, high = floats([15, 20, 25, 25, 22]), floats([20, 25, 30, 30, 28])
    point, first, last = published_ranks(low, high)
    assert list(zip(first, last, strict=True)) == [(1, 1), (2, 3), (3, 5), (3, 5), (2, 5)]
    assert point.tolist() == [1, 2.5, 4, 4, 3.5]


def test_a_point_on_the_edge_of_a_range_is_told_apart() -> None:
    point, _, _ = published_ranks(floats([20, 20]), floats([20, 25]))
    assert point.tolist() == [1, 2]


@settings(deadline=None)
@given(st.lists(st.integers(0, 20), min_size=2, max_size=12))
def test_points_have_the_ranks_that_scipy_gives(values: list[int]) -> None:
    from scipy.stats import rankdata

    ends = floats(values)
    assert published_ranks(ends, ends)[0].tolist() == rankdata(values).tolist()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(1e-12, 1), min_size=1, max_size=20))
def test_holm_as_statsmodels_has_it(p: list[float]) -> None:
    assert holm(floats(p)) == pytest.approx(multipletests(p, method="holm")[1], rel=1e-12)


def test_rate_tests_change_below_ten() -> None:
    """41 of 28,010 against 15 of 19,017: z = 2.0490 on the log scale; 3 against 12 is binomial."""
    p = rate_tests(floats([41, 15, 3]), floats([28010, 19017, 19017]))
    assert p[0, 1] == pytest.approx(0.04046, abs=5e-6)
    assert p == pytest.approx(p.T)
    even = rate_tests(floats([3, 12]), floats([1000, 1000]))
    tail = sum([1, 15, 105, 455]) / 2**15  # P(X <= 3), X ~ Bin(15, 1/2)
    assert even[0, 1] == pytest.approx(2 * tail)


def test_no_event_on_either_side_tells_nothing() -> None:
    assert rate_tests(floats([0, 0]), floats([100, 900])).tolist() == [[1, 1], [1, 1]]


def test_share_tests_are_the_pooled_z() -> None:
    p = share_tests(floats([0.86, 0.79]), floats([900, 1100]))
    _, expected = proportions_ztest([0.86 * 900, 0.79 * 1100], [900, 1100])
    assert p[0, 1] == pytest.approx(expected, rel=1e-10)
    assert share_tests(floats([1.0, 1.0]), floats([50, 60]))[0, 1] == 1


def test_sets_count_who_is_clearly_better_and_worse() -> None:
    values = floats([1.0, 2.0, 3.0])
    p = np.ones((3, 3))
    p[0, 2] = p[2, 0] = 0.001
    low, high = rank_sets(values, p)
    assert list(zip(low, high, strict=True)) == [(1, 2), (1, 3), (2, 3)]


def test_the_gap_of_two_sets() -> None:
    assert gap_set((1, 3), (4, 6)) == (-5, -1)

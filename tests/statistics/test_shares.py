"""Shares, their differences (F14) and what a mean says of one (F22)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from barometer.statistics.shares import (
    break_even_odds,
    difference,
    mean_bounds,
    nps_bounds,
    rounding_limits,
    wilson,
)


@settings(deadline=None)
@given(st.integers(0, 200), st.integers(1, 400))
def test_wilson_as_statsmodels_has_it(x: int, n: int) -> None:
    if x <= n:
        assert tuple(wilson(x, n)) == pytest.approx(proportion_confint(x, n, method="wilson"), abs=1e-12)


def test_difference_as_statsmodels_has_it() -> None:
    found = difference(56 / 70, wilson(56, 70), 48 / 80, wilson(48, 80))
    expected = confint_proportions_2indep(56, 70, 48, 80, method="newcomb")
    assert (found.low, found.high) == pytest.approx(expected, rel=1e-12)


def test_a_claim_without_its_survey_size_has_rounding_alone() -> None:
    """90% against 55% of 400 ratings: 35 points, 30 to 40; w* = 0.9*0.45/(0.55*0.1) = 7.36."""
    found = difference(0.9, rounding_limits(0.9, 0.01), 0.55, wilson(220, 400))
    assert found.value == pytest.approx(0.35)
    assert (round(found.low, 3), round(found.high, 3)) == (0.302, 0.399)
    assert found.odds_ratio == pytest.approx(0.405 / 0.055)


@pytest.mark.parametrize(("c", "s"), [(1.0, 0.5), (0.9, 0.0), (0.9, 1.0)])
def test_no_break_even_at_the_ends(c: float, s: float) -> None:
    assert break_even_odds(c, s) is None


def test_rounding_stays_within_the_shares_there_are() -> None:
    assert rounding_limits(1.0, 0.01) == (0.995, 1.0)
    assert rounding_limits(0.0, 0.1) == (0.0, 0.05)


@pytest.mark.parametrize(
    ("mean", "scale", "threshold", "low", "high"),
    [
        (4.3, (1, 5), 4, 0.65, 1.0),  # 4.3 of 5: 65 to 100% at 4 or 5
        (8.1, (0, 10), 7, 0.525, 1.0),  # 8.1 of 10: 52.5 to 100% at 7 or more
        (2.0, (1, 5), 4, 0.0, 1 / 3),
    ],
)
def test_sharp_bounds_of_a_mean(
    mean: float, scale: tuple[float, float], threshold: float, low: float, high: float
) -> None:
    assert mean_bounds(mean, *scale, threshold) == pytest.approx((low, high))


@settings(deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=30), st.integers(2, 5))
def test_every_set_of_ratings_lies_within_the_bounds(ratings: list[int], threshold: int) -> None:
    low, high = mean_bounds(sum(ratings) / len(ratings), 1, 5, threshold)
    share = sum(r >= threshold for r in ratings) / len(ratings)
    assert low - 1e-12 <= share <= high + 1e-12


@settings(deadline=None)
@given(st.lists(st.integers(0, 10), min_size=1, max_size=30))
def test_every_set_of_answers_lies_within_the_bounds_of_its_nps(answers: list[int]) -> None:
    n = len(answers)
    score = (sum(a >= 9 for a in answers) - sum(a <= 6 for a in answers)) / n
    low, high = nps_bounds(score)
    assert low - 1e-12 <= sum(a >= 7 for a in answers) / n <= high + 1e-12


def test_nps_of_32_is_66_to_100() -> None:
    assert nps_bounds(0.32) == pytest.approx((0.66, 1.0))
    assert nps_bounds(-0.4) == pytest.approx((0.3, 0.6))


def test_impossible_means_and_scores_are_refused() -> None:
    for mean, threshold in ((5.1, 4), (0.9, 4), (3.0, 1), (3.0, 6)):
        with pytest.raises(ValueError, match="says nothing"):
            mean_bounds(mean, 1, 5, threshold)
    with pytest.raises(ValueError, match="net promoter"):
        nps_bounds(32)
    with pytest.raises(ValueError, match="above 0"):
        wilson(0, 0)

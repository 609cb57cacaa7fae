"""Time to reply: pending cases censored, withdrawn ones compete."""

from __future__ import annotations

import pytest

from barometer.statistics.duration import cumulative_incidence, kaplan_meier, median


def test_waiting_by_hand() -> None:
    """Four complaints: replies on days 2 and 5, pending since days 3 and 6."""
    curve = kaplan_meier([2, 3, 5, 6], [True, False, True, False])
    assert curve.times == (2.0, 5.0) and curve.at_risk == (4, 2)
    assert curve.values == pytest.approx((3 / 4, 3 / 4 * 1 / 2))
    assert median(curve)[0] == 5.0


def test_a_median_that_is_not_reached_is_none() -> None:
    assert median(kaplan_meier([2, 9, 9, 9], [True, False, False, False]))[0] is None


def test_withdrawals_compete_with_replies() -> None:
    """By hand: 1/7, then 5/7 x 1/4, then 5/7 x 3/4 x 2/3 x 1/2 of the complaints are answered."""
    curve = cumulative_incidence([1, 2, 3, 4, 5, 6, 7], [1, 2, 0, 1, 2, 1, 0])
    answered = dict(zip(curve.times, curve.values, strict=True))
    first, second = 1 / 7, 1 / 7 + 5 / 7 / 4
    assert answered[1] == pytest.approx(first) and answered[4] == pytest.approx(second)
    assert answered[7] == pytest.approx(second + 5 / 7 * 3 / 4 * 2 / 3 / 2)


def test_on_one_day_both_kinds_share_those_at_risk() -> None:
    curve = cumulative_incidence([3, 3, 5, 5], [1, 2, 1, 0])
    withdrawn = cumulative_incidence([3, 3, 5, 5], [1, 2, 1, 0], kind=2)
    assert curve.values == pytest.approx((1 / 4, 1 / 4 + 1 / 2 * 1 / 2))
    assert withdrawn.values[-1] == pytest.approx(1 / 4)


def test_without_withdrawals_it_is_one_minus_kaplan_meier() -> None:
    days, replied = [2, 3, 5, 6, 8], [True, False, True, True, False]
    waiting = kaplan_meier(days, replied)
    answered = cumulative_incidence(days, [int(r) for r in replied])
    found = dict(zip(answered.times, answered.values, strict=True))
    for time, share in zip(waiting.times, waiting.values, strict=True):
        assert found[time] == pytest.approx(1 - share)
    assert set(cumulative_incidence(days, [int(r) for r in replied], kind=2).values) == {0.0}

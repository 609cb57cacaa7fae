"""M2: a company's own share beside what another found on the same metric, or why nothing is said."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from barometer.measures.difference import Asked, Difference, asked_by_others, same_metric
from barometer.measures.settled import ImpossibleNumber
from barometer.messages import LANGUAGES, say
from barometer.model import Asserter, Claim, Code, Kind, Period, Qualifier, Quantity, Refusal

YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))


def share(value: float | None, rounding: float = 0.01, **more: Any) -> Quantity:
    return Quantity(value, unit="percent", rounding=rounding, **more)


def claim(by: Asserter, value: float, n: int | None = None, **more: Any) -> Claim:
    told: dict[str, Any] = {
        "id": f"{by}_{value}", "company": "meublia", "sector": "retail", "country": "FR", "period": YEAR,
        "metric": "share_satisfied", "quantity": Quantity(value, unit="percent", rounding=1.0),
        "asserted_by": by, "source": f"source_{by}", "threshold": "fairly_or_very_satisfied", "n": n,
    }  # fmt: skip
    return Claim(**told | more)


OWN = claim(Asserter.COMPANY, 92, 1204)
FOUND = claim(Asserter.THIRD_PARTY, 68, 1003)


def only(*claims: Claim) -> Asked:
    (found,) = asked_by_others(claims)
    return found


def refused(*claims: Claim) -> Refusal:
    found = only(*claims).found
    assert isinstance(found, Refusal)
    for lang in LANGUAGES:
        assert all(say(one, lang) for one in (found.reason, found.have, found.need, found.action))
    return found


# ---------------------------------------------------------------- the number


def test_two_surveys_side_by_side() -> None:
    """85% claimed (n not given) and 73.9% of 1,840 found: 11.1 points; rounding alone on one side."""
    found = same_metric(share(0.85), None, share(0.739, 0.001), 1840)
    assert found.points.value == pytest.approx(0.111)
    assert found.points.low < 0.111 < found.points.high
    assert found.points.kind is Kind.ROUNDING, "one survey's chance is missing: it is no sampling interval"
    assert found.odds_ratio == pytest.approx(0.85 * 0.261 / (0.739 * 0.15))
    sampled = same_metric(share(0.85), 500, share(0.739, 0.001), 1840)
    assert sampled.points.low < found.points.low and sampled.points.kind is Kind.SAMPLING


@given(
    st.integers(20, 3000), st.integers(20, 3000), st.floats(0.02, 0.98), st.floats(0.02, 0.98)
)  # fmt: skip
def test_with_both_sizes_it_is_newcombe_s_interval(n: int, m: int, c: float, s: float) -> None:
    ours, theirs = round(c * n), round(s * m)
    found = same_metric(share(ours / n), n, share(theirs / m), m).points
    low, high = confint_proportions_2indep(ours, n, theirs, m, method="newcomb", compare="diff")
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)


@given(st.integers(20, 3000), st.floats(0.02, 0.98), st.integers(2, 98))
def test_with_one_size_each_side_has_its_own_limits(m: int, s: float, percent: int) -> None:
    """Square and add by hand: half a point of rounding on one side, Wilson's limits on the other."""
    c, theirs = percent / 100, round(s * m)
    low, high = proportion_confint(theirs, m, method="wilson")
    found = same_metric(share(c), None, share(theirs / m), m).points
    seen = theirs / m
    assert found.low == pytest.approx(c - seen - math.hypot(0.005, high - seen), abs=1e-9)
    assert found.high == pytest.approx(c - seen + math.hypot(0.005, seen - low), abs=1e-9)


def test_a_range_gives_a_range() -> None:
    claimed = same_metric(Quantity(None, 0.8, 0.9, "percent"), None, share(0.7), 1000).points
    assert claimed.value is None and claimed.kind is Kind.RANGE
    assert claimed.low < 0.1 < 0.2 < claimed.high
    found = same_metric(share(0.9), None, Quantity(None, 0.7, 0.8, "percent"), None).points
    assert found.value is None and found.low < 0.1 < 0.2 < found.high


def test_two_exact_shares_of_surveys_without_a_size_have_no_interval() -> None:
    found = same_metric(share(0.9, 0.0), None, share(0.7, 0.0), None).points
    assert found.value == pytest.approx(0.2) and found.kind is Kind.NONE


def test_impossible_shares_raise() -> None:
    with pytest.raises(ImpossibleNumber):
        same_metric(share(0.85), None, share(1.2), 100)
    with pytest.raises(ValueError, match="no number"):
        same_metric(share(None), None, share(0.2), 100)


# ---------------------------------------------------------------- which figures meet


def test_an_own_figure_meets_another_s() -> None:
    pair = only(OWN, FOUND)
    assert isinstance(pair.found, Difference) and not pair.loose
    assert pair.found.points.value == pytest.approx(0.24)
    assert pair.found.points.kind is Kind.SAMPLING


@pytest.mark.parametrize("other", [
    {"metric": "brand_advocacy"}, {"metric": "share_recommend"}, {"company": "sofarama"},
    {"sector": "airlines"}, {"country": "GB"},
    {"asserted_by": Asserter.COMPANY}, {"period": None},
    {"period": Period(date(2025, 1, 1), date(2025, 3, 31))},
    {"quantity": Quantity(32.0, unit="points", rounding=1.0)},
])  # fmt: skip
def test_what_is_of_something_else_meets_nothing(other: dict[str, Any]) -> None:
    assert asked_by_others([OWN, replace(FOUND, **other)]) == ()


@pytest.mark.parametrize(("other", "code", "said"), [
    ({"subject": "mobile"}, Code.POPULATION_MISMATCH, "different people"),
    ({"population": "callers"}, Code.POPULATION_MISMATCH, "different people"),
    ({"level": "group"}, Code.LEVEL_MISMATCH, "a brand"),
    ({"threshold": "tout_a_fait_satisfaits"}, Code.MIXED_METRIC, "not the same in both"),
    ({"scale": "0-10"}, Code.MIXED_METRIC, "not the same in both"),
    ({"threshold": "unstated"}, Code.MIXED_METRIC, "said of one of the two alone"),
    ({"quantity": Quantity(None, 82, None, "percent", 1.0, Qualifier.AT_LEAST)}, Code.MISSING_CLAIM, "limit"),
    ({"quantity": Quantity(82, None, None, "percent", 1.0, Qualifier.APPROX)}, Code.MISSING_CLAIM, "roughly"),
])  # fmt: skip
def test_where_they_are_not_alike_it_is_refused(other: dict[str, Any], code: Code, said: str) -> None:
    found = refused(OWN, replace(FOUND, **other))
    assert found.code is code
    assert said in say(found.reason, "en")


def test_one_file_may_hold_both() -> None:
    assert isinstance(only(OWN, replace(FOUND, source=OWN.source)).found, Difference)


def test_a_level_that_is_not_said_is_the_brand_s() -> None:
    assert isinstance(only(replace(OWN, level="brand"), FOUND).found, Difference)


def test_where_neither_says_which_answers_count_that_is_said() -> None:
    pair = only(replace(OWN, threshold="unstated"), replace(FOUND, threshold=""))
    assert pair.loose and isinstance(pair.found, Difference)


def test_the_newest_comes_first() -> None:
    before = Period(date(2023, 1, 1), date(2023, 12, 31))
    old = [replace(one, id=f"old_{one.id}", period=before) for one in (OWN, FOUND)]
    found = asked_by_others([*old, OWN, FOUND])
    assert [pair.claim.id for pair in found] == [OWN.id, old[0].id]

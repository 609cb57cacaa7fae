"""What must hold of every stratum, whatever its figures."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barometer.measures.gap import compute
from barometer.model import Estimate, Mode, Observation, Rank, Row
from tests.measures.made import STRATUM, made

claims = st.integers(30, 98).map(lambda c: c / 100)


@st.composite
def companies(draw: st.DrawFn, fewest: int = 4) -> list[Observation]:
    k = draw(st.integers(fewest, 12))
    return [
        made(f"c{i}", draw(claims), draw(st.integers(0, 400)), draw(st.integers(1_000, 10**6)))
        for i in range(k)
    ]


def numbers(row: Row) -> tuple[float | None, ...]:
    ratio = row.ratio if isinstance(row.ratio, Estimate) else Estimate(None)
    return (ratio.value, ratio.low, ratio.high, row.p_adjusted, row.shrunk.value if row.shrunk else None)


def close(a: Row, b: Row) -> bool:
    return all(
        x == y or (x is not None and y is not None and math.isclose(x, y, rel_tol=1e-7, abs_tol=1e-12))
        for x, y in zip(numbers(a), numbers(b), strict=True)
    )


def same(a: Row, b: Row) -> bool:
    return close(a, b) and a.flag == b.flag and a.rank_gap == b.rank_gap


@settings(max_examples=20, deadline=None)
@given(companies())
def test_the_interval_holds_the_ratio(observations: list[Observation]) -> None:
    for row in compute(observations, STRATUM).rows:
        if isinstance(row.ratio, Estimate):
            assert row.ratio.low <= row.ratio.value <= row.ratio.high
        assert row.rate.low <= row.rate.value <= row.rate.high
        assert isinstance(row.rank_observed, Rank)
        assert 1 <= row.rank_observed.low <= row.rank_observed.high <= len(observations)


@settings(max_examples=15, deadline=None)
@given(companies(), st.sampled_from([2.0, 10.0, 1000.0]))
def test_the_unit_of_exposure_does_not_matter(observations: list[Observation], scale: float) -> None:
    """Customers or thousands of customers: G, its interval, flags and ranks stay."""
    scaled = [replace(o, exposure=replace(o.exposure, value=o.exposure.value * scale)) for o in observations]
    pairs = zip(compute(observations, STRATUM).rows, compute(scaled, STRATUM).rows, strict=True)
    assert all(same(a, b) for a, b in pairs)


@settings(max_examples=15, deadline=None)
@given(companies(), st.randoms(use_true_random=False))
def test_order_does_not_matter(observations: list[Observation], random: object) -> None:
    shuffled = list(observations)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = {row.observation.company: row for row in compute(shuffled, STRATUM).rows}
    for row in compute(observations, STRATUM).rows:
        assert same(row, found[row.observation.company])


@settings(max_examples=15, deadline=None)
@given(companies(), st.sampled_from(["claim", "y", "exposure", "population", "level", "window", "99"]))
def test_a_company_that_is_not_eligible_changes_nothing(observations: list[Observation], why: str) -> None:
    outside = made("outside", 0.5, 90, 50_000)
    outside = {
        "claim": replace(outside, claim=None),
        "y": replace(outside, y=None),
        "exposure": replace(outside, exposure=None),
        "population": replace(outside, population_mismatch=True),
        "level": replace(outside, level_mismatch=True),
        "window": replace(outside, coverage=0.49),
        "99": made("outside", 0.99, 90, 50_000),
    }[why]
    before, after = compute(observations, STRATUM), compute([*observations, outside], STRATUM)
    assert (after.k, after.k_measured) == (before.k, before.k_measured)
    for a, b in zip(before.rows, after.rows, strict=False):
        assert close(a, b) and a.flag == b.flag


@settings(max_examples=12, deadline=None)
@given(companies())
def test_iceberg_and_ratio_are_one_measure_read_twice(observations: list[Observation]) -> None:
    """METHOD: 1/phi over N* is G."""
    for row in compute(observations, STRATUM).rows:
        if isinstance(row.ratio, Estimate) and row.ratio.value:
            assert isinstance(row.break_even, Estimate)
            others = row.break_even.value * row.ratio.value
            own = row.observation
            expected = own.exposure.value * (1 - own.claim.value) / row.expected.value
            assert others == pytest.approx(expected, rel=1e-9)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(claims, st.integers(1, 900)), min_size=4, max_size=10), st.sampled_from([2, 7]))
def test_rates_only_depends_on_no_common_factor(pairs: list[tuple[float, int]], factor: int) -> None:
    once = [made(f"c{i}", c, rate=r) for i, (c, r) in enumerate(pairs)]
    twice = [made(f"c{i}", c, rate=r * factor, u_rate=factor) for i, (c, r) in enumerate(pairs)]
    a, b = compute(once, STRATUM), compute(twice, STRATUM)
    assert a.mode is Mode.RATES
    for x, y in zip(a.rows, b.rows, strict=True):
        assert close(x, y)

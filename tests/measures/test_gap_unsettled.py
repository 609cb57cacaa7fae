"""Ranges and sources that disagree (F8, F12): every combination, nothing averaged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barometer.measures.gap import compute
from barometer.model import Code, Estimate, Gap, Kind, Observation, Rank, Refusal, Row
from tests.measures.made import STRATUM, broadband, disagreeing, made


def settle(observations: list[Observation]) -> Iterator[list[Observation]]:
    """The same companies with each range at one of its ends, in every combination."""
    fields = ("claim", "y", "rate", "exposure")
    places = [(i, f) for i, o in enumerate(observations) for f in fields if _open(o, f)]
    for ends in product((False, True), repeat=len(places)):
        settled = list(observations)
        for (i, f), high in zip(places, ends, strict=True):
            q = getattr(settled[i], f)
            point = replace(q, value=q.high if high else q.low, low=None, high=None)
            settled[i] = replace(settled[i], **{f: point}, complaints=())
        yield settled


def _open(observation: Observation, field: str) -> bool:
    quantity = getattr(observation, field)
    return quantity is not None and quantity.is_range


def ratio(row: Row) -> Estimate:
    assert isinstance(row.ratio, Estimate)
    return row.ratio


EXPOSED = [made(f"c{i}", 0.6 + 0.04 * i, y, 100_000) for i, y in enumerate((40, 55, 70, 30, 62, 140, 48))]


def test_the_two_ends_and_the_interval() -> None:
    """F8: lower limit of G(own lo, others hi) to upper limit of G(own hi, others lo)."""
    open_ = [
        replace(EXPOSED[0], y=made("x", y=(30, 45)).y),
        replace(EXPOSED[1], y=made("x", y=(50, 60)).y),
        *EXPOSED[2:],
    ]
    every = [compute(settled, STRATUM) for settled in settle(open_)]
    gap = compute(open_, STRATUM)
    for i, row in enumerate(gap.rows):
        found = ratio(row)
        assert found.value is None and found.kind is Kind.RANGE
        least = min((g.rows[i] for g in every), key=lambda r: ratio(r).value)
        most = max((g.rows[i] for g in every), key=lambda r: ratio(r).value)
        assert row.ratio_range == pytest.approx((ratio(least).value, ratio(most).value), rel=1e-12)
        assert (found.low, found.high) == pytest.approx((ratio(least).low, ratio(most).high), rel=1e-12)
        assert row.peer_band is None
    assert Code.PUBLISHED_RANGE in gap.codes and gap.funnel is None


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_every_combination_of_any_kind_of_range(data: st.DataObject) -> None:
    open_ = list(EXPOSED)
    for i in data.draw(st.lists(st.integers(0, 6), min_size=1, max_size=3, unique=True)):
        field = data.draw(st.sampled_from(["claim", "y", "exposure"]))
        ends = {"claim": (0.62, 0.71), "y": (35.0, 61.0), "exposure": (80_000.0, 120_000.0)}[field]
        open_[i] = replace(open_[i], **{field: getattr(made("x", ends, ends, ends), field)})
    every = [compute(settled, STRATUM) for settled in settle(open_)]
    gap = compute(open_, STRATUM)
    for i, row in enumerate(gap.rows):
        values = [ratio(g.rows[i]).value for g in every]
        assert row.ratio_range == pytest.approx((min(values), max(values)), rel=1e-12)
        assert row.flag == (every[0].rows[i].flag if len({g.rows[i].flag for g in every}) == 1 else "")
        assert_rank_gap(row, [g.rows[i] for g in every])


def assert_rank_gap(row: Row, every: list[Row]) -> None:
    gaps = [other.rank_gap.point for other in every if isinstance(other.rank_gap, Rank)]
    assert isinstance(row.rank_gap, Rank)
    assert (row.rank_gap.low, row.rank_gap.high, row.rank_gap.kind) == (min(gaps), max(gaps), Kind.RANGE)


def test_a_flag_must_hold_in_all() -> None:
    high = [*EXPOSED[:5], made("c5", 0.8, 900, 100_000), EXPOSED[6], made("c7", 0.7, 50, 100_000)]
    assert compute(high, STRATUM).rows[5].flag == "high"
    steady = [*high[:5], made("c5", 0.8, (800, 900), 100_000), *high[6:]]
    assert compute(steady, STRATUM).rows[5].flag == "high"
    shaky = [*high[:5], made("c5", 0.8, (40, 900), 100_000), *high[6:]]
    assert compute(shaky, STRATUM).rows[5].flag == ""


def test_more_than_ten_unsettled_figures_flag_nobody_and_still_reach_the_extremes() -> None:
    ranges = [(4.0 + i, 30.0 + 3 * i) for i in range(5)]
    sizes = [(60_000.0, 90_000.0 + 9_000 * i) for i in range(3)] + [100_000, 50_000]
    claims = [(0.5, 0.6 + 0.02 * i) for i in range(3)] + [0.7, 0.8]
    open_ = [made(f"c{i}", claims[i], ranges[i], sizes[i]) for i in range(5)]
    open_ += [made("high", 0.9, 5_000, 100_000), made("low", 0.4, 300, 100_000)]
    gap = compute(open_, STRATUM)
    assert Code.TOO_MANY_RANGES in gap.codes
    assert all(row.flag == "" and row.p_adjusted is None for row in gap.rows)
    least, most = extremes(open_)
    for i, row in enumerate(gap.rows):
        if isinstance(row.ratio, Estimate):
            assert row.ratio_range == pytest.approx((least[i], most[i]), rel=1e-12)
    assert sum(isinstance(row.ratio, Estimate) for row in gap.rows) >= 5


def extremes(open_: list[Observation]) -> tuple[list[float], list[float]]:
    least, most = [1e300] * len(open_), [0.0] * len(open_)
    for settled in settle(open_):
        rows = [(o.y.value, o.exposure.value * (1 - o.claim.value)) for o in settled]
        y, mass = sum(r[0] for r in rows), sum(r[1] for r in rows)
        for i, (own, admitted) in enumerate(rows):
            g = own * (mass - admitted) / ((y - own) * admitted)
            least[i], most[i] = min(least[i], g), max(most[i], g)
    return least, most


def test_sources_that_disagree_are_named_as_such() -> None:
    given_ = [disagreeing(EXPOSED[0], [36, 44]), *EXPOSED[1:]]
    gap = compute(given_, STRATUM)
    assert Code.SOURCES_DISAGREE in gap.codes and Code.PUBLISHED_RANGE not in gap.codes
    assert ratio(gap.rows[0]).kind is Kind.RANGE
    assert ratio(gap.rows[3]).value is None


def test_rates_with_a_range() -> None:
    """O2's '3 or 2': every G is a range; with rounding of the settled figures on top."""
    open_ = [replace(broadband()[0], rate=made("x", rate=(18, 22)).rate), *broadband()[1:]]
    gap = compute(open_, STRATUM)
    every = [compute(settled, STRATUM) for settled in settle(open_)]
    for i, row in enumerate(gap.rows):
        values = [ratio(g.rows[i]).value for g in every]
        assert row.ratio_range == pytest.approx((min(values), max(values)))
        assert (
            ratio(row).kind is Kind.RANGE and ratio(row).low < min(values) and ratio(row).high > max(values)
        )


def test_a_rate_that_reaches_down_to_zero_is_a_range() -> None:
    """F3: 0.4 printed to the unit is anything from 0 to 0.9."""
    rates = [made(f"c{i}", 0.7, exposure=200_000, rate=rate) for i, rate in enumerate((0.4, 8, 12, 20, 9))]
    gap = compute(rates, STRATUM)
    assert Code.PUBLISHED_RANGE in gap.codes
    assert gap.rows[0].rate == Estimate(None, 0.0, 0.9, Kind.RANGE)
    assert gap.rows[0].ratio_range is not None and gap.rows[0].ratio_range[0] == 0.0


def test_unsettled_figures_of_a_company_that_is_not_compared_unsettle_nobody() -> None:
    others = compute(EXPOSED, STRATUM)
    outside = made("outside", (0.5, 0.6), (3, 900), 100_000, level_mismatch=True)
    gap = compute([*EXPOSED, outside], STRATUM)
    assert [r.ratio for r in gap.rows[:-1]] == [r.ratio for r in others.rows]
    assert Code.PUBLISHED_RANGE not in gap.codes
    assert isinstance(gap.rows[-1].ratio, Refusal)


def test_shrunken_values_span_the_combinations() -> None:
    small = [*EXPOSED[:6], made("tiny", 0.7, 3, 6_000), made("open", 0.7, (20, 60), 90_000)]
    gap: Gap = compute(small, STRATUM)
    every = [compute(settled, STRATUM).rows[6].shrunk for settled in settle(small)]
    tiny = gap.rows[6]
    assert tiny.refused[0].code is Code.EXPECTED_UNDER_5 and tiny.shrunk is not None
    ends = [e for one in every if one for e in (one.low, one.high) if e is not None]
    assert (tiny.shrunk.low, tiny.shrunk.high) == pytest.approx((min(ends), max(ends)))
    assert tiny.shrunk.value is None

"""Every measure of a stratum, recomputed by independent code on made strata."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barometer.measures.gap import compute
from barometer.model import Estimate, Kind, Mode, Observation, Rank
from tests.measures import second_way
from tests.measures.made import STRATUM, broadband, made


@st.composite
def strata(draw: st.DrawFn) -> pd.DataFrame:
    k = draw(st.integers(4, 14))
    known_n = draw(st.booleans())
    rows = []
    for i in range(k):
        rate = draw(st.floats(1e-5, 4e-3))
        size = draw(st.integers(2_000, 900_000))
        rows.append(
            {
                "company": f"c{i}",
                "c": round(draw(st.floats(0.3, 0.98)), 2),
                "u": draw(st.sampled_from([0.0, 0.001, 0.01])),
                "n": float(draw(st.integers(150, 4000))) if known_n else math.nan,
                "y": float(draw(st.integers(0, 3)) if draw(st.booleans()) else round(rate * size)),
                "N": float(size),
                "rho": 0.0,
            }
        )
    frame = pd.DataFrame(rows)
    frame.loc[0, "y"] = max(frame["y"][0], 3.0)  # somebody is complained about
    frame.loc[1, "y"] = max(frame["y"][1], 2.0)
    return frame


def observe(frame: pd.DataFrame) -> list[Observation]:
    return [
        made(r.company, r.c, r.y, r.N, u=r.u, n=None if math.isnan(r.n) else int(r.n))
        for r in frame.itertuples()
    ]


@settings(max_examples=25, deadline=None)
@given(strata())
def test_ratio_interval_and_expected(frame: pd.DataFrame) -> None:
    found = second_way.gap(frame)
    gap = compute(observe(frame), STRATUM)
    assert gap.mode is Mode.EXPOSURE
    for row, expected in zip(gap.rows, found.itertuples(), strict=True):
        assert row.expected is not None
        assert row.expected.value == pytest.approx(expected.expected, rel=1e-10)
        if expected.expected < 5:
            assert not isinstance(row.ratio, Estimate)
            assert row.refused[0].code == (
                "expected_under_1" if expected.expected < 1 else "expected_under_5"
            )
        else:
            assert isinstance(row.ratio, Estimate)
            assert row.ratio.value == pytest.approx(expected.ratio, rel=1e-10)
            assert row.ratio.low == pytest.approx(expected.low, rel=1e-9)
            assert row.ratio.high == pytest.approx(expected.high, rel=1e-9)


@settings(max_examples=20, deadline=None)
@given(strata())
def test_flags_and_peer_bands(frame: pd.DataFrame) -> None:
    found = second_way.gap(frame)
    gap = compute(observe(frame), STRATUM)
    if (found["expected"] >= 5).sum() < 6:
        assert all(row.flag == "" and row.p_adjusted is None for row in gap.rows)
        return
    flags = second_way.flags(frame, found).set_index("company")
    for row in gap.rows:
        if row.observation.company not in flags.index:
            assert row.flag == "" and row.p_adjusted is None
            continue
        expected = flags.loc[row.observation.company]
        assert row.p_adjusted == pytest.approx(expected["adjusted"], rel=1e-6, abs=1e-12)
        assert row.peer_band is not None
        assert row.peer_band.low == pytest.approx(expected["band_low"], rel=1e-6)
        assert row.peer_band.high == pytest.approx(expected["band_high"], rel=1e-6)
        if abs(expected["adjusted"] - 0.05) > 1e-9:
            assert row.flag == expected["flag"]


@settings(max_examples=20, deadline=None)
@given(strata())
def test_shrunken_values(frame: pd.DataFrame) -> None:
    found = second_way.gap(frame)
    gap = compute(observe(frame), STRATUM)
    positive = (found["expected"] > 0).to_numpy()
    values = second_way.shrunken(frame[positive], found["expected"][positive])
    values.index = found["company"][positive]
    for row, e in zip(gap.rows, found["expected"], strict=True):
        if e < 1:
            assert row.shrunk is None
        else:
            assert row.shrunk is not None
            assert row.shrunk.value == pytest.approx(values[row.observation.company], rel=1e-7)


@settings(max_examples=15, deadline=None)
@given(strata())
def test_ranks_and_their_sets(frame: pd.DataFrame) -> None:
    gap = compute(observe(frame), STRATUM)
    rate = frame["y"] / frame["N"]
    claim_rank = (-frame["c"]).rank(method="average")
    rate_rank = (frame["y"] * 1e5 / frame["N"]).rank(method="average")
    k = len(frame)
    pairs = list(combinations(range(k), 2))
    y, n = frame["y"], frame["N"]
    seen = second_way.sets(list(rate), {(i, j): second_way.rate_p(y[i], n[i], y[j], n[j]) for i, j in pairs})
    claimed = None
    if not frame["n"].isna().any():
        c, size = frame["c"], frame["n"]
        p = {(i, j): second_way.share_p(c[i], size[i], c[j], size[j]) for i, j in pairs}
        claimed = second_way.sets(list(-c), p)
    for i, row in enumerate(gap.rows):
        assert isinstance(row.rank_claim, Rank)
        assert isinstance(row.rank_observed, Rank)
        assert isinstance(row.rank_gap, Rank)
        assert row.rank_claim.point == claim_rank[i]
        assert row.rank_observed.point == rate_rank[i]
        assert (row.rank_observed.low, row.rank_observed.high) == seen[i]
        low, high = claimed[i] if claimed else (claim_rank[i], claim_rank[i])
        assert (row.rank_gap.low, row.rank_gap.high) == (low - seen[i][1], high - seen[i][0])
        assert row.rank_gap.point == claim_rank[i] - rate_rank[i]
        assert row.rank_claim.kind is (Kind.SAMPLING if claimed else Kind.NONE)


def test_funnel_a_second_way() -> None:
    rng = np.random.default_rng(7)
    frame = pd.DataFrame(
        {
            "company": [f"c{i}" for i in range(12)],
            "c": rng.uniform(0.6, 0.9, 12).round(2),
            "u": 0.01,
            "n": math.nan,
            "N": rng.integers(50_000, 400_000, 12).astype(float),
            "rho": 0.0,
        }
    )
    frame["y"] = rng.poisson(frame["N"] * (1 - frame["c"]) * 2e-3 * rng.lognormal(0, 0.4, 12)).astype(float)
    e = second_way.gap(frame)["expected"]
    z = 2 * (frame["y"] ** 0.5 - e**0.5)
    z = z.clip(z.quantile(0.1), z.quantile(0.9))
    phi = (z**2).mean()
    w = 4 * e
    tau2 = max(0.0, (12 * phi - 11) / (w.sum() - (w**2).sum() / w.sum()))
    h = (1 / (4 * e) + tau2) ** 0.5
    gap = compute(observe(frame), STRATUM)
    assert gap.funnel is not None
    assert gap.funnel.phi == pytest.approx(phi, rel=1e-12)
    assert gap.funnel.tau2 == pytest.approx(tau2, rel=1e-12)
    assert gap.funnel.high998 == pytest.approx(list((1 + 3.090232306167813 * h) ** 2), rel=1e-12)
    assert gap.funnel.low95 == pytest.approx(list((1 - 1.959963984540054 * h).clip(lower=0) ** 2), rel=1e-12)


def test_rates_only_a_second_way() -> None:
    frame = pd.DataFrame(
        [(o.company, o.claim.value, o.rate.value) for o in broadband()], columns=["i", "c", "r"]
    )
    gap = compute(broadband(), STRATUM)
    for row, own in zip(gap.rows, frame.itertuples(), strict=True):
        rest = frame[frame["i"] != own.i]
        d = 1 - rest["c"]
        mean = rest["r"].sum() / d.sum()
        low = (own.r - 0.5) / ((1 - own.c + 0.005) * (rest["r"] + 0.5).sum() / (d - 0.005).sum())
        high = (own.r + 0.5) / ((1 - own.c - 0.005) * (rest["r"] - 0.5).sum() / (d + 0.005).sum())
        assert isinstance(row.ratio, Estimate)
        assert row.ratio.value == pytest.approx(own.r / ((1 - own.c) * mean), rel=1e-12)
        assert (row.ratio.low, row.ratio.high) == pytest.approx((low, high), rel=1e-12)
        assert row.ratio.kind is Kind.ROUNDING

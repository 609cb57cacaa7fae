"""The join of ask/strata, computed a second way in pandas on made packages."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from barometer.cli import main
from barometer.desk.holdings import hold
from barometer.engine import Engine
from barometer.measures.joined import counted_twice
from barometer.measures.strata import Strata
from barometer.model import Code, Refusal
from barometer.store.check import check_folder
from barometer.store.package import read

SECTOR = {"sector": "parcels", "country": "GB"}


def write(folder: Path, **tables: list[dict[str, object]]) -> Path:
    for name, rows in tables.items():
        pd.DataFrame(rows).to_csv(folder / f"{name}.csv", index=False)
    return folder


def claim(company: str, start: date, end: date, value: float = 80, **more: object) -> dict[str, object]:
    return {
        "id": f"c_{company}_{start}",
        "company": company,
        **SECTOR,
        "metric": "share_satisfied",
        "value": value,
        "unit": "percent",
        "period_start": start,
        "period_end": end,
        "asserted_by": "regulator",
        "source": "s",
        "wave": "w",
        **more,
    }


def complaint(company: str, start: date, end: date, **more: object) -> dict[str, object]:
    return {
        "id": f"y_{company}_{start}_{more.get('source', 's')}",
        "company": company,
        **SECTOR,
        "channel": "desk",
        "per": "customers",
        "per_n": 100000,
        "window": "month",
        "period_start": start,
        "period_end": end,
        "source": "s",
        **more,
    }


def strata(folder: Path) -> tuple[Strata, Engine]:
    package = read(folder)
    engine = Engine(package.tables)
    names = {row["id"]: row["name"] for row in package.tables["companies"].to_pylist()}
    held = hold(package)
    return Strata(engine, names, {}, held.claims, held.exposures), engine


def months(year: int) -> list[tuple[date, date]]:
    starts = [date(year, month, 1) for month in range(1, 13)] + [date(year + 1, 1, 1)]
    return [(a, b - timedelta(days=1)) for a, b in pairwise(starts)]


@pytest.mark.parametrize("seed", range(6))
def test_counts_and_coverage_as_pandas_has_them(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    firms = [f"firm_{i}" for i in range(7)]
    windows = {
        firm: (
            start := date(2023, chance.randint(1, 9), chance.randint(1, 28)),
            start + timedelta(days=chance.randint(5, 100)),
        )
        for firm in firms
    }
    rows = [
        complaint(firm, a, b, count=chance.randint(0, 400))
        for firm in firms
        for a, b in months(2023)
        if chance.random() > 0.04
    ]
    folder = write(
        tmp_path,
        companies=[{"id": f, "name": f.title()} for f in firms],
        sources=[{"id": "s", "publisher": "Made data", "read_at": "original"}],
        claims=[claim(firm, *windows[firm]) for firm in firms],
        complaints=rows,
        exposure=[
            {
                "id": f"x_{f}",
                "company": f,
                **SECTOR,
                "measure": "customers",
                "value": 50000 + 1000 * i,
                "source": "s",
            }
            for i, f in enumerate(firms)
        ],
    )
    _, engine = strata(folder)
    found = {
        r["company"]: r
        for r in engine.run("ask/strata", comparison=None, **{"from": None, "until": None}, lag=0)
    }

    frame = pd.DataFrame(rows)
    periods = frame[["period_start", "period_end"]].drop_duplicates()
    touched = periods[
        [any(s <= e1 and e >= s1 for s1, e1 in windows.values()) for s, e in periods.itertuples(index=False)]
    ]
    inside = frame.merge(touched, on=["period_start", "period_end"])
    for firm in firms:
        own = inside[inside["company"] == firm]
        expected = own["count"].sum() if len(own) == len(touched) else None
        assert found[firm]["number_low"] == expected
        start, end = windows[firm]
        days = sum(max(0, (min(end, e) - max(start, s)).days + 1) for s, e in touched.itertuples(index=False))
        assert found[firm]["coverage"] == pytest.approx(days / ((end - start).days + 1))
        assert found[firm]["exposure_low"] == 50000 + 1000 * firms.index(firm)


def base(folder: Path, complaints: list[dict[str, object]], **more: list[dict[str, object]]) -> Path:
    firms = sorted({str(row["company"]) for row in complaints})
    return write(
        folder,
        companies=[{"id": f, "name": f} for f in firms],
        sources=[{"id": s, "publisher": s, "read_at": "relay"} for s in ("s", "t")],
        claims=more.pop("claims", [claim(f, date(2023, 1, 1), date(2023, 1, 31)) for f in firms]),
        complaints=complaints,
        **more,
    )


JANUARY = (date(2023, 1, 1), date(2023, 1, 31))


def test_sources_that_disagree_become_a_range(tmp_path: Path) -> None:
    rows = [
        complaint("a", *JANUARY, rate=3),
        complaint("a", *JANUARY, rate=2, source="t"),
        complaint("b", *JANUARY, rate=5),
    ]
    made, _ = strata(base(tmp_path, rows))
    ((entry, _),) = made.all()
    computed = made.compute(entry.stratum)
    assert computed is not None
    seen = {row.observation.company: row.observation for row in computed.gap.rows}
    assert seen["a"].rate is not None and (seen["a"].rate.low, seen["a"].rate.high) == (2, 3)
    assert seen["b"].rate is not None and seen["b"].rate.value == 5


def test_a_period_that_does_not_overlap_refuses_every_company(tmp_path: Path) -> None:
    rows = [complaint(f, date(2023, 7, 1), date(2023, 7, 31), rate=3) for f in "abcd"]
    made, _ = strata(base(tmp_path, rows))
    ((entry, members),) = made.all()
    assert members == frozenset("abcd")
    computed = made.compute(entry.stratum)
    assert computed is not None and computed.gap.status.value == "refused"
    for row in computed.gap.rows:
        assert Code.WINDOW_UNDER_HALF in [refusal.code for refusal in row.refused]
        assert isinstance(row.ratio, Refusal)


def test_a_flow_must_fill_the_periods_and_a_stock_is_the_latest(tmp_path: Path) -> None:
    rows = [complaint(f, *p, count=10, per="passenger_journeys") for f in "ab" for p in months(2023)[:3]]
    journeys = [
        {
            "id": f"{f}{i}",
            "company": f,
            **SECTOR,
            "measure": "passenger_journeys",
            "value": 100 * (i + 1),
            "period_start": p[0],
            "period_end": p[1],
            "source": "s",
        }
        for f in "ab"
        for i, p in enumerate(months(2023)[:3])
        if not (f == "b" and i == 1)
    ]
    claims = [claim(f, date(2023, 1, 1), date(2023, 3, 31)) for f in "ab"]
    _, engine = strata(base(tmp_path, rows, claims=claims, exposure=journeys))
    found = {
        r["company"]: r
        for r in engine.run("ask/strata", comparison=1, **{"from": None, "until": None}, lag=0)
    }
    assert found["a"]["exposure_low"] == 600
    assert found["b"]["exposure_low"] is None, "a month without journeys is not a month of none"


def test_a_lag_moves_the_window(tmp_path: Path) -> None:
    rows = [complaint("a", *p, count=1 + i) for i, p in enumerate(months(2023))]
    _, engine = strata(base(tmp_path, rows))
    for lag in range(7):
        (row,) = engine.run("ask/strata", comparison=None, **{"from": None, "until": None}, lag=lag)
        assert row["p_start"] == months(2023)[lag][0]


def test_two_units_in_one_key_are_never_one_metric(tmp_path: Path) -> None:
    rows = [complaint(f, *JANUARY, rate=3) for f in "ab"]
    claims = [claim("a", *JANUARY), claim("a", *JANUARY, id="other", unit="points"), claim("b", *JANUARY)]
    made, _ = strata(base(tmp_path, rows, claims=claims))
    ((entry, _),) = made.all()
    computed = made.compute(entry.stratum)
    assert computed is not None
    (row,) = [row for row in computed.gap.rows if row.observation.company == "a"]
    assert Code.MIXED_METRIC in [refusal.code for refusal in row.refused]


def test_periods_that_share_days_are_never_added_up(tmp_path: Path) -> None:
    halves = [(date(2023, 1, 1), date(2023, 6, 30)), (date(2023, 7, 1), date(2023, 12, 31))]
    year = (date(2023, 1, 1), date(2023, 12, 31))
    rows = [complaint(f, *p, count=50, window="") for f in "abcd" for p in halves]
    rows += [complaint(f, *year, count=100, window="", source="t") for f in "abcd"]
    claims = [claim(f, *year) for f in "abcd"]
    folder = base(tmp_path, rows, claims=claims)
    _, engine = strata(folder)
    (row, *_) = engine.run("ask/strata", comparison=None, **{"from": None, "until": None}, lag=0)
    assert counted_twice(row)
    assert {problem.message.id for problem in check_folder(folder)} >= {"check.overlapping_periods"}
    assert main(["gap", "--data", str(folder)]) == 2


def test_rates_of_several_periods_keep_each_one_s_rounding(tmp_path: Path) -> None:
    quarters = [(date(2023, 1, 1), date(2023, 3, 31)), (date(2023, 4, 1), date(2023, 6, 30))]
    rows = [complaint(f, *p, rate=5, rounding=1, window="quarter") for f in "abcd" for p in quarters]
    claims = [claim(f, date(2023, 1, 1), date(2023, 6, 30)) for f in "abcd"]
    made, _ = strata(base(tmp_path, rows, claims=claims))
    computed = made.compute(made.all()[0][0].stratum)
    assert computed is not None
    for row in computed.gap.rows:
        assert row.rate is not None and (row.rate.low, row.rate.value, row.rate.high) == (9, 10, 11)


def test_an_impossible_figure_leaves_the_other_comparisons(tmp_path: Path) -> None:
    rows = [complaint(f, *JANUARY, rate=5) for f in "abcd"]
    rows += [complaint(f, *JANUARY, rate=5, channel="other", id=f"o_{f}") for f in "abcd"]
    rows[0]["rate"] = -5
    folder = base(tmp_path, rows)
    made, _ = strata(folder)
    assert [entry.stratum.channel for entry, _ in made.all()] == ["other"]
    assert main(["gap", "--data", str(folder), "--view", "channel=desk"]) == 2

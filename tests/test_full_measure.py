"""The full measure, on made data: shares, counts and customers for twelve invented companies.

No stratum of the default figures has all three for four companies; this package is labelled as
made, and lives in the test alone.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from barometer.cli import main
from barometer.desk import Desk, open_desk
from barometer.model import Code, Estimate, Kind, Mode, Rank, Status
from barometer.view import View

FIRMS = [f"made_{i:02d}" for i in range(12)]
SHARE = [86, 82, 79, 90, 74, 81, 77, 84, 88, 71, 80, 83]
CUSTOMERS = [100_000 + 35_000 * i for i in range(12)]
FACTOR = [5.5, 1.1, 0.9, 1.05, 1.0, 0.95, 1.1, 0.92, 1.0, 1.08, 0.97, 1.02]
COUNT = [round(0.004 * n * (1 - c / 100) * f) for n, c, f in zip(CUSTOMERS, SHARE, FACTOR, strict=True)]
PERIOD = {"period_start": "2024-01-01", "period_end": "2024-12-31"}
SCOPE = {"sector": "made_sector", "country": "FR"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("made"))


def written(folder: Path) -> Path:
    """The made figures as a Data Package in a folder."""
    tables = {
        "companies": [{"id": f, "name": f"Made {f[-2:]} (invented)"} for f in FIRMS],
        "sources": [{"id": "made", "publisher": "Made data, for a test", "read_at": "original"}],
        "claims": [
            {
                "id": f"c_{f}",
                "company": f,
                **SCOPE,
                "metric": "share_satisfied",
                "value": c,
                "unit": "percent",
                "n": 1000,
                **PERIOD,
                "asserted_by": "company",
                "source": "made",
            }
            for f, c in zip(FIRMS, SHARE, strict=True)
        ],
        "complaints": [
            {
                "id": f"y_{f}",
                "company": f,
                **SCOPE,
                "channel": "made_desk",
                "count": y,
                "window": "year",
                **PERIOD,
                "source": "made",
            }
            for f, y in zip(FIRMS, COUNT, strict=True)
        ],
        "exposure": [
            {
                "id": f"x_{f}",
                "company": f,
                **SCOPE,
                "measure": "customers",
                "value": n,
                **PERIOD,
                "source": "made",
            }
            for f, n in zip(FIRMS, CUSTOMERS, strict=True)
        ],
    }
    for name, rows in tables.items():
        pd.DataFrame(rows).to_csv(folder / f"{name}.csv", index=False)
    return folder


@pytest.fixture(scope="module")
def desk(made: Path) -> Desk:
    return open_desk(made)


def test_ratios_with_sampling_intervals_flags_and_funnel(desk: Desk) -> None:
    answer = desk.answer(View(sector="made_sector", country="FR"))
    gap = answer.gap
    assert gap is not None and (gap.mode, gap.status, gap.k) == (Mode.EXPOSURE, Status.COMPUTED, 12)
    assert gap.funnel is not None and Code.NO_FUNNEL_UNDER_10 not in gap.codes
    y, n, d = np.array(COUNT), np.array(CUSTOMERS), 1 - np.array(SHARE) / 100
    for i, row in enumerate(gap.rows):
        others = np.arange(12) != i
        expected = y[others].sum() / (n[others] * d[others]).sum() * n[i] * d[i]
        assert isinstance(row.ratio, Estimate) and row.ratio.kind is Kind.SAMPLING
        assert row.expected is not None and row.expected.value == pytest.approx(expected)
        assert row.ratio.value == pytest.approx(y[i] / expected)
        assert row.ratio.low is not None and row.ratio.high is not None and row.ratio.value is not None
        assert row.ratio.low < row.ratio.value < row.ratio.high
        assert isinstance(row.rank_observed, Rank) and row.rank_observed.kind is Kind.SAMPLING
    assert [row.flag for row in gap.rows] == ["high"] + [""] * 11


def test_the_command_gives_the_same_rows(made: Path, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gap", "--data", str(made), "--view", "sector=made_sector&country=FR", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    gap = desk.answer(View(sector="made_sector", country="FR")).gap
    assert gap is not None
    ratios = {r.observation.company: r.ratio.value for r in gap.rows if isinstance(r.ratio, Estimate)}
    assert {row["company"]: row["ratio"] for row in told["rows"]} == ratios
    first = told["rows"][0]
    assert (first["company"], first["flag"], first["interval"]) == ("made_00", "high", "sampling")
    assert first["complaints"] == COUNT[0] and first["exposure"] == CUSTOMERS[0]
    assert first["claim"]["value"] == 86 and first["claim"]["n"] == 1000


def test_a_view_that_cannot_be_had_exits_with_a_sentence(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for query in ("sector=nothing_here", "sector=made_sector&colour=red", "entity=nobody&sector=made_sector"):
        assert main(["gap", "--data", str(made), "--view", query, "--lang", "fr"]) == 2
        told = capsys.readouterr()
        assert told.out == "" and len(told.err) > 40 and "Traceback" not in told.err

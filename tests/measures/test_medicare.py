"""492 US health plans: rating by members against complaints, through our own ranks.

The file is the regulator's (CMS, Star Ratings data tables of 8 October 2025) and is not shipped.
"""

from __future__ import annotations

import csv
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from barometer.measures.gap import compute
from barometer.model import Rank, Status
from barometer.statistics.association import MOST_EXACT, associate, within_ranks
from tests.measures.made import INDEX, made, quantity

REAL = Path(os.environ.get("BAROMETER_REALDATA") or Path(__file__).parents[3] / "shared" / "realdata")
FILE = REAL / "medicare_stars_2026" / "2026 Star Ratings Data Table - Measure Data (Oct 8 2025).csv"

pytestmark = pytest.mark.skipif(
    not FILE.exists(), reason="the Star Ratings table is not beside the repository (BAROMETER_REALDATA)"
)


def plans() -> list[tuple[str, float, float]]:
    """Contracts with both a member rating of the plan (C26, %) and a complaint rate (C28)."""
    lines = list(csv.reader(FILE.read_text(encoding="cp1252", errors="replace").splitlines()))
    rating, complaints = (
        next(i for i, title in enumerate(lines[2]) if title.startswith(code)) for code in ("C26", "C28")
    )
    return [
        (line[0], float(line[rating].strip().rstrip("%")), float(line[complaints]))
        for line in lines[4:]
        if _number(line[rating]) and _number(line[complaints])
    ]


def _number(text: str) -> bool:
    return text.strip().rstrip("%").replace(".", "", 1).isdigit()


def test_rating_and_complaints_of_492_contracts() -> None:
    found = plans()
    assert len(found) == 492
    observations = [
        replace(made(id_, rate=rate, u_rate=0.01), claim=quantity(score, "index", 1))
        for id_, score, rate in found
    ]
    gap = compute(observations, INDEX)
    assert (gap.status, gap.k_rank) == (
        Status.RANKS,
        len([r for r in gap.rows if isinstance(r.rank_gap, Rank)]),
    )
    ranks = [
        (row.rank_claim.point, row.rank_observed.point)
        for row in gap.rows
        if isinstance(row.rank_claim, Rank) and isinstance(row.rank_observed, Rank)
    ]
    by_claim, by_rate = zip(*ranks, strict=True)
    assert len(ranks) == 492
    # rank 1 is the highest rating and the lowest rate, so that the ranks go together where these part
    assert np.corrcoef(by_claim, by_rate)[0, 1] == pytest.approx(0.40, abs=0.005)


def test_the_say_do_code_finds_the_same() -> None:
    found = plans()
    sector = ["medicare"] * len(found)
    u, v = (within_ranks([plan[i] for plan in found], sector) for i in (1, 2))
    result = associate(u, v, sector)
    assert result is not None and result.r == pytest.approx(-0.40, abs=0.005)
    assert len(found) ** 2 < MOST_EXACT and not result.exact and result.p == 0.0001

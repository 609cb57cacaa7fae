"""Honest companies, simulated: a short run of what ``make calibrate`` prints in full."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import barometer.measures
from barometer.statistics.calibration import SEED, SIZES, SPREADS, as_toml, main, simulate

KEPT = Path(barometer.measures.__file__).with_name("calibration.toml")


@pytest.mark.parametrize(("sd", "k"), [(0.0, 6), (0.2, 15), (0.4, 9)])
def test_honest_companies_are_rarely_flagged_and_their_intervals_hold(sd: float, k: int) -> None:
    cell = simulate("normal", sd, k, strata=600)
    assert cell.strata > 590
    assert cell.flagged <= 0.07
    assert 0.94 <= cell.coverage <= 0.97
    assert cell == simulate("normal", sd, k, strata=600)


def test_heavy_tails_accuse_honest_companies_more_often_and_the_page_must_say_so() -> None:
    assert simulate("t4", 0.4, 15, strata=400).flagged > 0.10


def test_a_threefold_gap_is_found_more_often_where_companies_are_alike() -> None:
    near, far = simulate("normal", 0.2, 15, 400).power, simulate("normal", 0.4, 15, 400).power
    assert near > 0.6 > 0.4 > far > 0.1


def test_the_interval_alone_would_accuse_a_third() -> None:
    assert simulate("normal", 0.2, 9, 400).excludes_1 > 0.25


def test_the_kept_table_is_the_full_one_and_meets_what_the_method_promises() -> None:
    kept = tomllib.loads(KEPT.read_text(encoding="utf-8"))
    cells = kept["cell"]
    assert kept["seed"] == SEED and all(cell["strata"] > 3900 for cell in cells)
    assert [(c["tail"], c["sd"], c["k"]) for c in cells] == [(t, s, k) for t, s in SPREADS for k in SIZES]
    for cell in cells:
        assert 0.94 <= cell["coverage"] <= 0.97
        assert cell["flagged"] <= 0.07 or cell["tail"] == "t4"


def test_the_kept_table_is_what_the_command_writes() -> None:
    cell = simulate("normal", 0.0, 6, strata=300)
    written = tomllib.loads(as_toml([cell]))["cell"][0]
    kept = tomllib.loads(KEPT.read_text(encoding="utf-8"))["cell"][0]
    assert written.keys() == kept.keys()
    assert written["flagged"] == pytest.approx(kept["flagged"], abs=0.01)
    assert written["power"] == pytest.approx(kept["power"], abs=0.05)


def test_the_command_prints_a_line_a_cell(capsys: pytest.CaptureFixture[str]) -> None:
    main(["40"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + len(SPREADS) * len(SIZES)
    assert lines[0].split()[:4] == ["tail", "sd", "k", "flagged"] and lines[-1].startswith("t4")

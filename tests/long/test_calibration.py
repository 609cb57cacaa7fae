"""By simulation: the intervals hold, and honest sectors are seldom flagged (the method's own claims)."""

from __future__ import annotations

import pytest

from bench.calibrate import simulate


@pytest.mark.long
@pytest.mark.parametrize("sigma", [0.0, 0.2, 0.4])
def test_honest_sectors_are_seldom_flagged_and_the_intervals_hold(sigma: float) -> None:
    tally = simulate(600, 12, sigma)
    # 4.5-5.9% is what the method says; three standard errors of 600 runs are 2.8 points
    assert tally.sectors_flagged / tally.sectors <= 0.059 + 0.028
    assert tally.held / tally.intervals >= 0.94


@pytest.mark.long
def test_the_interval_alone_accuses_nobody() -> None:
    tally = simulate(300, 12, 0.4)
    assert tally.excludes_one / tally.intervals > 0.4
    assert tally.sectors_flagged / tally.sectors < 0.1


@pytest.mark.long
def test_a_threefold_gap_is_found_as_often_as_the_method_says() -> None:
    assert 0.5 <= simulate(400, 12, 0.2, gap=3.0).gap_flagged / 400 <= 0.88
    assert 0.10 <= simulate(400, 12, 0.4, gap=3.0).gap_flagged / 400 <= 0.27

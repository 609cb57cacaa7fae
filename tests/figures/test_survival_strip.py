"""The strip of 'Would this survive?': a row a reading, its numbers the readings' own."""

from __future__ import annotations

import html
from functools import cache

import pytest

from barometer.figures.survival_strip import survival_strip
from barometer.measures.survival import Choices, Survival, survivals
from barometer.messages import say
from barometer.model import Gap
from tests.figures.gaps import META, STRATUM, broadband, look, made
from tests.figures.test_fit import assert_fits
from tests.figures.test_paired_dots import everything, marks, texts

PARENTS = {"bt": "bt_group", "ee": "bt_group", "plusnet": "bt_group"}


@cache
def strip(company: str, kind: str) -> tuple[Gap, Survival]:
    gap = broadband() if kind == "broadband" else made()
    seen = [row.observation for row in gap.rows]
    missing = [row.observation for row in broadband().rows[:3]]
    found = survivals(seen, STRATUM, Choices(parents=PARENTS, lags={1: missing}))
    return gap, found[company]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("width", [320, 390, 700, 1040])
@pytest.mark.parametrize(("company", "kind"), [("plusnet", "broadband"), ("ee", "broadband"), ("c7", "made")])
def test_every_reading_is_drawn_with_its_own_number_and_fits(
    company: str, kind: str, width: int, lang: str
) -> None:
    gap, found = strip(company, kind)
    figure = survival_strip(found, "Some Name", gap, STRATUM, META, look(lang, width=width))
    own = {str(i): one.value for i, one in enumerate(found.strip) if one.value is not None}
    assert marks(figure, "reading") == own
    assert len(own) >= 5
    assert_fits(figure)
    written = html.unescape(everything(figure))
    assert all(say(one.label, lang) in written for one in found.strip)
    assert sum(name.startswith("reason-") for name in texts(figure)) == found.silent
    assert figure.layout.meta["title"] in figure.layout.meta["alt"]


def test_the_base_lines_stand_at_one_and_at_the_ratio_as_shown() -> None:
    gap, found = strip("plusnet", "broadband")
    figure = survival_strip(found, "Plusnet", gap, STRATUM, META, look())
    lines = {one.name: one.x0 for one in figure.layout.shapes if one.name in ("as-expected", "as-shown")}
    assert lines == {"as-expected": 1, "as-shown": pytest.approx(1.8118, abs=1e-4)}


def test_a_mark_with_rounding_alone_behind_it_is_hollow_and_a_sampled_one_filled() -> None:
    for company, kind, hollow in (("plusnet", "broadband", True), ("c7", "made", False)):
        gap, found = strip(company, kind)
        figure = survival_strip(found, "Name", gap, STRATUM, META, look())
        paper = figure.layout.template.layout.paper_bgcolor
        fills = {c for t in figure.data if t.mode == "markers" for c in t.marker.color}
        assert (fills == {paper}) is hollow and (paper in fills) is hollow

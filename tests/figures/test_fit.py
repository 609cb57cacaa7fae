"""What a picture editor would send back: text outside the paper, texts on each other, type too small."""

from __future__ import annotations

import functools
import itertools
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from barometer.figures.break_even import break_even
from barometer.figures.forest import forest
from barometer.figures.funnel import funnel
from barometer.figures.paired_dots import paired_dots
from barometer.figures.rank_plot import rank_plot
from barometer.figures.raw_dots import raw_dots
from barometer.model import Gap, Stratum
from tests.figures.boxes import boxes
from tests.figures.gaps import META, STRATUM, airlines, broadband, look, made, observation

LONG = "Greater Thameslink, Southern and Great Northern Railway Company (franchise of 2014)"
KINDS = {
    "paired_dots": paired_dots, "forest": forest, "raw_dots": raw_dots, "rank_plot": rank_plot,
    "break_even": break_even,
}  # fmt: skip


@functools.cache
def gaps() -> dict[str, tuple[Gap, Stratum]]:
    long = [observation("long", LONG, 0.81, 1234.0), observation("now", "NOW", None, 8.0)]
    return {
        "broadband": (broadband(), STRATUM),
        "made": (made(), STRATUM),
        "airlines": airlines(),
        "long names": (broadband(*long), STRATUM),
    }


def assert_fits(figure: go.Figure) -> None:
    found = boxes(figure)
    wide, high = figure.layout.width, figure.layout.height
    outside = [
        b for b in found if b.left < -0.5 or b.top < -0.5 or b.right > wide + 0.5 or b.bottom > high + 0.5
    ]
    assert outside == []
    ticks = [b for b in found if b.name.startswith("tick-")]
    texts = [b for b in found if not b.name.startswith("tick-")]
    touching = [(a.words, b.words) for a, b in itertools.combinations(texts, 2) if a.touches(b)]
    touching += [(a.words, b.words) for a in ticks for b in found if a is not b and a.touches(b)]
    assert touching == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("which", ["broadband", "made", "airlines", "long names"])
def test_nothing_leaves_the_paper_or_lies_on_another_text(kind: str, which: str) -> None:
    gap, stratum = gaps()[which]
    for lang, width in itertools.product(("fr", "en"), (320, 390, 700, 1040)):
        assert_fits(KINDS[kind](gap, stratum, META, look(lang, width=width)))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("width", [320, 390, 700, 1040])
def test_the_funnel_fits(lang: str, width: int) -> None:
    assert_fits(funnel(made(), STRATUM, META, look(lang, width=width)))


def test_no_type_is_too_small() -> None:
    for kind, width in itertools.product(KINDS.values(), (320, 390, 700, 1040)):
        figure = kind(broadband(), STRATUM, META, look(width=width))
        assert min(one.font.size for one in figure.layout.annotations) >= 10.5


def test_a_figure_grows_with_its_rows_and_spreads_to_a_given_height() -> None:
    few, many = broadband(), broadband(*(observation(f"x{i}", f"Extra {i}", 0.8, 9.0 + i) for i in range(10)))
    natural = paired_dots(few, STRATUM, META, look())
    assert paired_dots(many, STRATUM, META, look()).layout.height > natural.layout.height
    tall = paired_dots(few, STRATUM, META, look(height=1200))
    assert tall.layout.height == 1200
    assert_fits(tall)


def test_a_fixed_caveat_and_a_link_fit_too() -> None:
    meta = replace(META, link="https://barometer.example/gap?v=1&" + "entity=plusnet~sky~" * 12)
    for width in (320, 1040):
        assert_fits(paired_dots(broadband(), STRATUM, meta, look("fr", width=width)))

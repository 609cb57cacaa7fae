"""The map: what it colours is the rows' own, what has no figure is hatched, and it fits its paper."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from barometer import places
from barometer.figures.look import Meta
from barometer.figures.map_key import breaks
from barometer.figures.map_text import figure_words
from barometer.figures.region_map import region_map
from barometer.figures.template import PALETTES, Theme
from barometer.measures.denominators import Scope
from barometer.measures.regional import Regional, regional
from barometer.model import Label, Period
from tests.figures.boxes import boxes
from tests.figures.gaps import look
from tests.figures.test_fit import assert_fits
from tests.figures.test_palette import contrast, distance, linear, seen

META = Meta(names={"alpha": "Alpha"}, labels={"mediator": Label("the mediator", "le médiateur")},
            link="https://barometer.example/gap?v=1")  # fmt: skip


def made(country: str, level: str, year: int = 2023, without: tuple[str, ...] = ()) -> Regional:
    """Every region of a map but a few, the rates spread over a range."""
    period = Period(date(year, 1, 1), date(year, 12, 31))
    rows = []
    for n, one in enumerate(places.at_level(country, level)):
        if one.id in without:
            continue
        y = round(one.inhabitants / 10_000 * (1 + (n * 7) % 11))
        rows.append({
            "company": "alpha", "region": one.id, "issue": "", "period_start": period.start,
            "period_end": period.end, "number": y, "number_low": y, "number_high": y, "source": "s",
            "single_rows": False,
        })  # fmt: skip
    rows.append(rows[0] | {"region": "Atlantide", "number": 5, "number_low": 5, "number_high": 5})
    scope = Scope("energy", country, "mediator", "", "year", period, ("alpha",))
    found = regional(scope, rows, level)
    assert found is not None
    return found


MAPS = {
    "departements": made("FR", "departement", without=("FR-23", "FR-976")),
    "régions": made("FR", "region"),
    "uk": made("GB", "region", without=("GB-NIR",)),
    "nations": made("GB", "nation"),
    "states": made("US", "state", without=("US-NV",)),
    "counts": made("US", "state", 2004, without=("US-NV",)),
}


def regions(figure: go.Figure) -> dict[str, Any]:
    """The traces of regions, the first of each."""
    found: dict[str, Any] = {}
    for trace in figure.data:
        if trace.name.startswith("region-"):
            found.setdefault(trace.name.removeprefix("region-"), trace)
    return found


@pytest.mark.parametrize("which", MAPS)
def test_every_region_is_drawn_and_says_its_own_figure(which: str) -> None:
    found, english = MAPS[which], look("en")
    drawn = regions(region_map(found, META, english))
    assert set(drawn) == {one.id for one in places.at_level(found.scope.country, found.level)}
    for one in found.places:
        said = drawn[one.region.id].text if found.rated else ""
        assert not found.rated or figure_words(one, found, english) in said, said
    for missing in found.without:
        assert drawn[missing.id].text == f"{missing.name.en}: no figure."
        assert drawn[missing.id].fillpattern.shape == "/"


def test_the_colour_follows_the_rate() -> None:
    found = MAPS["states"]
    drawn = regions(region_map(found, META, look()))
    steps = PALETTES[Theme.LIGHT].steps
    order = sorted((one for one in found.places), key=lambda one: one.shrunk or 0.0)
    ranks = [steps.index(drawn[one.region.id].fillcolor) for one in order]
    assert ranks == sorted(ranks) and set(ranks) == set(range(len(steps)))


def test_the_key_says_every_class_and_what_has_no_figure() -> None:
    said = [one.text for one in region_map(MAPS["states"], META, look()).layout.annotations]
    assert "no figure (1)" in said
    assert any(one.startswith("under ") for one in said) and any(one.endswith(" or more") for one in said)


@pytest.mark.parametrize(("values", "n"), [
    ([], 0), ([1.0], 0), ([1.0, 1.0, 1.0], 0), ([1.0, 2.0], 0), ([float(x) for x in range(1, 51)], 4),
    ([1.0, 1.01, 1.02, 1.03, 50.0], 1),
])  # fmt: skip
def test_classes_are_few_and_none_is_empty(values: list[float], n: int) -> None:
    cuts = breaks(values)
    assert len(cuts) <= max(n, 1) and list(cuts) == sorted(set(cuts))
    for low, high in itertools.pairwise((float("-inf"), *cuts, float("inf"))):
        assert not values or any(low <= value < high for value in values)


def test_counts_are_circles_and_no_region_is_coloured() -> None:
    found = MAPS["counts"]
    figure = region_map(found, META, look())
    circles = next(trace for trace in figure.data if trace.name == "counts")
    most = max(one.most for one in found.places)
    for one, size in zip(found.places, circles.marker.size, strict=True):
        assert (size / max(circles.marker.size)) ** 2 == pytest.approx(one.most / most)
    fills = {trace.fillcolor for trace in regions(figure).values()}
    assert fills <= {PALETTES[Theme.LIGHT].band, PALETTES[Theme.LIGHT].paper}
    assert "numbers, not rates" in figure.layout.meta["title"]


@pytest.mark.parametrize("which", MAPS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_map_fits_its_paper(which: str, lang: str) -> None:
    for width in (320, 700, 1040) if lang == "fr" else (390,):
        figure = region_map(MAPS[which], META, look(lang, width=width))
        assert_fits(figure)
        assert min(one.font.size for one in figure.layout.annotations) >= 10.5


@pytest.mark.parametrize("which", MAPS)
def test_the_codes_stand_inside_the_plot_and_not_on_each_other(which: str) -> None:
    for width in (390, 1040):
        figure = region_map(MAPS[which], META, look(width=width))
        for codes in (trace for trace in figure.data if trace.name == "codes"):
            points = list(zip(codes.x, codes.y, codes.text, strict=True))
            near = [(a, b) for a, b in itertools.combinations(points, 2)
                    if abs(a[0] - b[0]) < 12 and abs(a[1] - b[1]) < 9]  # fmt: skip
            assert near == []


def test_it_says_where_everything_comes_from() -> None:
    figure = region_map(MAPS["departements"], META, look("fr"))
    said = " ".join(box.words for box in boxes(figure)).replace("<br>", " ")
    for words in ("Contours", "Natural Earth (domaine public)", "Insee", "Licence Ouverte", "Atlantide"):
        assert words in said
    assert "Alpha" in said and "le médiateur" in said


def test_the_alternative_names_every_region() -> None:
    found = MAPS["uk"]
    alt = region_map(found, META, look()).layout.meta["alt"]
    for one in found.places:
        assert f"{one.region.name.en}: {figure_words(one, found, look())}" in alt
    assert "no figure (1)" in alt


def test_it_asks_nothing_of_anybody() -> None:
    """No geographic trace or layout: Plotly fetches shapes for those."""
    figure = region_map(MAPS["states"], META, look())
    assert {trace.type for trace in figure.data} == {
        "scatter"
    } and "geo" not in figure.layout.to_plotly_json()
    assert len(figure.to_json()) < 200_000


@pytest.mark.parametrize("palette", PALETTES.values(), ids=[theme.value for theme in PALETTES])
def test_the_steps_go_one_way_and_differ_for_every_eye(palette: Any) -> None:
    """From the lowest to the highest rate, each step is further from the paper, in grey too."""
    away = [contrast(step, palette.paper) for step in palette.steps]
    assert away == sorted(away)
    for a, b in itertools.pairwise(palette.steps):
        assert contrast(a, b) >= 1.3
        for kind in ("protan", "deutan", "tritan"):
            assert distance(seen(linear(a), kind), seen(linear(b), kind)) >= 10
    assert all(
        max(contrast(step, palette.ink), contrast(step, palette.paper)) >= 4.5 for step in palette.steps
    )

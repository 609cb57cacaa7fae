"""The chart over time, of real comparisons and companies: nothing is written on a mark or off the paper."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from barometer.desk import default_desk
from barometer.desk.trend import Headings, trend
from barometer.figures.look import Look, Meta
from barometer.figures.over_time import over_time
from barometer.figures.series import Series
from barometer.messages import LANGUAGES, say
from barometer.model import Message
from barometer.ui.company import chart
from barometer.ui.frame import Frame
from barometer.view import View, decode
from tests.figures.boxes import Box, boxes, number, position
from tests.figures.test_fit import assert_fits

STRATA = (
    "sector=telecoms_broadband&country=GB",
    "sector=telecoms_mobile&country=GB",
    "sector=telecoms_all&country=FR&channel=arcep_alerts",
    "sector=energy&country=GB",
    "sector=energy&country=FR",
    "sector=rail&country=GB&instrument=nrps",
    "sector=rail&country=FR&channel=mediateur_sncf",
    "sector=airlines&country=US&instrument=acsi",
    "sector=public_services&country=GB&instrument=hmrc_customer_survey",
)
COMPANIES = ("plusnet", "lloyds_banking_group", "ratp", "octopus_energy", "hmrc", "sncf")
SIZES = [("fr", 321), ("en", 658), ("fr", 1100)]
Drawn = tuple[list[Series], Headings, Message | None]


@functools.cache
def of_comparison(query: str) -> Drawn:
    view, _ = decode(f"{query}&tab=over_time")
    desk = default_desk()
    found = trend(desk, desk.answer(view), view, partial(say, lang="fr"))
    assert found is not None
    return [*found.behind, *found.own], found.headings, found.grey


@functools.cache
def of_company(company: str) -> Drawn:
    frame = Frame("company", default_desk(), View(focus=company), (), "fr", 1100)
    found = chart.panels(frame, frame.desk.company(company))
    return [panel.series for panel in found], {panel.series.kind: panel.heading for panel in found}, None


@pytest.mark.parametrize("drawn", [*STRATA, *COMPANIES])
def test_figures_stand_clear_of_marks_and_of_each_other(drawn: str) -> None:
    series, headings, grey = of_comparison(drawn) if "=" in drawn else of_company(drawn)
    for lang, width in SIZES:
        look = Look(lang, partial(say, lang=lang), width=width)
        figure = over_time(series, headings, Meta(), look, grey)
        assert_fits(figure)
        written = [box for box in boxes(figure) if box.name.startswith(("value-", "nothing-"))]
        assert written, "a chart whose figures are nowhere written"
        marks = list(_marks(figure))
        assert [(w.words, m.name) for w in written for m in marks if _on(w, m)] == []


@pytest.mark.parametrize("query", STRATA)
def test_a_measure_is_named_once_and_a_company_once(query: str) -> None:
    series, headings, grey = of_comparison(query)
    figure = over_time(series, headings, Meta(), Look("fr", partial(say, lang="fr"), width=1100), grey)
    names = [box for box in boxes(figure) if box.name.startswith(("row-", "heading-"))]
    companies = {one.company for one in series if not one.sector}
    assert len(names) == len(headings) + (len(companies) if len(companies) > 1 else 0)


def test_the_last_and_the_first_figure_are_written_before_others() -> None:
    """Where there is room for few figures, those at the ends of the series are among them."""
    for query in STRATA:
        series, headings, grey = of_comparison(query)
        figure = over_time(series, headings, Meta(), Look("fr", partial(say, lang="fr"), width=1100), grey)
        written = {box.name for box in boxes(figure)}
        own = [one for one in series if not one.sector and len(one.points) > 1]
        ends = [f"value-{one.company}-{one.ordered()[-1].period.start}" for one in own]
        assert sum(name in written for name in ends) >= 0.9 * len(ends), query


def _on(words: Box, mark: Box) -> bool:
    across = min(words.right, mark.right) - max(words.left, mark.left)
    down = min(words.bottom, mark.bottom) - max(words.top, mark.top)
    return across > 0.5 and down > 0.5


def _marks(figure: go.Figure) -> Iterator[Box]:
    """What is drawn, read off the figure itself: bars over periods, marks with whiskers, lines."""
    axis = functools.cache(functools.partial(_axis, figure))
    for trace in figure.data:
        if trace.type != "scatter":
            continue
        x, y = axis(trace.xaxis), axis(trace.yaxis)
        points = [
            None if up is None else (x(day), y(up)) for day, up in zip(trace.x, trace.y, strict=True)
        ]  # fmt: skip
        if trace.mode == "markers":
            yield from _dots(trace, [point for point in points if point], y)
        else:
            half = trace.line.width / 2
            for one, other in pairwise(points):
                if one and other:
                    yield from _line(trace.name, one, other, half)


def _axis(figure: go.Figure, ref: str) -> Callable[[object], float]:
    """From values of an axis to pixels (both kinds of axis are linear here)."""
    axis = figure.layout[ref[0] + "axis" + ref[1:]]
    low, high = axis.range
    first, last = (number(end, axis.type) for end in (low, high))
    start, end = position(figure, ref, low), position(figure, ref, high)
    kind = axis.type
    return lambda value: start + (end - start) * (number(value, kind) - first) / (last - first)


def _dots(
    trace: go.Scatter, points: list[tuple[float, float]], y: Callable[[object], float]
) -> Iterator[Box]:  # fmt: skip
    up, down = trace.error_y.array, trace.error_y.arrayminus
    for (left, top), value, above, below in zip(points, trace.y, up, down, strict=True):
        yield Box(f"{trace.name} {value}", "", left - 4, top - 4, left + 4, top + 4)
        yield Box(f"{trace.name} {value} whisker", "", left - 2, y(value + above), left + 2, y(value - below))


def _line(
    name: str, one: tuple[float, float], other: tuple[float, float], half: float
) -> Iterator[Box]:  # fmt: skip
    """A line as small boxes along it."""
    (x0, y0), (x1, y1) = one, other
    steps = max(1, round(max(abs(x1 - x0), abs(y1 - y0)) / 2))
    for k in range(steps + 1):
        x, y = x0 + (x1 - x0) * k / steps, y0 + (y1 - y0) * k / steps
        yield Box(name, "", x - 0.5, y - half, x + 0.5, y + half)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_read_at_a_point_is_said_in_words(lang: str) -> None:
    """No name of a class, no day as a program writes it."""
    look, read = Look(lang, partial(say, lang=lang), width=1100), 0
    for query in STRATA:
        series, headings, grey = of_comparison(query)
        figure = over_time(series, headings, Meta(), look, grey)
        said = [words for trace in figure.data for words in (trace.hovertext or ())]
        assert not [words for words in said if re.search(r"datetime|Period|Basis|-\d\d-", words)]
        read += len(said)
    assert read > 100

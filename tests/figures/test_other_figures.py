"""Forest, raw numbers, places, funnel, three sources, series over time: their data are the rows' own."""

from __future__ import annotations

from datetime import date

import plotly.graph_objects as go
import pytest

from barometer.figures.forest import forest
from barometer.figures.funnel import funnel
from barometer.figures.over_time import over_time
from barometer.figures.panels import negative_share, panels_of
from barometer.figures.rank_plot import rank_plot
from barometer.figures.raw_dots import raw_dots
from barometer.figures.series import (
    Measure,
    Point,
    Series,
    breaks,
    claim_series,
    complaint_series,
    joined_runs,
)
from barometer.figures.template import PALETTES, Theme
from barometer.figures.three_sources import three_sources
from barometer.model import Claim, Complaints, Estimate, Kind, Message, Period, Quantity, Rank, Report
from tests.figures.boxes import boxes
from tests.figures.gaps import META, Q1, STRATUM, airlines, broadband, look, made
from tests.figures.test_fit import assert_fits
from tests.figures.test_paired_dots import everything, marks, rows, texts

PAPER = PALETTES[Theme.LIGHT].paper


# --- forest ---------------------------------------------------------------------------------------


def test_the_forest_draws_each_ratio_on_a_log_axis_said_in_words() -> None:
    gap = broadband()
    figure = forest(gap, STRATUM, META, look("fr"))
    assert marks(figure, "ratio") == {
        c: r.ratio.value for c, r in rows(gap).items() if isinstance(r.ratio, Estimate)
    }
    assert figure.layout.xaxis.type == "log"
    words = dict(zip(figure.layout.xaxis.tickvals, figure.layout.xaxis.ticktext, strict=True))
    assert (words[0.5], words[1], words[2]) == ("la moitié", "autant qu’attendu", "le double")
    assert all(
        c == PAPER for t in figure.data if t.name == "ratio" and t.mode == "markers" for c in t.marker.color
    )


def test_the_forest_shows_bands_flags_and_the_shrunken_value() -> None:
    gap = made()
    figure = forest(gap, STRATUM, META, look())
    said, own = texts(figure), rows(gap)
    assert own["c7"].flag == "high"
    assert said["figure-c7-2"] == "exceptional, high"
    assert sum(name.startswith("figure-") and name.endswith("-2") for name in said) == 1
    bands = {
        shape.name: (shape.x0, shape.x1) for shape in figure.layout.shapes if shape.name.startswith("band-")
    }
    band = own["c7"].peer_band
    assert band is not None
    assert bands["band-c7"] == pytest.approx((band.low, band.high))
    assert said["figure-tiny-0"].endswith("smoothed")
    assert "Not marked is not cleared" in everything(figure)


def test_a_ratio_of_nothing_is_written_as_zero_and_drawn_at_the_edge() -> None:
    figure = forest(made(), STRATUM, META, look())
    assert texts(figure)["figure-zero-0"] == "0"
    edge = marks(figure, "ratio")["zero"]
    assert 0 < edge <= min(marks(figure, "ratio").values())


# --- raw numbers and places -------------------------------------------------------------------------


def test_raw_numbers_come_highest_first_with_their_intervals() -> None:
    gap, stratum = airlines()
    figure = raw_dots(gap, stratum, META, look())
    drawn = marks(figure, "observed")
    assert drawn == {c: r.rate.value for c, r in rows(gap).items() if r.rate}
    assert list(drawn.values()) == sorted(drawn.values(), reverse=True)
    american = rows(gap)["american"].rate
    assert american is not None and american.low is not None and american.high is not None
    assert texts(figure)["figure-american-1"] == f"{american.low:.2f}–{american.high:.2f}"


def test_ties_share_one_place_and_sets_are_written() -> None:
    gap, stratum = airlines()
    figure = rank_plot(gap, stratum, META, look())
    claims = {
        c: y for t in figure.data if t.name == "rank-claim" for c, y in zip(t.customdata, t.y, strict=True)
    }
    assert claims == {c: r.rank_claim.point for c, r in rows(gap).items() if isinstance(r.rank_claim, Rank)}
    assert claims["alaska"] == claims["jetblue"] == 2.5
    labels = [b for b in boxes(figure) if b.name in {"claim-alaska", "claim-jetblue"}]
    assert not labels[0].touches(labels[1])
    figure, own = rank_plot(made(), STRATUM, META, look()), rows(made())
    place = own["c3"].rank_observed
    assert isinstance(place, Rank)
    assert place.low < place.high
    assert texts(figure)["observed-c3"].endswith(f"Company D ({place.low:.0f}–{place.high:.0f})")
    sets = {
        shape.name: (shape.y0, shape.y1) for shape in figure.layout.shapes if shape.name.startswith("set-c")
    }
    assert sets["set-c3"] == pytest.approx((place.low - 0.12, place.high + 0.12))


def test_places_say_who_asked_and_nothing_of_intervals_that_are_not_drawn() -> None:
    said = " ".join(texts(rank_plot(broadband(), STRATUM, META, look())).values()).replace("<br>", " ")
    assert "Asked by: " in said and "Survey sample size" in said
    assert "Hollow marks" not in said


# --- funnel -----------------------------------------------------------------------------------------


def test_the_funnel_draws_the_measured_and_their_limits() -> None:
    gap = made()
    figure = funnel(gap, STRATUM, META, look())
    assert gap.funnel is not None
    own = {c: r for c, r in rows(gap).items() if isinstance(r.ratio, Estimate)}
    assert marks(figure, "ratio") == {c: r.expected.value for c, r in own.items() if r.expected}
    high = next(t for t in figure.data if t.name == "limits-99.8-high")
    pairs = sorted(zip(gap.funnel.expected, gap.funnel.high998, strict=True))
    assert list(zip(high.x, high.y, strict=True)) == pairs


def test_without_a_funnel_none_is_drawn() -> None:
    with pytest.raises(ValueError, match="no funnel"):
        funnel(broadband(), STRATUM, META, look())


# --- three sources ----------------------------------------------------------------------------------

WEEK = Period(date(2015, 2, 16), date(2015, 2, 24))


def report(company: str, label: str, count: int | None) -> Report:
    return Report(f"{company}-{label}", company, "airlines", "US", "twitter", WEEK, "tweets", label, count)


def test_the_share_of_negative_reports() -> None:
    found = negative_share(
        [report("a", "negative", 30), report("a", "positive", 10), report("b", "negative", None)]
    )
    assert found["a"].value == 0.75
    # Wilson's limits for 30 of 40
    assert (found["a"].low, found["a"].high) == pytest.approx((0.5981, 0.8581), abs=5e-5)
    assert found["b"].value == 1


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("width", [320, 390, 700, 1040])
def test_three_sources_stand_side_by_side_with_what_each_cannot_say(lang: str, width: int) -> None:
    gap, stratum = airlines()
    reports = [
        report(c, label, n) for c in ("jetblue", "alaska") for label, n in (("negative", 40), ("neutral", 10))
    ]
    panels, names = panels_of(gap, stratum, reports)
    assert list(names) == ["alaska", "jetblue"] or list(names) == ["jetblue", "alaska"]
    figure = three_sources(panels, names, stratum, META, look(lang, width=width))
    assert marks(figure, "source-0") == {"jetblue": 79, "alaska": 79}
    assert marks(figure, "source-1") == {
        c: r.rate.value for c, r in rows(gap).items() if c in names and r.rate
    }
    assert marks(figure, "source-2") == {"jetblue": 0.8, "alaska": 0.8}
    notes = [text for name, text in texts(figure).items() if name.startswith("track-note-")]
    assert len(notes) == 3
    assert_fits(figure)
    assert "index 0 100" in texts(figure)["heading-0"].lower(), (
        "an index, not a share who say they are satisfied"
    )


# --- series over time ---------------------------------------------------------------------------------


def quarter(year: int, q: int) -> Period:
    ends = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}
    return Period(date(year, 3 * q - 2, 1), date(year, *ends[q]))


def point(year: int, q: int, value: float, group: str = "new", filling: bool = False) -> Point:
    return Point(quarter(year, q), Estimate(value, value - 0.5, value + 0.5, Kind.ROUNDING), group, filling)


SERIES = Series(
    "plusnet",
    "Plusnet",
    Measure.COMPLAINTS,
    "rate",
    (
        point(2017, 1, 30, "old"),
        point(2017, 2, 28, "old"),
        point(2017, 3, 20),
        point(2018, 1, 20),
        point(2018, 2, 18, filling=True),
    ),
)
HEADINGS = {
    (Measure.CLAIM, "percent"): Message("figures.heading.share"),
    (Measure.COMPLAINTS, "rate"): Message("figures.heading.rate", {"n": 100_000, "per": "customers"}),
}


def test_a_line_joins_neighbours_of_one_definition_only() -> None:
    runs = [[p.estimate.value for p in run] for run in joined_runs(SERIES)]
    assert sorted(runs) == [[20], [20, 18], [30, 28]]
    assert breaks(SERIES) == [date(2017, 6, 30)]


def test_the_lines_drawn_are_open_at_gaps_and_breaks() -> None:
    figure = over_time([SERIES], HEADINGS, META, look())
    line = next(t for t in figure.data if t.name == "plusnet-line")
    assert list(line.y) == [20, None, 20, 18, None, 30, 28, None]
    assert [shape.name for shape in figure.layout.shapes] == ["break-plusnet"]
    dots = next(t for t in figure.data if t.name == "plusnet")
    assert list(dots.y) == [30, 28, 20, 20, 18]
    hatched = [t for t in figure.data if t.type == "bar"]
    assert [t.marker.pattern.shape for t in hatched] == ["/"]
    assert "period still filling" in everything(figure)


def test_a_line_passes_through_no_range_and_through_neither_of_two_figures_that_disagree() -> None:
    only = Point(quarter(2017, 2), Estimate(None, 20, 30, Kind.RANGE), "new")
    points = (point(2017, 1, 24), only, point(2017, 3, 20), point(2017, 4, 2), point(2017, 4, 3))
    series = Series("plusnet", "Plusnet", Measure.COMPLAINTS, "rate", (*points, point(2018, 1, 4)))
    assert all(len(run) == 1 for run in joined_runs(series))
    figure = over_time([series], HEADINGS, META, look())
    period = next(t for t in figure.data if t.name == "plusnet-period")
    assert 25 not in period.y, "the middle of a range is nobody's figure"
    assert list(period.y)[3:9] == [20, 20, None, 30, 30, None]


def test_a_company_without_a_place_is_named_with_its_reason() -> None:
    said = everything(rank_plot(made(), STRATUM, META, look()))
    assert "Callers Only: Not compared:" in said
    assert "Not compared" not in everything(rank_plot(broadband(), STRATUM, META, look()))


def test_complaints_alone_speak_of_no_survey() -> None:
    said = everything(raw_dots(broadband(), STRATUM, META, look()))
    assert "from rounding alone" in said and "urvey" not in said


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("width", [320, 390, 700, 1040])
def test_small_multiples_stand_beside_the_sector_and_fit(lang: str, width: int) -> None:
    claims = Series(
        "plusnet",
        "Plusnet",
        Measure.CLAIM,
        "percent",
        (
            Point(Q1, Estimate(0.86, 0.855, 0.865, Kind.ROUNDING)),
            Point(quarter(2020, 1), Estimate(0.93, 0.925, 0.935, Kind.ROUNDING)),
        ),
    )
    sector = Series(
        "", "Sector", Measure.COMPLAINTS, "rate", (point(2017, 1, 16), point(2017, 2, 15)), sector=True
    )
    figure = over_time([claims, SERIES, sector], HEADINGS, META, look(lang, width=width))
    assert [t.name for t in figure.data].count("sector-line") == 1
    assert len([key for key in figure.layout if key.startswith("xaxis") and figure.layout[key].range]) == 2
    assert_fits(figure)


def test_a_ratio_is_written_with_two_digits_whatever_its_interval() -> None:
    wide = Estimate(1.55, 1.07, 2.29, Kind.ROUNDING)
    only = Estimate(None, 1.3034, 2.2716, Kind.RANGE)
    points = (Point(quarter(2018, 1), only), Point(quarter(2020, 1), wide))
    series = Series("plusnet", "Plusnet", Measure.RATIO, "times", points)
    figure = over_time([series], {(Measure.RATIO, "times"): Message("over_time.ratio")}, META, look("fr"))
    written = {text for name, text in texts(figure).items() if name.startswith("value-")}
    assert written == {"1,3\N{NO-BREAK SPACE}à\N{NO-BREAK SPACE}2,3", "1,6"}


def test_half_a_year_has_months_and_one_year_is_no_span() -> None:
    points = (point(2016, 2, 30.0), point(2016, 3, 20.0))
    series = Series("plusnet", "Plusnet", Measure.COMPLAINTS, "rate", points)
    figure = over_time([series], HEADINGS, META, look("fr"))
    assert set(figure.layout.xaxis.ticktext) >= {"mai 2016", "juillet 2016"}
    assert "En 2016. " in everything(figure), "one panel: nothing of scales"


def test_series_of_the_records() -> None:
    claim = Claim(
        "1",
        "plusnet",
        "telecoms_broadband",
        "GB",
        "share_satisfied",
        Quantity(86, unit="percent", rounding=1),
        Q1,
        STRATUM.asserted_by,
        "s",
    )
    (series,) = claim_series("plusnet", "Plusnet", [claim])
    assert series.points[0].estimate == Estimate(0.86, 0.855, 0.865, Kind.ROUNDING)
    rate = Complaints(
        "2",
        "plusnet",
        "telecoms_broadband",
        "GB",
        "ofcom_broadband",
        Q1,
        "r",
        rate=Quantity(None, 2, 3, "complaints"),
    )
    count = Complaints(
        "3", "plusnet", "telecoms_broadband", "GB", "ofcom_broadband", Q1, "r", count=Quantity(120)
    )
    undated = Complaints(
        "4", "plusnet", "telecoms_broadband", "GB", "ofcom_broadband", None, "r", count=Quantity(9)
    )
    rates, counts = complaint_series("plusnet", "Plusnet", [rate, count, undated])
    assert rates.points[0].estimate == Estimate(None, 2, 3, Kind.RANGE)
    assert counts.points[0].estimate == Estimate(120, 120, 120, Kind.NONE)
    assert len(counts.points) == 1


def test_no_points_no_figure() -> None:
    with pytest.raises(ValueError, match="no series"):
        over_time([], HEADINGS, META, look())


def test_every_figure_says_its_finding_in_words() -> None:
    gap, stratum = airlines()
    figures: list[go.Figure] = [
        forest(broadband(), STRATUM, META, look("fr")),
        raw_dots(gap, stratum, META, look("fr")),
        rank_plot(gap, stratum, META, look("fr")),
        funnel(made(), STRATUM, META, look("fr")),
        over_time([SERIES], HEADINGS, META, look("fr")),
    ]
    for figure in figures:
        assert figure.layout.meta["alt"].startswith(figure.layout.meta["title"])
        assert len(figure.layout.meta["alt"]) > len(figure.layout.meta["title"]) + 40
        assert figure.layout.meta["lang"] == "fr"

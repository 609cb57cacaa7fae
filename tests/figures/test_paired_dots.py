"""The headline chart: its numbers are the rows', its title names every tie, nothing is a silent zero."""

from __future__ import annotations

import math
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from barometer.figures.look import Meta
from barometer.figures.paired_dots import paired_dots
from barometer.figures.template import PALETTES, Theme
from barometer.measures.gap import compute
from barometer.model import Code, Estimate, Gap, Kind, Quantity, Row, Status
from tests.figures.gaps import META, STRATUM, airlines, broadband, look, made, observation

NBSP, THIN = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def marks(figure: go.Figure, name: str) -> dict[str, float]:
    """Company -> value of the traces of a name that draw points."""
    return {
        company: value
        for trace in figure.data
        if trace.name == name and trace.mode == "markers"
        for company, value in zip(trace.customdata, trace.x, strict=True)
    }


def texts(figure: go.Figure) -> dict[str, str]:
    return {one.name: one.text.replace("<br>", " ") for one in figure.layout.annotations}


def everything(figure: go.Figure) -> str:
    return " ".join(texts(figure).values())


def rows(gap: Gap) -> dict[str, Row]:
    return {row.observation.company: row for row in gap.rows}


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("width", [320, 390, 700, 1040])
def test_every_company_and_number_is_the_rows_own(lang: str, width: int) -> None:
    gap = broadband()
    figure = paired_dots(gap, STRATUM, META, look(lang, width=width))
    own = rows(gap)
    assert marks(figure, "claims") == {
        c: r.observation.claim.value for c, r in own.items() if r.observation.claim
    }
    assert marks(figure, "observed") == {c: r.rate.value for c, r in own.items() if r.rate}
    assert marks(figure, "expected") == {c: r.expected_rate.value for c, r in own.items() if r.expected_rate}
    written = everything(figure)
    assert all(row.observation.name in written for row in gap.rows)


def test_the_intervals_drawn_are_the_rows_own() -> None:
    gap = made()
    own = rows(gap)
    figure = paired_dots(gap, STRATUM, META, look())
    for trace in (t for t in figure.data if t.name == "observed" and t.mode == "markers"):
        whiskers = zip(trace.customdata, trace.x, trace.error_x.array, trace.error_x.arrayminus, strict=True)
        for company, value, up, down in whiskers:
            rate = own[company].rate
            assert rate is not None and rate.low is not None and rate.high is not None
            assert (value - down, value + up) == pytest.approx((rate.low, rate.high))


def test_the_title_names_every_tie_in_both_languages() -> None:
    gap = broadband()
    english = paired_dots(gap, STRATUM, META, look("en")).layout.meta["title"]
    french = paired_dots(gap, STRATUM, META, look("fr")).layout.meta["title"]
    assert english == (
        f"Same score, different complaints: Sky and Virgin{NBSP}Media, 83%: 5 and 12; "
        "EE and BT, 79%: 13 and 23"
    )
    assert french == (
        f"Même note, pas les mêmes plaintes{NBSP}: Sky et Virgin{NBSP}Media, 83{NBSP}%{NBSP}: 5 et 12{THIN}; "
        f"EE et BT, 79{NBSP}%{NBSP}: 13 et 23"
    )


def test_with_a_company_in_view_the_title_is_its_two_numbers_unless_a_tie_names_it() -> None:
    def title(lang: str, focus: str) -> str:
        return str(paired_dots(broadband(), STRATUM, META, look(lang), focus).layout.meta["title"])

    assert title("en", "plusnet") == "Plusnet: 86% satisfied; 20 complaints per 100,000 customers"
    assert title("fr", "plusnet") == (
        f"Plusnet{NBSP}: 86{NBSP}% de satisfaits{THIN}; 20 plaintes pour 100{THIN}000 clients"
    )
    assert title("en", "sky") == title("en", "")
    figure = paired_dots(broadband(), STRATUM, META, look("en"), "plusnet")
    assert texts(figure)["subtitle"].startswith("Broadband, United Kingdom, 1st quarter of 2018.")
    nothing = broadband(observation("now", "NOW", None, 8.0))
    assert paired_dots(nothing, STRATUM, META, look(), "now").layout.meta["title"] == title("en", "")


def test_a_tie_with_equal_complaints_does_not_make_the_headline() -> None:
    gap = broadband(change={"sky": ("Sky", 0.83, 12.0), "ee": ("EE", 0.8, 13.0)})
    assert len(gap.same_score) == 1
    title = paired_dots(gap, STRATUM, META, look()).layout.meta["title"]
    assert "different complaints" not in title


def test_order_is_by_ratio_and_figures_are_written_out() -> None:
    figure = paired_dots(broadband(), STRATUM, META, look())
    said = texts(figure)
    heights = {one.name: one.y for one in figure.layout.annotations if one.name.startswith("name-")}
    assert sorted(heights, key=heights.__getitem__) == [
        "name-plusnet",
        "name-bt",
        "name-talktalk",
        "name-virgin_media",
        "name-ee",
        "name-sky",
    ]
    assert [said[f"figure-plusnet-{i}"] for i in range(4)] == ["20", "11.0", "1.8", "1.6–2.0"]
    assert [said[f"figure-sky-{i}"] for i in range(4)] == ["5", "16.3", "0.31", "0.25–0.37"]
    assert said["label-plusnet-0"] == "86%"


def test_on_a_phone_the_figures_stand_beside_the_name() -> None:
    said = texts(paired_dots(broadband(), STRATUM, META, look("fr", width=390)))
    assert said["figure-plusnet"] == f"20 · 11,0 attendues · 1,8{NBSP}fois (1,6{NBSP}à{NBSP}2,0)"


def test_rounding_is_hollow_and_sampling_is_filled() -> None:
    paper = PALETTES[Theme.LIGHT].paper
    for gap, hollow in ((broadband(), True), (made(), False)):
        figure = paired_dots(gap, STRATUM, META, look())
        fills = {
            c for t in figure.data if t.name == "observed" and t.mode == "markers" for c in t.marker.color
        }
        assert (fills == {paper}) is hollow
        assert (paper in fills) is hollow


def test_shape_and_colour_say_the_side_and_undecided_takes_none() -> None:
    figure = paired_dots(made(zero=False), STRATUM, META, look())
    own = rows(made(zero=False))
    colours = PALETTES[Theme.LIGHT]
    for trace in (t for t in figure.data if t.name == "observed" and t.mode == "markers"):
        for company, symbol in zip(trace.customdata, trace.marker.symbol, strict=True):
            ratio, line = own[company].ratio, trace.marker.line.color
            if not isinstance(ratio, Estimate):
                assert line == colours.refused
            elif (ratio.low or 0) > 1:
                assert (symbol, line) == ("circle", colours.more)
            elif (ratio.high or 0) < 1:
                assert (symbol, line) == ("diamond", colours.fewer)
            else:
                assert (symbol, line) == ("circle", colours.even)


def test_a_refused_company_is_grey_with_its_reason() -> None:
    figure = paired_dots(made(), STRATUM, META, look())
    said = texts(figure)
    assert said["reason-callers"].startswith("Not compared: the people asked are not")
    grey = [
        t for t in figure.data if t.name == "observed" and t.mode == "markers" and "callers" in t.customdata
    ]
    assert [t.marker.line.color for t in grey] == [PALETTES[Theme.LIGHT].refused]
    assert "callers" not in marks(figure, "expected")
    assert "figure-callers-2" not in said


def test_a_missing_figure_is_said_and_never_drawn_as_zero() -> None:
    gap = broadband(observation("now", "NOW", None, 8.0), observation("kcom", "KCOM", 0.8, None))
    figure = paired_dots(gap, STRATUM, META, look())
    said = texts(figure)
    assert said["remark-now-0"] == "no published figure"
    assert said["remark-kcom-1"] == "not published: missing, not zero"
    assert "now" not in marks(figure, "claims")
    assert "kcom" not in marks(figure, "observed")
    assert math.inf not in marks(figure, "observed").values()
    assert 0 not in marks(figure, "observed").values()


def test_many_companies_with_one_figure_are_named_under_the_chart() -> None:
    extra = [observation(f"x{i}", f"Extra {i}", None, 8.0) for i in range(6)]
    figure = paired_dots(broadband(*extra), STRATUM, META, look())
    assert not any(one.name.startswith("name-x") for one in figure.layout.annotations)
    assert all(f"Extra {i}" in everything(figure) for i in range(6))


def test_a_range_is_a_bar_without_a_point() -> None:
    seen = observation("o2", "O2", 0.8, 3.0)
    seen = replace(seen, rate=Quantity(None, 6.0, 7.0, unit="complaints"))
    gap = broadband(seen)
    figure = paired_dots(gap, STRATUM, META, look())
    assert "o2" not in marks(figure, "observed")
    bars = [t for t in figure.data if t.name == "observed-range"]
    assert [tuple(t.x) for t in bars] == [(6.0, 7.0, None)]
    said = texts(figure)
    assert said["figure-o2-0"] == "6–7"
    # F8: no point is printed for anyone in the stratum
    assert not any(name.startswith("figure-") and name.endswith("-2") for name in said)


def test_scope_caveat_intervals_sources_and_age_are_inside_the_image() -> None:
    written = everything(paired_dots(broadband(), STRATUM, META, look("en")))
    for words in (
        "Satisfaction: survey published by Ofcom, 3 January-15 February 2018",
        "Complaints to Ofcom (broadband)",
        "if customers who did not say they were satisfied complained as often as those of the 5 others",
        "This does not show that a figure is false",
        "from rounding alone",
        "Survey sample size: not given",
        "Asked by: not given. Paid for by: not given",
        "BT, EE, and Plusnet belong to one group (BT Group)",
        "Ofcom, as read in Synergy Mobile (9 May 2018)",
        "Ofcom, as read in Gizmodo UK",
        "Figures checked on 22 November 2026",
        "sources not checked at the source.",
    ):
        assert words in written, words


def test_a_missing_source_is_said() -> None:
    assert "source missing" in everything(paired_dots(made(), STRATUM, Meta(), look()))


def test_the_alternative_text_says_the_finding_and_every_row() -> None:
    gap = broadband()
    meta = paired_dots(gap, STRATUM, META, look("en")).layout.meta
    assert meta["alt"].startswith(meta["title"])
    assert (
        f"Plusnet: 86%, 20 complaints per 100,000 customers, 11.0 expected, 1.8{NBSP}times (1.6–2.0)"
        in meta["alt"]
    )
    assert all(row.observation.name in meta["alt"] for row in gap.rows)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_without_a_share_there_is_no_expected_but_places(lang: str) -> None:
    gap, stratum = airlines()
    assert gap.status is Status.RANKS
    figure = paired_dots(gap, stratum, META, look(lang))
    assert marks(figure, "expected") == {}
    said = texts(figure)
    assert said["figure-jetblue-1"] == ("2–3" if lang == "en" else "2\u00a0à\u00a03")
    observed = next(row.rank_observed for row in gap.rows if row.observation.company == "southwest")
    assert not hasattr(observed, "code")
    assert said["figure-southwest-2"].startswith("1")
    assert marks(figure, "claims")["american"] == 74


def test_a_name_is_never_markup() -> None:
    figure = paired_dots(
        broadband(observation("evil", "<b>E</b> %{x} & $1$", 0.8, 9.0)), STRATUM, META, look()
    )
    shown = texts(figure)["name-evil"]
    assert "<b>" not in shown
    assert shown == "&lt;b&gt;E&lt;/b&gt; %&#123;x} &amp; &#36;1&#36;"
    hovers = [h for t in figure.data if t.hovertext is not None for h in t.hovertext]
    assert not any("<b>" in hover or "%{" in hover for hover in hovers)
    assert all(t.hovertemplate is None and t.texttemplate is None for t in figure.data)


def test_the_company_in_focus_is_banded_and_its_caveat_stands_in_for_the_general_one() -> None:
    figure = paired_dots(broadband(), STRATUM, META, look(), focus="sky")
    assert [shape.name for shape in figure.layout.shapes if shape.name.startswith("focus-")] == ["focus-sky"]
    bold = {one.name: one.font.weight for one in figure.layout.annotations if one.name.startswith("name-")}
    assert bold["name-sky"] == 700
    assert bold["name-bt"] == 400


def test_the_data_agree_with_the_measure() -> None:
    gap = broadband()
    plusnet = rows(gap)["plusnet"]
    assert isinstance(plusnet.ratio, Estimate)
    assert plusnet.ratio.kind is Kind.ROUNDING
    assert plusnet.ratio.value == pytest.approx(1.81, abs=0.005)
    assert Code.RATES_ONLY in gap.codes


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "Plusnet: 86% satisfied; 20 complaints per 100,000 customers"),
        ("fr", f"Plusnet{NBSP}: 86{NBSP}% de satisfaits{THIN}; 20 plaintes pour 100{THIN}000 clients"),
    ],
)
def test_one_company_alone_is_two_numbers_and_no_judgement(lang: str, title: str) -> None:
    gap = compute([observation("plusnet", "Plusnet", 0.86, 20.0)], STRATUM)
    assert gap.status is Status.RAW
    figure = paired_dots(gap, STRATUM, META, look(lang))
    assert figure.layout.meta["title"] == title
    assert marks(figure, "expected") == {}


def test_raw_numbers_say_why_they_are_not_compared() -> None:
    seen = replace(observation("plusnet", "Plusnet", 0.86, 20.0), population_mismatch=True)
    gap = compute([seen], STRATUM)
    assert gap.status is Status.RAW
    said = texts(paired_dots(gap, STRATUM, META, look()))
    assert said["reason-plusnet"].startswith("Not compared: the people asked are not")
    assert "four" in said["note-0"]

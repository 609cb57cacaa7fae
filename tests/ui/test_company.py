"""The company page: figures as objects, what meets what with its notes, what is refused and why."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from barometer.desk import default_desk
from barometer.figures.series import Measure, joined_runs
from barometer.messages import LANGUAGES, catalogue
from barometer.ui import figure_words as words_of
from barometer.ui import html_table
from barometer.ui.company.chart import Panel, panels
from barometer.ui.frame import Frame
from barometer.view import View
from tests.ui.conftest import Open, words

DATA = Path(__file__).parents[2] / "data"


def tables(app: AppTest) -> str:
    """The HTML tables of a page."""
    return "\n".join(str(part.proto.body) for part in app.get("html"))


def page(opened: Open, company: str, lang: str = "en") -> AppTest:
    return opened("company", f"focus={company}", lang)


def test_without_a_company_the_page_says_what_to_do(opened: Open) -> None:
    app = opened("company")
    assert "Type a company’s name above." in words(app)
    assert len(app.get("page_link")) >= 5


def test_a_company_that_no_figure_concerns_is_named(opened: Open) -> None:
    app = opened("company", "focus=atlantis_telecom")
    assert "atlantis_telecom" in words(app)
    assert "Type a company’s name above." in words(app)
    assert "<table" not in tables(app)


# Each pair: both figures of its sentence, and the notes that must be printed with it.
PAIRS = {
    "hmrc": (
        "HMRC: 74%", "63,431 complaints to HMRC itself.",
        "Users of digital services only; the complaints in the same table are about everything.",
    ),
    "delta_air_lines": (
        "Delta Air Lines: 41.5 points", "0.92 complaints to the US Department of Transportation",
        "The source says 'late 2017'; the quarter is an interpretation.",
    ),
    "elizabeth_line": (
        "Elizabeth line (TfL Rail): 80.8 of 100", "0.5 complaints to the operator",
        "A mean score, not a share satisfied; the operator calls it consistent with 2023/24.",
    ),
    "sncb": (
        "SNCB: 65.5%", "3,627 complaints to the Belgian rail ombudsman.",
        "the ombudsman received 3,709 complaints about all companies, 97.8% of them about SNCB.",
    ),
    "centrelink": (
        "Centrelink: 90%", "114,000 complaints to Centrelink itself.",
        "complaining was made easier in that year.",
    ),
    "dwp": (
        "DWP: 88%", "20,167 complaints to DWP itself.", "3,926 complaints to the Independent Case Examiner.",
        "The first year of the pandemic.", "The number of customers is not in our sources: no rate.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("company", PAIRS)
def test_an_own_figure_stands_beside_complaints_with_its_notes(opened: Open, company: str) -> None:
    said = words(page(opened, company))
    for part in PAIRS[company]:
        assert part in said
    assert "Raw numbers: they do not show that the figure is true or false." in said


def test_pole_emploi_2015_stands_raw_with_whom_each_side_is_about(opened: Open) -> None:
    app = page(opened, "france_travail")
    assert "the people asked are not all those who could complain here" in words(app)
    assert "comparisons where a figure can be read beside complaints: 2." in words(app), "of seven shown"
    assert "459,341 complaints" in words(app) and "29,502 complaints to France Travail" in tables(app)
    assert "Complaints at the local office, from all users, not job-seekers alone." in tables(app)


APART = {
    "london_underground": "the complaints cover less than half of the time to which the figure refers",
    "ratp": "the complaints cover less than half of the time to which the figure refers",
    "engie": "Never set beside complaints: People who complained or used a mediator",
    "dgfip": "no complaints about it, counted as the others",
}


@pytest.mark.parametrize("company", APART)
def test_figures_that_meet_nothing_say_so_and_what_is_missing(opened: Open, company: str) -> None:
    app = page(opened, company)
    said = tables(app).replace("&#x27;", "'")
    assert APART[company] in said
    assert "Missing:" in said or company == "engie"
    assert "Side by side" not in [part.value for part in app.subheader]


def test_complaints_of_other_periods_are_labelled(opened: Open) -> None:
    said = words(page(opened, "ratp"))
    assert "None of the published figures of RATP can be read beside the complaints about it" in said
    assert "No published figure that could stand beside them is of these periods." in said


def test_a_figure_is_an_object(opened: Open) -> None:
    app = page(opened, "plusnet")
    said, found = words(app), tables(app)
    assert "Share satisfied (fairly or very satisfied)" in said
    assert "Asserted by Ofcom. Asked by: Critical Research. Paid for by: Ofcom." in said
    assert '<th scope="row" role="rowheader"><div>86%</div></th>' in found
    assert "3 January-15 February 2018 (dates of the survey)" in found
    assert "not given" in found
    assert "Ofcom, as read in Synergy Mobile, 9 May 2018" in found
    assert 'href="https://' in found
    assert (
        "20 per 100,000 customers to Ofcom (broadband), 1st quarter of 2018 · 6 companies, computed" in found
    )
    assert 'href="gap?v=1&amp;sector=telecoms_broadband&amp;country=GB&amp;time=2018-01..2018-03' in found


def test_a_source_leads_to_its_archived_copies(opened: Open) -> None:
    found = tables(page(opened, "plusnet"))
    copies = 'href="https://web.archive.org/web/*/https://www.ispreview.co.uk'
    assert copies in found and ">archived copies, if any</a>" in found
    read_there = next(one for one in default_desk().sources.values() if "://web.archive.org" in one.url)
    assert read_there.archive == read_there.url, "a figure read in a copy leads to that copy"


@pytest.mark.parametrize(
    ("company", "said"),
    [
        ("dvta", "according to DVTA (NI) itself (published by Northern Ireland Audit Office)"),
        ("delta_air_lines", "according to Delta Air Lines itself"),
    ],
)
def test_who_published_a_company_s_own_figure_is_said_where_it_is_another(
    opened: Open, company: str, said: str
) -> None:
    shown = words(page(opened, company))
    assert said in shown
    assert ("itself (published by" in shown) == ("(published by" in said)


def test_the_chart_says_who_asked_and_what_its_figures_are_printed_with(opened: Open) -> None:
    (chart,) = page(opened, "plusnet").get("plotly_chart")
    drawn = json.loads(chart.proto.spec)["layout"]["annotations"]
    said = " ".join(str(text["text"]) for text in drawn).replace("<br>", " ")
    assert "Asked by: Critical Research (not given of every figure). Paid for by: Ofcom." in said
    assert "Survey sample size: not given." in said
    assert "These numbers do not show that a published figure is true or false." in said
    assert "Asked in January 2020; Ofcom issued the report again" in said


def test_the_chart_is_taken_away_as_its_points(opened: Open) -> None:
    app = page(opened, "plusnet", "fr")
    labels = [button.proto.label for button in app.get("download_button")]
    assert "CSV du graphique" in labels, "its content: tests/browser/test_clicked.py"


def test_ranges_limits_and_wordings_stay_what_they_are(opened: Open) -> None:
    assert "86.5% to 86.9%" in tables(page(opened, "ratp"))
    hmrc = tables(page(opened, "hmrc"))
    assert "more than 82%" in hmrc and "over 82%" in hmrc
    centrelink = tables(page(opened, "centrelink"))
    assert "about 114,000 complaints" in centrelink and "nearly 114,000" in centrelink


def test_family_ownership_and_other_names(opened: Open) -> None:
    app = page(opened, "lloyds_banking_group")
    links = {link.proto.label for link in app.get("page_link")}
    assert {"Halifax", "Lloyds Bank"} <= links
    assert "private, the State holds a minority" in words(app)
    assert "until 16 May 2017" in words(app)
    assert "also NMBS and SNCB/NMBS" in words(page(opened, "sncb"))


def test_users_reports_are_counted_with_their_caveat(opened: Open) -> None:
    app = page(opened, "delta_air_lines")
    for part in ("955 negative", "723 neutral", "544 positive", "Twitter"):
        assert part in tables(app)
    assert "they are not the company’s customers" in words(app)


def test_complaints_of_another_year_say_of_which(opened: Open) -> None:
    said = str(tables(page(opened, "sncf")))
    assert "a published figure of 66% and 9,063 complaints (period of the complaints: 2017)" in said


def test_the_page_speaks_french(opened: Open) -> None:
    app = page(opened, "hmrc", "fr")
    assert "HMRC\xa0: 74\xa0%" in words(app) and "selon HMRC (son propre chiffre)" in words(app)
    assert "mandataires fiscaux" in tables(app)
    assert "Côte à côte" in [part.value for part in app.subheader]


def test_every_id_of_the_data_has_a_name_in_both_languages() -> None:
    columns = {
        "claims": ("threshold", "subject", "population"),
        "complaints": ("definition", "issue", "region", "per", "window", "population"),
        "exposure": ("measure", "population"),
        "reports": ("venue", "label", "reply_kind"),
        "companies": ("country",),
        "ownership": ("code",),
    }
    for file, names in columns.items():
        with (DATA / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
            used = {row[name] for row in csv.DictReader(lines) for name in names if row[name]}
        for lang in LANGUAGES:
            assert {id_ for id_ in used if f"term.{id_}" not in catalogue(lang)} == set(), file


def _panels(company: str) -> list[Panel]:
    desk = default_desk()
    frame = Frame("company", desk, View(focus=company), (), "en", 1100)
    return panels(frame, desk.company(company))


def test_definitions_that_overlap_have_a_panel_each_and_others_break() -> None:
    headings = [frame.heading.params["detail"] for frame in _panels("lloyds_banking_group")[3:]]
    assert " (banking only, half-year)" in headings
    assert " (without payment protection insurance, half-year)" in headings
    referrals = next(p.series for p in _panels("ratp") if len(p.series.points) == 5)
    runs = [[point.estimate.value for point in run] for run in joined_runs(referrals)]
    assert [1148.0, 1127.0] in runs and [968.0] in runs and [4085.0] in runs and [4922.0] in runs


def test_periods_of_unlike_length_are_never_on_one_scale_nor_joined() -> None:
    delta = [p.series for p in _panels("delta_air_lines") if p.series.measure is Measure.COMPLAINTS]
    assert sorted(len(series.points) for series in delta) == [1, 1, 2]
    authority = next(p.series for p in _panels("ratp") if p.series.measure is Measure.CLAIM)
    assert len(joined_runs(authority)) == 2  # a year and a half-year


def test_figures_of_two_markets_never_share_a_panel_or_a_card(opened: Open) -> None:
    """EE's 93% for mobile and 88% for broadband are answers to one question of one survey and month."""
    desk = default_desk()
    several = []
    for company in desk.companies:
        file = desk.company(company)
        markets = {(claim.sector, claim.country) for claim in file.claims}
        if len(markets) < 2:
            continue
        several.append(company)
        frame = Frame("company", desk, View(focus=company), (), "en", 1100)
        named = {words_of.place(frame, claim, file.claims) for claim in file.claims}
        assert len(named) == len(markets), company
        for panel in panels(frame, file):
            if panel.series.measure is Measure.CLAIM:
                what = str(panel.heading.params["what"])
                assert sum(what.startswith(f"{name} · ") for name in named) == 1, (company, what)
    assert {"ee", "vodafone_uk", "orange"} <= set(several)
    said = words(page(opened, "ee"))
    for market in ("Broadband", "Mobile telephony"):
        assert f"{market} · Share satisfied (fairly or very satisfied)" in said
    assert "· Share satisfied" not in words(page(opened, "sky"))


def test_figures_about_other_journeys_or_by_another_threshold_have_panels_of_their_own() -> None:
    """British Airways' short-haul and long-haul scores; Ryanair's 'OK or better' and 'good or better'."""
    which = [p for p in _panels("british_airways") if p.series.unit == "score" and "Which?" in str(p.heading)]
    assert {len(p.series.points) for p in which} == {1, 3}
    assert {"short-haul flights", "long-haul flights"} == {
        str(p.heading.params["what"]).rpartition(", ")[2] for p in which
    }
    shares = [p for p in _panels("ryanair") if p.series.unit == "percent"]
    assert all("(" in str(p.heading.params["what"]) for p in shares)
    values = [{point.estimate.value for point in p.series.points} for p in shares]
    assert not any(0.94 in held and 0.88 in held for held in values)


def test_the_chart_says_every_figure_in_words(opened: Open) -> None:
    chart = page(opened, "octopus_energy").get("plotly_chart")[0]
    alt = str(chart.proto.alt)
    assert "4th quarter of 2019 254" in alt and "3rd quarter of 2022 823" in alt


def test_a_table_escapes_what_it_is_given() -> None:
    bad = html_table.cell("<script>alert(1)</script>")
    link = (html_table.Part("x", href='javascript:alert("1")'),)
    made = html_table.markup("<b>", ["<i>", "b"], [[bad, link]])
    assert "<script>" not in made and "<b>" not in made and "<i>" not in made
    assert 'href="javascript' not in made


@pytest.mark.parametrize(
    ("lang", "heading"),
    [
        ("en", "Weighted score"),
        ("fr", "Indice pondéré"),
    ],
)
def test_a_weighted_score_is_no_number_of_complaints_on_a_company_s_page(
    opened: Open, lang: str, heading: str
) -> None:
    app = page(opened, "sse", lang)
    assert heading in tables(app)


def test_one_account_is_not_said_in_the_plural(opened: Open) -> None:
    assert "négatifs\u00a0: 1" in tables(page(opened, "conforama", "fr"))


def test_under_a_mean_stands_which_shares_it_allows(opened: Open) -> None:
    """Bouygues Telecom, 7.8 out of 10: (7.8 - 6) / 4 = 45% at least, 7.8 / 7 > 1: all of them at most."""
    app = page(opened, "bouygues_telecom")
    assert "allows 45% to 100% at 7 or more" in tables(app)
    assert "answered 7 or more out of 10" in words(app)
    french = page(opened, "bouygues_telecom", "fr")
    assert "permet de 45\u00a0% à 100\u00a0% à 7 ou plus" in tables(french)


def test_a_share_has_no_bounds(opened: Open) -> None:
    assert "or more out of" not in words(page(opened, "hmrc"))


@pytest.mark.parametrize(("lang", "title", "said"), [
    ("en", "The same question, asked by others (2)", "the two figures are about different people"),
    ("fr", "La même question, posée par d’autres (2)", "les deux chiffres ne portent pas sur les mêmes"),
])  # fmt: skip
def test_figures_of_other_people_have_no_difference(
    opened: Open, lang: str, title: str, said: str
) -> None:  # fmt: skip
    """The tax office asked individuals and professionals; the Delouvrier institute asked users."""
    app = page(opened, "dgfip", lang)
    assert title in [part.value.replace("\\", "") for part in app.subheader]
    found = tables(app)
    assert found.count(said) == 2 and "points" not in found
    assert "89" in found and "82" in found


def test_where_nobody_else_asked_there_is_no_such_table(opened: Open) -> None:
    app = page(opened, "hmrc")
    assert not any("asked by others" in part.value for part in app.subheader)

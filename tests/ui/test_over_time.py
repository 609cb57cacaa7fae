"""The gap page over time, what users said, and other figures of the same period."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from barometer.desk import default_desk
from barometer.figures.series import complaint_series
from barometer.model import Complaints, Period, Quantity
from barometer.view import View, decode
from tests.ui.conftest import Open, words
from tests.ui.test_company import tables

BROADBAND = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"
AIRLINES = "sector=airlines&country=US&time=2015-01..2015-12"


def charts(app: AppTest) -> list[dict[str, Any]]:
    """Each chart's finding, and all that it says in words."""
    said = [str(chart.proto.alt) for chart in app.get("plotly_chart")]
    return [{"title": alt.partition(". ")[0], "alt": alt} for alt in said]


def test_the_address_opens_the_tab(opened: Open) -> None:
    now, over = opened(query=BROADBAND), opened(query=f"{BROADBAND}&tab=over_time")
    assert len(charts(now)) == len(charts(over)) == 1
    assert "over time" not in charts(now)[0]["title"]
    assert (
        charts(over)[0]["title"]
        == "Broadband, United Kingdom: published satisfaction and complaints over time"
    )


def test_every_wave_and_its_ratio_is_drawn(opened: Open) -> None:
    alt = charts(opened(query=f"{BROADBAND}&tab=over_time"))[0]["alt"]
    plusnet = "Plusnet, Share satisfied: 3 January-15 February 2018 86%, January 2020 93%, January 2022 79%"
    assert plusnet in alt
    assert (
        "4th quarter of 2015 32, 2nd quarter of 2017 20, 1st quarter of 2018 20, 1st quarter of 2022 11"
        in alt
    )
    assert "Complaints at equal satisfaction (× expected): 1st quarter of 2018 1.8" in alt


def test_the_published_average_stands_behind(opened: Open) -> None:
    drawn = json.loads(opened(query=f"{BROADBAND}&tab=over_time").get("plotly_chart")[0].proto.spec)
    assert any(trace["name"].startswith("sector") for trace in drawn["data"])
    said = " ".join(note["text"] for note in drawn["layout"]["annotations"])
    assert "Grey: Industry average" in said.replace("<br>", " ")


def test_one_company_alone(opened: Open) -> None:
    drawn = charts(opened(query=f"{BROADBAND}&tab=over_time&focus=sky"))[0]
    assert "Sky" in drawn["alt"] and "Plusnet" not in drawn["alt"]
    assert drawn["title"].startswith("Broadband, United Kingdom, Sky: "), "a picture of one says of whom"


def test_the_files_say_what_each_holds(opened: Open) -> None:
    told = "CSV, pictures and HTML hold the chart that is drawn here"
    assert told in words(opened(query=f"{BROADBAND}&tab=over_time"))
    assert told not in words(opened(query=BROADBAND))


def test_a_citation_comes_first_in_the_language_of_the_page(opened: Open) -> None:
    for lang, first in (("en", "Broadband, United Kingdom"), ("fr", "Haut débit, Royaume-Uni")):
        cited = [str(one.value) for one in opened(query=BROADBAND, lang=lang).code]
        cited = [one for one in cited if one.startswith(("Barometer. ", "Baromètre. "))]
        assert len(cited) == 2
        assert first in cited[0]


@pytest.mark.parametrize(("focus", "said"), [("talktalk", True), ("sky", False)])
def test_a_dashed_upright_is_explained_where_there_is_one(opened: Open, focus: str, said: bool) -> None:
    query = f"{BROADBAND}&tab=over_time&focus={focus}"
    drawn = json.loads(opened(query=query).get("plotly_chart")[0].proto.spec)["layout"]
    upright = any(str(shape.get("name", "")).startswith("break-") for shape in drawn["shapes"])
    notes = " ".join(note["text"] for note in drawn["annotations"]).replace("<br>", " ")
    assert upright is said
    assert ("Dashed upright" in notes) is said


def test_a_comparison_of_one_period_says_so(opened: Open) -> None:
    app = opened(query="sector=public_services&country=FR&instrument=dgfip_ipsos&tab=over_time")
    assert "Complaints are known for one period only" in words(app)


@pytest.mark.parametrize(("window", "as_of", "filling"), [
    ("quarter", date(2025, 2, 1), True),
    ("quarter", date(2025, 6, 1), False),
    ("year to date", date(2025, 6, 1), True),
])  # fmt: skip
def test_periods_still_filling_are_marked(window: str, as_of: date, filling: bool) -> None:
    period = Period(date(2025, 1, 1), date(2025, 3, 31))
    record = Complaints(
        "a", "made", "rail", "GB", "orr", period, "s", count=Quantity(5.0, unit="complaints"), window=window
    )
    (series,) = complaint_series("made", "Made", [record], as_of)
    assert series.points[0].filling is filling


def test_a_timeline_holds_one_question_and_one_channel() -> None:
    desk = default_desk()
    answer = desk.answer(decode(BROADBAND)[0])
    assert answer.stratum is not None
    timeline = desk.timeline(answer.stratum)
    assert {claim.instrument for claim in timeline.claims} == {"ofcom_residential"}
    assert {(r.channel, r.window, r.per) for r in timeline.complaints} == {
        ("ofcom_broadband", "quarter", "customers")
    }
    assert {stratum.wave for stratum, _ in timeline.gaps} >= {"2018q1", "2022q1"}


def test_three_sources_with_what_each_cannot_say(opened: Open) -> None:
    app = opened(query=AIRLINES)
    three = next(meta for meta in charts(app) if "three sources" in meta["title"])
    assert "Southwest Airlines, Delta Air Lines, American Airlines, and United Airlines" in three["title"]
    assert "American Airlines: Satisfaction index (0-100) 66" in three["alt"] and "3.36" in three["alt"]
    for cannot in ("can't say how many had a reason", "how many were unhappy", "they are not the customers"):
        assert cannot in three["alt"]
    said = words(app)
    assert (
        "No users’ reports here on: JetBlue, Alaska Airlines, Frontier Airlines, and Spirit Airlines" in said
    )
    assert "US Airways" in said.partition("Users’ reports, but no published figure")[2]


def test_two_surveys_of_one_year_stand_side_by_side(opened: Open) -> None:
    query = "sector=public_services&country=FR&instrument=dgfip_ipsos&subject=individuals"
    app = opened(query=query, lang="fr")
    found = tables(app)
    for part in ("89\xa0%", "82\xa0%", "91\xa0%", "Institut Paul Delouvrier", "dans cette comparaison"):
        assert part in found
    assert "jamais moyennés" in words(app)


def test_an_answer_without_other_figures_shows_none() -> None:
    assert default_desk().answer(decode(BROADBAND)[0]).others == ()
    assert View(tab="over_time") == decode("tab=over_time")[0]

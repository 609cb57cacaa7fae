"""The chart and the order of a link, as the API hands them out."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from barometer.export import chrome
from tests.web.asgi import ask

BROADBAND = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAROMETER_HOME", str(tmp_path / "var"))


@pytest.mark.parametrize(("sort", "first", "last"), [
    ("ratio", "plusnet", "sky"), ("claim", "plusnet", "talktalk"), ("rate", "talktalk", "sky"),
    ("name", "bt", "virgin_media"),
])  # fmt: skip
def test_rows_come_in_the_order_of_the_link(sort: str, first: str, last: str) -> None:
    told = json.loads(ask(f"/api/v1/view.json?{BROADBAND}&sort={sort}").body)
    assert told["chart"] == {"measure": "ratio", "sort": sort}
    companies = [row["company"] for row in told["rows"]]
    assert (companies[0], companies[-1]) == (first, last)
    text = ask(f"/api/v1/view.csv?{BROADBAND}&sort={sort}").body.decode("utf-8-sig")
    assert [row["company"] for row in csv.DictReader(io.StringIO(text))] == companies


@pytest.mark.parametrize(("measure", "title"), [
    ("rank", "Places by satisfaction and by complaints"),
    ("rate", "From 5 complaints per 100,000 customers (Sky) to 29 (TalkTalk)"),
    ("break_even", ("One complaint to Ofcom (broadband) for every 700 customers who did not say they were "
                   "satisfied (Plusnet) to one for every 3,400 (Sky)")),
])  # fmt: skip
def test_the_chart_is_that_of_the_link(measure: str, title: str) -> None:
    figure = json.loads(ask(f"/api/v1/figure.json?{BROADBAND}&measure={measure}").body)
    assert figure["layout"]["meta"]["title"] == title
    assert ask(f"/embed?{BROADBAND}&measure={measure}").status == 200


@pytest.mark.browser
def test_the_picture_says_the_finding_of_its_chart() -> None:
    if chrome.find_chrome() is None:
        pytest.skip("no Chrome or Chromium on this machine: images can't be drawn")
    drawn = ask(f"/api/v1/view.svg?{BROADBAND}&measure=break_even&sort=name").text
    chrome.stop()
    assert "3,400" in drawn and drawn.index(">BT<") < drawn.index(">Plusnet<") < drawn.index(">Sky<")


@pytest.mark.parametrize(("query", "status", "said"), [
    ("ci=off", 400, "They are always drawn"),
    ("sort=best", 400, "does not exist"),
    ("grain=year", 400, "concerns the tab"),
    ("grain=year&tab=over_time", 404, "published by quarter"),
    ("facet=company&tab=over_time", 400, "names no company"),
    ("assumed_n=1000", 400, "Intervals here rest on published sizes alone"),
])  # fmt: skip
def test_what_a_file_can_t_have_is_refused_in_its_own_sentence(query: str, status: int, said: str) -> None:
    reply = ask(f"/api/v1/view.csv?{BROADBAND}&{query}")
    assert reply.status == status and said in reply.error


def test_a_chart_that_the_method_refuses_is_a_404_with_its_reason() -> None:
    reply = ask("/api/v1/view.png?sector=airlines&country=US&time=2017&measure=break_even")
    assert reply.status == 404 and "a score, not a share of customers" in reply.error


def test_the_assumption_stands_apart_from_the_rows() -> None:
    told = json.loads(ask(f"/api/v1/view.json?{BROADBAND}&measure=break_even&factor=1000").body)
    plusnet = told["what_if"]["companies"][0]
    assert (plusnet["company"], plusnet["share"]["value"], plusnet["refused"]) == ("plusnet", 0.2, None)
    assert told["what_if"]["sentence"].endswith("An assumption, never a finding.")
    plain = json.loads(ask(f"/api/v1/view.json?{BROADBAND}&measure=break_even").body)
    assert "what_if" not in plain and plain["rows"] == told["rows"]


def test_the_landing_view_takes_an_order() -> None:
    told = json.loads(ask("/api/v1/view.json?sort=name").body)
    usual = json.loads(ask("/api/v1/view.json").body)
    assert told["stratum"] == usual["stratum"]
    names = [row["name"] for row in told["rows"] if row["claim"]]
    assert names == sorted(names, key=str.casefold) != [row["name"] for row in usual["rows"]]

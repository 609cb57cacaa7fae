"""The chart over time as machines get it: the same points on the page and in every file, in every tongue."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, partial
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from barometer.desk import default_desk
from barometer.desk.finding import narrowed
from barometer.desk.taken import Taker, over_time
from barometer.desk.trend import Trend, trend
from barometer.export import chrome
from barometer.export.time_files import COLUMNS
from barometer.figures.series import Measure
from barometer.messages import number, percent, say
from barometer.view import View
from tests.ui.conftest import Open
from tests.web.asgi import ask

BROADBAND = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03&tab=over_time"
VIEWS = (
    BROADBAND,
    f"{BROADBAND}&focus=sky&lang=fr",
    "sector=airlines&country=US&instrument=acsi&tab=over_time",
    "sector=rail&country=FR&channel=mediateur_sncf&tab=over_time&lang=fr",
)
every_view = pytest.mark.parametrize("view", VIEWS)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAROMETER_HOME", str(tmp_path / "var"))


@cache
def got(view: str, form: str) -> bytes:
    reply = ask(f"/api/v1/view.{form}?{view}")
    assert reply.status == 200, reply.text[:300]
    return reply.body


def told(view: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(got(view, "json"))["over_time"]["points"]
    assert found
    return found


def table(text: str) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(text)))


def agree(rows: Iterable[Mapping[str, Any]], wanted: Iterable[Mapping[str, Any]], beside: str = "") -> None:
    """Every cell; a number to the digits that a workbook keeps, nothing as nothing.

    beside: a column that is the asker's own: the address of who asked
    """
    for row, one in zip(rows, wanted, strict=True):
        for name in (name for name in COLUMNS if name != beside):
            value = one[name]
            if isinstance(value, float):
                assert float(row[name]) == pytest.approx(value, rel=1e-15), name
            else:
                assert (row[name] or None) == value, name


@every_view
def test_the_rows_are_the_points_that_the_figures_hold(view: str) -> None:
    """A second way: every published figure of the question, straight from the records."""
    rows = told(view)
    desk = default_desk()
    for company in {row["company"] for row in rows}:
        held = {c.quantity.value for c in desk.claims.values() if c.company == company and c.quantity.value}
        mine = [row for row in rows if row["company"] == company and row["unit"] == "percent"]
        for row in mine:
            assert row["value"] is None or any(
                round(100 * x, 9) == row["value"] or x == row["value"] for x in held
            )
    assert all(row["sources"] and row["data_id"] == desk.data_id for row in rows)
    computed = [row for row in rows if row["unit"] == "times"]
    for row in computed:
        wave = f"sector=telecoms_broadband&country=GB&time={row['from']}..{row['to']}"
        now = {
            one["company"]: one["ratio"] for one in json.loads(ask(f"/api/v1/view.json?{wave}").body)["rows"]
        }
        assert row["value"] == pytest.approx(now[row["company"]], rel=1e-12) and row["stated"] is None
    assert bool(computed) is (BROADBAND in view)


@every_view
def test_the_notebook_holds_and_draws_the_points(view: str) -> None:
    known: dict[str, Any] = {}
    for cell in json.loads(got(view, "ipynb"))["cells"]:
        if cell["cell_type"] == "code":
            exec(compile(cell["source"], "cell", "exec"), known)
    wanted, points = told(view), known["points"]
    assert [*points["company"]] == [one["company"] for one in wanted]
    for name in ("value", "low", "high"):
        assert [None if x != x else x for x in points[name]] == [one[name] for one in wanted]
    marks = [line for line in known["over_time"].data if line.mode == "markers"]
    drawn = sorted(y for line in marks for y in line.y)
    own = [one["value"] for one in wanted if one["drawn"] == "own"]
    assert drawn == sorted(value for value in own if value is not None)


def test_no_point_stands_twice_and_nobody_is_its_own_other() -> None:
    """Of every comparison: a company with panels of its own is not among the grey ones of the file."""
    desk = default_desk()
    say_en = partial(say, lang="en")
    alone = 0
    for comparison in desk.comparisons():
        view = replace(narrowed(View(), comparison.stratum, desk.comparisons()), tab="over_time")
        answer = desk.answer(view)
        found = trend(desk, answer, view, say_en)
        if found is None:
            continue
        own = {one.company for one in found.own}
        if len(own) == 1:
            alone += 1
            assert own.isdisjoint(one.company for one in found.behind), view
            assert (found.grey is None) is not bool(found.behind)
        taker = Taker("en", say_en)
        drawn = over_time(desk, answer, found, view, taker)
        assert {one.source for one in drawn.standings} == set(drawn.sources), view
        rows = [
            tuple(row[name] for name in COLUMNS if name != "drawn")
            for row in drawn.points(taker.voice(desk, view))
        ]
        assert len(set(rows)) == len(rows), view
        _no_day_is_counted_by_two_definitions(found)
    assert alone > 50


def _no_day_is_counted_by_two_definitions(found: Trend) -> None:
    for one in (*found.own, *found.behind):
        if one.measure is Measure.COMPLAINTS:
            for first, other in combinations(one.points, 2):
                same = first.period.start <= other.period.end and other.period.start <= first.period.end
                assert not same or first.group == other.group, one.name


@every_view
def test_every_table_holds_the_same_points(view: str) -> None:
    agree(table(got(view, "csv").decode("utf-8-sig")), told(view))
    lang = "fr" if "lang=fr" in view else "en"
    book = CalamineWorkbook.from_object(io.BytesIO(got(view, "xlsx")))
    sheet = say("export.sheet.over_time", lang)
    header, *lines = book.get_sheet_by_name(sheet).to_python()
    agree([dict(zip(map(str, header), line, strict=True)) for line in lines], told(view))
    meanings = dict(row[:2] for row in book.get_sheet_by_name(say("export.sheet.columns", lang)).to_python())
    assert all(meanings[f"{sheet}: {name}"] for name in COLUMNS)


@every_view
def test_the_command_line_prints_the_same(view: str) -> None:
    lang = "fr" if "lang=fr" in view else "en"
    command = [sys.executable, "-m", "barometer", "gap", "--lang", lang, "--view", view]

    def printed(*shape: str) -> str:
        return subprocess.run([*command, *shape], capture_output=True, check=True, text=True).stdout

    agree(table(printed("--csv")), told(view), beside="view")
    agree(json.loads(printed("--json"))["over_time"]["points"], told(view), beside="view")
    assert json.loads(got(view, "json"))["over_time"]["title"] in printed()


@every_view
def test_the_page_draws_the_points_of_the_files(opened: Open, view: str) -> None:
    lang = "fr" if "lang=fr" in view else "en"
    served = json.loads(ask(f"/api/v1/figure.json?{view}&width=1100").body)["layout"]["meta"]["alt"]
    for said in (str(opened(query=view, lang=lang).get("plotly_chart")[0].proto.alt), served):
        assert json.loads(got(view, "json"))["over_time"]["title"] in said
        for row in told(view):
            if row["value"] is not None and row["unit"] == "percent" and row["value"] == round(row["value"]):
                assert percent(row["value"] / 100, lang, 0) in said
            elif row["value"] is not None and row["unit"] == "count":
                assert number(row["value"], lang) in said
        assert all(row["name"] in said for row in told(view))


@pytest.mark.browser
def test_pictures_hold_their_points_and_a_packet_holds_both_charts() -> None:
    if chrome.find_chrome() is None:
        pytest.skip("no Chrome or Chromium on this machine: images can't be drawn")
    with Image.open(io.BytesIO(got(BROADBAND, "png"))) as picture:
        picture.load()
        agree(table(picture.text["Data"]), told(BROADBAND))
        assert "tab=over_time" in picture.text["Source"]
    drawn = got(BROADBAND, "svg").decode()
    assert ElementTree.fromstring(drawn).tag.endswith("svg") and "January 2020" in drawn
    with zipfile.ZipFile(io.BytesIO(got(f"{BROADBAND}&size=1080x1350px", "zip"))) as packed:
        names = {name.rpartition("2018-01")[2] for name in packed.namelist() if "2018-01" in name}
        forms = {".csv", ".png", ".svg"}
        assert {*forms, ".json", ".xlsx", ".ipynb", *(f"-over-time{form}" for form in forms)} == names
        (rows,) = (name for name in packed.namelist() if name.endswith("over-time.csv"))
        agree(table(packed.read(rows).decode("utf-8-sig")), told(BROADBAND))
    chrome.stop()


def test_a_chart_that_is_embedded_says_what_it_draws() -> None:
    page = ask(f"/embed?{BROADBAND}").text
    assert "tab=over_time" in page and 'setAttribute("aria-label"' in page
    html = got(BROADBAND, "html").decode()
    assert "Industry average" in html and "tab=over_time" in html


def test_a_file_is_named_after_what_it_holds() -> None:
    reply = ask(f"/api/v1/view.csv?{BROADBAND}&download")
    assert 'filename="over-time-telecoms_broadband-gb.csv"' in reply.headers["content-disposition"]

"""One view's numbers, held against each other wherever they can be had.

The page, its chart and its table; JSON, CSV, XLSX, Markdown, HTML, SVG, PNG and the notebook, as the server
gives them; the command line. JSON is what the others are held against.
"""

from __future__ import annotations

import csv
import io
import json
import math
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from barometer.export import chrome
from barometer.messages import number, say
from tests.ui.conftest import Open, words
from tests.web.asgi import ask

Rows = Sequence[Mapping[str, Any]]

VIEWS = {
    "ratios": "sector=telecoms_broadband&country=GB&time=2018-01..2018-03",
    "ratios of the first view": "",
    "places": "sector=airlines&country=US&time=2017",
    "places of weighted scores": "sector=energy&country=GB&time=2016-07..2016-09",
    "raw counts": "sector=telecoms_all&country=FR&time=2020",
    "sorted by name": "sector=telecoms_broadband&country=GB&time=2018-01..2018-03&sort=name",
    "places, by rate": "sector=airlines&country=US&time=2017&measure=rank&sort=rate",
    "complaints alone": "sector=telecoms_broadband&country=GB&time=2018-01..2018-03&measure=rate",
    "customers to one complaint": (
        "sector=telecoms_broadband&country=GB&time=2018-01..2018-03&measure=break_even&sort=claim&factor=20"
    ),
}
NUMBERS = ("rate", "rate_low", "rate_high", "expected_rate", "ratio", "low", "high", "break_even")
every_view = pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)


@cache
def got(view: str, form: str, lang: str = "en") -> bytes:
    """A view in a form, as the server hands it out."""
    reply = ask(f"/api/v1/view.{form}?{view}&lang={lang}")
    assert reply.status == 200, reply.text[:300]
    return reply.body


def told(view: str, lang: str = "en") -> Any:
    return json.loads(got(view, "json", lang))


def rows_of(view: str) -> Rows:
    rows: Rows = told(view)["rows"]
    assert rows
    return rows


def same(found: Any, wanted: float | None) -> bool:
    """Equal, to the 16 digits that a workbook keeps; nothing is nothing, never a zero."""
    if wanted is None or found in (None, ""):
        return wanted is None and found in (None, "")
    return float(found) == pytest.approx(wanted, rel=1e-15)


def agree(found: Rows, wanted: Rows) -> None:
    """Every number of a table of plotted rows."""
    assert [row["company"] for row in found] == [row["company"] for row in wanted]
    for row, one in zip(found, wanted, strict=True):
        claim = one["claim"] or {}
        assert same(row["claim"], claim.get("value"))
        assert same(row["claim_low"], claim.get("low")) and same(row["claim_high"], claim.get("high"))
        for name in NUMBERS:
            assert same(row[name], one[name]), (one["company"], name)


@every_view
def test_csv(view: str) -> None:
    agree(list(csv.DictReader(io.StringIO(got(view, "csv").decode("utf-8-sig")))), rows_of(view))


@every_view
def test_xlsx(view: str) -> None:
    header, *lines = (
        CalamineWorkbook.from_object(io.BytesIO(got(view, "xlsx"))).get_sheet_by_name("Rows").to_python()
    )
    agree([dict(zip(header, line, strict=True)) for line in lines], rows_of(view))


@pytest.mark.browser
@every_view
def test_the_data_of_the_png_and_the_words_of_the_svg(view: str) -> None:
    if chrome.find_chrome() is None:
        pytest.skip("no Chrome or Chromium on this machine: images can't be drawn")
    with Image.open(io.BytesIO(got(view, "png"))) as picture:
        picture.load()
        carried = picture.text["Data"]
    agree(list(csv.DictReader(io.StringIO(carried))), rows_of(view))
    drawn = " ".join("".join(one.itertext()) for one in ElementTree.fromstring(got(view, "svg")).iter())
    own = told(view)["chart"]["measure"] == "break_even"
    for row in rows_of(view):
        if row["ratio"] is not None:
            assert (number(row["break_even"], "en", 0) if own else number(row["rate"], "en")) in drawn
    chrome.stop()


@every_view
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_its_chart_and_its_table(opened: Open, view: str, lang: str) -> None:
    app, wanted = opened(query=view, lang=lang), rows_of(view)
    assert plain(told(view, lang)["sentence"]) in plain(words(app))
    on_chart(json.loads(app.get("plotly_chart")[0].proto.spec), view)
    table = app.dataframe[0].value
    heads = {name: say(f"ui.table.{name}", lang) for name in ("company", "expected", "ratio", "low", "high")}
    assert [*table[heads["company"]]] == [row["name"] for row in wanted]
    for head, name in (("expected", "expected_rate"), ("ratio", "ratio"), ("low", "low"), ("high", "high")):
        known = [row[name] for row in wanted]
        if heads[head] not in table:
            assert known == [None] * len(known)
            continue
        assert [None if value != value else value for value in table[heads[head]]] == known


@every_view
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_markdown_and_the_html_file(view: str, lang: str) -> None:
    lines = [line for line in got(view, "md", lang).decode().splitlines() if line.startswith("| ")]
    for row, line in zip(rows_of(view), lines[2:], strict=True):
        cells = [cell.strip().replace("\\", "") for cell in line.strip("| ").split(" | ")]
        assert cells[0] == row["name"]
        if row["ratio"] is not None:
            assert number(round(row["ratio"], 2), lang) in cells
    page = got(view, "html", lang).decode()
    on_chart(figure_in(page), view)


@pytest.mark.parametrize("name", VIEWS)
def test_the_notebook(name: str) -> None:
    view = VIEWS[name]
    known: dict[str, Any] = {}
    for cell in json.loads(got(view, "ipynb"))["cells"]:
        if cell["cell_type"] == "code":
            exec(compile(cell["source"], "cell", "exec"), known)
    for row in rows_of(view):
        if row["ratio"] is not None:
            for way in ("in_duckdb", "in_pandas"):
                assert known[way].loc[row["company"], "min"] == pytest.approx(row["ratio"], rel=1e-9)
    names, measure = [row["name"] for row in rows_of(view)], told(view)["chart"]["measure"]
    if measure == "rank":
        assert [line.name for line in known["chart"].data] == names
        assert [line.y[1] for line in known["chart"].data] == [
            row["rank_observed"][1] for row in rows_of(view)
        ]
        return
    (marks, *_) = known["chart"].data
    column = {"ratio": lambda row: (row["claim"] or {"value": None})["value"]}.get(
        measure, lambda row: row[measure]
    )
    assert list(marks.y)[::-1] == names, "from top to bottom, as on the chart"
    for x, row in zip(list(marks.x)[::-1], rows_of(view), strict=True):
        wanted = column(row)
        assert math.isnan(x) if wanted is None else x == pytest.approx(wanted), row["name"]


@every_view
def test_the_command_line(view: str) -> None:
    command = [sys.executable, "-m", "barometer", "gap", "--view", view, "--json"]
    printed = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    served = told(view)
    for name in ("rows", "sentence", "same_score", "left_out", "status", "mode", "stratum"):
        assert printed[name] == served[name], name


@every_view
def test_both_languages_hold_the_same_numbers(view: str) -> None:
    texts = {"refused", "refusals", "sentences", "caveat", "notes"}
    for one, other in zip(rows_of(view), told(view, "fr")["rows"], strict=True):
        assert {k: v for k, v in one.items() if k not in texts} == {
            k: v for k, v in other.items() if k not in texts
        }


def plain(text: str) -> str:
    return " ".join(text.replace("\\", "").split())


def figure_in(page: str) -> Any:
    """The figure that an HTML file hands to Plotly where there is room."""
    start = page.index("const charts = ") + len("const charts = ")
    charts, _ = json.JSONDecoder().raw_decode(page, start)
    return charts["1040"]


def on_chart(figure: Any, view: str) -> None:
    """Each mark of a company stands at its number; a company without one has no mark."""
    wanted = rows_of(view)
    traces: Mapping[str, tuple[tuple[str, str, Any], ...]] = {
        "ratio": (("claims", "x", _share), ("observed", "x", _rate), ("expected", "x", _expected)),
        "rank": (("rank-claim", "y", _place("claim")), ("rank-observed", "y", _place("observed"))),
        "rate": (("observed", "x", _rate),),
        "break_even": (("break-even", "x", lambda row: row["break_even"]),),
    }
    for trace, axis, value in traces[told(view)["chart"]["measure"]]:
        marks = {
            str(company): float(x)
            for one in figure["data"]
            if one.get("name") == trace and one.get("customdata")
            for company, x in zip(one["customdata"], one[axis], strict=True)
            if x is not None
        }
        assert set(marks) <= {row["company"] for row in wanted}, "nothing is plotted that is in no file"
        for row in wanted:
            known = value(row)
            if row["company"] in marks:
                assert marks[row["company"]] == pytest.approx(known, rel=1e-12), (trace, row["company"])
            else:
                assert known is None or trace == "expected" or row["refusals"], (trace, row["company"])


def _share(row: Mapping[str, Any]) -> float | None:
    claim = row["claim"] or {}
    value = claim.get("value")
    return value / 100 if value is not None and claim.get("unit") == "percent" else value


def _rate(row: Mapping[str, Any]) -> float | None:
    found: float | None = row["rate"]
    return found


def _place(side: str) -> Any:
    return lambda row: (row[f"rank_{side}"] or [None] * 3)[1]


def _expected(row: Mapping[str, Any]) -> float | None:
    found: float | None = row["expected_rate"]
    return found

"""The map of regions as machines get it: its picture, its points with their own heading, its query."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from barometer.desk import sent
from barometer.desk.workspaces import store
from barometer.export import chrome
from barometer.export.regional import COLUMNS
from barometer.ingest.importing import import_bytes
from barometer.messages import say
from barometer.model import Message
from barometer.store import keys
from barometer.store.keeping import keep
from barometer.store.landing import Context
from tests.web.asgi import Reply, ask

FIRMS = ("Plusnet", "Sky", "EE", "BT")
WHERE = ("London", "London", "Wales", "Scotland", "Atlantis", "")
VIEW = "sector=telecoms_broadband&country=GB&channel=made&time=2018-01..2018-03"
MAP = f"{VIEW}&tab=over_time&area=nation"


@pytest.fixture(scope="module", autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAROMETER_HOME", str(tmp_path_factory.mktemp("home") / "var"))
        yield


@pytest.fixture(scope="module")
def mine(_home: None) -> tuple[str, str]:
    """A workspace with one complaint a row by region: its key, and its dataset."""
    rows = [
        f"{n},{FIRMS[n % 4]},2018-0{1 + n % 3}-1{n % 9},{WHERE[(n * 7 + n // 11) % len(WHERE)]}"
        for n in range(400)
    ]
    data = "\n".join(["id,company,date received,region", *rows]).encode()
    read = import_bytes(data, "made.csv", "complaints", register=sent.register())
    assert read.status.value == "accepted", read.error
    said = Context("telecoms_broadband", "GB", title="made.csv", publisher="Made, for a test", channel="made")
    key = store().new_workspace()
    return key, keep(store(), key, read, data, said, register=sent.register())


def asked(mine: tuple[str, str], form: str, view: str = MAP, lang: str = "en") -> Reply:
    return ask(f"/api/v1/{form}?{view}&lang={lang}&ds={mine[1]}", cookie=f"{keys.COOKIE}={mine[0]}")


def got(mine: tuple[str, str], form: str, view: str = MAP, lang: str = "en") -> bytes:
    reply = asked(mine, f"view.{form}", view, lang)
    assert reply.status == 200, reply.text[:300]
    return reply.body


def told(mine: tuple[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(got(mine, "json"))["regional"]
    return found


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def same(rows: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> None:
    """The points of the map, each number as it is."""
    assert [row["region"] for row in rows] == [one["region"] for one in wanted]
    for row, one in zip(rows, wanted, strict=True):
        for name in ("complaints", "rate", "rate_low", "rate_high", "inhabitants", "rate_as_coloured"):
            assert (None if row[name] in ("", None) else float(row[name])) == (
                None if one[name] is None else pytest.approx(one[name], rel=1e-15)
            )


def test_the_points_of_the_map_are_the_table_of_its_view(mine: tuple[str, str]) -> None:
    wanted = told(mine)["regions"]
    assert {one["region"] for one in wanted if one["complaints"]} >= {"GB-WLS", "GB-SCT"}
    rows = table(got(mine, "csv").decode("utf-8-sig"))
    same(rows, wanted)
    assert list(rows[0])[: len(COLUMNS)] == list(COLUMNS)
    assert "tab=over_time" in rows[0]["view"] and f"{mine[1]}@401." in rows[0]["view"]
    assert rows[0]["checked"] and rows[0]["data_id"]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_workbook_holds_them_on_a_sheet_of_their_own(mine: tuple[str, str], lang: str) -> None:
    for view in (MAP, f"{VIEW}&tab=over_time"):
        book = CalamineWorkbook.from_object(io.BytesIO(got(mine, "xlsx", view, lang)))
        sheets = {name: say(f"export.sheet.{name}", lang) for name in ("rows", "regions", "columns", "about")}
        header, *lines = book.get_sheet_by_name(sheets["regions"]).to_python()
        rows = [dict(zip(map(str, header), line, strict=True)) for line in lines]
        if view == MAP:
            same(rows, told(mine)["regions"])
        assert book.get_sheet_by_name(sheets["rows"]).to_python()[0][0] == "company"
        meanings = {row[0]: row[1] for row in book.get_sheet_by_name(sheets["columns"]).to_python()}
        assert all(meanings[f"{sheets['regions']}: {name}"] for name in COLUMNS)
        ran = " ".join(str(row[1]) for row in book.get_sheet_by_name(sheets["about"]).to_python())
        assert "-- ask/complaints_by_region" in ran and "-- ask/exposure_by_region" in ran
    now = CalamineWorkbook.from_object(io.BytesIO(got(mine, "xlsx", VIEW, lang)))
    assert sheets["regions"] not in now.sheet_names


def test_the_figure_of_an_embed_is_the_map(mine: tuple[str, str]) -> None:
    names = [one["name"] for one in json.loads(asked(mine, "figure.json", MAP).body)["data"]]
    assert "region-GB-WLS" in names
    without = asked(mine, "figure.json", f"{VIEW}&tab=over_time").body
    assert "region-GB-WLS" not in [one["name"] for one in json.loads(without)["data"]]


@pytest.mark.browser
def test_its_picture_holds_its_points_and_its_link(mine: tuple[str, str]) -> None:
    if chrome.find_chrome() is None:
        pytest.skip("no Chrome or Chromium on this machine: images can't be drawn")
    with Image.open(io.BytesIO(got(mine, "png"))) as picture:
        picture.load()
        same(table(picture.text["Data"]), told(mine)["regions"])
        assert "area=nation" in picture.text["Source"] and f"{mine[1]}@" in picture.text["Source"]
    drawn = got(mine, "svg").decode()
    assert 'id="region-GB-WLS"' in drawn and ElementTree.fromstring(drawn).tag.endswith("svg")
    with zipfile.ZipFile(io.BytesIO(got(mine, "zip"))) as packed:
        maps = [name for name in packed.namelist() if "-map." in name]
        over_time = [name for name in packed.namelist() if "-over-time." in name]
        charts = [
            name for name in packed.namelist() if name.endswith(".svg") and name not in (*maps, *over_time)
        ]
        assert len(maps) == len(over_time) == 3 and len(charts) == 1
        assert b"region-GB-WLS" not in packed.read(charts[0])
        assert b"company," in packed.read(charts[0].replace(".svg", ".csv"))[:20]
    chrome.stop()


@pytest.mark.parametrize("form", ["view.png", "view.csv", "view.json", "figure.json"])
def test_a_level_or_a_map_that_is_not_there_is_a_sentence(mine: tuple[str, str], form: str) -> None:
    reply = asked(mine, form, MAP.replace("nation", "state"))
    assert reply.status == 404 and "states" in reply.error
    bare = ask(f"/api/v1/{form}?sector=telecoms_broadband&country=GB&tab=over_time&area=nation&lang=en")
    assert bare.status == 404 and bare.error == say(Message("map.page.no_map"), "en")

"""The link inside every file that is taken away carries how an upload was read, and opens the same chart."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from barometer.desk import default_desk, sent
from barometer.desk.workspaces import desk_of, short_links, store
from barometer.export import chrome
from barometer.ingest.importing import import_bytes
from barometer.store import carried, keys
from barometer.store.keeping import keep
from barometer.store.landing import Context
from barometer.view import View, decode
from tests.web.asgi import ask

FILE = (
    b"company,satisfaction_pct,period_start,period_end\n"
    b"Plusnet,91,2018-01-01,2018-03-31\nSky,84,2018-01-01,2018-03-31\nEE,79,2018-01-01,2018-03-31\n"
)
SAID = Context("telecoms_broadband", "GB", title="board-paper.csv", publisher="A polling firm")
VIEW = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03&lang=en"
FORMS = ("json", "csv", "xlsx", "md", "ipynb", "html")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("BAROMETER_HOME", str(tmp_path / "var"))
    yield


def brought(told: carried.Carried | None = None) -> tuple[str, str]:
    """A workspace with the file in it, read as a link says if there is one: its key, and the dataset's id."""
    key, said = store().new_workspace(), told.context if told else SAID
    answers = dict(told.answers) if told else {}
    register, decided = sent.register(), told.crosswalk if told else None
    read = import_bytes(FILE, "board-paper.csv", "claims", None, answers, decided, register)
    assert read.status.value == "accepted", read.error
    kept = keep(store(), key, read, FILE, said, answers=answers, register=register, crosswalk=decided)
    return key, kept


def got(form: str, dataset: str, key: str, more: str = "") -> bytes:
    """A file of the view with an upload, as its own visitor gets it: the address names the bare id."""
    reply = ask(f"/api/v1/view.{form}?{VIEW}&ds={dataset}{more}", cookie=f"{keys.COOKIE}={key}")
    assert reply.status == 200, reply.text[:300]
    return reply.body


def link_in(form: str, body: bytes) -> str:
    """The address, or the query, that a file leads back with."""
    if form == "json":
        return str(json.loads(body)["link"])
    if form == "csv":
        return "?" + next(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))["view"]
    if form == "xlsx":
        book = CalamineWorkbook.from_object(io.BytesIO(body))
        return str(dict(row[:2] for row in book.get_sheet_by_name("About").to_python())["Address"])
    text = body.decode().replace("&amp;", "&").partition("http://testserver/gap?")[2]
    return "http://testserver/gap?" + text.split(">")[0].split('"')[0]


def record(link: str, dataset: str) -> carried.Carried:
    """What a link says of the upload. The default figures are pinned beside it."""
    base, token = parse_qs(urlsplit(link).query)["ds"][0].split("~")
    told = carried.read(token)
    assert told is not None and told.dataset == dataset
    assert base == f"default@{default_desk().data_id}"
    return told


@pytest.mark.parametrize("form", FORMS)
def test_a_file_s_link_makes_the_same_dataset_of_the_same_file(form: str) -> None:
    key, dataset = brought()
    told = record(link_in(form, got(form, dataset, key)), dataset)
    assert told.context == SAID
    assert brought(told)[1] == dataset


def test_a_link_out_of_a_file_opens_the_same_chart_elsewhere() -> None:
    key, dataset = brought()
    mine = json.loads(got("json", dataset, key))
    view, notices = decode(urlsplit(mine["link"]).query)
    other, _ = brought(record(mine["link"], dataset))
    query = urlsplit(mine["link"]).query
    theirs = json.loads(ask(f"/api/v1/view.json?{query}", cookie=f"{keys.COOKIE}={other}").body)
    assert not notices and view.sector == "telecoms_broadband"
    assert theirs == mine
    nobody = ask(f"/api/v1/view.json?{query}")
    assert nobody.status == 404
    assert "a file of 4 lines" in nobody.error and "board-paper" not in nobody.error


def test_the_citation_in_a_packet_carries_it_too() -> None:
    key, dataset = brought()
    with zipfile.ZipFile(io.BytesIO(got("zip", dataset, key))) as packed:
        cited = packed.read("citation.txt").decode()
    record(next(word for word in cited.split() if word.startswith("http://testserver")).rstrip(".,"), dataset)


@pytest.mark.browser
def test_a_picture_prints_a_link_to_be_read_and_holds_the_whole_one() -> None:
    if chrome.find_chrome() is None:
        pytest.skip("no Chrome or Chromium on this machine: images can't be drawn")
    key, dataset = brought()
    with Image.open(io.BytesIO(got("png", dataset, key))) as picture:
        picture.load()
        whole = picture.text["Source"]
    told = record(whole, dataset)
    drawn = ElementTree.fromstring(got("svg", dataset, key))
    dublin = "{http://purl.org/dc/elements/1.1/}source"
    assert [one.text for one in drawn.iter(dublin)] == [whole]
    printed = "".join(
        "".join(one.itertext()) for one in drawn.iter("{http://www.w3.org/2000/svg}text")
    ).replace("\N{ZERO WIDTH SPACE}", "")
    assert f"{dataset}@{told.lines}.{told.sha256}" in printed
    assert carried.begun(whole.rpartition("~")[2].partition("&")[0]) in printed and whole not in printed
    chrome.stop()


def test_a_short_link_is_printed_once_there_is_one() -> None:
    key, dataset = brought()
    whole = json.loads(got("json", dataset, key))["link"]
    view, _ = decode(urlsplit(whole).query)
    before = sent.printed("http://b.example", "gap", view)
    bare = replace(view, ds=tuple(map(carried.begun, view.ds)))
    assert before == sent.address("http://b.example", "gap", bare) and len(before) < len(whole)
    made = short_links().shorten(view, key)
    assert sent.printed("http://b.example", "gap", view) == f"http://b.example/s/{made}?lang=en"
    reply = ask(f"/api/v1/view.json?short={made}&lang=en", cookie=f"{keys.COOKIE}={key}")
    assert json.loads(reply.body)["link"] == whole


def test_what_a_view_draws_and_whom_it_shows_stays_in_its_link() -> None:
    asked = "measure=rate&sort=name&focus=sky&entity=sky~plusnet&lag=1&theme=dark"
    link = json.loads(ask(f"/api/v1/view.json?{VIEW}&{asked}").body)["link"]
    assert set(asked.split("&")) < set(urlsplit(link).query.split("&"))
    bare = json.loads(ask("/api/v1/view.json?sort=name&lang=fr").body)["link"]
    assert {"sort=name", "lang=fr"} < set(urlsplit(bare).query.split("&")) and "sector=" in bare


def test_records_too_long_for_one_link_give_way_and_the_link_still_opens() -> None:
    key = store().new_workspace()
    kept = []
    for number in range(4):
        title = "".join(chr(0x4E00 + (number * 7919 + n * 104729) % 20000) for n in range(700))
        read = import_bytes(FILE, "f.csv", "claims", None, {}, None, sent.register())
        said = Context("telecoms_broadband", "GB", title=title)
        kept.append(keep(store(), key, read, FILE, said, register=sent.register()))
    desk, _ = desk_of(View(ds=tuple(kept)), key)
    view = sent.pinned(View(sector="telecoms_broadband"), desk, key)
    tokens = view.ds[1:]
    assert {token[:32] for token in tokens} == set(kept)
    assert all(carried.read(token) for token in tokens)
    with_record = [token for token in tokens if carried.begun(token) != token]
    assert 0 < len(with_record) < 4
    assert decode(sent.address("https://b.example", "gap", view).partition("?")[2]) == (view, ())


@pytest.mark.parametrize(("lang", "named"), [
    ("en", "the file “board-paper.csv” (publisher not given)"),
    ("fr", "le fichier « board-paper.csv » (éditeur non donné)"),
])  # fmt: skip
def test_a_file_whose_publisher_nobody_named_is_no_publisher(lang: str, named: str) -> None:
    """Its name stands where a pollster's would; it is said to be a file."""
    key = store().new_workspace()
    read = import_bytes(FILE, "board-paper.csv", "claims", None, {}, None, sent.register())
    said = replace(SAID, publisher="")
    kept = keep(store(), key, read, FILE, said, register=sent.register())
    asked = f"{VIEW.replace('lang=en', f'lang={lang}')}&ds={kept}&asserter=third_party"
    told = json.loads(ask(f"/api/v1/view.json?{asked}", cookie=f"{keys.COOKIE}={key}").body)
    assert named in plain(told["rows"][0]["sentences"][0])
    drawn = json.loads(ask(f"/api/v1/figure.json?{asked}", cookie=f"{keys.COOKIE}={key}").body)
    assert any(named in plain(text["text"]) for text in drawn["layout"]["annotations"])


def plain(text: str) -> str:
    return " ".join(text.replace("<br>", " ").split())


def test_a_file_s_link_opens_what_the_file_shows() -> None:
    """The tab that they were taken from, and of it the companies and the length of a period."""
    for asked in ("", "&tab=over_time", "&tab=over_time&focus=sky&grain=quarter"):
        answer = ask(f"/api/v1/view.json?{VIEW}{asked}")
        view, notices = decode(urlsplit(json.loads(answer.body)["link"]).query)
        wanted, _ = decode(asked)
        assert (view.tab, view.focus, view.grain, notices) == (wanted.tab, wanted.focus, wanted.grain, ())

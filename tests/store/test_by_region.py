"""An upload's regions, from its rows to the map: the same complaints as the comparison counts."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from barometer.desk import Desk
from barometer.desk.mapped import of_company
from barometer.desk.provenance import map_meta
from barometer.export import regional as taken
from barometer.export.chrome import find_chrome
from barometer.export.forms import Order, take
from barometer.export.map_files import Map
from barometer.export.payload import payload
from barometer.export.voice import Voice
from barometer.ingest.companies import Register
from barometer.ingest.importing import import_bytes
from barometer.messages import say
from barometer.model import Company, Message
from barometer.store.datasets import Opened, Store
from barometer.store.landing import Context
from barometer.store.package import read
from barometer.store.receipt import deposit
from barometer.store.union import unite
from barometer.view import View, decode, encode
from tests.store.packages import claim, write

FIRMS = ("alpha", "beta", "gamma", "delta")
REGISTER = Register.of([Company(firm, firm.title()) for firm in FIRMS], [])
REGIONS = ("London", "North East", "Wales", "écosse", "Isle of Man", "")
FIRST = date(2018, 1, 1)


def lines(start: int = 0, number: int = 400) -> list[tuple[str, str, str, str]]:
    """One complaint a row: id, company, day, region."""
    return [
        (str(n), FIRMS[n * n % 4 if n % 3 else n % 4].title(), (FIRST + timedelta(days=n % 59)).isoformat(),
         REGIONS[(n * 7 + n // 11) % len(REGIONS)])
        for n in range(start, start + number)
    ]  # fmt: skip


def text(rows: list[tuple[str, str, str, str]]) -> str:
    return "\n".join(["id,company,date received,region", *(",".join(row) for row in rows)]) + "\n"


def opened(store: Store, mine: str, content: str) -> Opened:
    data = content.encode()
    result = import_bytes(data, "made.csv", "complaints", register=REGISTER, today=date(2026, 1, 1))
    here = Context(sector="telecoms_broadband", country="GB", publisher="Made, for a test", title="made.csv",
                   channel="ofcom_broadband")  # fmt: skip
    return store.open(store.save(deposit(result, data, here), mine), mine)


def desk(folder: Path, *contents: str) -> Desk:
    (folder / "data").mkdir()
    claims = [
        claim(id=f"c_{firm}", company=firm, sector="telecoms_broadband", country="GB") for firm in FIRMS
    ]
    base = read(
        write(
            folder / "data", companies=[{"id": firm, "name": firm.title()} for firm in FIRMS], claims=claims,
            channels=[{"id": "ofcom_broadband", "comparable": "yes"}],
        )
    )  # fmt: skip
    store = Store(folder / "var")
    mine = store.new_workspace()
    uploads = [opened(store, mine, content) for content in contents]
    return Desk(unite(base, uploads).package, base=base.id, uploads=[one.entry.id for one in uploads])


@pytest.fixture
def made(tmp_path: Path) -> Desk:
    return desk(tmp_path, text(lines()))


VIEW = View(sector="telecoms_broadband", country="GB", tab="over_time")


def test_the_map_counts_what_the_file_holds(made: Desk) -> None:
    found = made.answer(VIEW).regional
    assert found is not None
    by_hand = Counter(region for _, _, _, region in lines())
    assert {one.region.id: one.count.value for one in found.places} == {
        "GB-TLI": by_hand["London"], "GB-TLC": by_hand["North East"], "GB-WLS": by_hand["Wales"],
        "GB-SCT": by_hand["écosse"],
    }  # fmt: skip
    assert found.unread == (("isle_of_man", by_hand["Isle of Man"]),)
    assert found.unsaid == by_hand[""]


def test_the_map_and_the_comparison_count_the_same_complaints(made: Desk) -> None:
    for focus in ("", "alpha", "beta"):
        answer = made.answer(replace(VIEW, focus=focus))
        found = answer.regional
        assert found is not None
        counted = sum(
            row.observation.y.value or 0 for row in answer.shown
            if row.observation.y and focus in ("", row.observation.company)
        )  # fmt: skip
        unread = sum(n or 0 for _, n in found.unread)
        assert found.placed + found.unsaid + found.aside + unread == counted > 0


def test_the_level_is_the_addresses(made: Desk) -> None:
    view, notices = decode(encode(replace(VIEW, area="nation")))
    assert notices == () and view.area == "nation"
    found = made.answer(view).regional
    assert found is not None and found.level == "nation"
    by_hand = Counter(region for _, _, _, region in lines())
    counts = {one.region.id: one.count.value for one in found.places}
    assert counts["GB-ENG"] == by_hand["London"] + by_hand["North East"]
    assert decode("v=1&area=county")[1] != ()


def test_the_same_complaints_in_two_files_stand_once(tmp_path: Path) -> None:
    both = desk(tmp_path, text(lines(0, 300)), text(lines(200, 200)))
    found = both.answer(VIEW).regional
    assert found is not None
    by_hand = Counter(region for _, _, _, region in lines(0, 400))
    assert next(one.count.value for one in found.places if one.region.id == "GB-TLI") == by_hand["London"]


def test_a_company_has_the_same_map_as_its_comparison(made: Desk) -> None:
    (mine,) = of_company(made.engine, "alpha", made.company("alpha").complaints, "")
    focus = made.answer(replace(VIEW, focus="alpha")).regional
    assert focus is not None and mine.places == focus.places


def test_one_number_in_every_form(made: Desk) -> None:
    answer = made.answer(VIEW)
    found = answer.regional
    assert found is not None

    def english(message: Message) -> str:
        return say(message, "en")

    told = payload(answer, english)["regional"]
    rows = taken.rows(found, english)
    assert told["regions"] == rows and len(rows) == 12
    by_id = {row["region"]: row for row in rows}
    for one in found.places:
        assert one.rate is not None
        row = by_id[one.region.id]
        assert (row["complaints"], row["rate"], row["rate_low"], row["rate_high"]) == (
            one.count.value, one.rate.value, one.rate.low, one.rate.high,
        )  # fmt: skip
    empty = by_id["GB-NIR"]
    assert (empty["complaints"], empty["rate"], empty["name"]) == (None, None, "Northern Ireland")
    assert told["unread"] == [{"written": "isle_of_man", "complaints": found.unread[0][1]}]
    assert "regional" not in payload(made.answer(replace(VIEW, tab="")), english)


def test_customers_of_a_region_are_not_those_of_the_company(tmp_path: Path) -> None:
    """Three regions' customers in one file are three figures of parts, no company-wide range."""
    content = (
        "company,region,customers,period\nAlpha,London,1000,2018\nAlpha,Wales,200,2018\nBeta,,900,2018\n"
    )
    result = import_bytes(
        content.encode(), "customers.csv", "exposure", register=REGISTER, today=date(2026, 1, 1)
    )
    made = deposit(result, content.encode(), Context(sector="telecoms_broadband", country="GB", title="x"))
    table = made.tables["exposure"]
    assert not isinstance(table, Path)
    kept = [(row["company"], row["region"], row["value"]) for row in table.to_pylist()]
    assert kept == [("alpha", "london", 1000), ("alpha", "wales", 200), ("beta", None, 900)]
    (tmp_path / "data").mkdir()
    base = read(write(tmp_path / "data", companies=[{"id": firm, "name": firm.title()} for firm in FIRMS]))
    store = Store(tmp_path / "var")
    mine = store.new_workspace()
    upload = store.open(store.save(made, mine), mine)
    engine = Desk(unite(base, [upload]).package).engine
    whole = engine._connection.cursor().execute("select company, value from exposed").fetchall()
    assert whole == [("beta", 900)]


def test_the_packet_holds_the_map(made: Desk) -> None:
    answer = made.answer(VIEW)
    voice = Voice(
        "en", partial(say, lang="en"), {**made.metrics, **made.channels}, "https://barometer.example"
    )
    assert answer.regional is not None
    drawn_as = Map(answer.regional, map_meta(made, answer.regional, "https://barometer.example"))
    packed = zipfile.ZipFile(io.BytesIO(take(Order(answer, voice, regions=drawn_as), "zip").content))
    name = next(one for one in packed.namelist() if one.endswith("-map.csv"))
    table = list(csv.DictReader(io.StringIO(packed.read(name).decode("utf-8-sig"))))
    assert len(table) == 12
    counts = {one.region.id: str(int(one.count.value or 0)) for one in answer.regional.places}
    assert {row["region"]: row["complaints"] for row in table if row["complaints"]} == counts
    if find_chrome() is not None:
        drawn = next(one for one in packed.namelist() if one.endswith("-map.svg"))
        assert "North East" in packed.read(drawn).decode()

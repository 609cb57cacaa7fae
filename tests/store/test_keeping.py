"""A file, a recipe's file and a typed figure all enter the store by one door, and come out as a package."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from barometer.ingest.child import asked, import_file
from barometer.ingest.importing import import_bytes
from barometer.ingest.result import Status
from barometer.store.datasets import Store
from barometer.store.keeping import context_of, keep, own_workspace, register_of, typed
from barometer.store.landing import Context
from barometer.store.package import Package, read
from barometer.store.union import unite
from tests.ingest.test_recipes import FILE, RECIPE
from tests.store.packages import claim, complaint, write


@pytest.fixture
def base(tmp_path: Path) -> Package:
    (tmp_path / "data").mkdir()
    return read(write(tmp_path / "data", claims=[claim()], complaints=[complaint()]))


def test_a_recipe_of_the_user_s_own_reads_a_file_without_a_question(tmp_path: Path, base: Package) -> None:
    store = Store(tmp_path / "var")
    mine, register = store.new_workspace(), register_of(base)
    (store.home / "recipes").mkdir()
    (store.home / "recipes" / "made.toml").write_text(RECIPE, encoding="utf-8")
    file = FILE.encode("cp1252")
    result = import_file(
        file,
        "observatoire.csv",
        "complaints",
        recipe=lambda request: replace(request, recipe="auto", home=store.home),
        register=register,
    )
    assert (result.status, result.recipe, result.account.used) == (Status.ACCEPTED, "made", 2)
    assert [row.values["company"] for row in result.records] == ["Alpha", "Gamma"]
    id_ = keep(store, mine, result, file, register=register)
    opened = store.open(id_, mine)
    assert opened.original().read() == file
    assert opened.entry.record["recipe"] == "made"
    complaints = opened.table("complaints").to_pylist()
    assert [(c["company"], c["rate"]) for c in complaints] == [("alpha", 1.5), ("new_gamma", 12)]
    assert opened.table("rejects").num_rows == 5
    assert keep(store, mine, result, file, register=register) == id_
    assert list((store.home / "staging").iterdir()) == []


def test_auto_leaves_an_unknown_file_to_the_importer() -> None:
    result = import_file(
        b"company,date,satisfaction\nAlpha,2018-01-31,86%\nBeta,2018-01-31,80%\n",
        "x.csv",
        "claims",
        recipe=asked("auto"),
    )
    assert (result.status, result.recipe, result.account.used) == (Status.ACCEPTED, "", 2)
    assert asked("bacen_ranking") is not None and asked("nothing") is None


def test_a_recipe_that_there_is_none_of_is_named() -> None:
    result = import_file(
        b"a,b\n1,2\n", "x.csv", "claims", recipe=lambda request: replace(request, recipe="nothing")
    )
    assert result.status is Status.REFUSED
    assert result.error is not None and result.error.id == "recipe.unknown"


def test_a_typed_figure_is_a_dataset_that_meets_the_others(tmp_path: Path, base: Package) -> None:
    store = Store(tmp_path / "var")
    mine, register = store.new_workspace(), register_of(base)
    given = {
        "company": "Bêta",
        "satisfaction_pct": "85,5 %",
        "wording": "plus de 85 % de clients satisfaits",
        "sample_size": "1 200",
        "period_start": "2018-01-05",
        "period_end": "2018-02-10",
        "paid_by": "Bêta",
        "source": "https://example.org/beta",
        "asked_by": "",
    }
    result, data = typed(given, register=register, today=date(2026, 1, 1))
    assert result.status is Status.ACCEPTED, result.error
    id_ = keep(store, mine, result, data, Context(sector="telecoms", country="GB", asserted_by="company"))
    united = unite(base, [store.open(id_, mine)]).package
    row = united.tables["claims"].to_pylist()[-1]
    assert (row["company"], row["value"], row["rounding"], row["n"]) == ("beta", 85.5, 0.1, 1200)
    assert (row["asserted_by"], row["paid_by"]) == ("company", "Bêta")
    assert (row["period_start"], row["period_end"]) == (date(2018, 1, 5), date(2018, 2, 10))
    assert row["wording"] == "plus de 85 % de clients satisfaits"
    sources = {s["id"]: s for s in united.tables["sources"].to_pylist()}
    assert sources[row["source"]]["url"] == "https://example.org/beta"
    assert sources[row["source"]]["read_at"] == "upload"


def test_an_impossible_typed_figure_is_refused_in_words() -> None:
    result, _ = typed({"company": "Alpha", "satisfaction_pct": "186 %", "date": "2018-01-31"})
    assert result.status is Status.REFUSED and result.error is not None


def test_the_sector_of_a_file_is_that_of_its_companies_unless_its_user_says_otherwise(base: Package) -> None:
    result, _ = typed(
        {"company": "Alpha", "satisfaction_pct": "86", "date": "2018-01-31"}, register=register_of(base)
    )
    found = context_of(result, base)
    assert (found.sector, found.country, found.title) == ("telecoms", "GB", "typed")
    assert context_of(result, base, Context(sector="energy")).sector == "energy"


def test_the_command_line_keeps_its_workspace(tmp_path: Path) -> None:
    store = Store(tmp_path / "var")
    key = own_workspace(store)
    assert store.knows(key) and own_workspace(Store(store.home)) == key
    assert (store.home / "command-line.key").stat().st_mode & 0o077 == 0


def test_two_readings_of_the_same_bytes_are_two_datasets(tmp_path: Path, base: Package) -> None:
    store = Store(tmp_path / "var")
    mine = store.new_workspace()
    data = b"company;date;satisfaction\nAlpha;03/04/2018;86\nBeta;05/06/2018;80\n"
    ids = set()
    for order in ("dmy", "mdy"):
        (question,) = import_bytes(data, "x.csv", "claims").questions
        result = import_bytes(data, "x.csv", "claims", answers={question.id: order})
        assert result.status is Status.ACCEPTED
        ids.add(keep(store, mine, result, data))
    assert len(ids) == 2

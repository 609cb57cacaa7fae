"""What a link carries of an upload comes back whole, and nothing else is believed."""

from __future__ import annotations

import base64
import zlib
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barometer.ingest.companies import Register
from barometer.ingest.importing import import_bytes
from barometer.store import carried
from barometer.store.carried import Carried
from barometer.store.datasets import Opened, Store
from barometer.store.keeping import keep
from barometer.store.landing import Context
from barometer.view import View, decode, encode

ID = "0123456789abcdef" * 2
texts = st.text(max_size=40)
ids = st.from_regex(r"[a-z0-9_]{0,20}", fullmatch=True)
told = st.builds(
    Carried,
    dataset=st.just(ID),
    lines=st.integers(0, 10**8),
    sha256=st.from_regex(r"[0-9a-f]{12}", fullmatch=True),
    kind=st.sampled_from(["claims", "complaints", "reports", "exposure", "companies"]),
    answers=st.dictionaries(texts, texts, max_size=4),
    companies=st.dictionaries(texts, texts, max_size=4),
    context=st.builds(
        Context, sector=ids, publisher=texts, title=texts, per_n=st.none() | st.integers(1, 10**6)
    ),
    typed=st.dictionaries(texts, texts, max_size=4),
    columns=st.none() | st.dictionaries(texts, texts, min_size=1, max_size=4),
)


@given(told)
def test_what_is_written_is_read_again(one: Carried) -> None:
    again = carried.read(one.written())
    assert again == one
    assert again is not None and list(again.typed) == list(one.typed)  # the order of a file's columns


@given(told)
def test_it_survives_the_address_bar(one: Carried) -> None:
    view = View(ds=("default@5eda646a", one.written()))
    written = encode(view)
    assert decode(written) == (view, ())
    assert dict(parse_qsl(written))["ds"].endswith(one.written())


def test_a_record_too_long_for_a_link_is_left_out() -> None:
    names = {f"société n° {n * 7919}": f"c{n * 104729}" for n in range(2000)}
    one = carried.read(Carried(ID, 5, "3f9a1c2e5b77", "claims", companies=names).written())
    assert one == Carried(ID, 5, "3f9a1c2e5b77")


@pytest.mark.parametrize(
    "record",
    [
        "",
        "x",
        "!!",
        "AAAA",
        base64.urlsafe_b64encode(zlib.compress(b"[1, 2]")).decode().rstrip("="),
        base64.urlsafe_b64encode(zlib.compress(b'{"k": "spam"}')).decode().rstrip("="),
        base64.urlsafe_b64encode(zlib.compress(b'{"k": "claims", "c": 3}')).decode().rstrip("="),
        base64.urlsafe_b64encode(zlib.compress(b'{"k": "claims", "c": {"per_n": "x"}}')).decode().rstrip("="),
        base64.urlsafe_b64encode(zlib.compress(b'{"k": "claims", "c": {"sector": "<b>"}}'))
        .decode()
        .rstrip("="),
        base64.urlsafe_b64encode(zlib.compress(b'{"k": "claims", "t": {"a": "\\ud800"}}'))
        .decode()
        .rstrip("="),
        base64.urlsafe_b64encode(zlib.compress(b"[" * 50_000)).decode().rstrip("="),
        base64.urlsafe_b64encode(zlib.compress(b'{"k": "' + b"0" * 100_000_000 + b'"}')).decode()[:2500],
    ],
)
def test_a_made_up_record_is_not_believed(record: str) -> None:
    one = carried.read(f"{ID}@5.3f9a1c2e5b77.{record}")
    assert one is None or replace(one, cut=False) == Carried(ID, 5, "3f9a1c2e5b77")
    assert one is None or one.cut == bool(record)


def test_a_link_that_lost_its_end_says_so_instead_of_asking_for_a_file() -> None:
    token = Carried(ID, 1204, "3f9a1c2e5b77", "claims", typed={"company": "Orange"}).written()
    assert carried.absent(token).id == "notice.figure_needed"
    for lost in (10, 20, 40):
        assert carried.absent(token[:-lost]).id == "notice.link_cut", lost


@pytest.mark.parametrize("token", [ID, "default@5eda646a", f"{ID}@x", "../../etc/passwd", f"{ID}@5.3f9a"])
def test_what_says_nothing_of_a_file_is_named_by_its_id(token: str) -> None:
    assert carried.read(token) is None
    assert carried.absent(token).id == "notice.dataset_absent"


def test_what_is_needed_is_said_from_the_link_alone() -> None:
    file, figure = Carried(ID, 1204, "3f9a1c2e5b77", "claims"), {"company": "Orange"}
    assert carried.absent(file.written()).params == {"lines": 1204, "sha256": "3f9a1c2e5b77"}
    typed = Carried(ID, 2, "3f9a1c2e5b77", "claims", typed=figure, context=Context(title="Orange: 86,5"))
    assert carried.absent(typed.written()).params == {"title": "Orange: 86,5"}


FILE = (
    "Qui;Indice;Satisfaits;Début;Fin\n"
    "Orange;12,5;86,5;15/03/2018;28/04/2018\nSFR;8,5;74,2;15/03/2018;28/04/2018\n"
)


def test_columns_that_a_person_chose_make_the_same_dataset_elsewhere(tmp_path: Path) -> None:
    data, register = FILE.encode("cp1252"), Register()
    columns = {"company": "Qui", "satisfaction_pct": "Indice", "period_start": "Début", "period_end": "Fin"}
    answers, said = {"encoding": "cp1252"}, Context("telecoms_all", "FR", title="b.csv")

    def kept(store: Store, told: Carried | None) -> tuple[str, Opened]:
        chosen = columns if told is None else told.columns
        given = answers if told is None else told.answers
        result = import_bytes(data, "x.csv", "claims", chosen, given, None, register)
        assert [row.values["satisfaction_pct"] for row in result.records] == [12.5, 8.5]
        key = store.new_workspace()
        context = said if told is None else told.context
        dataset = keep(store, key, result, data, context, chosen, given, register)
        return dataset, store.open(dataset, key)

    mine, opened = kept(Store(tmp_path / "mine"), None)
    sent = carried.of_entry(opened.entry, opened.sha256, register).written()
    told = carried.read(sent)
    assert told is not None and told.columns == columns
    theirs, _ = kept(Store(tmp_path / "theirs"), told)
    assert theirs == mine


def test_columns_that_the_headings_name_are_not_carried(tmp_path: Path) -> None:
    data = FILE.replace("Qui", "Opérateur").encode()
    store = Store(tmp_path)
    key = store.new_workspace()
    dataset = keep(store, key, import_bytes(data, "x.csv", "claims"), data, Context(title="x"))
    opened = store.open(dataset, key)
    assert carried.of_entry(opened.entry, opened.sha256, Register()).columns is None

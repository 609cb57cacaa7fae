"""A stranger's bytes are parsed in a process that can be limited, watched and killed."""

from __future__ import annotations

import gzip
import io
import threading
import time
from pathlib import Path

import pytest

from barometer.ingest import child, limits, parsing
from barometer.ingest.child import Job, Request, import_file
from barometer.ingest.importing import import_bytes
from barometer.ingest.result import Status
from barometer.ingest.stop import Refused
from tests.awkward.table import COMPLAINTS, complaints, lines, text

PLAIN = text(lines(COMPLAINTS, complaints(40))).encode()


def test_the_child_answers_what_the_importer_answers(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(PLAIN)
    here = import_bytes(PLAIN, "a.csv", "complaints", COMPLAINTS)
    assert import_file(PLAIN, "a.csv", "complaints", COMPLAINTS) == here
    assert import_file(tmp_path / "a.csv", "a.csv", "complaints", COMPLAINTS) == here


NAMES = [
    "../../etc/passwd.csv",
    "..\\..\\win.ini.csv",
    "a\0b.csv",
    "con.csv",
    "x" * 300 + ".csv",
    "[a]*.csv",
    "c.csv'; --.csv",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_only_shown(name: str) -> None:
    result = import_bytes(PLAIN, name, "complaints", COMPLAINTS)
    assert (result.status, result.name) == (Status.ACCEPTED, name)


def test_cancelling_is_killing() -> None:
    slow = text(lines(COMPLAINTS, complaints(6)) * 40_000).encode()
    job = Job(slow, Request("a.csv", "complaints", COMPLAINTS))
    started = time.monotonic()
    job.cancel()
    result = job.result()
    assert time.monotonic() - started < 10
    assert result.error is not None
    assert (result.status, result.error.id) == (Status.REFUSED, "ingest.child.cancelled")


def test_large_files_take_turns_and_one_that_waits_can_be_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SMALL_BYTES", 1_000)
    monkeypatch.setattr(child, "_turns", threading.BoundedSemaphore(1))
    asked = Request("a.csv", "complaints", COMPLAINTS)
    first = Job(text(lines(COMPLAINTS, complaints(6)) * 20_000).encode(), asked)
    while first.waiting:
        time.sleep(0.01)
    second, third = Job(PLAIN, asked), Job(PLAIN, asked)
    time.sleep(0.3)
    assert second.waiting and third.waiting and not first.waiting
    second.cancel()
    result = second.result()
    assert result.error is not None and result.error.id == "ingest.child.cancelled"
    first.cancel()
    assert third.result() == import_bytes(PLAIN, "a.csv", "complaints", COMPLAINTS), "the turn came round"
    small = Job(b"a;b\n1;2\n", asked)
    assert small.result().status is Status.NEEDS_CHOICE and not small.waiting


def test_too_slow_is_said() -> None:
    slow = text(lines(COMPLAINTS, complaints(6)) * 20_000).encode()
    result = Job(slow, Request("a.csv", "complaints", COMPLAINTS), seconds=0.01).result()
    assert result.error is not None
    assert result.error.id == "ingest.child.too_slow"


def test_a_table_too_large_for_the_child_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHILD_MEMORY_SMALL", 60 * limits.MIB)
    packed = gzip.compress(b"a;b\n" + b"1;2\n" * 9_000_000, 1)
    monkeypatch.setattr(limits, "INFLATE_RATIO", 10**6)
    result = import_file(packed, "a.csv.gz", "complaints", {"company": "a", "count": "b"})
    assert result.error is not None
    assert result.error.id in {"ingest.child.too_much_memory", "ingest.refused.bomb"}


def test_an_irregular_giant_is_refused_by_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    big = tmp_path / "big.csv"
    big.write_bytes(PLAIN + b'Cars du Lac;2024-01;"5;Panne;x\n')
    monkeypatch.setattr(limits, "MEMORY_TABLE_BYTES", 1_000)
    monkeypatch.setattr(limits, "BULK_BYTES", 1_000)
    told = {"path": str(big), "name": "big.csv", "kind": "complaints", "columns": COMPLAINTS, "answers": {}}
    blank = dict.fromkeys(("crosswalk", "register", "today", "recipe", "home", "staging"), "")
    with pytest.raises(Refused) as refused:
        parsing._answered({**told, **blank}, io.BytesIO(), io.StringIO())
    assert refused.value.message.id == "ingest.refused.irregular"


def test_a_giant_that_a_recipe_knows_is_read_without_it_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "company,complaint_id,date_received,product,issue,submitted_via,timely_response,state\n"
    rows = (f"Made Bank,{n},2024-01-{n % 28 + 1:02d},Card,Fee,Web,Yes,CA\n" for n in range(200))
    big = tmp_path / "complaints.csv"
    big.write_text(head + "".join(rows), encoding="utf-8")
    monkeypatch.setattr(limits, "MEMORY_TABLE_BYTES", 1_000)
    monkeypatch.setattr(limits, "BULK_BYTES", 1_000)
    told = {"path": str(big), "name": "complaints.csv", "kind": "complaints", "columns": None}
    blank = dict.fromkeys(("crosswalk", "register", "today", "home"), "")
    staging = tmp_path / "staging"
    staging.mkdir()
    asked = {**told, **blank, "answers": {}, "recipe": "auto", "staging": str(staging)}
    result = parsing._answered(asked, io.BytesIO(), io.StringIO())
    assert result.account is not None
    assert (result.account.read, result.account.used) == (201, 200)
    assert "ingest.file.recipe_not_followed" in {one.message.id for one in result.warnings}

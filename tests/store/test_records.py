"""Checks and answers are a workspace's own, survive what the rest survives, and are kept whole or not."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from barometer.model import Reply
from barometer.store.catalogue import FORMAT, Catalogue
from barometer.store.checked import MOST_FIGURES, Checks
from barometer.store.datasets import Store
from barometer.store.refused import StoreRefusal
from barometer.store.replies import Replies
from barometer.store.wording import MOST

ROOT = Path(__file__).parents[2]
DAY = date(2026, 3, 9)
ASKED = Reply(
    id="", company="plusnet", finding="v=1&sector=x", address="v=1&sector=x&ds=default@1", figures="abc",
    sent=date(2026, 3, 2), deadline=date(2026, 3, 8), on=date(2026, 3, 5), speaker="Jane Doe",
    role="press officer", text="We do not agree.\n\nOur figures are right.", link="https://example.org/a",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "home")


def code(work: object, *args: object, **params: object) -> str:
    """The code with which a call is refused."""
    with pytest.raises(StoreRefusal) as refused:
        work(*args, **params)  # type: ignore[operator]
    return refused.value.code


def test_a_check_is_found_again_by_its_own_workspace_alone(store: Store) -> None:
    mine, other = store.new_workspace(), store.new_workspace()
    kept = Checks(store.home).record(
        mine,
        "ofcom",
        {"claim:c1": "f1"},
        by=" A.  B. ",
        on=DAY,
        address="https://ofcom.org.uk/x",
        note="p. 3",
    )
    assert kept.by == "A. B."
    assert Checks(store.home).of(mine) == (kept,)
    assert Checks(store.home).of(other) == () == Checks(store.home).of("x" * 43)
    assert code(Checks(store.home).withdraw, other, kept.id) == "record_not_found"
    assert Checks(store.home).of(mine) == (kept,)


def test_a_check_is_withdrawn_and_brought_back_within_the_hour(store: Store) -> None:
    mine, checks = store.new_workspace(), Checks(store.home)
    kept = checks.record(mine, "ofcom", {"claim:c1": "f1"}, by="A. B.", on=DAY)
    checks.withdraw(mine, kept.id)
    assert checks.of(mine) == ()
    assert code(checks.withdraw, mine, kept.id) == "record_not_found"
    checks.restore(mine, kept.id)
    assert checks.of(mine) == (kept,)
    checks.withdraw(mine, kept.id)
    store.sweep(undo=timedelta(0))
    assert code(checks.restore, mine, kept.id) == "record_not_found"


def test_a_check_needs_a_name_and_nothing_is_cut(store: Store) -> None:
    mine, checks = store.new_workspace(), Checks(store.home)
    given = {"on": DAY, "by": "A. B."}
    assert code(checks.record, mine, "s", {}, on=DAY, by="  \u200b ") == "needed"
    assert code(checks.record, mine, "s", {}, on=DAY, by="A" * (MOST["by"] + 1)) == "too_long"
    assert code(checks.record, mine, "s", {}, **given, note="n" * (MOST["note"] + 1)) == "too_long"
    assert code(checks.record, mine, "s", {}, **given, address="javascript:alert(1)") == "no_address"
    many = {f"claim:{n}": "f" for n in range(MOST_FIGURES + 1)}
    assert code(checks.record, mine, "s", many, **given) == "too_many_figures"
    assert checks.of(mine) == ()
    whole = checks.record(mine, "s", {}, on=DAY, by="A" * MOST["by"], note="n" * MOST["note"])
    assert (len(whole.by), len(whole.note)) == (MOST["by"], MOST["note"])


def test_a_key_that_began_no_workspace_keeps_nothing(store: Store) -> None:
    checks, replies = Checks(store.home), Replies(store.home)
    assert code(checks.record, "x" * 43, "s", {}, by="A. B.", on=DAY) == "unknown_workspace"
    assert code(replies.record, "x" * 43, ASKED, DAY) == "unknown_workspace"


def test_a_disk_that_refuses_keeps_nothing_and_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, checks = store.new_workspace(), Checks(store.home)
    with sqlite3.connect(store.home / "catalogue.sqlite") as connection:
        full = connection.execute("pragma page_count").fetchone()[0]
    connection.close()
    figures = {f"claim:{n}": "f" * 400 for n in range(MOST_FIGURES)}
    statement = sqlite3.connect

    def small(*args: object, **params: object) -> sqlite3.Connection:
        made: sqlite3.Connection = statement(*args, **params)  # type: ignore[call-overload]
        made.execute(f"pragma max_page_count = {full}")
        return made

    with monkeypatch.context() as narrow:
        narrow.setattr(sqlite3, "connect", small)
        assert code(checks.record, mine, "s", figures, by="A. B.", on=DAY) == "disk_refuses"
    assert checks.of(mine) == ()


def test_an_answer_is_kept_word_for_word_and_changed_and_deleted(store: Store) -> None:
    mine, other, replies = store.new_workspace(), store.new_workspace(), Replies(store.home)
    kept = replies.record(mine, ASKED, DAY)
    assert kept == replace(ASKED, id=kept.id)
    assert replies.of(mine) == (kept,)
    assert replies.of(other) == ()
    changed = replies.change(mine, replace(kept, text="=1+1 <b>no</b> {x:say} « oui » ;"), DAY)
    assert replies.of(mine) == (changed,)
    assert changed.text == "=1+1 <b>no</b> {x:say} « oui » ;"
    for work in (replies.delete, replies.restore):
        assert code(work, other, kept.id) == "record_not_found"
    assert code(replies.change, other, kept, DAY) == "record_not_found"
    replies.delete(mine, kept.id)
    assert replies.of(mine) == ()
    assert code(replies.change, mine, kept, DAY) == "record_not_found"
    replies.restore(mine, kept.id)
    assert replies.of(mine) == (changed,)
    replies.delete(mine, kept.id)
    store.sweep(undo=timedelta(0))
    assert code(replies.restore, mine, kept.id) == "record_not_found"


def test_silence_is_recorded_only_once_the_deadline_has_passed(store: Store) -> None:
    mine, replies = store.new_workspace(), Replies(store.home)
    silent = replace(ASKED, on=None)
    assert code(replies.record, mine, replace(silent, deadline=DAY), DAY) == "reply_early"
    assert code(replies.record, mine, replace(silent, deadline=None), DAY) == "needed_dates"
    assert code(replies.record, mine, replace(silent, sent=None), DAY) == "needed_dates"
    kept = replies.record(mine, silent, DAY)
    assert (kept.answered, kept.text, kept.speaker) == (False, "", "")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"on": date(2026, 3, 1)}, "reply_order"),
        ({"deadline": date(2026, 3, 1)}, "reply_order"),
        ({"on": date(2026, 3, 10)}, "reply_future"),
        ({"sent": date(2026, 3, 10), "deadline": None, "on": date(2026, 3, 11)}, "reply_future"),
        ({"text": " \n "}, "needed"),
        ({"text": "x" * (MOST["text"] + 1)}, "too_long"),
        ({"speaker": "x" * (MOST["speaker"] + 1)}, "too_long"),
        ({"link": "ftp://example.org"}, "no_address"),
        ({"link": "https://example.org/a b"}, "no_address"),
    ],
)
def test_what_can_not_be_is_refused_with_its_reason(
    store: Store, changed: dict[str, object], expected: str
) -> None:
    mine, replies = store.new_workspace(), Replies(store.home)
    assert code(replies.record, mine, replace(ASKED, **changed), DAY) == expected
    assert replies.of(mine) == ()


def test_a_catalogue_of_the_version_before_is_brought_up_to_date(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as connection:
        connection.executescript(Path(__file__).with_name("format_1.sql").read_text(encoding="utf-8"))
        assert connection.execute("pragma user_version").fetchone()[0] == 1 < FORMAT
    connection.close()
    store, key = Store(tmp_path), "x" * 43
    assert [entry.title for entry in store.list(key)] == ["plaintes.csv"]
    assert len(store.shares(key)) == 1
    check = Checks(tmp_path).record(key, "s", {}, by="A. B.", on=DAY)
    reply = Replies(tmp_path).record(key, ASKED, DAY)
    again = Store(tmp_path)
    assert [entry.title for entry in again.list(key)] == ["plaintes.csv"]
    assert (Checks(tmp_path).of(key), Replies(tmp_path).of(key)) == ((check,), (reply,))


def test_the_catalogues_state_tells_every_write_and_nothing_else(store: Store) -> None:
    mine, catalogue = store.new_workspace(), Catalogue(store.home / "catalogue.sqlite")
    checks = Checks(store.home)
    before = catalogue.state()
    checks.of(mine)
    assert catalogue.state() == before
    checks.record(mine, "s", {}, by="A. B.", on=DAY)
    assert catalogue.state() != before
    before = catalogue.state()
    script = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from barometer.store.checked import Checks\n"
        "Checks(Path(sys.argv[1])).record(sys.argv[2], 's', {}, by='C', on=date(2026, 1, 1))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(store.home), mine],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert catalogue.state() != before, "another process wrote"


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork are POSIX")
def test_a_kill_at_any_statement_leaves_all_or_nothing(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.store.crash_records", str(tmp_path)],
        capture_output=True, text=True, cwd=ROOT, timeout=300, check=False,
    )  # fmt: skip
    lines = told.stdout.splitlines()
    assert lines[-1:] == ["done"], told.stdout[-2000:] + told.stderr[-2000:]
    for what in ("upgrade", "check", "answer"):
        left = [line.split()[2] for line in lines if line.startswith(f"{what} ")]
        assert len(left) > 5
        assert left[0] == "absent" and left[-1] == "whole"
        assert left == sorted(left), "once it is there, it stays"

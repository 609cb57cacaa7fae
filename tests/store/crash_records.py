"""Run by test_records: kill a check, an answer and an upgrade at their n-th statement; look at what is left.

Prints a line a kill: what was done, the step, whether it is there. A forked child kills itself.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from barometer.model import Reply
from barometer.store.catalogue import FORMAT, Catalogue
from barometer.store.checked import Checks
from barometer.store.datasets import Store
from barometer.store.replies import Replies
from tests.store.crash import forked

KEY = "x" * 43
DAY = date(2026, 3, 2)
OLD = Path(__file__).with_name("format_1.sql")
ANSWER = Reply("", "alpha", "v=1", "v=1", "0", sent=DAY, on=DAY, text="No comment.")


def killed(step: int, work: Callable[[], object]) -> None:
    """The work, killed as it is about to run its ``step``-th statement of the catalogue."""
    seen = 0

    def watch(_frame: FrameType, event: str, call: Any) -> None:
        nonlocal seen
        if event == "c_call" and call.__name__ == "execute":
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)
    work()
    sys.setprofile(None)


def old(home: Path) -> None:
    """A store whose catalogue the version before wrote."""
    home.mkdir()
    with sqlite3.connect(home / "catalogue.sqlite") as connection:
        connection.executescript(OLD.read_text(encoding="utf-8"))
    connection.close()


def check(home: Path) -> None:
    """Record a check."""
    Checks(home).record(KEY, "s1", {"claim:c1": "f"}, by="A. B.", on=DAY)


def answer(home: Path) -> None:
    """Record an answer."""
    Replies(home).record(KEY, ANSWER, DAY)


def upgrade(home: Path) -> None:
    """Open an old catalogue."""
    Catalogue(home / "catalogue.sqlite")


def held(home: Path, what: str) -> bool:
    """Whether what was done is there whole; AssertionError if anything older was touched."""
    if what == "upgrade":
        with sqlite3.connect(home / "catalogue.sqlite") as connection:
            version = connection.execute("pragma user_version").fetchone()[0]
            names = {row[1] for row in connection.execute("pragma table_list")}
        connection.close()
        assert version in (1, FORMAT) and ({"source_check", "reply"} <= names) == (version == FORMAT), names
        there = version == FORMAT
    elif what == "check":
        there = [one.by for one in Checks(home).of(KEY)] == ["A. B."]
        assert there or not Checks(home).of(KEY)
    else:
        there = [one.text for one in Replies(home).of(KEY)] == ["No comment."]
        assert there or not Replies(home).of(KEY)
    (entry,) = Store(home).list(KEY)
    assert entry.title == "plaintes.csv"
    return there


def look(home: Path, what: str, step: int) -> None:
    """Print what is left."""
    print(what, step, "whole" if held(home, what) else "absent")


def kill_all(folder: Path, what: str, work: Callable[[Path], None]) -> None:
    """Kill at every step until the work comes to its end."""
    model = folder / f"model-{what}"
    old(model)
    if what != "upgrade":
        assert forked(partial(upgrade, model)) == 0
    for step in range(1, 100):
        home = folder / f"{what}-{step}"
        shutil.copytree(model, home)
        status = forked(partial(killed, step, partial(work, home)))
        assert status in (0, -signal.SIGKILL), status
        assert forked(partial(look, home, what, step)) == 0
        if status == 0:
            return
    raise AssertionError("it never came to its end")


if __name__ == "__main__":
    kill_all(Path(sys.argv[1]), "upgrade", upgrade)
    kill_all(Path(sys.argv[1]), "check", check)
    kill_all(Path(sys.argv[1]), "answer", answer)
    print("done")

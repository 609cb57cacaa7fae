"""Run by test_crash: kill a save at its n-th step, for every n, and look at what is left.

Each save runs in a forked child that kills itself (SIGKILL: no handler, no flush, no cleanup) when
it is about to make its n-th call into the system or the catalogue. Prints what each kill left.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import pyarrow.dataset  # noqa: F401  here, once, and not in every child

from barometer.store.datasets import Store
from tests.store.deposits import ORIGINAL, deposit

SYSTEM = {"fsync", "replace", "mkdir"}
CATALOGUE = {"run", "writing"}


def forked(work: Callable[[], None]) -> int:
    """Exit status of ``work`` in a child; -9 if it was killed."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        work()
        sys.stdout.flush()
        os._exit(0)
    except BaseException as error:
        print("child:", repr(error), flush=True)
        os._exit(1)


def save_and_die(home: Path, key: str, step: int) -> None:
    """A save that is killed as it is about to make its ``step``-th call."""
    seen = 0

    def watch(frame: FrameType, event: str, call: Any) -> None:
        nonlocal seen
        if event != "c_call" or isinstance(getattr(call, "__self__", None), str):
            return
        name, caller = call.__name__, frame.f_code.co_name
        if name in SYSTEM or (name == "execute" and caller in CATALOGUE):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    store = Store(home)
    sys.setprofile(watch)
    store.save(deposit(), key)


def look(step: int, home: Path, mine: str, other: str) -> None:
    """Print 'absent' or 'whole'; AssertionError for anything between, or if another's was touched."""
    store = Store(home)
    kept = [p for area in ("originals", "tables", "staging") for p in (home / area).rglob("*") if p.is_file()]
    holders = [key for key in (mine, other) if key and store.list(key)]
    assert len(kept) == (2 if holders else 0), kept
    for key in holders:
        check(store, key)
    assert not other or other in holders
    print(step, "whole" if mine in holders else "absent")
    store.save(deposit(), mine)
    check(store, mine)


def check(store: Store, key: str) -> None:
    """The one dataset of a workspace is whole."""
    (entry,) = store.list(key)
    opened = store.open(entry.id, key)
    assert opened.table("complaints").num_rows == 2 and opened.table("company_day").num_rows == 2
    assert opened.original().read() == ORIGINAL


def kill_all(folder: Path, beside: bool, stride: int) -> None:
    """Kill at every ``stride``-th step; ``beside``: another workspace holds the same file already."""
    model = folder / f"model-{beside}"
    keys = folder / f"keys-{beside}"

    def prepare() -> None:
        store = Store(model)
        mine, other = store.new_workspace(), store.new_workspace() if beside else ""
        if beside:
            store.save(deposit(), other)
        keys.write_text(f"{mine} {other}", encoding="ascii")

    assert forked(prepare) == 0
    mine, other = keys.read_text(encoding="ascii").split(" ")
    for step in range(1, 500, stride):
        home = folder / f"{beside}-{step}"
        shutil.copytree(model, home)
        status = forked(partial(save_and_die, home, mine, step))
        assert status in (0, -signal.SIGKILL), status
        assert forked(partial(look, step, home, mine, other)) == 0
        if status == 0:
            return
    raise AssertionError("the save never came to its end")


if __name__ == "__main__":
    kill_all(Path(sys.argv[1]), beside=False, stride=1)
    kill_all(Path(sys.argv[1]), beside=True, stride=3)
    print("done")

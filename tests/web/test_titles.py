"""One and the same file in two workspaces: each is told of it by the name that it has there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from barometer.desk.workspaces import desk_of, store
from barometer.store.landing import Context
from barometer.store.receipt import deposit
from barometer.view import View
from tests.store.test_receipt import ROW_LEVEL, imported

AGAIN = "id,company,date received,product,state\n4,Alpha,2018-02-03,card,CA\n5,Beta,2018-02-04,card,CA\n"
SAID = Context(sector="banking", country="US", channel="cfpb", publisher="CFPB", title="complaints")


def titles(key: str, name: str) -> tuple[str, ...]:
    """The names by which a workspace is told that two of its files share complaints."""
    ids = []
    for text in (ROW_LEVEL, AGAIN):
        result, data = imported(text, "complaints")
        ids.append(store().save(replace(deposit(result, data, SAID), title=name), key))
    _, notices = desk_of(View(ds=tuple(ids)), key)
    return tuple(title for notice in notices for title in notice.params["titles"])


def test_nobody_reads_what_somebody_else_called_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAROMETER_HOME", str(tmp_path / "var"))
    assert titles(store().new_workspace(), "leak-from-anna.csv") == ("leak-from-anna.csv",) * 2
    assert titles(store().new_workspace(), "mine.csv") == ("mine.csv",) * 2

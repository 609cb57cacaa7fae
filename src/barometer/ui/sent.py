"""A link's datasets as somebody else needs them: which file, and how it was read."""

from __future__ import annotations

import csv
import io

from barometer.store import carried
from barometer.store.datasets import Entry, Opened
from barometer.store.refused import StoreRefusal
from barometer.ui.brought import register
from barometer.ui.frame import Frame
from barometer.ui.workspace import key, store

_SMALL = 4000


def sent(frame: Frame) -> tuple[str, ...]:
    """The visitor's uploads in the view, each as a link carries it."""
    written = []
    for dataset in frame.desk.uploads:
        try:
            opened = store().open(dataset, key())
        except StoreRefusal:
            continue
        told = carried.of_entry(opened.entry, opened.sha256, register(), _typed(opened))
        written.append(told.written())
    return tuple(written)


def _typed(opened: Opened) -> dict[str, str]:
    """The fields of a figure that was typed: there is no file of it that anybody else could have."""
    if not _is_typed(opened.entry):
        return {}
    with opened.original() as stream:
        data = stream.read(_SMALL + 1)
    rows = list(csv.reader(io.StringIO(data.decode()))) if len(data) <= _SMALL else []
    return dict(zip(*rows, strict=True)) if len(rows) == 2 else {}


def _is_typed(entry: Entry) -> bool:
    named = entry.record.get("mapping", {})
    context = entry.record.get("context", {})
    return (
        entry.account.read == 2
        and bool(context.get("asserted_by"))
        and all(field == label for field, label in named.items())
    )

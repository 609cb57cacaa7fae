"""A view as it is sent to somebody: its comparison named, its figures pinned, each upload with its record."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from barometer.answer import Answer
from barometer.desk.answering import Desk, default_desk
from barometer.desk.filters import honoured
from barometer.desk.finding import narrowed
from barometer.desk.workspaces import short_links, store
from barometer.ingest.companies import Register
from barometer.store import carried
from barometer.store.datasets import Entry, Opened
from barometer.store.keeping import register_of
from barometer.store.refused import StoreRefusal
from barometer.store.short import short_id
from barometer.view import MOST_CHARACTERS, PRESENTATION, View, drawn_like, encode, question

_SMALL = 4000


@cache
def register() -> Register:
    """The companies of the default figures: what is read does not depend on what else is uploaded."""
    return register_of(default_desk().package)


def sent(uploads: Sequence[str], key: str) -> tuple[str, ...]:
    """The workspace's own datasets among ``uploads``, each as a link carries it: which file, how read."""
    written = []
    for dataset in uploads:
        try:
            opened = store().open(dataset, key)
        except StoreRefusal:
            continue
        told = carried.of_entry(opened.entry, opened.sha256, register(), typed_fields(opened))
        written.append(told.written())
    return tuple(written)


def typed_fields(opened: Opened) -> dict[str, str]:
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


def spelled(view: View, answer: Answer, desk: Desk) -> View:
    """The view with its comparison named, so that it opens the same however the list grows."""
    if answer.comparison is None:
        return view
    found = narrowed(view, answer.comparison.stratum, desk.comparisons())
    drawn = replace(view, measure="" if answer.measure == "ratio" else answer.measure)
    return honoured(replace(drawn_like(found, drawn), entity=view.entity, lag=view.lag))


def pinned(view: View, desk: Desk, key: str) -> View:
    """The view pinned to the figures of the desk; what of it is the workspace's, with its record.

    Where all records together are longer than a link may be, the longest go: the link then names the
    file that it needs, and how it was read is asked again.
    """
    found = replace(view, ds=(f"default@{desk.base_id}", *sent(desk.uploads, key)))
    while len(encode(found)) > MOST_CHARACTERS:
        longest = max(found.ds, key=len)
        shorter = carried.begun(longest)
        if shorter == longest:
            break
        found = replace(found, ds=tuple(shorter if one == longest else one for one in found.ds))
    return found


def frozen(view: View, answer: Answer, desk: Desk, key: str) -> View:
    """What an answer's exports link to: the same comparison of the same figures, whenever it is opened."""
    return pinned(spelled(view, answer, desk), desk, key)


def address(base: str, page: str, view: View) -> str:
    """The address of a view on a page of the server at ``base``."""
    text = encode(view)
    return f"{base}/{page}" + (f"?{text}" if text else "")


def short_address(base: str, page: str, made: str, view: View) -> str:
    """The short link ``made`` of a view; language, theme and any page but The gap stand beside it."""
    said = {name: getattr(view, name) for name in PRESENTATION} | {"page": "" if page == "gap" else page}
    beside = "&".join(f"{name}={value}" for name, value in said.items() if value)
    return f"{base}/s/{made}" + (f"?{beside}" if beside else "")


def printed(base: str, page: str, view: View) -> str:
    """The address of a view as a picture prints it, to be read and typed.

    Its short link where one was made; else without the records of uploads, which are a screen long: it
    still names the file that it needs. The whole link is in the picture's own data.
    """
    try:
        made = short_id(encode(question(view)))
        known = short_links().query(made) is not None
    except StoreRefusal:
        known = False
    if known:
        return short_address(base, page, made, view)
    return address(base, page, replace(view, ds=tuple(map(carried.begun, view.ds))))

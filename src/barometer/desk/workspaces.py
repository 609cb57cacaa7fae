"""Whose desk: the default figures, with the datasets of one workspace that a view names.

The page, the routes and the command line all ask here, so that nobody else's upload is ever on a desk.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from barometer.desk.answering import Desk, default_desk
from barometer.model import Kept, Message
from barometer.store import home, keys
from barometer.store.checked import Checks
from barometer.store.datasets import UNDO, Entry, Opened, Store
from barometer.store.refused import StoreRefusal
from barometer.store.replies import Replies
from barometer.store.short import ShortLinks
from barometer.store.union import unite
from barometer.view import View

_MOST = 32  # desks of people with files of their own, some 25 MB each and most of a second to set up
_lock = threading.Lock()
_DEFAULT = "default"

Said = tuple[Desk, tuple[Message, ...]]


def store() -> Store:
    """The store of this server, opened and swept once a process. StoreRefusal if it can't be."""
    return _store(home.locate(None))


@cache
def _store(folder: Path) -> Store:
    opened = Store(folder)
    threading.Thread(
        target=keep_swept, args=(opened, UNDO.total_seconds() / 2), name="sweep", daemon=True
    ).start()
    return opened


def keep_swept(opened: Store, seconds: float) -> None:
    """Sweeps a store every so many seconds: what was deleted is gone soon after it can't be taken back."""
    while opened.home.exists():
        time.sleep(seconds)
        with suppress(StoreRefusal, sqlite3.Error, OSError):
            opened.sweep()


def short_links() -> ShortLinks:
    """The short links of this server. StoreRefusal if the store can't be written."""
    return _short_links(home.locate(None))


@cache
def _short_links(folder: Path) -> ShortLinks:
    return ShortLinks(folder)


def checks() -> Checks:
    """The checks at the source that this server keeps. StoreRefusal if the store can't be written."""
    return _records(home.locate(None))[0]


def replies() -> Replies:
    """The companies' answers that this server keeps. StoreRefusal if the store can't be written."""
    return _records(home.locate(None))[1]


@cache
def _records(folder: Path) -> tuple[Checks, Replies]:
    return Checks(folder), Replies(folder)


_MOST_KEPT = 256
_kept: OrderedDict[tuple[Path, str], tuple[tuple[int, ...], Kept]] = OrderedDict()


def kept_of(key: str) -> Kept:
    """What the workspace of ``key`` recorded beside the figures; nothing for a key that opens none.

    Read again only once the catalogue was written, by this process or another.
    """
    if not keys.looks_like_a_key(key):
        return Kept()
    try:
        folder = home.locate(None)
        own, answers = _records(folder)
        state, name = own.state(), (folder, keys.hashed(key))
        with _lock:
            held = _kept.get(name)
        if held is not None and held[0] == state:
            return held[1]
        found = Kept(own.of(key), answers.of(key))
    except (StoreRefusal, sqlite3.Error):
        return Kept()
    with _lock:
        _kept[name] = state, found
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return found


def wanted(view: View) -> tuple[str, ...]:
    """The ids of the uploads that a view names, each once."""
    ids = (one.partition("@")[0] for one in view.ds)
    return tuple(dict.fromkeys(one for one in ids if one != _DEFAULT))


def desk_of(view: View, key: str) -> Said:
    """The desk of a view for the workspace of ``key``, and what must be said of the uniting.

    A dataset that is not the workspace's own is left out, whether it exists or not: the answer's
    notices name it.
    """
    found = _opened(wanted(view), key)
    return _united(found) if found else (default_desk(), ())


def _opened(ids: Sequence[str], key: str) -> list[Opened]:
    found = []
    for dataset in ids:
        try:
            found.append(store().open(dataset, key))
        except StoreRefusal:
            continue
    return found


def listed(key: str) -> tuple[Entry, ...]:
    """The datasets of the workspace of ``key``; none for a key that opens none."""
    if not keys.looks_like_a_key(key):
        return ()
    try:
        return tuple(store().list(key))
    except (StoreRefusal, sqlite3.Error):
        return ()


_desks: OrderedDict[tuple[str, ...], Said] = OrderedDict()


def _united(uploads: Sequence[Opened]) -> Said:
    """The desk on the default figures and uploads; kept for the next time under the ids of all of them.

    Only who has just opened every one of them with a key of its own gets here. The titles are part of
    what it is kept under: notices name them, and each workspace has its own for one and the same file.
    """
    base = default_desk()
    identity = (base.data_id, *sorted(upload.entry.id for upload in uploads))
    name = (*identity, *(upload.entry.title for upload in uploads))
    with _lock:
        if name in _desks:
            _desks.move_to_end(name)
            return _desks[name]
    united = unite(base.package, uploads)
    desk = Desk(united.package, base=base.data_id, uploads=identity[1:])
    with _lock:
        _desks[name] = desk, united.notices
        while len(_desks) > _MOST:
            _desks.popitem(last=False)
    return desk, united.notices

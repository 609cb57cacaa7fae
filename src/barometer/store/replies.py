"""What companies answered, as a workspace records it: their words whole, or that none came in time."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from barometer.model import Reply
from barometer.store import keys
from barometer.store.catalogue import Catalogue, Found
from barometer.store.recording import UNDO, moment, writing
from barometer.store.refused import StoreRefusal
from barometer.store.wording import line, paragraphs, required, web

MOST_OWN = 2_000
"""Answers that one workspace keeps."""


class Replies:
    """The answers in the store of a folder. Cheap to build, safe to use from many threads."""

    def __init__(self, folder: Path) -> None:
        """StoreRefusal as ``Catalogue``."""
        self._catalogue = Catalogue(folder / "catalogue.sqlite")

    def record(self, workspace: str, reply: Reply, today: date) -> Reply:
        """Keep an answer for a workspace that was begun; as it is kept, with its id. Durable on return.

        today  the reader's day: nothing is recorded of the future
        StoreRefusal 'needed', 'too_long', 'no_address', 'reply_order', 'reply_future', 'reply_early' for
        what can't be kept as typed; 'too_many_replies'.
        """
        kept = replace(_sound(reply, today), id=secrets.token_hex(8))
        owner = keys.hashed(workspace)
        with writing(self._catalogue) as write:
            if write.rows("count_replies", workspace=owner)[0]["own"] >= MOST_OWN:
                raise StoreRefusal("too_many_replies", most=MOST_OWN)
            write.run("add_reply", workspace=owner, recorded=moment(), **_cells(kept))
        return kept

    def change(self, workspace: str, reply: Reply, today: date) -> Reply:
        """Put another text or date in place of a kept one, by its id. StoreRefusal as ``record``.

        'record_not_found' where the workspace has none of that id.
        """
        kept = _sound(reply, today)
        with writing(self._catalogue) as write:
            if not write.run("change_reply", workspace=keys.hashed(workspace), **_cells(kept)):
                raise StoreRefusal("record_not_found")
        return kept

    def of(self, workspace: str) -> tuple[Reply, ...]:
        """The answers that a workspace recorded, oldest first; none for an unknown key."""
        return tuple(map(_reply, self._catalogue.rows("list_replies", workspace=keys.hashed(workspace))))

    def delete(self, workspace: str, reply: str) -> None:
        """Take an answer out; ``restore`` undoes it within the hour. StoreRefusal 'record_not_found'."""
        self._one("mark_reply_deleted", workspace, reply, now=moment())

    def restore(self, workspace: str, reply: str) -> None:
        """Undo a deletion. StoreRefusal 'record_not_found' if it was too long ago, or never was."""
        self._one("restore_reply", workspace, reply, since=moment(before=UNDO))

    def _one(self, statement: str, workspace: str, reply: str, **when: str) -> None:
        with writing(self._catalogue) as write:
            if not write.run(statement, workspace=keys.hashed(workspace), id=reply, **when):
                raise StoreRefusal("record_not_found")


def _sound(reply: Reply, today: date) -> Reply:
    """The answer as it can be kept: its dates in order, nothing missing, nothing cut."""
    kept = replace(
        reply,
        speaker=line("speaker", reply.speaker),
        role=line("role", reply.role),
        text=paragraphs("text", reply.text),
        link=web("link", reply.link),
    )
    later = [day for day in (reply.deadline, reply.on) if day is not None]
    if reply.sent is not None and any(day < reply.sent for day in later):
        raise StoreRefusal("reply_order")
    if any(day is not None and day > today for day in (reply.sent, reply.on)):
        raise StoreRefusal("reply_future")
    if reply.on is not None:
        required("text", kept.text)
        return kept
    if reply.sent is None or reply.deadline is None:
        raise StoreRefusal("needed_dates")
    if reply.deadline >= today:
        raise StoreRefusal("reply_early")
    return replace(kept, speaker="", role="", text="", link="")


def _cells(reply: Reply) -> Mapping[str, str | None]:
    texts = ("id", "company", "finding", "address", "figures", "speaker", "role", "text", "link")
    days = {"sent": reply.sent, "deadline": reply.deadline, "replied": reply.on}
    return {name: getattr(reply, name) for name in texts} | {
        name: day.isoformat() if day else None for name, day in days.items()
    }


def _reply(row: Found) -> Reply:
    texts = {name: text for name, text in row.items() if name not in ("sent", "deadline", "replied")}
    return replace(
        Reply(**texts), sent=_day(row["sent"]), deadline=_day(row["deadline"]), on=_day(row["replied"])
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

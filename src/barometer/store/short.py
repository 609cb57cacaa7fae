"""Short links: what ``/s/<id>`` stands for, a view's own query and nothing else.

The id comes from the view alone, so the same view has the same short link whoever makes it. It opens
nothing that the long link would not: datasets stay their workspace's, and the query holds only what
the long link carries. Language and theme are not part of it; they stand beside it in the link.
"""

from __future__ import annotations

import base64
import hashlib
import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from barometer.store import keys
from barometer.store.catalogue import Catalogue
from barometer.store.refused import StoreRefusal
from barometer.view import MOST_CHARACTERS, View, encode, question

LONG = 1_500
"""Characters of an address from which a short form is offered.

Chat and mail programs cut addresses at 2,000 to 2,083; between the two is room for what they add.
"""
MOST_OWN = 500
"""Short links that one workspace may make: about ten a week for a year."""
MOST = 50_000
"""Short links of a server. Of the longest views they fill 400 MB; of usual ones under 100."""
_CHARACTERS = 20
_ID = re.compile(rf"[a-z2-7]{{{_CHARACTERS}}}")


class ShortLinks:
    """The short links of the store in a folder. Cheap to build, safe to use from many threads."""

    def __init__(self, folder: Path) -> None:
        """StoreRefusal as ``Catalogue``."""
        self._catalogue = Catalogue(folder / "catalogue.sqlite")

    def shorten(self, view: View, workspace: str) -> str:
        """The id of a view's short link, kept from now on.

        workspace  the key of the workspace that makes it, already begun
        StoreRefusal 'short_too_long' for a view that no link could open, 'short_own' or 'short_every'
        where no more are kept.
        """
        query = encode(question(view))
        if len(query) > MOST_CHARACTERS:
            raise StoreRefusal("short_too_long")
        id_, owner = short_id(query), keys.hashed(workspace)
        try:
            self._keep(id_, owner, query)
        except sqlite3.Error as error:
            raise StoreRefusal("disk_refuses") from error
        return id_

    def _keep(self, id_: str, owner: str, query: str) -> None:
        with self._catalogue.writing() as write:
            held = write.rows("short", id=id_)
            if held and held[0]["query"] != query:  # two views of one id: 100 bits are against it
                raise StoreRefusal("short_every", most=MOST)
            count = write.rows("count_shorts", workspace=owner)[0]
            if not held and count["own"] >= MOST_OWN:
                raise StoreRefusal("short_own", most=MOST_OWN)
            if not held and count["every"] >= MOST:
                raise StoreRefusal("short_every", most=MOST)
            if not held or count["own"] < MOST_OWN:
                write.run("add_short", id=id_, workspace=owner, query=query, created=_now())

    def query(self, id_: str) -> str | None:
        """The query that a short link stands for; None for one that this server does not know."""
        found = self._catalogue.row("short", id=id_) if _ID.fullmatch(id_) else None
        return None if found is None else str(found["query"])


def short_id(query: str) -> str:
    """100 bits of the query's sha256 in small letters and digits: safe in an address, and to dictate."""
    digest = hashlib.sha256(query.encode()).digest()
    return base64.b32encode(digest).decode().lower()[:_CHARACTERS]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

"""The checks that a workspace records: who read a source's figures at the original, and when."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from barometer.model import Check
from barometer.store import keys
from barometer.store.catalogue import Catalogue, Found
from barometer.store.recording import UNDO, moment, writing
from barometer.store.refused import StoreRefusal
from barometer.store.wording import line, required, web

MOST_FIGURES = 2_000
"""Figures that one check may cover: nobody reads more at one go."""
MOST_OWN = 5_000
"""Checks that one workspace keeps."""


class Checks:
    """The checks in the store of a folder. Cheap to build, safe to use from many threads."""

    def __init__(self, folder: Path) -> None:
        """StoreRefusal as ``Catalogue``."""
        self._catalogue = Catalogue(folder / "catalogue.sqlite")

    def record(
        self,
        workspace: str,
        source: str,
        figures: Mapping[str, str],
        *,
        by: str,
        on: date,
        address: str = "",
        note: str = "",
    ) -> Check:
        """Keep a check for a workspace that was begun; durable on return.

        StoreRefusal 'needed' without a name or initials, 'too_long' and 'no_address' for what can't be
        kept as typed, 'too_many_figures', 'too_many_checks'.
        """
        check = Check(
            secrets.token_hex(8), source, required("by", line("by", by)), on, dict(figures),
            web("address", address), line("note", note),
        )  # fmt: skip
        if len(figures) > MOST_FIGURES:
            raise StoreRefusal("too_many_figures", n=len(figures), most=MOST_FIGURES)
        owner = keys.hashed(workspace)
        with writing(self._catalogue) as write:
            if write.rows("count_source_checks", workspace=owner)[0]["own"] >= MOST_OWN:
                raise StoreRefusal("too_many_checks", most=MOST_OWN)
            write.run(
                "add_source_check",
                workspace=owner, id=check.id, source=check.source, checked_by=check.by,
                checked_on=check.on.isoformat(), figures=json.dumps(check.figures, sort_keys=True),
                address=check.address, note=check.note, recorded=moment(),
            )  # fmt: skip
        return check

    def state(self) -> tuple[int, ...]:
        """Differs after every write in the store, by whichever process."""
        return self._catalogue.state()

    def of(self, workspace: str) -> tuple[Check, ...]:
        """The checks of a workspace, oldest first; none for an unknown key."""
        return tuple(
            map(_check, self._catalogue.rows("list_source_checks", workspace=keys.hashed(workspace)))
        )

    def withdraw(self, workspace: str, check: str) -> None:
        """Take a check back; ``restore`` undoes it within the hour. StoreRefusal 'record_not_found'."""
        self._one("mark_source_check_deleted", workspace, check, now=moment())

    def restore(self, workspace: str, check: str) -> None:
        """Undo a withdrawal. StoreRefusal 'record_not_found' if it was too long ago, or never was."""
        self._one("restore_source_check", workspace, check, since=moment(before=UNDO))

    def _one(self, statement: str, workspace: str, check: str, **when: str) -> None:
        with writing(self._catalogue) as write:
            if not write.run(statement, workspace=keys.hashed(workspace), id=check, **when):
                raise StoreRefusal("record_not_found")


def _check(row: Found) -> Check:
    return Check(
        id=row["id"],
        source=row["source"],
        by=row["checked_by"],
        on=date.fromisoformat(row["checked_on"]),
        figures=json.loads(row["figures"]),
        address=row["address"],
        note=row["note"],
    )

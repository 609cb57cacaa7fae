"""How a workspace's records are written: one transaction, the time, how long a deletion can be undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from barometer.store.catalogue import Catalogue, Writer
from barometer.store.refused import StoreRefusal

UNDO = timedelta(hours=1)


def moment(before: timedelta = timedelta()) -> str:
    """Now, or so long ago: ISO, in universal time; such texts sort as the moments do."""
    return (datetime.now(UTC) - before).isoformat(timespec="microseconds")


@contextmanager
def writing(catalogue: Catalogue) -> Iterator[Writer]:
    """One transaction of a catalogue.

    StoreRefusal 'unknown_workspace' for a workspace that was never begun, 'disk_refuses' where the
    disk is full or the catalogue stays locked; nothing is then written.
    """
    try:
        with catalogue.writing() as write:
            yield write
    except sqlite3.IntegrityError as error:
        raise StoreRefusal("unknown_workspace") from error
    except sqlite3.Error as error:
        raise StoreRefusal("disk_refuses") from error

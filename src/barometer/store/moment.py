"""The time that the catalogue writes down, and how long a deletion can be undone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

UNDO = timedelta(hours=1)


def moment(before: timedelta = timedelta()) -> str:
    """Now, or so long ago: ISO, in universal time; such texts sort as the moments do."""
    return (datetime.now(UTC) - before).isoformat(timespec="microseconds")

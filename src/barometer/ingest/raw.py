"""A file -> header and rows, all text: the first three steps alone, with no question asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from barometer.ingest import container, dialect, encoding, records, table, wrapped

_ALWAYS_KEPT = frozenset({"quote"})
_ENOUGH, _HABIT = 3, 0.1


def read_raw(path: str | Path) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of the first table of a file, every cell as text.

    A row is given where it fits the columns. One whose cells can't be told apart for certain (a
    delimiter lost or added) is set aside, not bent into shape. Header [] where there is none.
    Refused for what is not a table; an empty file gives ([], []).
    """
    name = Path(path).name
    payload = container.open_payload(Path(path).read_bytes(), name)
    if payload.format != "text":
        from barometer.ingest import other_formats

        found = table.find(other_formats.read(payload).records)
    else:
        text, _ = encoding.decode(payload.data)
        found = table.find(text_records(text))
    kept = found.rows + [r for r, why in found.misfits if why in _ALWAYS_KEPT] + _ending_early(found)
    kept.sort(key=lambda r: r.line)
    width = max(found.width, len(found.header))
    return found.header, [_sized([as_text(c) for c in r.cells], width) for r in kept]


def _ending_early(found: table.Table) -> list[records.Record]:
    """Short rows, where many end so and what they have is of its column's kind: what is lacking is blank."""
    profile = found.profile
    short = [r for r, why in found.misfits if why == "too_few" and profile and profile.fits(r.cells)]
    return short if len(short) >= max(_ENOUGH, _HABIT * len(found.rows)) else []


def _sized(cells: list[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def text_records(text: str) -> list[records.Record]:
    """The records of a delimited text, in the dialect found in it."""
    lines = wrapped.unwrapped(records.split_lines(text))
    return records.parse(lines, dialect.detect(lines)) if lines else []


def as_text(cell: Any) -> str:
    """A cell as text; '' for none, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)

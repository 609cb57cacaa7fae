"""Where the header of a table is, over how many lines, and whether there is one at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from barometer.ingest.kinds import filled, is_blank, is_year, kind
from barometer.ingest.profile import Profile
from barometer.ingest.records import Record

_DEPTH = 40
_MOST_LINES = 6
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Header:
    """Records ``start`` to ``end`` (excluded) are the header; start == end where there is none."""

    start: int
    end: int
    rows: list[list[Any]] = field(default_factory=list)
    certain: bool = True


def plain(label: Any) -> str:
    """A label for comparing: NFKC, no invisible characters, single spaces, case folded."""
    return _plain("" if label is None else str(label))


@lru_cache(maxsize=1 << 14)
def _plain(label: str) -> str:
    text = unicodedata.normalize("NFKC", label)
    return " ".join(_INVISIBLE.sub("", text).split()).casefold()


def key(cells: list[Any]) -> tuple[str, ...]:
    """A record for comparing with a header line: trailing blanks don't count."""
    parts = [plain(cell) for cell in cells]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)


def shares(cells: list[Any], header_rows: list[list[str]]) -> bool:
    """Whether a record begins as a header line does and repeats half its labels, not all, in their places."""
    if not any(row and plain(cells[0]) == plain(row[0]) for row in header_rows):
        return False
    wanted = key(cells)
    for row in header_rows:
        labels = key(row)
        same = sum(a == b and bool(a) for a, b in zip(wanted, labels, strict=False))
        if wanted and labels and wanted[0] == labels[0] and wanted != labels and same * 2 >= len(labels):
            return True
    return False


def find(body: list[Record], width: int, profile: Profile, labels: Collection[str] = ()) -> Header:
    """The header among the first records that hold anything."""
    top = body[:_DEPTH]
    named = _by_labels(top, labels)
    if named is not None:
        return _grown(top, named, width, profile, True)
    if width == 1:
        return _narrow(top, profile)
    if not profile.has_types:
        first = next((i for i, r in enumerate(top) if filled(r.cells) >= 0.6 * width), None)
        return Header(0, 0, certain=False) if first is None else _block(top, first, first + 1, False)
    first_row = _first_row(top, width, profile)
    above = [i for i in range(first_row) if filled(top[i].cells) >= min(2, width)]
    if not above:
        return _split_header(top, first_row, width) or Header(first_row, first_row)
    at = _best_above(top, above, width)
    return _grown(top, at, width, profile, profile.header_like(top[at].cells))


def _best_above(top: list[Record], above: list[int], width: int) -> int:
    """The last line over the rows that names most columns in words; else in whatever it has."""
    named = [i for i in above if filled(top[i].cells) >= 0.6 * width]
    worded = [i for i in named if not holds_values(top[i])]
    return (worded or named or above)[-1]


def holds_values(record: Record) -> bool:
    """Whether a record has numbers or dates; a year may be a heading."""
    return any(kind(c) in {"number", "date"} and not is_year(c) for c in record.cells)


def _by_labels(top: list[Record], labels: Collection[str]) -> int | None:
    """The record that holds most of the labels known to be in the header."""
    wanted = {plain(label) for label in labels}
    hits = [len(wanted & {plain(c) for c in r.cells}) for r in top]
    best = max(hits, default=0)
    return hits.index(best) if best and best * 2 >= len(wanted) else None


def _narrow(top: list[Record], profile: Profile) -> Header:
    """One column: a first line of words over numbers or dates is its header."""
    if not top:
        return Header(0, 0, certain=False)
    if profile.has_types:
        return _block(top, 0, 1, True) if profile.header_like(top[0].cells) else Header(0, 0)
    return _block(top, 0, 1, False)


def _first_row(top: list[Record], width: int, profile: Profile) -> int:
    """The first record that holds what the columns hold, as those after it do."""
    for i, record in enumerate(top):
        after = [r for r in top[i : i + 4] if not r.flaw]
        like = sum(profile.row_like(r.cells) for r in after)
        if len(record.cells) > width // 2 and profile.row_like(record.cells) and like * 2 >= len(after):
            return i
    return min(1, len(top))


def _grown(top: list[Record], at: int, width: int, profile: Profile, certain: bool) -> Header:
    """The header line at ``at`` with the lines above and below that belong to it."""
    start, end = at, at + 1
    while end < len(top) and end - start < _MOST_LINES and _belongs_below(top[end], width, profile):
        end += 1
    while start > 0 and end - start < _MOST_LINES and _belongs_above(top[start - 1], top[start], width):
        start -= 1
    return _block(top, start, end, certain)


def _belongs_below(record: Record, width: int, profile: Profile) -> bool:
    """A second header line: words (units, names) in most columns that hold numbers and dates."""
    if not profile.has_types or record.flaw or filled(record.cells) < 2:
        return False
    if holds_values(record):
        return False
    words = profile.agreement(record.cells)[1]
    return words * 2 > sum(map(bool, profile.typed)) and len(record.cells) >= width - 1


def _belongs_above(record: Record, below: Record, width: int) -> bool:
    """A line of group names over the header: several cells, next line down, not a title."""
    cells = record.cells
    if record.flaw or filled(cells) < 2 or record.line + 1 < below.line or len(cells) < width - 1:
        return False
    if filled(cells[width:]):
        return False  # a sentence with commas, not names of columns
    if filled(cells) >= 0.6 * width:
        return True
    return is_blank(cells[0]) or any(is_year(c) for c in cells[1:]) or filled(cells[2:]) >= 2


def _block(top: list[Record], start: int, end: int, certain: bool) -> Header:
    return Header(start, end, [list(r.cells) for r in top[start:end]], certain)


def _split_header(top: list[Record], first_row: int, width: int) -> Header | None:
    """A header line written with another delimiter than the rows: exactly one name a column."""
    if first_row == 0 or len(top[first_row - 1].cells) != 1:
        return None
    line = str(top[first_row - 1].cells[0])
    for delimiter in (";", "\t", "|", ",", " "):
        names = [name.strip().strip('"') for name in line.split(delimiter)]
        if len(names) == width and all(names):
            return Header(first_row - 1, first_row, [names])
    return None


def joined(rows: list[list[Any]], width: int, full: float) -> list[str]:
    """One label a column out of the header's lines; a blank heading too many is dropped."""
    if not rows:
        return []
    trimmed = [_narrowed(["" if c is None else str(c).strip() for c in row], width, full) for row in rows]
    columns = max(map(len, trimmed))
    parts = [[row[i] for row in trimmed if i < len(row) and row[i]] for i in range(columns)]
    return [" ".join(part) for part in parts]


def _narrowed(row: list[str], width: int, full: float) -> list[str]:
    """A header one or more too long, in a regular table, without as many of its blank cells."""
    surplus = len(row) - width
    while surplus > 0 and row and not row[-1]:
        row = row[:-1]
        surplus -= 1
    blanks = [i for i, label in enumerate(row) if not label]
    if 0 < surplus == len(blanks) and full > 0.9:
        return [label for label in row if label]
    return row

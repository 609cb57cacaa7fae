"""Records -> the table among them: header, rows, and what is neither.

Titles stand above, notes below; a header may take several lines or none. Nothing is thrown away:
each record ends as header, row, misfit (a row that doesn't fit the columns) or not data, with why.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from barometer.ingest import header as heading
from barometer.ingest.kinds import filled, is_blank, is_rule
from barometer.ingest.profile import Profile
from barometer.ingest.records import Record, usual_width

NOTE = re.compile(
    r"\s*(?:sources?\b|notes?\b|nota\b|n\.?\s?b\b|lecture\b|champ\b|légende|remarques?\b|avertissement|©|\*+"
    r"|†|‡|\(\w{1,2}\)|\[\w{1,2}\]|[¹²³⁴]|\d\)|hors\b|données\b|data\s+(?:from|as)|last updated|extrait"
    r"|mise? à jour|extraction|publi(?:é|shed)|méthodo|method|contact\b|copyright"
    r"|licence|footnote|fin de|end of)",
    re.IGNORECASE,
)


_ENOUGH = 3
"""Rows that must come again after the header for the table to be there twice."""


@dataclass(slots=True)
class Table:
    """The table found in a file.

    header        one label a column; empty where the file has no header line
    header_rows   the header lines as they stand, for labels over several lines
    misfits       (record, why): too_few, too_many, quote, unreadable, long, second_table
    not_data      (line, why): blank, title, header, repeated_header, note
    width         cells a full row has
    certain       whether the header (or its absence) shows in the data; else it is the usual guess
    """

    header: list[str]
    header_rows: list[list[str]]
    rows: list[Record]
    misfits: list[tuple[Record, str]] = field(default_factory=list)
    not_data: list[tuple[int, str]] = field(default_factory=list)
    width: int = 0
    certain: bool = True
    header_line: int = 0
    profile: Profile | None = None


def find(records: list[Record], labels: Collection[str] = ()) -> Table:
    """The table in ``records``; ``labels`` are headings known to be in it."""
    empty = [r for r in records if not r.flaw and (not filled(r.cells) or is_rule(r.cells))]
    not_data = [(r.line, "blank") for r in empty]
    gone = set(map(id, empty))
    body = [r for r in records if id(r) not in gone]
    blanks = {line for line, _ in not_data}
    width = usual_width(body)
    profile = Profile.of(body, width)
    head = heading.find(body, width, profile, labels)
    table = Table(
        heading.joined(head.rows, width, profile.full),
        [[str(c).strip() for c in row] for row in head.rows],
        [],
        not_data=not_data,
        width=width,
        certain=head.certain,
        header_line=body[head.end - 1].line if head.end else 0,
        profile=profile,
    )
    table.not_data += [(r.line, "title") for r in body[: head.start]]
    table.not_data += [(r.line, "header") for r in body[head.start : head.end]]
    below = body[head.end :]
    notes = _notes(below, width, blanks)
    table.not_data += [(r.line, "note") for r in below[len(below) - notes :]]
    _sort(table, below[: len(below) - notes], head.rows, blanks)
    table.not_data.sort()
    return table


def _notes(below: list[Record], width: int, blanks: Collection[int]) -> int:
    """How many records at the end are notes: alone in their row, or worded as notes are."""
    count = 0
    for record in reversed(below):
        cells = record.cells
        if not _is_note(record, width, record.line - 1 in blanks):
            break
        count += 1
        if len(cells) == width and filled(cells) > 1 and not NOTE.match(str(cells[0])):
            break
    return count if width > 1 else 0


def _is_note(record: Record, width: int, after_blank: bool) -> bool:
    cells = record.cells
    if (filled(cells) > max(2, width // 2) and len(cells) >= width) or is_blank(cells[0]):
        return False
    if NOTE.match(str(cells[0])) and (filled(cells) == 1 or len(cells) != width):
        return True
    if filled(cells) > 1 or record.flaw or _otherwise_cut(str(cells[0]), width):
        return False
    return width > 2 and (after_blank or len(cells) == 1 or len(str(cells[0])) > 30)


def _otherwise_cut(text: str, width: int) -> bool:
    """Whether a lone cell is a row whose cells are set apart by another delimiter."""
    return width > 2 and any(text.count(mark) == width - 1 for mark in ",;\t|")


def _sort(table: Table, below: list[Record], header_rows: list[list[str]], blanks: Collection[int]) -> None:
    """Each record below the header: a row, a header again, a misfit, or of a second table."""
    repeated = [heading.key(row) for row in header_rows]
    firsts = {key[0] for key in repeated if key}
    for at, record in enumerate(below):
        if heading.plain(record.cells[0]) in firsts and heading.key(record.cells) in repeated:
            table.not_data.append((record.line, "repeated_header"))
            if _pasted_again(table.rows, below[at + 1 :]):
                table.misfits += [(r, "second_table") for r in below[at + 1 :]]
                return
        elif _second_table(table, below, at, blanks):
            table.misfits += [(r, "second_table") for r in below[at:]]
            return
        elif record.flaw:
            table.misfits.append((record, record.flaw))
        elif why := _width_fault(table, record):
            table.misfits.append((record, why))
        else:
            record.cells = _sized(record.cells, table.width)
            table.rows.append(record)


def _pasted_again(rows: list[Record], rest: list[Record]) -> bool:
    """Whether all that follows a header met again is the table from its top: the same one twice."""
    if len(rest) < _ENOUGH or len(rest) > len(rows):
        return False
    return all(
        r.flaw == "" and r.cells == row.cells[: len(r.cells)] for r, row in zip(rest, rows, strict=False)
    )


def _sized(cells: list[object], width: int) -> list[object]:
    return [*cells, *[""] * (width - len(cells))] if len(cells) < width else cells[:width]


def _width_fault(table: Table, record: Record) -> str:
    missing = table.width - len(record.cells)
    profile = table.profile
    if missing == 0 or profile is None:
        return ""
    if missing > 0:
        return "" if profile.may_end_early(record.cells) else "too_few"
    fits = not filled(record.cells[table.width :]) and profile.fits(record.cells[: table.width])
    return "" if fits else "too_many"


def _second_table(table: Table, below: list[Record], at: int, blanks: Collection[int]) -> bool:
    """Whether another table's header stands at ``at``: header-like, set off, with rows under it."""
    record, profile = below[at], table.profile
    if record.flaw or profile is None or at + 1 >= len(below):
        return False
    again = heading.shares(record.cells, table.header_rows)
    apart = record.line - 1 in blanks or len(record.cells) != table.width or again
    if not apart or filled(record.cells) < 2 or not profile.header_like(record.cells):
        return False
    under = below[at + 1 : at + 6]
    alike = all(len(r.cells) == len(record.cells) for r in under)
    return alike and not heading.holds_values(record) and any(map(heading.holds_values, under))

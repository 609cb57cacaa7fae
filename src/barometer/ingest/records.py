"""Text -> records: cells with the physical line each record starts on.

RFC 4180 first, strictly. A record that breaks it (a stray or unclosed quote) costs its own line
alone: reading starts again on the next. Where one line reads in exactly one way as a full record
with the stray quotes as plain text, that reading is kept beside the flaw; nothing else is mended.
"""

from __future__ import annotations

import csv
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from barometer.ingest import limits
from barometer.ingest.dialect import Dialect, plain_lines, reader
from barometer.ingest.literal import literal_cells

Cell = Any
"""Text, or what a workbook, JSON or Parquet file types itself: int, float, bool, date, None."""


@dataclass(slots=True)
class Record:
    """One record as read.

    line, last  physical lines it starts and ends on, 1-based
    flaw        '' for none; 'quote' (the cells read stray quotes as text), 'unreadable', 'long'
    """

    line: int
    cells: list[Cell]
    last: int = 0
    flaw: str = ""


def split_lines(text: str) -> list[str]:
    """Physical lines: LF, CRLF and a lone CR each end one."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return lines


def parse(lines: list[str], dialect: Dialect) -> list[Record]:
    """All records of ``lines``, in order; every physical line belongs to exactly one."""
    read, dialect = plain_lines(lines, dialect), dialect.plain()
    found = list(_strictly(read, dialect, 1 if dialect.sep_line else 0))
    _mark_torn(found, read, dialect)
    width = usual_width(found)
    if any(r.flaw for r in found):
        _as_text(found, read, dialect, width)
    return found


def usual_width(records: list[Record]) -> int:
    """The most frequent number of cells among whole records of more than one cell; the first met of two."""
    widths = Counter(len(r.cells) for r in records if not r.flaw and len(r.cells) > 1)
    return max(widths, key=lambda w: widths[w], default=1)


def _strictly(lines: list[str], dialect: Dialect, start: int) -> Iterator[Record]:
    csv.field_size_limit(limits.CELL_CHARACTERS)
    while start < len(lines):
        feed = _Feed(lines, start)
        try:
            for cells in reader(feed, dialect, strict=True):
                if feed.at - start > 1 and _swallowed(lines, start, feed.at, cells, dialect):
                    raise csv.Error("a quote left open")
                yield Record(start + 1, cells, feed.at)
                start = feed.at
        except csv.Error as error:
            flaw = "long" if "field larger" in str(error) else "quote"
            yield Record(start + 1, [lines[start]], start + 1, flaw)
            start += 1


class _Feed:
    """Lines for csv.reader from one on, counting what it has taken."""

    def __init__(self, lines: list[str], start: int) -> None:
        self.lines, self.at, self.start = lines, start, start

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.lines):
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1] + "\n"


def _swallowed(lines: list[str], start: int, end: int, cells: list[str], dialect: Dialect) -> bool:
    """Whether a record over several lines is a left-open quote that ran on over whole rows."""
    if end - start > limits.RECORD_LINES:
        return True
    width = len(cells)
    inner = lines[start + 1 : end - 1]
    if width < 3 or not inner:
        return False
    alike = sum(line.count(dialect.delimiter) >= width - 1 for line in itertools.islice(inner, 50))
    return alike == min(len(inner), 50)


def _mark_torn(records: list[Record], lines: list[str], dialect: Dialect) -> None:
    """Marks records that csv reads without a word although a quoted cell was torn in two.

    A quote inside an unquoted cell is text (24"); two cells that each hold an odd one are the two
    ends of a quoted cell whose delimiter was lost.
    """
    quote = dialect.quote
    mark = re.escape(dialect.delimiter)
    part = rf"(?:{quote}(?:[^{quote}]|{quote}{quote})*+{quote}|[^{quote}{mark}]*+)"
    gap = rf"[^\S{mark}]*"
    proper = re.compile(rf"{gap}{part}{gap}(?:{mark}{gap}{part}{gap})*+$")
    for record in records:
        if record.flaw or record.last != record.line or quote not in lines[record.line - 1]:
            continue
        if sum(cell.count(quote) % 2 for cell in record.cells) > 1:
            record.flaw = "" if proper.match(lines[record.line - 1]) else "quote"


def _as_text(records: list[Record], lines: list[str], dialect: Dialect, width: int) -> None:
    """Reads each broken line again with its stray quotes as text, where that can be done one way."""
    for record in records:
        if record.flaw == "quote":
            cells = literal_cells(lines[record.line - 1], dialect, width)
            if cells is None:
                record.flaw = "unreadable"
            else:
                record.cells = cells

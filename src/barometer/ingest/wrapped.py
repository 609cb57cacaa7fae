"""Lines each of which is one quoted cell: a delimited text that a spreadsheet took for a single column.

'"A;2024-01;12"' opened as one column and saved again. Inside, quotes stand doubled. Undone only where
every line but the header is wrapped and the inside is a table of one width throughout.
"""

from __future__ import annotations

from barometer.ingest.dialect import DELIMITERS

_LEAST_LINES = 3
_LEAST_WIDTH = 3


def unwrapped(lines: list[str]) -> list[str]:
    """The lines without the quotes around them; the same lines where they aren't so wrapped."""
    held = [line for line in lines if line.strip()]
    if len(held) < _LEAST_LINES or not all(map(_is_wrapped, held[1:])):
        return lines
    inside = [_inside(line) for line in held]
    for mark in DELIMITERS[:4]:
        counts = {line.count(mark) for line in inside if '"' not in line}
        if len(counts) == 1 and counts.pop() >= _LEAST_WIDTH - 1:
            return [_inside(line) if line.strip() else line for line in lines]
    return lines


def _is_wrapped(line: str) -> bool:
    """Whether a line is one quoted cell with nothing after it."""
    line = line.rstrip(";, \t")
    inner = line[1:-1].replace('""', "")
    return len(line) > 2 and line[0] == '"' == line[-1] and '"' not in inner


def _inside(line: str) -> str:
    return line.rstrip(";, \t")[1:-1].replace('""', '"') if _is_wrapped(line) else line

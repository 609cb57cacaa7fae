"""Columns set apart by their places alone: where every full line has two blanks or more, a cell ends.

As reports for the eye and old mainframes write. A line with text across such a place (a title, a
note) is one cell.
"""

from __future__ import annotations

import re

_LEAST_LINES = 4
_LEAST_COLUMNS = 3
_FULL = 0.6


def cuts(lines: list[str]) -> tuple[int, ...]:
    """The places where a new cell begins; () where the lines are not set so."""
    held = [line.rstrip() for line in lines if line.strip()]
    longest = max(map(len, held), default=0)
    full = [line for line in held if len(line) >= _FULL * longest and "  " in line.strip()]
    if len(full) < max(_LEAST_LINES, 0.7 * len(held)):
        return ()
    blank = "".join(
        " " if all(line[i : i + 1] in {"", " "} for line in full) else "x" for i in range(longest)
    )
    found = tuple(gap.end() for gap in re.finditer(r"(?<=x)  +(?=x)", blank))
    return found if len(found) >= _LEAST_COLUMNS - 1 else ()


def cut(line: str, places: tuple[int, ...], mark: str) -> str:
    """A line with ``mark`` between its cells; whole where text stands across a place."""
    if any(line[i - 2 : i].strip() for i in places):
        return line.strip()
    parts = [line[a:b].strip() for a, b in zip((0, *places), (*places, None), strict=True)]
    return mark.join(parts)

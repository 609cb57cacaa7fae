"""How wide a text is, where its lines break, and how Plotly is kept from reading it as markup."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Advance widths in thousandths of an em of the Helvetica-metric family, characters 32 to 126.
_REGULAR = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778,
    722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278,
    278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
_BOLD = (
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778,
    722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333,
    278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
)  # fmt: skip
_OTHER = {
    "\N{NO-BREAK SPACE}": 278,
    "\N{NARROW NO-BREAK SPACE}": 278,  # many fonts lack it and fall back on a wider space
    "\N{EN DASH}": 556,
    "\N{EM DASH}": 1000,
    "\N{RIGHT SINGLE QUOTATION MARK}": 278,
    "\N{MIDDLE DOT}": 278,
    "\N{MULTIPLICATION SIGN}": 584,
    "\N{HORIZONTAL ELLIPSIS}": 1000,
    "œ": 944,
    "Œ": 1000,
    "æ": 889,
    "Æ": 1000,
}
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
LINE = 1.3  # Plotly's distance between lines, in ems
# Spaces that hold two words together never break a line.
_BREAKS = " \t\n"


def width(text: str, size: float, bold: bool = False) -> float:
    """Pixels that ``text`` takes on one line at ``size`` pixels."""
    return _ems(text, bold) * size / 1000


@lru_cache(maxsize=4096)
def _ems(text: str, bold: bool) -> int:
    table = _BOLD if bold else _REGULAR
    return sum(_advance(character, table) for character in text)


def _advance(character: str, table: tuple[int, ...]) -> int:
    if character in _OTHER:
        return _OTHER[character]
    base = unicodedata.normalize("NFD", character)[0]
    if " " <= base <= "~":
        return table[ord(base) - 32]
    if unicodedata.combining(base):
        return 0
    return 1000 if unicodedata.east_asian_width(base) in "WF" else 722


def wrap(text: str, size: float, room: float, bold: bool = False, most: int = 0) -> tuple[str, ...]:
    """``text`` in lines no wider than ``room`` pixels; at most ``most`` lines, the last one cut with …"""
    lines: list[str] = []
    used, space = room, width(" ", size, bold)
    for word in text.split(" "):
        wide = width(word, size, bold)
        if lines and used + space + wide <= room:
            lines[-1] += f" {word}"
            used += space + wide
        else:
            lines += _pieces(word, size, room, bold) if wide > room else [word]
            used = width(lines[-1], size, bold)
    if most and len(lines) > most:
        lines = [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), size, room, bold)]
    return tuple(lines)


def parts_in_lines(parts: tuple[str, ...], size: float, room: float) -> tuple[str, ...]:
    """A bold headline in lines: a part is broken only where it does not fit on a line of its own."""
    if len(parts) == 1:
        return balanced(parts[0], size, room, bold=True)
    lines: list[str] = []
    for part in parts:
        whole = f"{lines[-1]} {part}" if lines else part
        if lines and width(whole, size, bold=True) <= room:
            lines[-1] = whole
        else:
            lines += balanced(part, size, room, bold=True)
    return tuple(lines)


def kept_whole(name: str, size: float, room: float) -> str:
    """A bold name whose words no line break parts, unless it takes most of a line by itself."""
    return name.replace(" ", "\N{NO-BREAK SPACE}") if width(name, size, bold=True) < 0.6 * room else name


def balanced(text: str, size: float, room: float, bold: bool = False) -> tuple[str, ...]:
    """As ``wrap``, with lines of about equal length (for headlines)."""
    lines = wrap(text, size, room, bold)
    if len(lines) < 2:
        return lines
    low, high = width(text, size, bold) / len(lines) * 0.9, room
    while high - low > 4:
        middle = (low + high) / 2
        low, high = (low, middle) if len(wrap(text, size, middle, bold)) <= len(lines) else (middle, high)
    return wrap(text, size, high, bold)


def filled(text: str, size: float, room: float) -> tuple[str, ...]:
    """As ``wrap``; where a little less room spares a last line of a word or two, that little less."""
    for part in (1.0, 0.94, 0.88):
        lines = wrap(text, size, room * part)
        if len(lines) < 2 or width(lines[-1], size) > room * 0.15:
            return lines
    return wrap(text, size, room)


def _pieces(word: str, size: float, room: float, bold: bool) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and width(pieces[-1] + character, size, bold) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _cut(text: str, size: float, room: float, bold: bool) -> str:
    while text and width(text + "…", size, bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def plain(text: str) -> str:
    """``text`` so that Plotly prints it as it is: no tag, no entity, no template, no formula.

    A straight apostrophe inside a word is set as a typographic one.
    Characters that steer rather than print (controls, direction overrides) are dropped.
    """
    kept = "".join(
        " " if c in _BREAKS else c for c in text if c in _BREAKS or unicodedata.category(c)[0] != "C"
    )
    kept = _APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", kept)
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("{", "&#123;"), ("$", "&#36;")):
        kept = kept.replace(character, entity)
    return kept


def block(lines: tuple[str, ...]) -> str:
    """Lines, each escaped, as one Plotly text."""
    return "<br>".join(plain(line) for line in lines)

"""What a cell looks like at a glance: blank, missing, number, date or text.

For finding the table only; what a column means is decided in columns.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

_MISSING = """n/a|na|n.a.|n.a|nc|n.c.|n.c|nd|n.d.|n.d|ns|n.s.|nsp|null|none|nan|nil|-|--|---|–|—|.|..
|...|…|?|/|*|x|#n/a|#na|#null!|#div/0!|#value!|#valeur!|#ref!|#nom?|#name?|#num!|#nombre!|(vide)|(blank)
|vide|manquant|missing|inconnu|unknown|confidentiel|confidential|secret|masqué|masked|suppressed
|non communiqué|non disponible|non renseigné|not available|not given|non dispo|à venir"""
MISSING = frozenset(_MISSING.replace("\n", "").split("|"))
"""Words that stand for no value, in a column of numbers or dates only; elsewhere they are text."""

_NUMBER = re.compile(
    r"[<>≤≥≈~±]?\s*[(+\-−–]?\s*(?:\d[\d\s.,'’\u00a0\u202f\u2009]*|[.,]\d+)(?:[eE][+-]?\d+)?\s*\)?"
    r"\s*(?:%|‰|pts?|/\s*\d+|€|\(\w{1,2}\)|\*+)?$"
)
_MONEY = re.compile(r"[-(]?[$€£¥]\s?-?[\d.,]+\)?$")
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?:[T ]\d{1,2}[:h]\d{2}.*)?$"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?:[T ]\d{1,2}[:h]\d{2}.*)?$"
    r"|\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$"
    r"|[TQSH][1-4][-\s/]?\d{4}$|\d{4}[-\s/]?[TQSH][1-4]$"
    r"|(?:\d{1,2}(?:er|st|nd|rd|th)?[\s-])?(?:jan|f[eé]v|feb|mar|avr|apr|mai|may|jui|jun|jul|ao[uû]|aug|sep|oct"
    r"|nov|d[eé]c)[a-zéû]*\.?,?[\s-]+(?:\d{1,2},?\s+)?\d{2,4}$",
    re.IGNORECASE,
)


def kind(cell: Any) -> str:
    """'blank', 'missing', 'number', 'date' or 'text'."""
    if cell is None:
        return "blank"
    if isinstance(cell, str):
        return _kind(cell)
    return "date" if isinstance(cell, date) else "number"


@lru_cache(maxsize=1 << 16)
def _kind(cell: str) -> str:
    text = cell.strip()
    if not text:
        return "blank"
    if len(text) > 60:
        return "text"
    if _DATE.match(text):
        return "date"
    if _NUMBER.match(text) or _MONEY.match(text):
        return "number"
    return "missing" if text.casefold() in MISSING else "text"


def is_blank(cell: Any) -> bool:
    """Whether a cell holds nothing but space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def filled(cells: list[Any]) -> int:
    """How many cells hold something."""
    return sum(not is_blank(cell) for cell in cells)


def is_year(cell: Any) -> bool:
    """Whether a cell is a year between 1950 and 2060."""
    text = str(cell).strip()
    return len(text) == 4 and text.isdigit() and 1950 <= int(text) <= 2060


_RULE = re.compile(r"[|+]?\s*:?[-=_+*~]{3,}[-=_+*~\s|:]*$")


def is_rule(cells: list[Any]) -> bool:
    """Whether a record only draws a line: '---', '+=====+', '|:---|' in every filled cell."""
    first = cells[0] if cells else None
    if isinstance(first, str) and first[:1].isalnum():
        return False  # nearly every row
    held = [c for c in cells if not is_blank(c)]
    return bool(held) and all(isinstance(c, str) and _RULE.match(c.strip()) for c in held)

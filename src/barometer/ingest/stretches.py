"""Cells that name a stretch of time by its two ends, by its last month, or by a business year.

'Jan-Mar 2024', 'avril à juin 2024', '01/01/2024 - 31/03/2024', 'year ending March 2024', 'FY24',
'2023-24'. A business year's first month is not in the cell: it is a question (dates).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

from barometer.ingest.spans import MONTHS, Moment, Span, century, months

STARTS: Mapping[str, int] = {"january": 1, "april": 4, "july": 7, "september": 9, "october": 10}
"""Months that a business year may begin with, by the answer that says so."""
_FLAGS = re.IGNORECASE
_LEADING = re.compile(r"(?:du|de|d'|from|between|entre|periode|period)\s+", _FLAGS)
_ENDS = re.compile(
    r"(?P<a>.+?)(?:\s+(?:-|to|au|a|until|till|through|et|and)\s+|\s*[–—]\s*)(?P<b>.+)$", _FLAGS
)
_TWO_MONTHS = re.compile(r"(?P<a>[a-z]{3,9}\.?)\s?[-/]\s?(?P<b>[a-z]{3,9}\.?\s+\d{4})$", _FLAGS)
_DATES = re.compile(
    r"(?P<a>\d{1,2}[/.]\d{1,2}[/.]\d{2,4})-(?P<b>\d{1,2}[/.]\d{1,2}[/.]\d{2,4})$"
    r"|(?P<c>\d{4}-\d{2}-\d{2})/(?P<d>\d{4}-\d{2}-\d{2})$"
)
_LAST_YEAR = re.compile(r"(\d{4})$")
_ENDING = re.compile(
    r"(?:(?:financial |fiscal |calendar )?year|12 months|twelve months|12[ -]month period|12 mois|annee)"
    r"\s+(?:ending|ended|end|to|to end|au|a fin|jusqu'a|glissants? a fin|clos(?:e)? (?:le|fin))\s+(?P<b>.+)$",
    _FLAGS,
)
_BUSINESS = re.compile(
    r"(?:f\.?y\.?|fiscal(?: year)?|financial year|exercice|exercice fiscal)\s?'?(\d{4}|\d{2})$", _FLAGS
)
_SPLIT = re.compile(
    r"(?:f\.?y\.?|fiscal(?: year)?|financial year|exercice|saison|season)?\s?"
    r"(\d{4})\s?[-/–]\s?(?:\d{2})?(\d{2})$",
    _FLAGS,
)
_BRIEF = re.compile(r"(0?[1-9]|1[0-2])[/-](\d{2})$")
_BRIEF_WORD = re.compile(r"([a-z]{3,9})\.? (\d{2})$", re.IGNORECASE)
_FRENCH_ONLY = frozenset(
    [
        "janvier",
        "janv",
        "fevrier",
        "fevr",
        "mars",
        "avril",
        "avr",
        "mai",
        "juin",
        "juillet",
        "juil",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ]
)
Read = Callable[[str], Moment]


def stretch(text: str, read: Read) -> Moment | None:
    """What the (unaccented) text of a cell says as two ends or as the twelve months up to one."""
    if found := _ENDING.match(text):
        return _up_to(read(found["b"]))
    if found := _DATES.match(text):
        return _between(found["a"] or found["c"], found["b"] or found["d"], read)
    bare = _LEADING.sub("", text, count=1)
    if found := _TWO_MONTHS.match(bare) or _ENDS.match(bare):
        return _between(found["a"], found["b"], read)
    return None


def _up_to(last: Moment) -> Moment | None:
    """Twelve months up to a day or a month's end."""
    span = last.spans.get("any")
    if span is None or span.grain not in {"day", "month"}:
        return None
    after = span.end + dt.timedelta(days=1)
    try:
        start = after.replace(year=after.year - 1)
    except ValueError:
        return None
    return Moment("date", {"any": Span(start, span.end, "12 months")})


def _between(first: str, second: str, read: Read) -> Moment | None:
    last = read(second)
    begin = read(first)
    if begin.form != "date" and (year := _LAST_YEAR.search(second)):
        begin = read(f"{first} {year[1]}")
    if begin.form != "date" or last.form != "date":
        return None
    spans = {}
    orders = ({*begin.spans} | {*last.spans}) - {"any"} or {"any"}
    for order in sorted(orders):
        a, b = (m.spans.get("any") or m.spans.get(order) for m in (begin, last))
        if a and b and a.start <= b.end:
            spans[order] = Span(a.start, b.end, "stretch")
    return Moment("date", spans, begin.note or last.note) if spans else None


def brief(text: str) -> Moment | None:
    """'01/24' or 'Jan 24': a month of 2024, if the column says so; 'janv. 24' is one, a day stands first."""
    if found := _BRIEF.match(text):
        return _month("brief", found[2], int(found[1]))
    found = _BRIEF_WORD.match(text)
    if not found or not (named := MONTHS.get(found[1].lower())):
        return None
    return _month("date" if found[1].lower() in _FRENCH_ONLY else "brief", found[2], named)


def _month(form: str, year: str, month: int) -> Moment | None:
    span = months(century(year)[0], month, 1)
    return Moment(form, {"any": span}, "short_year") if span else None


def split_year(text: str) -> int:
    """The first of the two years that '2023-24', '2023/2024' or 'FY2023/24' names; 0 for anything else."""
    found = _SPLIT.match(text)
    follows = found and (int(found[1]) + 1) % 100 == int(found[2])
    return int(found[1]) if found and follows else 0


def business_year(text: str) -> int:
    """The year that 'FY24' or 'Exercice 2023' is called by; 0 for anything else."""
    found = _BUSINESS.match(text)
    return 0 if not found else int(found[1]) + (2000 if len(found[1]) == 2 else 0)


def business_span(text: str, start: str) -> Span | None:
    """The days of a business year that begins in the month ``start`` (a key of STARTS).

    One called by a single year is the one that ends in it; by two, the one that begins in the first.
    None where no year of that kind begins in January.
    """
    month = STARTS[start]
    first = split_year(text)
    if first and month == 1:
        return None
    year = first or business_year(text) - (month > 1)
    begin = dt.date(year, month, 1)
    return Span(begin, begin.replace(year=year + 1) - dt.timedelta(days=1), "12 months")

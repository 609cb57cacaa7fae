"""One cell -> the days, months, quarters or years it may stand for, day first and month first.

Only what the cell itself says: in which order a column writes its dates is decided over all its
cells (columns). A day that no calendar has is never rolled over to the next month.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache

from barometer.ingest import stretches
from barometer.ingest.kinds import MISSING
from barometer.ingest.numerals import INVISIBLE
from barometer.ingest.spans import MONTHS, Moment, Span, century, months

ORDERS = ("dmy", "mdy", "ymd")
_TIME = (
    r"(?:[T ,]+(?:a\s)?\d{1,2}(?:[:h]\d{2})?(?::\d{2}(?:[.,]\d+)?)?"
    r"\s?(?:[ap]\.?m\.?)?\s?(?:z|utc|gmt|[+-]\d{2}:?\d{2})?)?"
)
_FLAGS = re.IGNORECASE
_ISO = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}$", _FLAGS)
_NUMERIC = re.compile(rf"(\d{{1,2}})([-/. ])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}$", _FLAGS)
_COMPACT = re.compile(r"(19\d\d|20\d\d)(\d{2})(\d{2})$")
_YEAR_MONTH = re.compile(r"(\d{4})[-/._](\d{1,2})$")
_PLAIN_MONTH = re.compile(
    r"((?:19|20)\d\d) ?m(0?[1-9]|1[0-2])$|m(0?[1-9]|1[0-2])[ -/]?((?:19|20)\d\d)$", re.IGNORECASE
)
# 202401: from 2013 on the same six digits are no day, month and short year in any order
_SIX_DIGITS = re.compile(r"(20(?:1[3-9]|[2-9]\d))(0[1-9]|1[0-2])(?:\.0)?$")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})$")
_YEAR = re.compile(r"(?:en |annee |calendar year |year |cy ?)?(\d{4})(?:\.0)?$", _FLAGS)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?$")
_WORD = r"([a-z]{3,9})\.?"
_DAY_WORD = (
    r"(?:le |lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)"
    r"(?=[., ]+\d|[., ]+[a-z]{3,9}\.? \d)\.?)?,? ?"
)
_D_WORD_Y = re.compile(
    rf"{_DAY_WORD}(\d{{1,2}})(?:er|st|nd|rd|th)?[ -](?:of )?{_WORD},?[ -](\d{{4}}|\d{{2}}){_TIME}$", _FLAGS
)
_WORD_D_Y = re.compile(rf"{_DAY_WORD}{_WORD} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}){_TIME}$", _FLAGS)
# 'janv-24' is a month; 'Jan 24' may be its 24th day and is left alone
_WORD_Y = re.compile(rf"{_WORD}(?:[ /-]?(?=\d{{4}}$)|[-']|\s')(\d{{4}}|\d{{2}})$", _FLAGS)
_Y_WORD = re.compile(rf"(\d{{4}})[ -]{_WORD}$", _FLAGS)
_Y = r"(\d{4}|(?<=[ '/-])\d{2})"
_PARTS = (
    (re.compile(rf"(?:t|q|trim\w*\.? ?|quarter )([1-4])[ /,'-]*{_Y}$", _FLAGS), 3, False),
    (
        re.compile(
            r"([1-4])(?:er|e|eme|st|nd|rd|th)? ?(?:t|q|trim\w*\.?|quarter)(?: of| de)?[ '/-]*(\d{4}|\d{2})$",
            _FLAGS,
        ),
        3,
        False,
    ),
    (re.compile(r"(\d{4})[ /_-]*(?:t|q|trim\w*\.? ?|quarter )([1-4])$", _FLAGS), 3, True),
    (re.compile(rf"(?:s|h|sem\w*\.? ?|half )([12])[ /,'-]*{_Y}$", _FLAGS), 6, False),
    (
        re.compile(
            r"([12])(?:er|e|eme|st|nd)? ?(?:s|h|sem\w*\.?|half)(?: of| de)?[ '/-]*(\d{4}|\d{2})$", _FLAGS
        ),
        6,
        False,
    ),
    (re.compile(r"(\d{4})[ /_-]*(?:s|h)([12])$", _FLAGS), 6, True),
)
_ORDINALS = {
    name: str(number)
    for number, names in enumerate(
        ("first premier", "second deuxieme seconde", "third troisieme", "fourth quatrieme"), 1
    )
    for name in names.split()
}
_ORDINAL = re.compile(
    rf"(?:the |le )?({'|'.join(sorted(_ORDINALS, key=len, reverse=True))}) (?=quarter|half|trim|sem)", _FLAGS
)
_WEEK = re.compile(r"(\d{4})-?w(\d{2})$|(?:s|sem\w*\.? ?|w|week )(\d{1,2})[ /-]+(\d{4})$", _FLAGS)


@lru_cache(maxsize=1 << 16)
def moment(text: str) -> Moment:
    """What the text of a cell says as a date."""
    clean = " ".join(INVISIBLE.sub("", text).split())
    if not clean:
        return Moment("blank")
    if clean.casefold() in MISSING:
        return Moment("missing")
    ascii_ = "".join(c for c in unicodedata.normalize("NFKD", clean) if not unicodedata.combining(c))
    return _single(ascii_) or _other(ascii_) or Moment("none")


def _single(text: str) -> Moment | None:
    """A day, month, quarter, half, week or year named as one."""
    return _numeric(text) or _worded(text) or _part(text)


def _other(text: str) -> Moment | None:
    """Two ends, a business year, or a month whose year is too short to be told from a day."""
    if stretches.split_year(text) or stretches.business_year(text):
        return Moment("business")
    if found := stretches.stretch(text, lambda part: _single(part.strip()) or Moment("none")):
        return found
    return stretches.brief(text) or (Moment("impossible") if _YEAR_MONTH.match(text) else None)


def of_date(value: dt.date) -> Moment:
    """A date that the file itself types (a workbook's, Parquet's)."""
    day = value.date() if isinstance(value, dt.datetime) else value
    return Moment("date", {"any": Span(day, day)})


def from_serial(number: float) -> Span:
    """An Excel day number as the day it shows (1900 system; 1 March 1900 is 61)."""
    day = dt.date(1899, 12, 30) + dt.timedelta(days=int(number))
    return Span(day, day)


def _numeric(text: str) -> Moment | None:
    if found := _ISO.match(text):
        return _one(_day(found[1], found[3], found[4]))
    if found := _NUMERIC.match(text):
        return _either(found[1], found[3], found[4], found[2])
    if found := _COMPACT.match(text):
        return _one(_day(found[1], found[2], found[3]))
    if found := _YEAR.match(text):
        return _one(months(found[1], 1, 12))
    if (found := _YEAR_MONTH.match(text)) and int(found[2]) <= 12:
        return _one(months(found[1], int(found[2]), 1))
    if found := _MONTH_YEAR.match(text):
        return _one(months(found[2], int(found[1]), 1))
    if found := _SIX_DIGITS.match(text):
        return _one(months(found[1], int(found[2]), 1))
    if found := _PLAIN_MONTH.match(text):
        return _one(months(found[1] or found[4], int(found[2] or found[3]), 1))
    return Moment("serial") if _SERIAL.match(text) else None


def _either(first: str, second: str, year: str, mark: str) -> Moment:
    """Two numbers and a year: day first, month first; year first where neither can be, or as '24-01-15'."""
    dotted = mark == "."
    full, short = century(year)
    spans = {"dmy": _day(full, second, first), "mdy": None if dotted else _day(full, first, second)}
    if short and (mark == "-" or not any(spans.values())):
        spans["ymd"] = _day(century(first)[0], second, year)
    held = {order: span for order, span in spans.items() if span}
    if not held:
        return Moment("impossible")
    note = "short_year" if short else ""
    if len({s.start for s in held.values()}) == 1 and (len(held) > 1 or dotted):
        return Moment("date", {"any": next(iter(held.values()))}, note)
    return Moment("date", held, note)


def _worded(text: str) -> Moment | None:
    if (found := _D_WORD_Y.match(text)) and (month := MONTHS.get(found[2].lower())):
        year, short = century(found[3])
        return _one(_day(year, str(month), found[1]), "short_year" if short else "")
    if (found := _WORD_D_Y.match(text)) and (month := MONTHS.get(found[1].lower())):
        return _one(_day(found[3], str(month), found[2]))
    if (found := _WORD_Y.match(text)) and (month := MONTHS.get(found[1].lower())):
        year, short = century(found[2])
        return _one(months(year, month, 1), "short_year" if short else "")
    if (found := _Y_WORD.match(text)) and (month := MONTHS.get(found[2].lower())):
        return _one(months(found[1], month, 1))
    return None


def _part(text: str) -> Moment | None:
    """Quarters, halves and weeks."""
    text = _ORDINAL.sub(lambda found: _ORDINALS[found[1].lower()] + " ", text)
    for pattern, length, year_first in _PARTS:
        if found := pattern.match(text):
            year, part = (found[1], found[2]) if year_first else (found[2], found[1])
            full, short = century(year)
            note = "short_year" if short else ""
            return _one(months(full, (int(part) - 1) * length + 1, length), note)
    if found := _WEEK.match(text):
        year, week = (found[1], found[2]) if found[1] else (found[4], found[3])
        try:
            monday = dt.date.fromisocalendar(int(year), int(week), 1)
        except ValueError:
            return Moment("impossible")
        return _one(Span(monday, monday + dt.timedelta(days=6), "week"))
    return None


def _one(span: Span | None, note: str = "") -> Moment:
    return Moment("date", {"any": span}, note) if span else Moment("impossible")


def _day(year: str, month: str, day: str) -> Span | None:
    try:
        found = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return Span(found, found)

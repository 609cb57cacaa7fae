"""One cell -> the numbers it may stand for, with the point and with the comma as decimal mark.

Only what the cell itself says: which mark a column uses is decided over all its cells (columns).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from barometer.ingest.kinds import MISSING
from barometer.model import Qualifier

INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009\u2007\u2008]+")

Pair = tuple[float | None, float | None]
"""A numeral read with the point, and with the comma, as its decimal mark; None where it can't be."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a cell says as a number.

    pair, upper   the number, and the upper end of a range
    form          number, missing, bound, range, none (not a number), or why it can't be one:
                  multiplier, exponent, error
    qualifier     at_least or at_most for a bound, approx where it says so
    percent       whether a percent sign or word stands by it
    scale         of 4.2/5 the 5; ``of_people`` where it counts people (9 in 10)
    note          what else stood there: a footnote mark, words, invisible characters
    """

    form: str
    pair: Pair = (None, None)
    upper: Pair = (None, None)
    qualifier: Qualifier = Qualifier.EXACT
    percent: bool = False
    scale: float | None = None
    of_people: bool = False
    note: str = ""


_N = r"(?:\d[\d .,'’]*\d|\d|[.,]\d+)"
_SIGNED = rf"[+-]?\s?{_N}"
_PERCENT = r"(?:%|‰|p\.?c\.?t\.?|pour\s?cents?|per\s?cent|percent(?:age)?)"
_UNIT = (
    r"(?:réclamations?|plaintes?|complaints?|clients?|customers?|avis|réponses?|répondants?|respondents?|personnes?"
    r"|people|étoiles?|stars?|points?|pts?|voyageurs?|passengers?|usagers?|abonnés?|subscribers?)"
)
_MARK = r"(?:\(\w{1,2}\)|\[\w{1,2}\]|\*{1,3}|[¹²³⁴⁵†‡]|\s[abceprs])"
_APPROX = (
    r"(?:~|≈|±|env(?:iron|\.)?|approx(?:imately|\.)?|about|around|autour\s+de|près\s+de|presque|nearly|almost|ca?\.|circa"
    r"|quelque|some)"
)
_WITHHELD = frozenset(
    ["s", "c", "x", "z", ":", "***", "[c]", "[s]", "[x]", "[z]", "[u]", "[low]", "(s)", "(c)", "n/d", "nr"]
)
"""Signs of statistical offices for a figure kept back or not there, alone in a cell of numbers."""
_LESS = (
    r"(?:<=?|≤|moins\s+d[e']|less\s+than|fewer\s+than|under|below|au\s+plus|at\s+most|up\s+to|jusqu'à|max\.?)"
)
_MORE = r"(?:>=?|≥|plus\s+d[e']|more\s+than|over|above|au\s+moins|at\s+least|min\.?)"
_FLAGS = re.IGNORECASE
_PLAIN = re.compile(
    rf"(?P<before>n\s?=\s?)?(?P<n>{_SIGNED})(?P<p>\s?{_PERCENT})?(?P<unit>\s?{_UNIT})?(?P<mark>\s?{_MARK})?$",
    _FLAGS,
)
_PAREN = re.compile(rf"\(\s?(?P<n>{_N})\s?(?P<p>{_PERCENT})?\s?\)$", _FLAGS)
_PEOPLE = (
    r"(?:clients?|customers?|people|personnes|français|users?|usagers"
    r"|passengers|voyageurs|répondants|respondents)"
)
_SCALE = re.compile(
    rf"(?P<n>{_SIGNED})\s?(?P<who>{_PEOPLE}\s)?(?:/|sur|out\sof|in)\s?(?P<s>\d{{1,4}})"
    rf"(?:\s(?P<who2>{_PEOPLE}))?$",
    _FLAGS,
)
_ABOUT = re.compile(rf"{_APPROX}\s?(?P<rest>.+)$", _FLAGS)
_BOUND = re.compile(rf"(?:(?P<less>{_LESS})|(?P<more>{_MORE}))\s?(?P<n>{_N})\s?(?P<p>{_PERCENT})?$", _FLAGS)
_PLUS = re.compile(
    rf"(?P<n>{_N})\s?(?P<p>{_PERCENT})?\s?(?:\+|et\splus|ou\splus|or\smore|and\s(?:more|over))$", _FLAGS
)
_MINUS = re.compile(
    rf"(?P<n>{_N})\s?(?P<p>{_PERCENT})?\s?(?:et\smoins|ou\smoins|or\s(?:less|fewer|under)|and\s(?:less|fewer|under))$",
    _FLAGS,
)
_RANGE = re.compile(
    rf"(?:entre\s|between\s|de\s|from\s)?(?P<a>{_N})\s?(?P<p1>{_PERCENT})?\s?(?:-|à|to|et|and)\s?(?P<b>{_N})"
    rf"\s?(?P<p>{_PERCENT})?$",
    _FLAGS,
)
_MULTIPLIER = re.compile(
    rf"{_SIGNED}\s?(?:k|m|mio|mds?|bn|millions?|milliers?|thousand|milliards?|billions?)\b", _FLAGS
)
_EXPONENT = re.compile(r"[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$|[+-]?inf(?:inity)?$", _FLAGS)


@lru_cache(maxsize=1 << 16)
def figure(text: str) -> Figure:
    """What the text of a cell says as a number; form 'missing' for a word that stands for none."""
    clean, note = _cleaned(text)
    if not clean:
        return Figure("missing" if text.strip() else "blank")
    if clean.casefold() in MISSING or clean.casefold() in _WITHHELD:
        return Figure("missing")
    found = _read(clean)
    if note and found.form == "number" and not found.note:
        return _with(found, note=note)
    return found


def _cleaned(text: str) -> tuple[str, str]:
    """Text with one kind of space, sign and digit; 'invisible' or 'digits' where that changed it."""
    note = ""
    if INVISIBLE.search(text):
        text, note = INVISIBLE.sub("", text), "invisible"
    if not text.isascii():
        text = text.replace("−", "-").replace("–", "-").replace("—", "-").replace("’", "'")
        digits = "".join(str(unicodedata.digit(c)) if _foreign_digit(c) else c for c in text)
        note = note if digits == text else "digits"
        text = digits
    return _SPACES.sub(" ", text).strip(), note


def _foreign_digit(character: str) -> bool:
    """Whether a character is a digit of another script or width, not a raised footnote mark."""
    return not character.isascii() and unicodedata.category(character) == "Nd"


def _read(text: str) -> Figure:
    if found := _PLAIN.match(text):
        note = (
            "mark"
            if found["mark"]
            else "words"
            if found["unit"] or found["before"] or _worded(found["p"])
            else ""
        )
        return Figure("number", numeral(found["n"]), percent=bool(found["p"]), note=note)
    if found := _PAREN.match(text):
        return Figure("number", _negated(numeral(found["n"])), percent=bool(found["p"]))
    if _MULTIPLIER.match(text):
        return Figure("multiplier")
    if _EXPONENT.match(text):
        return Figure("exponent")
    return _worded_figure(text)


def _worded(percent: str | None) -> bool:
    return bool(percent) and "%" not in str(percent)


def _worded_figure(text: str) -> Figure:
    """'4,2/5', '9 clients sur 10', 'env. 70 %', '> 90 %', '65-70 %'; else form 'none'."""
    if found := _SCALE.match(text):
        people = bool(found["who"] or found["who2"])
        return Figure("number", numeral(found["n"]), scale=float(found["s"]), of_people=people, note="scale")
    if found := _BOUND.match(text):
        side = Qualifier.AT_MOST if found["less"] else Qualifier.AT_LEAST
        return Figure("bound", numeral(found["n"]), qualifier=side, percent=bool(found["p"]))
    if found := _PLUS.match(text):
        return Figure("bound", numeral(found["n"]), qualifier=Qualifier.AT_LEAST, percent=bool(found["p"]))
    if found := _MINUS.match(text):
        return Figure("bound", numeral(found["n"]), qualifier=Qualifier.AT_MOST, percent=bool(found["p"]))
    if found := _RANGE.match(text):
        percent = bool(found["p"] or found["p1"])
        ends = numeral(found["a"]), numeral(found["b"])
        return Figure("range", *ends, qualifier=Qualifier.RANGE, percent=percent)
    if found := _ABOUT.match(text):
        inner = _read(found["rest"])
        if inner.form == "number":
            return _with(inner, qualifier=Qualifier.APPROX, note="approx")
    return Figure("none")


def _with(figure_: Figure, qualifier: Qualifier | None = None, note: str = "") -> Figure:
    return Figure(
        figure_.form,
        figure_.pair,
        figure_.upper,
        qualifier or figure_.qualifier,
        figure_.percent,
        figure_.scale,
        figure_.of_people,
        note or figure_.note,
    )


_GROUPED = re.compile(r"\d{1,3}(?:[ ']\d{3})+$")
_DIGITS = re.compile(r"\d+$")


def numeral(text: str) -> Pair:
    """'1.234' -> (1.234, 1234); '68,5' -> (None, 68.5); '1 23' -> (None, None)."""
    text = text.replace(" ", "") if text[:1] in "+-" and text[1:2] == " " else text
    sign = -1 if text.startswith("-") else 1
    body = text.lstrip("+-").strip()
    values = (_valued(body, ".", ","), _valued(body, ",", "."))
    return tuple(None if v is None else sign * v for v in values)  # type: ignore[return-value]


def _valued(body: str, decimal: str, thousands: str) -> float | None:
    """The number with ``decimal`` as its mark, ``thousands``, a space or an apostrophe between groups."""
    whole, mark, fraction = body.partition(decimal)
    if mark and not _DIGITS.match(fraction):
        return None
    if thousands in whole:
        parts = whole.split(thousands)
        if not re.fullmatch(r"[1-9]\d{0,2}", parts[0]) or not all(
            re.fullmatch(r"\d{3}", p) for p in parts[1:]
        ):
            return None
        whole = "".join(parts)
    elif _GROUPED.match(whole):
        whole = whole.replace(" ", "").replace("'", "")
    if not _DIGITS.match(whole) and not (mark and not whole):
        return None
    return float(f"{whole or 0}.{fraction}") if mark else int(whole)


def _negated(pair: Pair) -> Pair:
    return tuple(None if v is None else -v for v in pair)  # type: ignore[return-value]

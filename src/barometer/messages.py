"""A message and its parameters -> a sentence in French or English.

Catalogues are ``locale/<lang>/<area>.toml``: flat tables of id = "template". A template is a
``str.format`` string whose fields may carry one of our formats:

  {c:pct}      0.86 -> 86 %  (pct0: no decimal)  {x:num}   1.81 -> 1,81 (up to four decimals)
  {x:num1}     one decimal           {n:int}     100 000
  {x:signed}   +11.1, −3, 0 (up to two decimals); {x:signed1} with one
  {d:date}     15 February 2018      {p:period}  1st quarter of 2018 / janvier-mars 2018
  {s:term}     id -> its name, from ``term.<id>``         {m:say}     a Message inside a message
  {l:list}     ('a', 'b', 'c') -> a, b and c              {x:times}   1.81 -> 1.8 times / 1,8 fois
  {n:plural one|many}  the word for that number: French says 'one' below 2, English for 1 alone
  {s:by}       a publisher as it stands after 'selon', from ``term.by.<name>``; else as {s:source}
  {s:source}   a publisher or relay, from ``term.source.<name>`` where it is described, not named

Only ``ui``, ``web`` and ``cli`` call ``say``; everything below hands Messages up.
"""

from __future__ import annotations

import re
import string
import tomllib
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from barometer.model import Label, Message, Period

LANGUAGES = ("fr", "en")
_HERE = Path(__file__).parent / "locale"
_MONTH = len("2018-05")
_NBSP, _NNBSP = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """All templates of a language, by id; an id that stands in two files is an error."""
    found: dict[str, str] = {}
    for path in sorted((_HERE / lang).glob("*.toml")):
        for key, value in _flat(tomllib.loads(path.read_text(encoding="utf-8"))):
            if key in found:
                raise ValueError(f"{path.name}: message {key} is defined twice")
            found[key] = value
    return found


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        name = f"{prefix}{key}"
        pairs += _flat(value, f"{name}.") if isinstance(value, dict) else [(name, str(value))]
    return pairs


def say(message: Message | str, lang: str, **params: Any) -> str:
    """The sentence of a message in ``lang`` ('fr' or 'en'). KeyError for an unknown id."""
    if isinstance(message, str):
        message = Message(message, params)
    text = _Sayer(lang).vformat(catalogue(lang)[message.id], (), message.params)
    return french_spaces(text) if lang == "fr" else text


def term(id_: str, lang: str) -> str:
    """The name of an id (a sector, a channel, a metric…); the id itself, readable, if unnamed."""
    return catalogue(lang).get(f"term.{id_}") or id_.replace("_", " ")


def source_name(name: str, lang: str) -> str:
    """A publisher or a relay; one that is described ('a French blog') in the language, a title as it is."""
    return catalogue(lang).get(f"term.source.{name}") or name


def french_spaces(text: str) -> str:
    """No-break spaces where French typography asks for them: before : ; ? ! %, inside « »."""
    text = re.sub(r"[ \u00a0\u202f]+([;?!])(?=\s|$|[»)])", _NNBSP + r"\1", text)
    text = re.sub(r"[ \u202f]+([:%»])(?=\W|$)", _NBSP + r"\1", text)
    return re.sub(r"«[ \u202f]+", "«" + _NBSP, text)


def number(value: float, lang: str, digits: int | None = None) -> str:
    """A number as the language writes it; ``digits`` decimals, or up to four as needed."""
    if digits is None:
        return str(format_decimal(value, format="#,##0.####", locale=lang))
    return str(format_decimal(value, format="#,##0" + ("." + "0" * digits if digits else ""), locale=lang))


def signed(value: float, lang: str, digits: int | None = None) -> str:
    """A difference with its sign: '+11.1', '−3', '0'; up to two decimals as needed without ``digits``."""
    said = number(abs(round(value, 2)), lang, digits)
    if said == number(0, lang, digits):
        return said
    return ("+" if value > 0 else "\N{MINUS SIGN}") + said


def percent(value: float, lang: str, digits: int | None = None) -> str:
    """A fraction as a percentage, 0.86 -> '86%' or '86 %'; decimals as given, at most one."""
    text = number(round(value * 100, 6), lang, digits) if digits is not None else _short(value * 100, lang)
    return f"{text}{_NBSP}%" if lang == "fr" else f"{text}%"


def _short(value: float, lang: str) -> str:
    return str(format_decimal(round(value, 1), format="#,##0.#", locale=lang))


def ratio_digits(value: float) -> int:
    """Decimals of a ratio: two significant digits; three near 1, so that 1.03 is not read as 1."""
    if value == 0 or value >= 9.95:
        return 0
    return 2 if value < 1.05 and value != 1 else 1


def times(value: float, lang: str) -> str:
    """A ratio in words: two significant digits below 10, none after the point above."""
    digits = ratio_digits(value)
    unit = "fois" if lang == "fr" else "times"
    return f"{number(value, lang, digits)}{_NBSP}{unit}"


def plural(value: float, lang: str, words: str) -> str:
    """The one of 'plainte|plaintes' that goes with a number as it is printed."""
    one, many = words.split("|")
    return one if (abs(value) < 2 if lang == "fr" else abs(value) == 1) else many


def day(value: date, lang: str) -> str:
    """A day as it is written: 1 March 2018, 1er mars 2018."""
    return _date(value, "d MMMM y", lang)


def _date(value: date, pattern: str, lang: str) -> str:
    text = str(format_date(value, pattern, locale=lang))
    return re.sub(r"^1 ", "1er ", text) if lang == "fr" else text


def period(value: Period | tuple[date, date], lang: str) -> str:
    """A period as people say it: a year, a quarter, a month, or its two days."""
    start, end = (value.start, value.end) if isinstance(value, Period) else value
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        if months == 12 and start.month == 1:
            return str(start.year)
        if months == 3 and start.month % 3 == 1:
            return _quarter(start, lang)
        if months == 1:
            return str(format_date(start, format="MMMM y", locale=lang))
        if start.year == end.year:
            return f"{format_date(start, 'MMMM', locale=lang)}-{format_date(end, 'MMMM y', locale=lang)}"
        return f"{format_date(start, 'MMMM y', locale=lang)}-{format_date(end, 'MMMM y', locale=lang)}"
    if start == end:
        return day(start, lang)
    if start.year == end.year and start.month == end.month:
        return f"{_date(start, 'd MMMM', lang).split()[0]}-{day(end, lang)}"
    first = _date(start, "d MMMM" if start.year == end.year else "d MMMM y", lang)
    return f"{first}-{day(end, lang)}"


def moment(written: str, lang: str) -> str:
    """A day or a month written by ISO 8601, as people say it; a year, or anything else, as it stands."""
    try:
        if len(written) > _MONTH:
            return day(date.fromisoformat(written), lang)
        first = date.fromisoformat(f"{written}-01")
    except ValueError:
        return written
    return period((first, first.replace(day=monthrange(first.year, first.month)[1])), lang)


def semicolons(parts: Sequence[str], lang: str) -> str:
    """Parts that hold commas, one after another."""
    return (f"{_NNBSP}; " if lang == "fr" else "; ").join(parts)


def _quarter(start: date, lang: str) -> str:
    number_ = (start.month + 2) // 3
    if lang == "fr":
        return f"{'1er' if number_ == 1 else f'{number_}e'} trimestre {start.year}"
    return f"{('1st', '2nd', '3rd', '4th')[number_ - 1]} quarter of {start.year}"


class _Sayer(string.Formatter):
    def __init__(self, lang: str) -> None:
        self.lang = lang

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        if not isinstance(key, str):
            raise ValueError("templates use named fields only")
        return kwargs[key]

    def format_field(self, value: Any, format_spec: str) -> str:
        """A parameter as its format writes it; a Message or a Label is said in the language."""
        if isinstance(value, Message):
            return say(value, self.lang)
        if isinstance(value, Label):
            return value.fr if self.lang == "fr" else value.en
        if value is None:
            return ""
        if isinstance(value, Period):
            return period(value, self.lang)
        if format_spec in _FORMATS:
            return _FORMATS[format_spec](value, self.lang)
        if format_spec.startswith("plural "):
            return plural(value, self.lang, format_spec.removeprefix("plural "))
        if format_spec == "list":
            return str(format_list([self.format_field(v, "") for v in value], locale=self.lang))
        return format(value, format_spec)


_FORMATS: Mapping[str, Callable[[Any, str], str]] = {
    "pct": percent,
    "pct0": lambda value, lang: percent(value, lang, 0),
    "num": number,
    "num0": lambda value, lang: number(value, lang, 0),
    "num1": lambda value, lang: number(value, lang, 1),
    "num2": lambda value, lang: number(value, lang, 2),
    "num3": lambda value, lang: number(value, lang, 3),
    "signed": signed,
    "signed1": lambda value, lang: signed(value, lang, 1),
    "int": lambda value, lang: number(value, lang, 0),
    "date": day,
    "period": period,
    "term": lambda value, lang: term(str(value), lang),
    "times": times,
    "by": lambda value, lang: catalogue(lang).get(f"term.by.{value}") or source_name(str(value), lang),
    "source": lambda value, lang: source_name(str(value), lang),
}

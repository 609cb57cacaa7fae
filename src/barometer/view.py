"""The view: what a link asks for. Parse, write, describe; ids and numbers alone, never labels.

``/gap?v=1&sector=telecoms_broadband&country=GB&entity=plusnet~sky&time=2018-01..2018-03``: lists
are joined by ``~``, a time is ``a..b``. What a link asks for and can't be had becomes a notice.
``decode(encode(view)) == view`` for every view.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import parse_qsl, quote

from barometer.model import Message

VERSION = 1
"""The grammar's version, as every link says it. A link that says none is one of version 1."""
Pairs = list[tuple[str, str]]
MIGRATIONS: Mapping[int, Callable[[Pairs], Pairs]] = {}
"""Version -> what turns a query of that version into one of the next; none is ever taken out again."""
MOST_IDS = 200
MOST_CHARACTERS = 8000
"""Characters of a whole query."""
MOST_RECORD = 3000
"""Characters of one dataset with the record of how its file was read."""
_MOST_TOKEN = 120
_MOST_PAIRS = 100
_TOKEN = re.compile(r"[A-Za-z0-9_.:+@()-]+(?: [A-Za-z0-9_.:+@()-]+)*")
_MOMENT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
#: The word for an open end, by whether it ends the time: nothing begins at "latest".
_OPEN = {False: "earliest", True: "latest"}
#: Streamlit's own parameters; they change how a page is framed, not what it says.
_FRAME = frozenset({"embed", "embed_options"})


class Choice(tuple[str, ...]):
    """The values that an enumerated parameter may take."""


MEASURES = Choice(("ratio", "rank", "rate", "break_even"))
INTERVALS = Choice(("on", "off"))
GRAINS = Choice(("month", "quarter", "year"))
FACETS = Choice(("none", "company"))
TABS = Choice(("now", "over_time"))
AREAS = Choice(("departement", "region", "nation", "state"))
SORTS = Choice(("ratio", "claim", "rate", "name"))
LANGS = Choice(("fr", "en"))
THEMES = Choice(("light", "dark"))
ASSERTERS = Choice(("company", "regulator", "third_party"))


@dataclass(frozen=True, slots=True)
class View:
    """What is asked for; an empty field is a choice not made.

    time     (first, last), each 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD'; first may be 'earliest', last 'latest'
    entity   company ids to show (the reference stays the whole comparison)
    focus    the company whose sentence is read
    lag      months by which complaints follow the claim, 0-6
    tab      which half of a page is open: this comparison now, or its question and channel over time
    area     the regions of the map: the level shown
    measure  chart: figure beside complaints, places, rates alone, customers to one complaint; ``sort`` the
             order, in every file too; ``ci``: intervals are always drawn, 'off' gets a sentence
    grain    over time: complaints for periods of this length, as published; ``facet``: one company or all
    factor   the what-if iceberg: complaints times this number, under the customers to one complaint
    ds       datasets as 'id' (live) or 'id@hash' (frozen); an upload's with its record: store/carried.py
    lang and theme are presentation: they never change a number
    """

    sector: str = ""
    country: str = ""
    channel: str = ""
    window: str = ""
    definition: str = ""
    metric: str = ""
    threshold: str = ""
    scale: str = ""
    instrument: str = ""
    subject: str = ""
    asserter: str = ""
    wave: str = ""
    group: str = ""
    time: tuple[str, str] | None = None
    entity: tuple[str, ...] = ()
    focus: str = ""
    measure: str = ""
    ci: str = ""
    grain: str = ""
    facet: str = ""
    tab: str = ""
    area: str = ""
    sort: str = ""
    lag: int = 0
    factor: int = 0
    assumed_n: int = 0
    ds: tuple[str, ...] = ()
    lang: str = ""
    theme: str = ""

    @property
    def first_day(self) -> date | None:
        """The first day asked for; None where the view leaves the start open."""
        return None if self.time is None else _day(self.time[0], last=False)

    @property
    def last_day(self) -> date | None:
        """The last day asked for; None where the view leaves the end open."""
        return None if self.time is None else _day(self.time[1], last=True)


CHOICES: Mapping[str, Choice] = {
    "measure": MEASURES,
    "ci": INTERVALS,
    "grain": GRAINS,
    "facet": FACETS,
    "tab": TABS,
    "area": AREAS,
    "sort": SORTS,
    "asserter": ASSERTERS,
    "lang": LANGS,
    "theme": THEMES,
}
FACTORS = (1, 1000)
#: whole numbers, each with its least and greatest value
NUMBERS: Mapping[str, tuple[int, int]] = {"lag": (0, 6), "factor": FACTORS, "assumed_n": (50, 1_000_000)}
#: written as ids joined by ~
LISTS = frozenset({"entity", "ds"})
_NAMES = tuple(one.name for one in fields(View))
PRESENTATION = ("lang", "theme")
#: what a view chooses of the drawing alone: no number rests on it
DRAWING = ("measure", "ci", "grain", "facet", "sort", "factor")
_WITHIN = (*DRAWING, *PRESENTATION, "focus", "tab", "area", "assumed_n")


class _UnreadableError(ValueError):
    """A value that its parameter can't take; the argument is the id of the notice."""


def decode(query: str | Mapping[str, Sequence[str]]) -> tuple[View, tuple[Message, ...]]:
    """The view of a query string (or of its parsed form), and a notice for all it can't honour."""
    try:
        pairs = _pairs(query)
    except _UnreadableError as error:
        return View(), (Message(str(error)),)
    notices: list[Message] = []
    given: dict[str, object] = {}
    seen: set[str] = set()
    for name, text in _migrated(pairs):
        if name in _FRAME:
            continue
        if name in seen:
            notices.append(Message("view.repeated", {"name": _shown(name)}))
            continue
        seen.add(name)
        try:
            _read(name, text, given)
        except _UnreadableError as error:
            told = {"name": _shown(name), "value": _shown(text), "now": VERSION}
            notices.append(Message(str(error), told))
    return replace(View(), **given), tuple(notices)  # type: ignore[arg-type]


def _migrated(pairs: Pairs) -> Pairs:
    """A query of an older version as one of this; one of no version that we know is left as it is."""
    said = next((pair for pair in pairs if pair[0] == "v"), ("v", "1"))
    if said[1] not in map(str, range(1, VERSION)):
        return pairs
    at = pairs.index(said) if said in pairs else len(pairs)
    pairs = pairs[:at] + pairs[at + 1 :]
    for version in range(int(said[1]), VERSION):
        pairs = MIGRATIONS[version](pairs)
    return [("v", str(VERSION)), *pairs]


def _pairs(query: str | Mapping[str, Sequence[str]]) -> Pairs:
    if not isinstance(query, str):
        pairs = [(name, value) for name, values in query.items() for value in values]
        if len(pairs) > _MOST_PAIRS or sum(len(n) + len(v) + 2 for n, v in pairs) > MOST_CHARACTERS:
            raise _UnreadableError("view.too_long")
        return pairs
    if len(query) > MOST_CHARACTERS:
        raise _UnreadableError("view.too_long")
    text = query.partition("?")[2] if "?" in query else query
    try:
        return parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=_MOST_PAIRS)
    except ValueError:
        raise _UnreadableError("view.too_long") from None


def _read(name: str, text: str, given: dict[str, object]) -> None:
    if name == "v":
        if text != str(VERSION):
            raise _UnreadableError("view.version")
    elif name not in _NAMES:
        raise _UnreadableError("view.unknown")
    elif text:
        given[name] = _reader(name)(text)


def _reader(name: str) -> Callable[[str], object]:
    if name in CHOICES:
        return lambda text: _choice(text, CHOICES[name])
    if name in NUMBERS:
        return lambda text: _number(text, *NUMBERS[name])
    if name == "ds":
        return lambda text: _list(text, MOST_RECORD)
    if name in LISTS:
        return _list
    return _time if name == "time" else _token


def _choice(text: str, allowed: Choice) -> str:
    if text not in allowed:
        raise _UnreadableError("view.bad_value")
    return text


def _number(text: str, least: int, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,7}", text) or not least <= int(text) <= most:
        raise _UnreadableError("view.bad_value")
    return int(text)


def _token(text: str, most: int = _MOST_TOKEN) -> str:
    if len(text) > most or not _TOKEN.fullmatch(text):
        raise _UnreadableError("view.bad_value")
    return text


def _list(text: str, most: int = _MOST_TOKEN) -> tuple[str, ...]:
    ids = text.split("~")
    if len(ids) > MOST_IDS:
        raise _UnreadableError("view.too_many")
    return tuple(dict.fromkeys(_token(one, most) for one in ids))


def _time(text: str) -> tuple[str, str]:
    first, dots, last = text.partition("..")
    last = last if dots else first
    start, end = _day(first, last=False, strict=True), _day(last, last=True, strict=True)
    if start is not None and end is not None and start > end:
        raise _UnreadableError("view.bad_value")
    return first, last


def _day(text: str, *, last: bool, strict: bool = False) -> date | None:
    """The day a moment begins on, or with ``last`` ends on; None for an open end."""
    if text == _OPEN[last]:
        return None
    found = _MOMENT.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        year, month, number = (int(part) if part else None for part in found.groups())
        month = month or (12 if last else 1)
        days = calendar.monthrange(year or 0, month)[1]
        return date(year or 0, month, number or (days if last else 1))
    except ValueError:
        if strict:
            raise _UnreadableError("view.bad_value") from None
        return None


def _shown(text: str) -> str:
    """A stranger's text as a notice may repeat it: short, printable."""
    kept = "".join(c if c.isprintable() else "?" for c in text)
    return kept if len(kept) <= 40 else kept[:39] + "…"


def encode(view: View) -> str:
    """The query string of a view: its version and what it chooses, in one order."""
    parts = [f"{name}={_written(name, value)}" for name in _NAMES if (value := getattr(view, name))]
    return "&".join([f"v={VERSION}", *parts]) if parts else ""


def _written(name: str, value: object) -> str:
    if isinstance(value, tuple):
        return (".." if name == "time" else "~").join(quote(one, safe="@:()") for one in value)
    return quote(str(value), safe="@:()")


def question(view: View) -> View:
    """The view without its presentation: two links with the same question show the same numbers."""
    return replace(view, lang="", theme="")


def undrawn(view: View) -> View:
    """The view without what changes no number: how it is drawn and said, and the company in focus."""
    return replace(view, **{name: getattr(View(), name) for name in (*DRAWING, *PRESENTATION, "focus")})


def chooses(view: View) -> bool:
    """Whether a view chooses what is compared, rather than how the package's first view is drawn."""
    return drawn_like(view, View()) != View()


def drawn_like(view: View, like: View) -> View:
    """A view's comparison, drawn and said as another view asks."""
    return replace(view, **{name: getattr(like, name) for name in _WITHIN})

"""A column of dates and periods: in which order it writes them, and the days each cell spans."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping
from typing import Any

from barometer.ingest import stretches
from barometer.ingest.moments import ORDERS, from_serial, moment, of_date
from barometer.ingest.records import Cell
from barometer.ingest.spans import Moment, Span
from barometer.ingest.values import Asked, Choice, Value, shown
from barometer.model import Message

EARLIEST = dt.date(1900, 1, 1)
_SERIALS = (20_000, 60_000)
"""Excel day numbers taken for dates: October 1954 to April 2064."""
Result = tuple[str, dict[Any, Value], tuple[Message, ...], Asked | None]


def read(label: str, distinct: Mapping[Any, Cell], answers: Mapping[str, str], today: dt.date) -> Result:
    """How the column is written, the value of each distinct cell, remarks, and a question if two ways fit."""
    told = {key: _moment(cell) for key, cell in distinct.items()}
    how, asked = _order(label, told, distinct, answers)
    if asked is None:
        told, asked = _business(label, told, distinct, answers)
    if asked is None:
        told, asked = _brief(label, told, distinct, answers)
    serials = _all_serials(told)
    remarks = []
    if serials:
        sample = next(key for key, m in told.items() if m.form == "serial")
        day = from_serial(_number(distinct[sample])).iso()
        about = {"column": label, "raw": shown(distinct[sample]), "value": day}
        remarks.append(Message("ingest.column.serials", about))
        how = "serial"
    values = {key: _value(label, m, distinct[key], how, serials, today) for key, m in told.items()}
    return how, values, tuple(remarks), asked


def _moment(cell: Cell) -> Moment:
    if cell is None:
        return Moment("blank")
    if isinstance(cell, dt.date):
        return of_date(cell)
    if isinstance(cell, bool):
        return Moment("none")
    if isinstance(cell, int | float):
        return Moment("serial") if _SERIALS[0] <= cell <= _SERIALS[1] else moment(f"{cell:g}")
    return moment(cell)


def _order(
    label: str, told: Mapping[Any, Moment], distinct: Mapping[Any, Cell], answers: Mapping[str, str]
) -> tuple[str, Asked | None]:
    """The order of day, month and year: as the cells that allow only one show; else a question."""
    free = {key: m for key, m in told.items() if m.form == "date" and "any" not in m.spans}
    if not free:
        return "iso", None
    fits = {order: sum(order in m.spans for m in free.values()) for order in ORDERS}
    open_ = {key: m for key, m in free.items() if len(m.spans) > 1}
    only = {order: sum(set(m.spans) == {order} for m in free.values()) for order in ORDERS}
    long_years = [m for m in free.values() if not m.note]
    possible = [o for o in ORDERS if fits[o] and not (o == "ymd" and long_years)]
    shown_by = [o for o in possible if only[o]]
    if len(possible) == 1 or not open_:
        return max(possible or ORDERS[:1], key=lambda o: fits[o]), None
    whole = [o for o in possible if fits[o] == len(free)]
    if len(whole) == 1 and not (len(shown_by) > 1):
        return whole[0], None
    if len(shown_by) == 1 and not whole:
        return shown_by[0], None
    chosen = answers.get(f"dates:{label}", "")
    if chosen in possible:
        return chosen, None
    return "", _which_order(label, open_, distinct, possible)


def _which_order(
    label: str, open_: Mapping[Any, Moment], distinct: Mapping[Any, Cell], possible: list[str]
) -> Asked:
    sample = list(open_.items())[:3]
    choices = tuple(
        Choice(o, tuple((shown(distinct[k]), m.spans[o].iso()) for k, m in sample if o in m.spans))
        for o in possible
    )
    kept = tuple(c for c in choices if c.samples)
    about = {
        "column": label,
        "raw": kept[0].samples[0][0],
        "one": kept[0].samples[0][1],
        "other": kept[1].samples[0][1],
    }
    return Asked(f"dates:{label}", label, Message("ingest.ask.dates", about), kept)


Told = dict[Any, Moment]


def _business(
    label: str, told: Told, distinct: Mapping[Any, Cell], answers: Mapping[str, str]
) -> tuple[Told, Asked | None]:
    """The column with its business years ('2023-24', 'FY24') as the days they span, or the question which.

    '2011-12' is also December 2011: where every cell can be either, that is asked with it.
    """
    split = {key for key in told if stretches.split_year(_plain(distinct[key]))}
    sure = {key for key, m in told.items() if m.form == "business"}
    filled = {key for key, m in told.items() if m.form not in {"blank", "missing"}}
    if not sure and (split != filled or len(split) < 2):
        return told, None
    years = sorted(split | sure, key=str)
    chosen = answers.get(f"split:{label}", "")
    if chosen in stretches.STARTS:
        spans = {key: stretches.business_span(_plain(distinct[key]), chosen) for key in years}
        read = {
            key: Moment("date", {"any": span}) if span else Moment("business") for key, span in spans.items()
        }
        return {**told, **read}, None
    if chosen == "years" or (sure and len(years) * 2 < len(filled)):
        return {**told, **dict.fromkeys(years, Moment("business"))}, None
    if not sure and chosen == "months":
        return told, None
    return told, _which_year(label, years, told if not sure else {}, distinct)


def _which_year(label: str, years: list[Any], told: Told, distinct: Mapping[Any, Cell]) -> Asked:
    """The question on which days business years span; also whether they are months, where they may be."""
    sample = years[:3]
    choices = []
    if told:
        months = tuple((shown(distinct[k]), next(iter(told[k].spans.values())).iso()) for k in sample)
        choices.append(Choice("months", months))
    for start in stretches.STARTS:
        spans = {k: stretches.business_span(_plain(distinct[k]), start) for k in sample}
        if all(spans.values()):
            read = ((shown(distinct[k]), f"{s.start} / {s.end}") for k, s in spans.items() if s)
            choices.append(Choice(start, tuple(read)))
    choices.append(Choice("years", tuple((shown(distinct[k]), "") for k in sample)))
    about = {"column": label, "raw": shown(distinct[sample[0]])}
    id_ = "ingest.ask.split_years" if told else "ingest.ask.business_years"
    return Asked(f"split:{label}", label, Message(id_, about), tuple(choices))


def _brief(
    label: str, told: Told, distinct: Mapping[Any, Cell], answers: Mapping[str, str]
) -> tuple[Told, Asked | None]:
    """The column with 'Jan 24' and '01/24' as months, where the user says that they are."""
    brief = {key: m for key, m in told.items() if m.form == "brief"}
    filled = [key for key, m in told.items() if m.form not in {"blank", "missing"}]
    if not brief or len(brief) * 2 < len(filled):
        return told, None
    if answers.get(f"brief:{label}") == "months":
        return {**told, **{key: Moment("date", m.spans, m.note) for key, m in brief.items()}}, None
    sample = tuple((shown(distinct[key]), m.spans["any"].iso()) for key, m in list(brief.items())[:3])
    about = {"column": label, "raw": sample[0][0], "value": sample[0][1]}
    question = Message("ingest.ask.brief", about)
    return told, Asked(f"brief:{label}", label, question, (Choice("months", sample),))


def _plain(cell: Cell) -> str:
    """The text of a cell without accents and extra spaces; '' for what isn't text."""
    if not isinstance(cell, str):
        return ""
    bare = unicodedata.normalize("NFKD", " ".join(cell.split()))
    return "".join(c for c in bare if not unicodedata.combining(c))


def _all_serials(told: Mapping[Any, Moment]) -> bool:
    """Whether the column is written in Excel day numbers throughout."""
    forms = {m.form for m in told.values()} - {"blank", "missing"}
    return forms == {"serial"}


def _number(cell: Cell) -> float:
    return float(cell.replace(",", ".")) if isinstance(cell, str) else float(cell)


def _value(label: str, m: Moment, cell: Cell, how: str, serials: bool, today: dt.date) -> Value:
    about = {"column": label, "raw": shown(cell)}
    match m.form:
        case "blank":
            return Value()
        case "missing":
            return Value(wording=shown(cell), warning=Message("ingest.date.missing", about))
        case "impossible":
            return Value(fault=Message("ingest.date.impossible", about))
        case "none" | "brief":
            return Value(fault=Message("ingest.date.unreadable", about))
        case "business":
            return Value(fault=Message("ingest.date.split_year", about))
        case "serial":
            if not serials or not _SERIALS[0] <= _number(cell) <= _SERIALS[1]:
                return Value(fault=Message("ingest.date.lone_serial", about))
            return _spanned(from_serial(_number(cell)), about, today, "")
    span = m.spans.get("any") or m.spans.get(how) if how else next(iter(m.spans.values()))
    if span is None:
        return Value(fault=Message("ingest.date.other_order", about))
    return _spanned(span, about, today, m.note)


def _spanned(span: Span, about: dict[str, Any], today: dt.date, note: str) -> Value:
    if span.start < EARLIEST or span.start > today + dt.timedelta(days=366):
        return Value(fault=Message("ingest.date.far", {**about, "value": span.start.isoformat()}))
    warning = None
    if span.start > today:
        warning = Message("ingest.date.future", {**about, "value": span.start.isoformat()})
    elif note:
        warning = Message("ingest.date.short_year", {**about, "value": span.iso()})
    return Value(span.iso(), start=span.start, end=span.end, grain=span.grain, warning=warning)

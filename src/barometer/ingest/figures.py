"""A column of numbers: which decimal mark, which scale, and what each cell is worth."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from barometer.ingest import units
from barometer.ingest.numerals import Figure, Pair, figure
from barometer.ingest.ratings import on_one_scale
from barometer.ingest.records import Cell
from barometer.ingest.shares import marks, shares
from barometer.ingest.values import Asked, Choice, Value, shown, written
from barometer.model import Message, Qualifier

LIMITS = {
    "percent": (0.0, 100.0),
    "count": (0.0, 1e12),
    "number": (0.0, 1e15),
    "rating": (0.0, 1000.0),
    "nps": (-100.0, 100.0),
}
Result = tuple[str, dict[Any, Value], tuple[Message, ...], Asked | None]


def read(
    label: str,
    type_: str,
    distinct: Mapping[Any, Cell],
    often: Mapping[Any, int],
    answers: Mapping[str, str],
    satisfied: bool = False,
) -> Result:
    """How the column is written, the value of each distinct cell, remarks, and a question if two ways fit.

    distinct, often  each different cell, and how many rows have it
    satisfied        whether the percentages are of the satisfied: where all are small, they may be marks
    """
    told = {key: _figure(cell) for key, cell in distinct.items()}
    type_seen = "number" if type_ == "count" and units.of_heading(label) else type_
    how, remarks, asked = _mark(label, type_seen, told, distinct, answers)
    values = {
        key: _value(label, type_seen, f, _pick(f.pair, how, type_seen), distinct[key], how)
        for key, f in told.items()
    }
    if asked is None and type_ == "percent":
        found, asked = shares(label, told, values, distinct, answers)
        if found:
            values = found
            how = "share" if answers.get(f"share:{label}") == "share" else how
        elif asked is None and satisfied:
            asked = marks(label, told, values, distinct, answers)
    if asked is None and type_ in {"count", "number"}:
        values, asked = units.counted(label, values, distinct, answers)
    if asked is None and type_ == "rating":
        values, asked = on_one_scale(label, values, distinct, often, answers)
    return how, values, remarks, asked


def _figure(cell: Cell) -> Figure:
    if isinstance(cell, str):
        return figure(cell)
    if cell is None:
        return Figure("blank")
    if isinstance(cell, bool | dt.date):
        return Figure("none")
    return Figure("number", (cell, cell))


def _mark(
    label: str,
    type_: str,
    told: Mapping[Any, Figure],
    distinct: Mapping[Any, Cell],
    answers: Mapping[str, str],
) -> tuple[str, tuple[Message, ...], Asked | None]:
    """The decimal mark of the column: as its unmistakable cells show, or as all cells allow."""
    pairs = {key: pair for key, f in told.items() for pair in (f.pair, f.upper) if pair != (None, None)}
    votes = {_only(pair) for pair in pairs.values()} - {""}
    open_ = {key: p for key, p in pairs.items() if None not in p and p[0] != p[1]}
    if not open_:
        return (votes.pop() if len(votes) == 1 else "plain"), (), None
    if len(votes) == 1:
        return votes.pop(), (), None
    possible = [
        how for how in ("point", "comma") if all(_admissible(_one(p, how), type_) for p in open_.values())
    ]
    sample = next(iter(open_))
    if len(possible) == 1:
        value = _one(open_[sample], possible[0])
        told_how = {"column": label, "raw": shown(distinct[sample]), "value": written(value)}
        return possible[0], (Message("ingest.column.thousands", told_how),), None
    if type_ == "count" and not possible:
        value = next((v for v in open_[sample] if _admissible(v, type_)), None)
        about = {"column": label, "raw": shown(distinct[sample]), "value": written(value)}
        return "whole", (Message("ingest.column.thousands", about),), None
    chosen = answers.get(f"numbers:{label}", "")
    if chosen in {"point", "comma"}:
        return chosen, (), None
    return "", (), _which_mark(label, open_, distinct)


#: a numeral whose last printed decimal is a zero
_DECIMALS = re.compile(r"(\d[\d\s.,\u00a0\u202f']*?)[.,](\d*0)(?!\d)")


def _only(pair: Pair) -> str:
    """The one decimal mark that a numeral allows; '' where it allows both."""
    if None not in pair:
        return ""
    return "point" if pair[1] is None else "comma"


def _one(pair: Pair, how: str) -> float | None:
    return pair[1] if how == "comma" else pair[0]


def _pick(pair: Pair, how: str, type_: str) -> float | None:
    """The numeral as the column is written; a cell that allows one reading keeps it."""
    if pair[0] is None or pair[1] is None:
        return pair[0] if pair[1] is None else pair[1]
    if how == "whole":
        return next((v for v in pair if _admissible(v, type_)), pair[0])
    return _one(pair, how)


def _admissible(value: float | None, type_: str) -> bool:
    low, high = LIMITS[type_]
    return value is not None and low <= value <= high and (type_ != "count" or float(value).is_integer())


def _which_mark(label: str, open_: Mapping[Any, Pair], distinct: Mapping[Any, Cell]) -> Asked:
    sample = list(open_.items())[:3]
    choices = tuple(
        Choice(how, tuple((shown(distinct[key]), written(_one(pair, how))) for key, pair in sample))
        for how in ("comma", "point")
    )
    raw = shown(distinct[sample[0][0]])
    both = {"column": label, "raw": raw, "one": choices[0].samples[0][1], "other": choices[1].samples[0][1]}
    return Asked(f"numbers:{label}", label, Message("ingest.ask.numbers", both), choices)


def _value(label: str, type_: str, f: Figure, number: float | None, cell: Cell, how: str) -> Value:
    """One cell's value, or the fault that sets its row aside."""
    about = {"column": label, "raw": shown(cell)}
    match f.form:
        case "blank":
            return Value()
        case "missing":
            return Value(wording=shown(cell), warning=Message("ingest.number.missing", about))
        case "multiplier" | "exponent":
            return Value(fault=Message(f"ingest.number.{f.form}", about))
        case "bound" | "range":
            return _ends(type_, f, number, how, cell, about)
    if f.form == "none" or number is None:
        return Value(fault=Message("ingest.number.unreadable", about))
    if f.scale is not None:
        return _scaled(type_, f, number, cell, about)
    if type_ == "percent" and isinstance(cell, str) and cell.strip().startswith("+"):
        return Value(fault=Message("ingest.number.signed", about))
    if fault := _impossible(type_, number, f.percent, about):
        return Value(fault=fault)
    value = int(number) if type_ == "count" else number
    if f.note:
        warning = Message(f"ingest.number.{f.note}", {**about, "value": written(number)})
        return Value(value, qualifier=f.qualifier, wording=shown(cell), warning=warning)
    return Value(value, rounding=_kept_zero(cell, number) if type_ != "count" else None)


def _kept_zero(cell: Cell, number: float) -> float | None:
    """The last printed digit of '71,0', which the number 71 no longer shows; None where it shows it."""
    found = _DECIMALS.search(cell) if isinstance(cell, str) else None
    if found is None:
        return None
    whole, decimals = re.sub(r"\D", "", found[1]), found[2]
    return float(f"1e-{len(decimals)}") if float(f"{whole}.{decimals}") == abs(number) else None


def _impossible(type_: str, number: float, percent: bool, about: dict[str, Any]) -> Message | None:
    low, high = LIMITS[type_]
    if percent and type_ in {"count", "rating"}:
        return Message("ingest.number.percent", about)
    if not low <= number <= high:
        if number < 0 and low == 0:
            return Message("ingest.number.negative", about)
        return Message("ingest.number.out_of_range", {**about, "low": written(low), "high": written(high)})
    if type_ == "count" and not float(number).is_integer():
        return Message("ingest.number.not_whole", about)
    return None


def _ends(type_: str, f: Figure, number: float | None, how: str, cell: Cell, about: dict[str, Any]) -> Value:
    """A bound ('<5', '> 90 %') or a range: no number is stored as if it were the figure."""
    upper = _pick(f.upper, how, type_) if f.form == "range" else number
    if (
        number is None
        or upper is None
        or any(_impossible(type_, n, f.percent, about) for n in (number, upper))
    ):
        return Value(fault=Message("ingest.number.unreadable", about))
    low = None if f.qualifier is Qualifier.AT_MOST else number
    high = None if f.qualifier is Qualifier.AT_LEAST else upper
    if low is not None and high is not None and low > high:
        return Value(fault=Message("ingest.number.unreadable", about))
    warning = Message(f"ingest.number.{f.form}", about)
    return Value(None, low, high, f.qualifier, shown(cell), warning=warning)


def _scaled(type_: str, f: Figure, number: float, cell: Cell, about: dict[str, Any]) -> Value:
    """'4,2/5' is a mark on a scale of its own; '9 clients sur 10' is a share in words."""
    scale = f.scale or 0.0
    about = {**about, "scale": written(scale)}
    if not 0 <= number <= scale:
        return Value(fault=Message("ingest.number.over_scale", about))
    if type_ == "rating":
        return Value(number, wording=shown(cell), scale=scale, rounding=_kept_zero(cell, number))
    if type_ == "percent" and f.of_people:
        share = round(100 * number / scale, 6)
        warning = Message("ingest.number.share_in_words", {**about, "value": written(share)})
        return Value(share, qualifier=Qualifier.APPROX, wording=shown(cell), warning=warning)
    return Value(fault=Message("ingest.number.other_scale", about))

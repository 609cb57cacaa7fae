"""A column of percentages that may be shares of 1, or marks: what only the user knows is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from barometer.ingest.numerals import Figure
from barometer.ingest.ratings import said_scale
from barometer.ingest.records import Cell
from barometer.ingest.values import Asked, Choice, Value, shown, written
from barometer.model import Message

_USUAL = 20.0
"""A column of percentages that reaches this far holds no shares of 1 in percent by right."""


def shares(
    label: str,
    told: Mapping[Any, Figure],
    values: Mapping[Any, Value],
    distinct: Mapping[Any, Cell],
    answers: Mapping[str, str],
) -> tuple[dict[Any, Value], Asked | None]:
    """Percentages that are all between 0 and 1: shares of 1, or very few satisfied? Only the user knows."""
    held = {key: v.value for key, v in values.items() if v.value is not None}
    bare = {key: n for key, n in held.items() if not told[key].percent}
    small = {key: n for key, n in bare.items() if 0 < n < 1}
    if bare and len(bare) == len(held) and 0 < max(held.values()) <= 1:
        small = small or {key: n for key, n in bare.items() if n == 1}
    if not small:
        return _tiny(label, held, values, distinct), None
    if any(n > 1 for n in held.values()):
        odd = {
            key: Value(
                fault=Message("ingest.number.maybe_share", {"column": label, "raw": shown(distinct[key])})
            )
            for key in small
        }
        return {**values, **odd}, None
    chosen = answers.get(f"share:{label}", "")
    if chosen == "percent":
        return {}, None
    if chosen == "share":
        return {k: replace(v, value=_hundredfold(v.value)) for k, v in values.items()}, None
    sample = list(small.items())[:3]
    as_share = tuple((shown(distinct[k]), f"{written(_hundredfold(n))} %") for k, n in sample)
    as_is = tuple((shown(distinct[k]), f"{written(n)} %") for k, n in sample)
    about = {"column": label, "raw": as_is[0][0], "one": as_share[0][1], "other": as_is[0][1]}
    choices = (Choice("share", as_share), Choice("percent", as_is))
    return {}, Asked(f"share:{label}", label, Message("ingest.ask.share", about), choices)


def _tiny(
    label: str, held: Mapping[Any, float], values: Mapping[Any, Value], distinct: Mapping[Any, Cell]
) -> dict[Any, Value]:
    """A '0,92 %' among '85 %' is kept as written, with a warning; {} where there is none."""
    if max(held.values(), default=0.0) < _USUAL:
        return {}
    found = dict(values)
    for key, n in held.items():
        if 0 < n < 1:
            about = {"column": label, "raw": shown(distinct[key])}
            found[key] = replace(values[key], warning=Message("ingest.number.tiny", about))
    return found if found != values else {}


def marks(
    label: str,
    told: Mapping[Any, Figure],
    values: Mapping[Any, Value],
    distinct: Mapping[Any, Cell],
    answers: Mapping[str, str],
) -> Asked | None:
    """Percentages of satisfied that never pass 10, or under a heading 'out of 5': marks? A question."""
    held = {key: float(v.value) for key, v in values.items() if v.value is not None}
    scale = said_scale(label)
    signed = any(told[key].percent for key in held)
    if not held or signed or scale == 100.0 or answers.get(f"marks:{label}") == "percent":
        return None
    top = max(held.values())
    if not 0 < top <= (scale or 10.0):
        return None
    out_of = scale or (5.0 if top <= 5 else 10.0)
    sample = list(held.items())[:3]
    about = {"column": label, "raw": shown(distinct[sample[0][0]]), "scale": written(out_of)}
    choices = (Choice("percent", tuple((shown(distinct[k]), f"{written(n)} %") for k, n in sample)),)
    return Asked(f"marks:{label}", label, Message("ingest.ask.marks", about), choices)


def _hundredfold(value: float | None) -> float | None:
    return None if value is None else round(value * 100, 10)

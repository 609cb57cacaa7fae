"""A column of marks: on which scale they are, and which of them lie off it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from barometer.ingest.records import Cell
from barometer.ingest.values import Asked, Choice, Value, shown, written
from barometer.model import Message

_MOST = 1_000
_SCALES = (5.0, 10.0, 20.0, 100.0)

_SAID_SCALE = re.compile(r"(?:/|sur|out of|on|1\s?[-–à]\s?)\s?(\d{1,3})\b", re.IGNORECASE)


def said_scale(label: str) -> float:
    """The best possible mark that a heading names ('sur 5'); 0 where it names none."""
    found = _SAID_SCALE.search(label)
    return float(found[1]) if found else 0.0


def on_one_scale(
    label: str,
    values: Mapping[Any, Value],
    distinct: Mapping[Any, Cell],
    often: Mapping[Any, int],
    answers: Mapping[str, str],
) -> tuple[dict[Any, Value], Asked | None]:
    """Marks on the scale that the heading, the cells or nearly all values show; those off it set aside."""
    held = {key: v for key, v in values.items() if v.value is not None}
    if not held:
        return dict(values), None
    scale, rival = _scale(label, [held[key] for key in held for _ in range(min(often[key], _MOST))], answers)
    if rival:
        return dict(values), _which_scale(label, held, distinct, scale, rival)
    found = dict(values)
    for key, v in held.items():
        about = {"column": label, "raw": shown(distinct[key]), "scale": written(scale)}
        if v.scale is not None and v.scale != scale:
            off = {**about, "scale": written(v.scale)}
            found[key] = Value(fault=Message("ingest.number.other_scale", off))
        elif v.value > scale:
            found[key] = Value(fault=Message("ingest.number.over_scale", about))
        elif v.value == 0 and v.scale is None and _from_one(scale, held, often):
            found[key] = Value(fault=Message("ingest.number.zero_mark", about))
    return found, None


def _from_one(scale: float, held: Mapping[Any, Value], often: Mapping[Any, int]) -> bool:
    """Whether marks begin at 1: out of 5, hardly any zero. A bare zero there is more often no answer."""
    zeros = sum(often[key] for key, v in held.items() if v.value == 0)
    return (
        scale == 5.0
        and zeros <= 0.2 * sum(often[key] for key in held)
        and all(v.value == 0 or v.value >= 1 for v in held.values())
    )


def _scale(label: str, held: list[Value], answers: Mapping[str, str]) -> tuple[float, float]:
    """The best possible mark, and another that fits as well (0 for none)."""
    if said := answers.get(f"scale:{label}") or (m[1] if (m := _SAID_SCALE.search(label)) else ""):
        return float(said), 0.0
    out_of = Counter(v.scale for v in held if v.scale is not None)
    if out_of:
        return float(out_of.most_common(1)[0][0] or 0.0), 0.0
    numbers = sorted(float(v.value) for v in held)
    within = next((s for s in _SCALES if sum(n <= s for n in numbers) >= 0.6 * len(numbers)), 1000.0)
    top = next((s for s in _SCALES if numbers[-1] <= s), 1000.0)
    over = sum(n > within for n in numbers)
    if not over or within >= 1000.0:
        return top, 0.0
    return (within, 0.0) if over <= 0.25 * len(numbers) else (within, top)


def _which_scale(
    label: str, held: Mapping[Any, Value], distinct: Mapping[Any, Cell], scale: float, rival: float
) -> Asked:
    beyond = [shown(distinct[key]) for key, v in held.items() if v.value > scale][:3]
    choices = (
        Choice(written(scale), tuple((raw, "") for raw in beyond)),
        Choice(written(rival), tuple((raw, f"{raw}/{written(rival)}") for raw in beyond)),
    )
    about = {"column": label, "raw": beyond[0], "one": written(scale), "other": written(rival)}
    return Asked(f"scale:{label}", label, Message("ingest.ask.scale", about), choices)

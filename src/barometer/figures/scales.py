"""Ticks: round numbers on a linear scale, words on a logarithmic one."""

from __future__ import annotations

import math

from barometer.figures.look import Look
from barometer.messages import percent


def step(low: float, high: float, most: int) -> float:
    """The smallest of 1, 2, 5 times a power of ten that gives at most ``most`` ticks."""
    span = max(high - low, 1e-9)
    size = 10 ** math.floor(math.log10(span / max(1, most)))
    for factor in (1, 2, 5, 10, 20):
        if span / (size * factor) <= most:
            return float(size * factor)
    return float(size * 50)


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers from ``low`` to ``high``."""
    size = step(low, high, most)
    first, last = math.ceil(low / size - 1e-9), math.floor(high / size + 1e-9)
    return [round(index * size, 10) for index in range(first, last + 1)]


def percent_ticks(low: float, high: float, most: int, look: Look) -> tuple[tuple[float, str], ...]:
    """Ticks of shares (fractions), as percentages."""
    return tuple(
        (value / 100, percent(value / 100, look.lang)) for value in ticks(low * 100, high * 100, most)
    )


def number_ticks(low: float, high: float, most: int, look: Look) -> tuple[tuple[float, str], ...]:
    """Ticks as plain numbers, all with the same decimals."""
    values = ticks(low, high, most)
    places = max((len(f"{value:.6f}".rstrip("0").partition(".")[2]) for value in values), default=0)
    return tuple((value, look.digits(value, places)) for value in values)


_RATIOS = (0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0, 100.0)
_NAMED = {0.1: "figures.axis.tenth", 0.25: "figures.axis.quarter", 0.5: "figures.axis.half",
          1.0: "figures.axis.one", 2.0: "figures.axis.twice"}  # fmt: skip


def ratio_ticks(low: float, high: float, look: Look) -> tuple[tuple[float, str], ...]:
    """Ticks of a ratio in words: half, as expected, twice."""
    inside = [value for value in _RATIOS if low * 0.999 <= value <= high * 1.001]
    return tuple((value, ratio_words(value, look)) for value in inside)


def ratio_words(value: float, look: Look) -> str:
    """A round ratio in words."""
    if value in _NAMED:
        return look.phrase(_NAMED[value])
    if value < 1:
        return look.phrase("figures.axis.part", n=round(1 / value))
    return look.phrase("figures.axis.times", n=value)

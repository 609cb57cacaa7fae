"""The note of each measure, from the TOML beside its code, and the calibration that was run."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from barometer.model import Label
from barometer.statistics.calibration import Cell

_HERE = Path(__file__).parent
_ORDER = (
    "m0_same_score", "m1_ratio", "m2_difference", "m3_ranks", "m4_iceberg",
    "groups", "regional", "say_do", "replies", "survival",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader must know of a measure.

    formulas  the rules of the method that it follows (F1…); code: the modules that compute it
    """

    id: str
    formulas: tuple[str, ...]
    code: tuple[str, ...]
    papers: tuple[str, ...]
    title: Label
    question: Label
    numerator: Label
    denominator: Label
    cannot_say: Label
    misread: Label
    checked: Label


@dataclass(frozen=True, slots=True)
class Calibration:
    """The full simulation of honest companies, its seed, and the gap whose detection is 'power'."""

    seed: int
    gap: float
    cells: tuple[Cell, ...]


@cache
def notes() -> tuple[Note, ...]:
    """Every measure's note, in the order in which the measures are shown."""
    return tuple(_note(name) for name in _ORDER)


def _note(name: str) -> Note:
    read = tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))
    return Note(**{field.name: _value(read[field.name]) for field in fields(Note)})


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return Label(en=value["en"], fr=value["fr"])
    return tuple(value) if isinstance(value, list) else value


@cache
def calibration() -> Calibration:
    """The table that ``python -m barometer.statistics.calibration --toml`` wrote."""
    read = tomllib.loads((_HERE / "calibration.toml").read_text(encoding="utf-8"))
    return Calibration(read["seed"], read["gap"], tuple(Cell(**cell) for cell in read["cell"]))

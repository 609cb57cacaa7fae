"""What a cell became: a value with all its source says of it, or why it became none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from barometer.model import Message, Qualifier


@dataclass(frozen=True, slots=True)
class Value:
    """One cell's value.

    value       what is stored: text, a number, an ISO date; None where there is none
    low, high   the ends of a bound or a range ('> 90 %', '65-70 %'), with ``value`` None
    wording     the cell as written, where a number alone says less
    scale       of a mark the best possible ('4,2/5')
    rounding    the last digit given, where the number itself doesn't show it (a column in thousands)
    start, end  the days that a date or period spans
    fault       why the row can't be used
    warning     what the reader must know although the row is used
    """

    value: Any = None
    low: float | None = None
    high: float | None = None
    qualifier: Qualifier = Qualifier.EXACT
    wording: str = ""
    scale: float | None = None
    rounding: float | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    grain: str = ""
    fault: Message | None = None
    warning: Message | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading of what can be read two ways: its id, and samples as (written, read)."""

    id: str
    samples: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the person who knows the file; answered by {id: id of a choice}."""

    id: str
    column: str
    message: Message
    choices: tuple[Choice, ...]


def shown(cell: Any, length: int = 60) -> str:
    """A cell as a message may show it."""
    text = " ".join(str(cell).split())
    return text if len(text) <= length else text[: length - 1] + "…"


def written(value: float | None) -> str:
    """A number as a question or a warning writes it."""
    return "" if value is None else f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"

"""Published figures on their own, outside every comparison: found by what they count, never by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from barometer.engine import Engine
from barometer.model import Basis, Message, Period

_MILLION = 1e6
_STATED = frozenset({Basis.FIELDWORK, Basis.CALENDAR, Basis.EDITION})


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure as published, or the span of those that sources give for the same thing.

    value      the point; None where only an end is known, or where sources disagree
    low, high  the ends of a range; a lone ``low`` is 'more than', a lone ``high`` 'less than'
    qualifier  as in the data: exact, approx, at_least…
    unit       percent (0 to 100), complaints, households…
    per_n      of a rate: complaints per so many
    """

    value: float | None
    low: float | None
    high: float | None
    qualifier: str
    unit: str
    period: Period | None
    sources: tuple[str, ...]
    n: int | None = None
    per_n: int | None = None

    @property
    def when(self) -> Message:
        """The period, and whether a source states it."""
        if self.period is None:
            return Message("facts.when.unknown")
        known = self.period.basis if self.period.basis is Basis.PUBLICATION else "inferred"
        kind = "stated" if self.period.basis in _STATED else known
        return Message(f"facts.when.{kind}", {"period": self.period})

    @property
    def said(self) -> Message:
        """The figure as a source states it: a share in percent, else a number."""
        if self.value is not None:
            kind = "about" if self.qualifier in ("approx", "estimate") else "point"
            return self._message(kind, x=self.value)
        if self.low is not None and self.high is not None:
            return self._message("range", low=self.low, high=self.high)
        if self.low is not None:
            return self._message("over", x=self.low)
        return self._message("under", x=self.high or 0.0)

    def _message(self, kind: str, **ends: float) -> Message:
        unit, factor = ("share", 0.01) if self.unit == "percent" else ("number", 1.0)
        if unit == "number" and all(end >= _MILLION for end in ends.values()):
            unit, factor = "millions", 1 / _MILLION
        return Message(f"facts.{unit}.{kind}", {name: end * factor for name, end in ends.items()})


class Facts(Sequence[Mapping[str, Any]]):
    """The rows of ``ask/facts`` for a few kinds of figure."""

    def __init__(self, engine: Engine, *what: str) -> None:
        self._rows = engine.run("ask/facts", what=list(what))

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, place: Any) -> Any:
        return self._rows[place]

    def where(self, **columns: Any) -> Iterator[Mapping[str, Any]]:
        """The rows whose columns hold these values; ``year`` is that of the period's first day."""
        year = columns.pop("year", None)
        for row in self._rows:
            in_year = year is None or (row["period_start"] is not None and row["period_start"].year == year)
            if in_year and all(row[name] == value for name, value in columns.items()):
                yield row

    def one(self, **columns: Any) -> Fact | None:
        """The figure that is meant; None where the data lack it, a span where sources disagree."""
        rows = list(self.where(**columns))
        if not rows:
            return None
        first, ends = rows[0], {(row["value"], row["low"], row["high"]) for row in rows}
        value, low, high = ends.pop() if len(ends) == 1 else _span(rows)
        return Fact(
            value, low, high, first["qualifier"], first["unit"], _period(first),
            tuple(dict.fromkeys(row["source"] for row in rows)), first["n"], first["per_n"],
        )  # fmt: skip


def _span(rows: Sequence[Mapping[str, Any]]) -> tuple[None, float, float]:
    every = [row[name] for row in rows for name in ("value", "low", "high") if row[name] is not None]
    return None, min(every), max(every)


def _period(row: Mapping[str, Any]) -> Period | None:
    if row["period_start"] is None or row["period_end"] is None:
        return None
    return Period(row["period_start"], row["period_end"], Basis(row["period_basis"] or "calendar"))

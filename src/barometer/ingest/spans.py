"""Days from one to another, what a cell may say of them, and the names of the months."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january",
            "fevrier fevr fev february feb",
            "mars mar march",
            "avril avr april apr",
            "mai may",
            "juin june jun",
            "juillet juil july jul",
            "aout aou august aug",
            "septembre sept september sep",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        1,
    )
    for name in names.split()
}


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``start`` to ``end``, both counted, as one cell names them."""

    start: dt.date
    end: dt.date
    grain: str = "day"

    def iso(self) -> str:
        """The day; the month as yyyy-mm; the year as yyyy; a quarter, half or week by its first day."""
        if self.grain == "month":
            return self.start.isoformat()[:7]
        return self.start.isoformat()[:4] if self.grain == "year" else self.start.isoformat()


@dataclass(frozen=True, slots=True)
class Moment:
    """What a cell says as a date.

    form   date, missing, blank, impossible (no calendar has it), serial (an Excel day number),
           business (a year whose first month isn't said), brief (a month, if the column says so), none
    spans  by order of day and month: 'any' where the cell leaves no choice, else dmy, mdy, ymd
    note   'short_year' where the century was not written
    """

    form: str
    spans: dict[str, Span] = field(default_factory=dict)
    note: str = ""


def century(year: str) -> tuple[str, bool]:
    """A year of four digits, and whether it was written with two (69-99 are of the last century)."""
    if len(year) == 4:
        return year, False
    return f"{'19' if int(year) >= 69 else '20'}{int(year):02d}", True


def months(year: str, month: int, length: int) -> Span | None:
    """``length`` months from ``month`` (1 to 12) on; None where no calendar has them."""
    if not 1 <= month <= 12 or int(year) < 1:
        return None
    start = dt.date(int(year), month, 1)
    after = dt.date(int(year) + (month + length - 1) // 12, (month + length - 1) % 12 + 1, 1)
    return Span(
        start, after - dt.timedelta(days=1), {1: "month", 3: "quarter", 6: "half", 12: "year"}[length]
    )

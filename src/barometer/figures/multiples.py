"""Small multiples: where each company's panels stand, on which scale, and how years are ticked.

A measure is named once, over its column, and a company once, over its row; where the panels of a
company do not stand in one row (on a phone, or for many measures) each panel has its own heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from barometer.figures.look import Look
from barometer.figures.reading import ends
from barometer.figures.series import Measure, Series
from barometer.figures.typeset import LINE, width, wrap
from barometer.model import Message, Period

PANEL = 120.0  # height of a panel's plot, in pixels
LEFT = 44.0  # pixels for the labels of the values
GAP = 26.0  # pixels between panels
_ACROSS = 3  # panels side by side
_HEADROOM = 28.0  # pixels above the highest figure, for its label
_AIR = 12.0  # pixels between a heading and what stands under it
_AXIS = 24.0  # pixels for the labels of the years
_BETWEEN = 10.0  # pixels between two labels of months
_YEAR = 36.0  # pixels that a year's label takes, with air
_BELOW = 16.0  # pixels between the years and the next row

Shown = tuple[Measure, str]  # what a column of panels draws: Series.kind


@dataclass(frozen=True, slots=True)
class Cell:
    """One panel: the series drawn in it; the upper left corner of its plot, pixels from the figure's plot."""

    company: str
    series: tuple[Series, ...]
    x: float
    y: float
    wide: float
    span: tuple[float, float]
    unit: str

    @property
    def measure(self) -> Measure:
        """What it draws."""
        return self.series[0].measure

    @property
    def lined(self) -> bool:
        """Whether the line at the expected number runs through it."""
        return self.measure is Measure.RATIO and self.span[0] < 1 < self.span[1]

    @property
    def across(self) -> float:
        """Pixels between its first and its last day."""
        return self.wide - LEFT

    @property
    def empty(self) -> bool:
        """Whether it holds nothing but the sector's own series."""
        return all(one.sector for one in self.series)


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines over a column, a panel or a row of panels; their upper left corner as a cell's."""

    lines: tuple[str, ...]
    x: float
    y: float


@dataclass(slots=True)
class Layout:
    """All panels, what stands over columns (or panels) and over rows, and the height of it all, in pixels."""

    look: Look
    wide: float
    cells: list[Cell] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    rows: list[Heading] = field(default_factory=list)
    height: float = 0.0

    def head(self, titles: Sequence[str]) -> None:
        """Headings side by side, on one foot line, next to what they head."""
        size = self.look.sizes.head
        wrapped = [wrap(title, size, self.wide, bold=True) for title in titles]
        high = max(map(len, wrapped)) * size * LINE
        for column, lines in enumerate(wrapped):
            down = high - len(lines) * size * LINE
            self.headings.append(Heading(lines, self.x(column), self.height + down))
        self.height += high + _AIR

    def name(self, name: str) -> None:
        """A company's name over its panels."""
        size = self.look.sizes.row
        lines = wrap(name, size, self.look.room, bold=True)
        self.rows.append(Heading(lines, 0.0, self.height))
        self.height += len(lines) * size * LINE + _AIR

    def panels(self, company: str, series: Sequence[Series], kinds: Sequence[Shown]) -> None:
        """A row of panels; none where neither the company nor the sector has a figure."""
        for column, kind in enumerate(kinds):
            mine = tuple(o for o in series if o.kind == kind and o.sector is not (o.company == company))
            if mine:
                span = _span(series, kind)
                at = (self.x(column), self.height, self.wide)
                self.cells.append(Cell(company, mine, *at, span, mine[0].unit))
        self.height += PANEL + _AXIS + _BELOW

    def x(self, column: int) -> float:
        """Left edge of a column."""
        return column * (self.wide + GAP)


def layout_of(series: Sequence[Series], headings: dict[Shown, Message], look: Look) -> Layout:
    """The panels of all companies, at most three side by side; stacked on a phone."""
    kinds = [kind for kind in headings if any(one.kind == kind for one in series)]
    companies = dict.fromkeys((one.company, one.name) for one in series if not one.sector)
    across = 1 if look.narrow else max(1, min(len(kinds), _ACROSS))
    layout = Layout(look, (look.room - GAP * (across - 1)) / across)
    said = [look.say(headings[kind]) for kind in kinds]
    columns = len(kinds) == across
    if columns:
        layout.head(said)
    for company, name in companies:
        if len(companies) > 1:  # the figure's own title names a company that is alone in it
            layout.name(name)
        for first in range(0, len(kinds), across):
            if not columns:
                layout.head(said[first : first + across])
            layout.panels(company, series, kinds[first : first + across])
    layout.height -= _BELOW
    return layout


def _span(series: Sequence[Series], kind: Shown) -> tuple[float, float]:
    """One scale for all panels of a measure: complaints and ratios from zero."""
    known = [
        end for one in series if one.kind == kind
        for point in one.points for end in ends(point.estimate) if end is not None
    ]  # fmt: skip
    low, high = min(known, default=0.0), max(known, default=1.0)
    margin = max((high - low) * 0.12, abs(high) * 0.04, 1e-9)
    bottom = low - margin if kind[0] is Measure.CLAIM else 0.0
    return bottom, high + max(high - bottom, 1e-9) * _HEADROOM / (PANEL - _HEADROOM)


def days_of(series: Sequence[Series]) -> tuple[date, date]:
    periods = [point.period for one in series for point in one.points]
    first, last = min(p.start for p in periods), max(p.end for p in periods)
    edge = timedelta(days=max(10, (last - first).days // 28))
    return first - edge, last + edge


def years_of(days: tuple[date, date], pixels: float, look: Look) -> tuple[list[str], list[str]]:
    """The first of January of as many years as there is room for; of a year or less, months."""
    years = range(days[0].year, days[1].year + 1)
    shown = [year for year in years if days[0] <= date(year, 1, 1) <= days[1]]
    if len(shown) < 2:
        return _months(days, pixels, look)
    stride = next((s for s in (1, 2, 5, 10, 20) if len(shown) / s * _YEAR <= pixels), 50)
    kept = [year for year in shown if year % stride == 0] or shown[:1]
    first = (date(kept[0], 1, 1) - days[0]).days / max(1, (days[1] - days[0]).days) * pixels
    if len(kept) > 1 and first < _YEAR / 2 - 2:  # it would stand under the lowest label of the values
        del kept[0]
    return [f"{year}-01-01" for year in kept], [str(year) for year in kept]


def _months(days: tuple[date, date], pixels: float, look: Look) -> tuple[list[str], list[str]]:
    """The first day of as many months as there is room for; the year alone where there is for none."""
    for stride in (1, 2, 3, 6, 12):
        starts = [one for one in _starts(days) if (one.month - 1) % stride == 0]
        named = [(one, look.phrase("figures.period", p=Period(one, _last(one)))) for one in starts]
        placed = [(one, said, *_under(one, said, days, pixels, look)) for one, said in named]
        kept = [one for one in placed if one[2] >= 0 and one[3] <= pixels + look.pad / 2]
        if kept and all(one[3] + _BETWEEN <= other[2] for one, other in pairwise(kept)):
            return [one[0].isoformat() for one in kept], [one[1] for one in kept]
    middle = days[0] + (days[1] - days[0]) / 2
    return [middle.isoformat()], [str(middle.year)]


def _starts(days: tuple[date, date]) -> Iterator[date]:
    """The first day of each month that begins within the days."""
    start = _last(days[0]) + timedelta(days=1) if days[0].day > 1 else days[0]
    while start <= days[1]:
        yield start
        start = _last(start) + timedelta(days=1)


def _last(day: date) -> date:
    """The last day of a day's month."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _under(
    day: date, said: str, days: tuple[date, date], pixels: float, look: Look
) -> tuple[float, float]:  # fmt: skip
    """Where a day's label begins and ends, in pixels from its panel's left edge."""
    x = (day - days[0]).days / max(1, (days[1] - days[0]).days) * pixels
    half = width(said, look.sizes.small) / 2
    return x - half, x + half

"""Small multiples: where each company's panels stand, on which scale, and how years are ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from barometer.figures.look import Look
from barometer.figures.reading import ends
from barometer.figures.series import Measure, Series
from barometer.figures.typeset import LINE, wrap
from barometer.model import Message

PANEL = 120.0  # height of a panel's plot, in pixels
LEFT = 44.0  # pixels for the labels of the values
_HEADROOM = 26.0  # pixels above the highest figure, for its label
_GAP = 26.0  # pixels between panels
ACROSS = 3  # panels side by side
_AXIS = 24.0  # pixels for the labels of the years


@dataclass(frozen=True, slots=True)
class Cell:
    """One panel: the series drawn in it and its corners in pixels from the plot's upper left.

    lines: of text that its row of panels keeps for titles, so that the plots of a row stand level
    """

    company: str
    title: str
    series: tuple[Series, ...]
    x: float
    y: float
    wide: float
    span: tuple[float, float]
    unit: str
    lines: int


def cells_of(
    series: Sequence[Series], headings: dict[tuple[Measure, str], Message], look: Look
) -> tuple[list[Cell], float]:
    """The panels of all companies, at most three side by side; stacked on a phone."""
    kinds = [kind for kind in headings if any(one.kind == kind for one in series)]
    companies = list(dict.fromkeys((one.company, one.name) for one in series if not one.sector))
    across = 1 if look.narrow else max(1, min(len(kinds), ACROSS))
    wide = (look.width - 2 * look.pad - _GAP * (across - 1)) / across
    cells, top = [], 0.0
    for company, name in companies:
        for first in range(0, len(kinds), across):
            row = kinds[first : first + across]
            said = [look.say(headings[kind]) for kind in row]
            # the figure's own title names a company that is alone in it
            titles = said if len(companies) == 1 else [f"{name} · {heading}" for heading in said]
            lines = max(len(wrap(title, look.sizes.head, wide, bold=True)) for title in titles)
            for column, (kind, title) in enumerate(zip(row, titles, strict=True)):
                mine = tuple(o for o in series if o.kind == kind and (o.sector or o.company == company))
                unit = next((one.unit for one in series if one.kind == kind), "")
                x = column * (wide + _GAP)
                cells.append(Cell(company, title, mine, x, top, wide, _span(series, kind), unit, lines))
            top += lines * look.sizes.head * LINE + PANEL + _AXIS + 22
    return cells, top


def _span(series: Sequence[Series], kind: tuple[Measure, str]) -> tuple[float, float]:
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
    edge = timedelta(days=max(10, (last - first).days // 40))
    return first - edge, last + edge


def years_of(days: tuple[date, date], pixels: float, look: Look) -> tuple[list[str], list[str]]:
    """The first of January of as many years as there is room for."""
    years = range(days[0].year, days[1].year + 1)
    shown = [year for year in years if days[0] <= date(year, 1, 1) <= days[1]]
    stride = next((s for s in (1, 2, 5, 10, 20) if len(shown) / s * 44 <= pixels), 50)
    kept = [year for year in shown if year % stride == 0] or shown[:1]
    return [f"{year}-01-01" for year in kept], [str(year) for year in kept]

"""Where figures are written beside their marks: clear of every mark, line and other figure of the panel.

A figure for which no place is free is left out; it is on hover and in the table.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from barometer.figures.multiples import GAP, PANEL, Cell
from barometer.figures.reading import ends, middle
from barometer.figures.series import Point, Series, breaks, joined_runs, levels, midday

_MARK = 5.5  # pixels that a mark reaches around its middle, with a little air
_AIR = 3.0  # pixels between a mark's reach and its figure
_THICK = 3.0  # half of a bar's thickness, with a little air
_EDGE = 4.0  # pixels between the first day, where the scale is written, and a figure
_OVER = GAP / 2 - 2  # pixels that a figure may reach past the last day


@dataclass(frozen=True, slots=True)
class Box:
    """Pixels from a panel's lower left corner, up is positive."""

    left: float
    bottom: float
    right: float
    top: float


class Taken:
    """The pixels of a panel that something stands on (a raster: a busy sector has thousands of marks)."""

    def __init__(self, across: float) -> None:
        self._wide = math.ceil(across + _OVER)
        self._rows = [bytearray(self._wide) for _ in range(math.ceil(PANEL))]

    def add(self, box: Box) -> None:
        """Take a box, as far as it lies on the panel."""
        left, right = max(0, math.floor(box.left)), min(self._wide, math.ceil(box.right))
        if left < right:
            for row in self._rows[max(0, math.floor(box.bottom)) : max(0, math.ceil(box.top))]:
                row[left:right] = b"\x01" * (right - left)

    def blocks(self, box: Box) -> bool:
        """Whether a box leaves the panel or lies on something."""
        left, right, low, high = (math.floor(box.left), math.ceil(box.right),
                                  math.floor(box.bottom), math.ceil(box.top))  # fmt: skip
        if left < 0 or low < 0 or right > self._wide or high > len(self._rows):
            return True
        return any(1 in row[left:right] for row in self._rows[low:high])


@dataclass(frozen=True, slots=True)
class Scale:
    """From days and values to pixels of one panel."""

    cell: Cell
    days: tuple[date, date]

    def x(self, day: date) -> float:
        """Pixels from the panel's left edge."""
        first, last = self.days
        return self.cell.across * (day - first).days / max(1, (last - first).days)

    def y(self, value: float) -> float:
        """Pixels above the panel's lower edge."""
        low, high = self.cell.span
        return (value - low) / (high - low) * PANEL

    def at(self, point: Point) -> tuple[float, float] | None:
        """The middle of a point's mark; None where nothing is known of it."""
        value = middle(point.estimate)
        return None if value is None else (self.x(midday(point.period)), self.y(value))


def places(
    series: Series, scale: Scale, sizes: Sequence[tuple[float, float]]
) -> Iterator[tuple[Point, tuple[float, float]]]:
    """Each point that can be written beside its mark, with its text's middle in pixels from the mark's.

    sizes: width and height of each point's text, in the order of ``series.ordered()``
    """
    taken = _taken(scale)
    for point, (wide, high) in _in_turn(list(zip(series.ordered(), sizes, strict=True))):
        mark = scale.at(point)
        tried = _beside(point, mark, scale, wide, high) if mark else ()
        found = next((box for box in tried if not taken.blocks(box)), None)
        if mark and found:
            taken.add(found)
            x, y = (found.left + found.right) / 2, (found.bottom + found.top) / 2
            yield point, (x - mark[0], y - mark[1])


def free(scale: Scale, wide: float, high: float) -> tuple[float, float] | None:
    """Left edge and middle of a place for a remark on the panel, clear of everything drawn in it."""
    taken = _taken(scale)
    for share in (0.5, 0.3, 0.7, 0.15, 0.85):
        for left in (8.0, scale.cell.across - wide - 8.0):
            box = Box(left, share * PANEL - high / 2, left + wide, share * PANEL + high / 2)
            if not taken.blocks(box):
                return left, share * PANEL
    return None


def _in_turn(
    points: list[tuple[Point, tuple[float, float]]],
) -> list[tuple[Point, tuple[float, float]]]:
    """The last and the first, the highest and the lowest; then the others by time."""
    known = [one for one in points if middle(one[0].estimate) is not None]
    if not known:
        return []
    by_value = sorted(known, key=lambda one: middle(one[0].estimate) or 0.0)
    first = [known[-1], known[0], by_value[-1], by_value[0]]
    return list({id(one): one for one in (*first, *known)}.values())


def _beside(point: Point, mark: tuple[float, float], scale: Scale, wide: float, high: float) -> Iterator[Box]:
    """Above its mark, else below, else beside it, else beyond the bar over its period."""
    x, y = mark
    reach = [scale.y(end) for end in ends(point.estimate) if end is not None] or [y]
    top, bottom = max(*reach, y + _MARK) + _AIR, min(*reach, y - _MARK) - _AIR
    left = min(max(x - wide / 2, _EDGE), scale.cell.across + _OVER - wide)
    yield Box(left, top, left + wide, top + high)
    yield Box(left, bottom - high, left + wide, bottom)
    first, last = scale.x(point.period.start) - _MARK, scale.x(point.period.end) + _MARK
    for aside in (x + _MARK + _AIR, x - _MARK - _AIR - wide, last, first - wide):
        yield Box(aside, y - high / 2, aside + wide, y + high / 2)
        yield Box(aside, y + 2.0, aside + wide, y + 2.0 + high)
        yield Box(aside, y - 2.0 - high, aside + wide, y - 2.0)


def _taken(scale: Scale) -> Taken:
    taken = Taken(scale.cell.across)
    for box in _marks(scale):
        taken.add(box)
    return taken


def _marks(scale: Scale) -> Iterator[Box]:
    """Everything that is drawn in a panel: bars over periods, lines, marks, whiskers, breaks."""
    for one in scale.cell.series:
        for point in one.points:
            yield from _mark(point, one.sector, scale)
        for run in joined_runs(one):
            yield from _line(run, scale)
        if not one.sector:
            yield from (Box(scale.x(d) - 2, 0, scale.x(d) + 2, PANEL) for d in breaks(one))


def _mark(point: Point, sector: bool, scale: Scale) -> Iterator[Box]:
    at = scale.at(point)
    if at is None:
        return
    x, y = at
    for level in map(scale.y, levels(point.estimate)):
        yield Box(
            scale.x(point.period.start) - 2, level - _THICK, scale.x(point.period.end) + 2, level + _THICK
        )  # fmt: skip
    if not sector:
        yield Box(x - _MARK, y - _MARK, x + _MARK, y + _MARK)
        reach = [scale.y(end) for end in ends(point.estimate) if end is not None] or [y]
        yield Box(x - 3, min(reach) - 1, x + 3, max(reach) + 1)


def _line(run: Sequence[Point], scale: Scale) -> Iterator[Box]:
    """A line from mark to mark, as small boxes along it."""
    known = [at for point in run if (at := scale.at(point)) is not None]
    for (x0, y0), (x1, y1) in pairwise(known):
        steps = max(1, round(max(abs(x1 - x0), abs(y1 - y0)) / 3))
        for k in range(steps):
            a, b = (x0 + (x1 - x0) * k / steps, x0 + (x1 - x0) * (k + 1) / steps)
            c, d = (y0 + (y1 - y0) * k / steps, y0 + (y1 - y0) * (k + 1) / steps)
            yield Box(min(a, b) - 1, min(c, d) - 1, max(a, b) + 1, max(c, d) + 1)

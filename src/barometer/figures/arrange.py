"""Where everything of a chart of one row a company stands, in pixels; nothing is drawn here.

Wide, a row is a line: name, tracks, figures. Narrow (a phone, one newspaper column), it is stacked:
name and figures on one line, small tracks under it. y counts pixels from the top of the first row down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log10

from barometer.figures.chart import Lines
from barometer.figures.look import Look
from barometer.figures.typeset import LINE, width, wrap

GAP = 18.0  # before a column of figures
TICKS = 22.0  # height of the tick labels
SAMPLE = 22.0  # width of a key's sample
_NARROWEST = 130.0  # a track under this is better stacked


@dataclass(frozen=True, slots=True)
class Key:
    """What a mark means: its glyph (tick, circle, diamond, square, band), colour and words."""

    glyph: str
    colour: str
    words: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Track:
    """A panel with its own scale.

    low, high   the ends to be drawn           ticks  (value, words)
    room        pixels kept free left and right of the ends, for marks and labels
    weight      its share of the plot's width  log    whether the scale is logarithmic
    foot        what stands under it
    """

    heading: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    weight: float = 1.0
    room: tuple[float, float] = (10, 10)
    log: bool = False
    foot: str = ""

    def on(self, value: float) -> float:
        """A value as the axis counts it: on a logarithmic track, its decimal logarithm."""
        return log10(value) if self.log else value

    def fitting(self, pixels: float, size: float) -> list[tuple[float, str]]:
        """The ticks whose labels stand apart on a track ``pixels`` wide; 'one' on a logarithmic one stays."""
        low, high = self.span(pixels)
        at = [((self.on(value) - low) / (high - low) * pixels, value, words) for value, words in self.ticks]
        if self.log:
            return _apart(at, size)
        for stride in range(1, len(at) + 1):
            kept = at[::stride]
            widest = max((width(words, size) for _, _, words in kept), default=0.0) + 10
            if all(after[0] - before[0] >= widest for before, after in pairwise(kept)):
                return [(value, words) for _, value, words in kept]
        return []

    def span(self, pixels: float) -> tuple[float, float]:
        """The axis range that leaves the free room on a track ``pixels`` wide."""
        low, high = self.on(self.low), self.on(self.high)
        if high <= low:
            low, high = low - 0.5, high + 0.5
        unit = (high - low) / max(20.0, pixels - sum(self.room))
        return low - self.room[0] * unit, high + self.room[1] * unit


def _apart(at: list[tuple[float, float, str]], size: float) -> list[tuple[float, str]]:
    """Of a ratio's ticks, those nearest to 1 first, as long as their labels do not touch."""
    kept: list[tuple[float, float, str]] = []
    for x, value, words in sorted(at, key=lambda one: abs(log10(one[1]))):
        half = width(words, size) / 2
        if all(abs(x - other) >= half + width(said, size) / 2 + 10 for other, _, said in kept):
            kept.append((x, value, words))
    return sorted((value, words) for _, value, words in kept)


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what is written on it.

    cells   one text a column        short   the same in one text, for the stacked arrangement
    reason  why it is not compared   blank   whether nothing is drawn on its tracks
    focus   whether it is the company in view      faint   whether it is shown without being compared
    """

    id: str
    name: str
    cells: tuple[str, ...] = ()
    short: str = ""
    reason: str = ""
    blank: bool = False
    focus: bool = False
    faint: bool = False


@dataclass(slots=True)
class Arrangement:
    """The geometry of one chart.

    left, right  margins of the plot                 columns  widths of the columns of figures
    body         height of all rows                  name     width of the names (wide)
    top, y       each row's upper edge and centre line
    """

    lines: Sequence[Line]
    tracks: Sequence[Track]
    keys: Sequence[Key]
    headers: Sequence[str]
    look: Look
    stacked: bool = field(init=False)
    left: float = field(init=False)
    right: float = field(init=False)
    name: float = field(init=False)
    columns: list[float] = field(init=False)
    top: dict[str, float] = field(init=False, default_factory=dict)
    y: dict[str, float] = field(init=False, default_factory=dict)
    body: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        size, pad = self.look.sizes, self.look.pad
        names = [width(line.name, size.row, bold=True) for line in self.lines]
        self.name = min(max(names, default=0.0) + 2, 0.24 * self.look.width)
        self.columns = [self._column(index) for index in range(len(self.headers))]
        figures = sum(self.columns) + GAP * len(self.columns)
        self.left, self.right = pad + self.name + 18, pad + figures + (6 if figures else 0)
        self.stacked = self.look.narrow or self.plot < (_NARROWEST + 40) * len(self.tracks)
        if self.stacked:
            self.left = self.right = pad
        self._rows()

    @property
    def plot(self) -> float:
        return self.look.width - self.left - self.right

    def _column(self, index: int) -> float:
        size = self.look.sizes
        cells = [width(line.cells[index], size.row, index == 0) for line in self.lines if line.cells]
        words = [width(word, size.small) for word in self.headers[index].split(" ")]
        return max(*cells, *words, min(width(self.headers[index], size.small), 76.0)) + 2

    def _rows(self) -> None:
        top = 0.0
        for line in self.lines:
            self.top[line.id] = top
            centre, height = self._stacked_row(line) if self.stacked else self._wide_row(line)
            self.y[line.id] = top + centre
            top += height
        self.body = top + 4

    def _wide_row(self, line: Line) -> tuple[float, float]:
        count, size = len(self.lines), self.look.sizes
        base = 46.0 if count <= 8 else 38.0 if count <= 16 else 32.0
        base += max(0, len(self.name_lines(line)) - 2) * size.row * LINE
        reason = len(self.reason_lines(line)) * size.small * LINE
        if line.blank:
            height = max(base, reason + 16)
            return height / 2, height
        return base / 2, base + reason

    def _stacked_row(self, line: Line) -> tuple[float, float]:
        size = self.look.sizes
        words = 6 + self.title_lines(line) * size.row * LINE
        reason = len(self.reason_lines(line)) * size.small * LINE
        if line.blank:
            return words, words + reason + 10
        return words + 14, words + 31 + reason

    def name_lines(self, line: Line) -> Lines:
        """The name in at most three lines."""
        return wrap(
            line.name, self.look.sizes.row, self.look.room if self.stacked else self.name, bold=True, most=3
        )

    def title_lines(self, line: Line) -> int:
        """Lines that name and figures take above a stacked row's tracks."""
        return len(self.name_lines(line)) + (0 if self.on_one_line(line) else len(self.short_lines(line)))

    def short_lines(self, line: Line) -> Lines:
        """A stacked row's figures in one text, in lines."""
        return wrap(line.short, self.look.sizes.head, self.look.room) if line.short else ()

    def on_one_line(self, line: Line) -> bool:
        """Whether a stacked row's figures fit beside its name."""
        size, names = self.look.sizes, self.name_lines(line)
        used = width(names[0], size.row, bold=True) + 14 + width(line.short, size.head)
        return not line.short or (len(names) == 1 and used <= self.look.room)

    def reason_lines(self, line: Line) -> Lines:
        """Why a company is not compared; wide, it leaves the columns free where they say something."""
        if not line.reason:
            return ()
        room = self.look.room if self.stacked else self.look.width - self.left - self.look.pad
        if line.blank and not self.stacked and any(line.cells):
            room = self.plot
        return wrap(line.reason, self.look.sizes.small, room)

    def domains(self) -> list[tuple[float, float]]:
        """The tracks' ends, from the plot's left edge."""
        between = 20.0 if len(self.tracks) > 2 else 26.0 if self.stacked else 40.0
        weights = sum(track.weight for track in self.tracks)
        room, found, x = self.plot - between * (len(self.tracks) - 1), [], 0.0
        for track in self.tracks:
            wide = room * track.weight / weights
            found.append((x, x + wide))
            x += wide + between
        return found

    def column_end(self, index: int) -> float:
        """The right edge of a column of figures, from the plot's right edge."""
        return 6 + sum(self.columns[: index + 1]) + GAP * (index + 1)

    # the head: headings, keys, then ticks with the columns' headers

    def levels(self) -> tuple[float, float, float]:
        """Heights of the headings, of the keys, and of the ticks and column headers.

        Keys run over the columns, whose headers then stand below them; without keys the headers
        stand beside the headings.
        """
        size, rows = self.look.sizes, len(self.key_rows())
        headings = (
            max((len(self.heading_lines(i)) for i in range(len(self.tracks))), default=0) * size.head * LINE
        )
        columns = [len(self.column_lines(i)) for i in range(len(self.columns))]
        high = 0.0 if self.stacked else max(columns, default=0) * size.small * LINE + 8
        if rows:
            return 20 + headings, rows * (size.small * LINE + 3) + 6, max(TICKS, high)
        return 20 + max(headings, high - TICKS), 0.0, TICKS

    def heading_lines(self, index: int) -> Lines:
        """A track's heading; the last one may run over the columns of figures where keys stand under it."""
        start, end = self.domains()[index]
        last = index == len(self.tracks) - 1 and not self.stacked and bool(self.keys)
        room = end - start + (self.right - self.look.pad if last else 0)
        return wrap(self.tracks[index].heading, self.look.sizes.head, room, bold=True)

    def column_lines(self, index: int) -> Lines:
        return wrap(self.headers[index], self.look.sizes.small, self.columns[index] + 1)

    def foot_lines(self, index: int) -> Lines:
        start, end = self.domains()[index]
        foot = self.tracks[index].foot
        return wrap(foot, self.look.sizes.small, end - start) if foot else ()

    @property
    def foot(self) -> float:
        """Height of what stands under the tracks."""
        most = max((len(self.foot_lines(i)) for i in range(len(self.tracks))), default=0)
        return most * self.look.sizes.small * LINE + (10 if most else 0)

    @property
    def key_start(self) -> float:
        """From the plot's left edge to the keys: under the last of two headings, or the whole width."""
        return self.domains()[-1][0] if len(self.tracks) == 2 and not self.stacked else 0.0

    def key_rows(self) -> list[list[tuple[float, Key]]]:
        """The keys in rows, each with its distance from ``key_start``."""
        room = self.look.width - self.look.pad - self.left - self.key_start
        rows: list[list[tuple[float, Key]]] = []
        x = room + 1
        for key in self.keys:
            wide = SAMPLE + width(key.words, self.look.sizes.small)
            if x + wide > room:
                rows.append([])
                x = 0.0
            rows[-1].append((x, key))
            x += wide + 18
        return rows

"""Where every text of a figure stands, in pixels from its upper left corner, read off the figure itself."""

from __future__ import annotations

import html
import math
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from barometer.figures.typeset import LINE, width


@dataclass(frozen=True)
class Box:
    name: str
    words: str
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Overlapping by more than a pixel and a half (line spacing is counted in both)."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 1.5 and down > 4


def number(value: object, kind: str | None) -> float:
    if kind == "date":
        return float(date.fromisoformat(str(value)[:10]).toordinal())
    assert isinstance(value, int | float)
    return float(value)


def boxes(figure: go.Figure) -> list[Box]:
    """The boxes of all annotations and of all tick labels."""
    return [_annotation(figure, one) for one in figure.layout.annotations] + _ticks(figure)


def _plot(figure: go.Figure) -> tuple[float, float, float, float]:
    m = figure.layout.margin
    return m.l, m.t, figure.layout.width - m.l - m.r, figure.layout.height - m.t - m.b


def position(figure: go.Figure, ref: str, value: object) -> float:
    """A coordinate in pixels; on a logarithmic axis an annotation's is a logarithm already."""
    left, top, wide, high = _plot(figure)
    across = ref.startswith("x")
    if ref == "paper":
        raise ValueError("paper needs its direction")
    axis = figure.layout[ref[0] + "axis" + ref[1:]]
    kind = axis.type
    low, up = (number(end, kind) for end in axis.range)
    start, stop = axis.domain or (0, 1)
    share = start + (stop - start) * (number(value, kind) - low) / (up - low)
    return left + share * wide if across else top + (1 - share) * high


def _annotation(figure: go.Figure, one: go.layout.Annotation) -> Box:
    left, top, wide, high = _plot(figure)
    x = left + one.x * wide if one.xref == "paper" else position(figure, one.xref, one.x)
    y = top + (1 - one.y) * high if one.yref == "paper" else position(figure, one.yref, one.y)
    x, y = x + (one.xshift or 0), y - (one.yshift or 0)
    lines = [html.unescape(line) for line in one.text.split("<br>")]
    w = max(width(line, one.font.size, one.font.weight == 700) for line in lines)
    h = len(lines) * one.font.size * LINE
    x0 = {"left": x, "right": x - w, "center": x - w / 2}[one.xanchor]
    y0 = {"top": y, "bottom": y - h, "middle": y - h / 2}[one.yanchor]
    return Box(one.name, " ".join(lines), x0, y0, x0 + w, y0 + h)


def _ticks(figure: go.Figure) -> list[Box]:
    found = []
    _, top, _, high = _plot(figure)
    for key in figure.layout:
        if not key.startswith("xaxis") or not figure.layout[key].tickvals:
            continue
        axis, ref = figure.layout[key], key.replace("axis", "")
        upright = figure.layout["yaxis" + (axis.anchor or "y")[1:]]
        start, stop = upright.domain or (0, 1)
        size = axis.tickfont.size or 11.5
        for value, words in zip(axis.tickvals, axis.ticktext, strict=True):
            x = position(figure, ref, math.log10(value) if axis.type == "log" else value)
            half = width(words, size) / 2
            edge = top + (1 - stop) * high if axis.side == "top" else top + (1 - start) * high
            y0 = edge - 3 - size * LINE if axis.side == "top" else edge + 3
            found.append(Box(f"tick-{key}", words, x - half, y0, x + half, y0 + size * LINE))
    return found

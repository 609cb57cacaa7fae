"""Marks on a company's row: dots with their intervals, ticks on bands, links, words beside a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from barometer.figures.arrange import Arrangement, Line, Track
from barometer.figures.drawing import Drawing
from barometer.figures.look import Look
from barometer.figures.typeset import plain


@dataclass(frozen=True, slots=True)
class Dot:
    """One mark on a company's row, with the interval around it.

    value   None where only low and high are known: then a bar is drawn, without a point
    hollow  nothing but rounding (or a published range) is behind it: its interval is a pale box
            (anywhere inside), that of a filled mark a whisker
    """

    company: str
    value: float | None
    low: float | None
    high: float | None
    colour: str
    hover: str
    hollow: bool = False
    symbol: str = "circle"
    size: float = 10.0


class Marks:
    """What draws on the tracks of an arrangement."""

    at: Arrangement
    drawing: Drawing
    look: Look
    lines: Sequence[Line]
    tracks: Sequence[Track]

    def dots(self, track: int, name: str, dots: Sequence[Dot], lift: float = 0.0) -> None:
        """Draw marks with their intervals, one trace a colour; ``lift`` moves them up, in pixels."""
        ranged = [dot for dot in dots if dot.value is None and dot.low is not None and dot.high is not None]
        for colour in dict.fromkeys(dot.colour for dot in ranged):
            self._ranges(track, name, [dot for dot in ranged if dot.colour == colour], lift)
        points = [dot for dot in dots if dot.value is not None]
        boxed = [dot for dot in points if dot.hollow and dot.low is not None and dot.high is not None]
        for colour in dict.fromkeys(dot.colour for dot in boxed):
            self._boxes(track, name, [dot for dot in boxed if dot.colour == colour], lift)
        for colour in dict.fromkeys(dot.colour for dot in points):
            self._points(track, name, [dot for dot in points if dot.colour == colour], lift)

    def _points(self, track: int, name: str, dots: Sequence[Dot], lift: float) -> None:
        colour = dots[0].colour
        paper = self.look.colours.paper
        self._trace(
            track, name, mode="markers",
            x=[dot.value for dot in dots],
            y=[self.at.y[dot.company] - lift for dot in dots],
            customdata=[dot.company for dot in dots],
            hovertext=[plain(dot.hover) for dot in dots],
            error_x={
                "type": "data", "symmetric": False, "thickness": 1.5, "width": 5, "color": colour,
                "array": [0 if dot.hollow else _reach(dot.high, dot.value) for dot in dots],
                "arrayminus": [0 if dot.hollow else _reach(dot.value, dot.low) for dot in dots],
                "visible": not all(dot.hollow for dot in dots),
            },
            marker={
                "symbol": [dot.symbol for dot in dots],
                "size": [dot.size for dot in dots],
                "color": [paper if dot.hollow else colour for dot in dots],
                "line": {"color": colour, "width": 2.2},
                "opacity": 1,
            },
        )  # fmt: skip

    def _boxes(self, track: int, name: str, dots: Sequence[Dot], lift: float) -> None:
        self._trace(
            track, f"{name}-interval", mode="lines", hoverinfo="skip", opacity=0.3,
            line={"color": dots[0].colour, "width": dots[0].size + 6},
            x=[end for dot in dots for end in (dot.low, dot.high, None)],
            y=[end for dot in dots for end in (*[self.at.y[dot.company] - lift] * 2, None)],
        )  # fmt: skip

    def _ranges(self, track: int, name: str, dots: Sequence[Dot], lift: float) -> None:
        self._trace(
            track, f"{name}-range", mode="lines", line={"color": dots[0].colour, "width": 7},
            x=[end for dot in dots for end in (dot.low, dot.high, None)],
            y=[end for dot in dots for end in (*[self.at.y[dot.company] - lift] * 2, None)],
            customdata=[dot.company for dot in dots for _ in range(3)],
            hovertext=[plain(dot.hover) for dot in dots for _ in range(3)],
        )  # fmt: skip

    def ticks(self, track: int, name: str, dots: Sequence[Dot], size: float) -> None:
        """Draw upright ticks, each on the pale band of its interval; a band alone where there is no point."""
        banded = [dot for dot in dots if dot.low is not None and dot.high is not None and dot.low < dot.high]
        self._trace(
            track, f"{name}-interval", mode="lines", opacity=0.3,
            line={"color": self.look.colours.muted, "width": 9},
            x=[end for dot in banded for end in (dot.low, dot.high, None)],
            y=[end for dot in banded for end in (*[self.at.y[dot.company]] * 2, None)],
            hovertext=[plain(dot.hover) for dot in banded for _ in range(3)],
        )  # fmt: skip
        points = [dot for dot in dots if dot.value is not None]
        self._trace(
            track, name, mode="markers",
            x=[dot.value for dot in points],
            y=[self.at.y[dot.company] for dot in points],
            customdata=[dot.company for dot in points],
            hovertext=[plain(dot.hover) for dot in points],
            marker={
                "symbol": "line-ns", "size": size, "color": self.look.colours.ink,
                "line": {"color": self.look.colours.ink, "width": 2.5},
            },
        )  # fmt: skip

    def links(self, track: int, name: str, pairs: Sequence[tuple[str, float, float]], colour: str) -> None:
        """Draw lines on companies' rows, from one value to another, under the marks."""
        if not pairs:
            return
        self._trace(
            track, name, mode="lines", line={"color": colour, "width": 2.5}, opacity=0.55, hoverinfo="skip",
            x=[end for _, first, last in pairs for end in (first, last, None)],
            y=[end for company, _, _ in pairs for end in (*[self.at.y[company]] * 2, None)],
        )  # fmt: skip

    def _trace(self, track: int, name: str, **trace: Any) -> None:
        settings = {"cliponaxis": False, "hoverinfo": "text"} | trace
        self.drawing.trace("scatter", name, xaxis=axis(track), yaxis="y", **settings)

    def label(self, track: int, company: str, value: float, words: str, colour: str = "") -> None:
        """Write words to the right of a value on a company's row."""
        self.drawing.text(
            f"label-{company}-{track}", (words,), size=self.look.sizes.head,
            colour=colour or self.look.colours.ink, behind=self._behind(company), yanchor="middle",
            x=self.tracks[track].on(value), xref=axis(track), xshift=10, y=self.at.y[company], yref="y",
        )  # fmt: skip

    def remark(self, track: int, company: str, words: str) -> None:
        """Write words on a company's row where a track has nothing to show."""
        start = self.at.domains()[track][0]
        self.drawing.text(
            f"remark-{company}-{track}", (words,), x=start / self.at.plot, xref="paper", xshift=8,
            y=self.at.y[company], yref="y", yanchor="middle", behind=self._behind(company),
            size=self.look.sizes.small, colour=self.look.colours.muted,
        )  # fmt: skip

    def _behind(self, company: str) -> str:
        focus = any(line.focus and line.id == company for line in self.lines)
        return self.look.colours.band if focus else self.look.colours.paper


def _reach(high: float | None, low: float | None) -> float:
    return max(0.0, high - low) if high is not None and low is not None else 0.0


def axis(index: int, prefix: str = "x") -> str:
    """The name of a track's x axis: x, x2, x3… (or xaxis, xaxis2…)."""
    return prefix if index == 0 else f"{prefix}{index + 1}"

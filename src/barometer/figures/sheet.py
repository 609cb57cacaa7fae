"""Draws the parts that all charts of one row a company share; the marks are the figures' own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from barometer.figures.arrange import SAMPLE, Arrangement, Key, Line, Track
from barometer.figures.chart import ChartText, Frame
from barometer.figures.look import Look
from barometer.figures.marks import Marks, axis
from barometer.figures.typeset import LINE


class Sheet(Marks):
    """Names, headings, keys, columns of figures and reasons, in place; then ``drawing`` is drawn on.

    at      the arrangement: ``at.y[company]`` is a row's centre line
    spans   each track's axis range
    """

    def __init__(
        self, text: ChartText, lines: Sequence[Line], tracks: Sequence[Track], keys: Sequence[Key], look: Look
    ) -> None:
        self.at = Arrangement(lines, tracks, keys, text.columns, look)
        self.look, self.tracks, self.lines = look, tracks, lines
        frame = Frame(
            text, look, self.at.left, self.at.right, sum(self.at.levels()), self.at.body, self.at.foot
        )
        self.drawing = frame.drawing()
        self._axes()
        self._headings()
        self._keys()
        self._headers()
        for line in lines:
            if line.focus:
                self._band(line)
            (self._stacked_row if self.at.stacked else self._wide_row)(line)

    def _axes(self) -> None:
        plot, at = self.at.plot, self.at
        for index, (track, (start, end)) in enumerate(zip(self.tracks, at.domains(), strict=True)):
            shown = track.fitting(end - start, self.look.sizes.small)
            settings = {
                "domain": [start / plot, min(1.0, end / plot)],
                "range": list(track.span(end - start)),
                "type": "log" if track.log else "linear",
                "side": "top",
                "anchor": "y",
                "tickmode": "array",
                "tickvals": [value for value, _ in shown],
                "ticktext": [words for _, words in shown],
                "tickangle": 0,
                "showgrid": True,
                "tickfont": {"size": self.look.sizes.small},
            }
            self.drawing.layout[axis(index, "xaxis")] = settings
        vertical = {
            "range": [at.body, 0],
            "domain": [0, 1],
            "anchor": "free",
            "position": 0,
            "showticklabels": False,
            # a guide a row: the axis's own grid (a line each as a shape doubles the time of a redraw)
            "showgrid": True,
            "tickmode": "array",
            "tickvals": [at.y[line.id] for line in self.lines if not line.blank],
        }
        self.drawing.layout["yaxis"] = vertical

    def _headings(self) -> None:
        at, size, colours = self.at, self.look.sizes, self.look.colours
        second, third = at.levels()[1:]
        for index, (start, _) in enumerate(at.domains()):
            lines = at.heading_lines(index)
            # stacked, keys come first and headings stand right above their tracks
            shift = third + len(lines) * size.head * LINE + (0 if at.stacked else second)
            self.drawing.text(
                f"heading-{index}", lines, size=size.head, colour=colours.ink, bold=True,
                x=start / at.plot, xref="paper", y=1, yref="paper", yshift=shift,
            )  # fmt: skip
            if foot := at.foot_lines(index):
                self.drawing.text(
                    f"track-note-{index}", foot, size=size.small, colour=colours.muted,
                    x=start / at.plot, xref="paper", y=0, yref="paper", yshift=-10,
                )  # fmt: skip

    def _headers(self) -> None:
        for index in range(0 if self.at.stacked else len(self.at.columns)):
            self.drawing.text(
                f"column-{index}", self.at.column_lines(index), size=self.look.sizes.small,
                colour=self.look.colours.muted, xanchor="right", yanchor="bottom",
                x=1, xref="paper", xshift=self.at.column_end(index), y=1, yref="paper", yshift=5,
            )  # fmt: skip

    def _keys(self) -> None:
        at, size = self.at, self.look.sizes.small
        _, second, third = at.levels()
        shift = sum(at.levels()) - 18 if at.stacked else third + second
        for row, keys in enumerate(at.key_rows()):
            middle = shift - row * (size * LINE + 3) - size * LINE / 2
            for x, key in keys:
                self._sample(key, at.key_start + x + 7, middle)
                self.drawing.text(
                    f"key-{row}-{key.glyph}", (key.words,), size=size, colour=self.look.colours.muted,
                    yanchor="middle", x=at.key_start / at.plot, xref="paper", xshift=x + SAMPLE - 3,
                    y=1, yref="paper", yshift=middle,
                )  # fmt: skip

    def _sample(self, key: Key, x: float, y: float) -> None:
        """A sample of a mark, x and y in pixels from the plot's upper left corner, up is positive."""
        wide, high = {"tick": (0.0, 7.0), "band": (7.0, 5.0)}.get(key.glyph, (4.5, 4.5))
        box: dict[str, Any] = {"x0": x - wide, "x1": x + wide, "y0": y - high, "y1": y + high}
        kind = {"tick": "line", "circle": "circle", "diamond": "path"}.get(key.glyph, "rect")
        if kind == "path":
            box = {"path": f"M{x - 5.5},{y} L{x},{y + 5.5} L{x + 5.5},{y} L{x},{y - 5.5} Z"}
        self.drawing.shape(
            f"key-{key.glyph}", type=kind, xref="paper", yref="paper", xsizemode="pixel", ysizemode="pixel",
            xanchor=0, yanchor=1, fillcolor=self.look.colours.paper if key.hollow else key.colour,
            line={"color": key.colour, "width": 0 if key.glyph == "band" else 2.2}, **box,
        )  # fmt: skip

    def _band(self, line: Line) -> None:
        at, edge = self.at, self.look.pad / 2
        following = [at.top[item.id] for item in self.lines if at.top[item.id] > at.top[line.id]]
        self.drawing.shape(
            f"focus-{line.id}", type="rect", layer="below", line={"width": 0},
            fillcolor=self.look.colours.band, xref="paper", yref="y",
            x0=(edge - at.left) / at.plot, x1=1 + (at.right - edge) / at.plot,
            y0=at.top[line.id] + 2, y1=min(following, default=at.body) - 2,
        )  # fmt: skip

    def _wide_row(self, line: Line) -> None:
        at, size, colours, y = self.at, self.look.sizes, self.look.colours, self.at.y[line.id]
        ink = colours.muted if line.faint else colours.ink
        self.drawing.text(
            f"name-{line.id}", at.name_lines(line), size=size.row, colour=ink, bold=line.focus,
            yanchor="middle",
            x=0, xref="paper", xshift=self.look.pad - at.left, y=y, yref="y",
        )  # fmt: skip
        for index, cell in enumerate(line.cells):
            if cell:
                self.drawing.text(
                    f"figure-{line.id}-{index}", (cell,), size=size.row, bold=index == 0,
                    colour=colours.muted if index % 2 and len(line.cells) > 3 else ink,
                    xanchor="right", yanchor="middle",
                    x=1, xref="paper", xshift=at.column_end(index), y=y, yref="y",
                )  # fmt: skip
        reason = len(at.reason_lines(line)) * size.small * LINE
        self._reason(line, y, reason / 2 if line.blank else -14)

    def _stacked_row(self, line: Line) -> None:
        at, size, colours, top = self.at, self.look.sizes, self.look.colours, self.at.top[line.id] + 6
        names = at.name_lines(line)
        self.drawing.text(
            f"name-{line.id}", names, size=size.row, colour=colours.muted if line.faint else colours.ink,
            bold=True, x=0, xref="paper", y=top, yref="y", behind=self._behind(line.id),
        )  # fmt: skip
        if line.short:
            one = at.on_one_line(line)
            self.drawing.text(
                f"figure-{line.id}", at.short_lines(line), size=size.head, colour=colours.ink,
                xanchor="right" if one else "left", x=1 if one else 0, xref="paper",
                behind=self._behind(line.id), y=top, yref="y",
                yshift=-1 if one else -len(names) * size.row * LINE,
            )  # fmt: skip
        self._reason(line, at.y[line.id], 0 if line.blank else -14)

    def _reason(self, line: Line, y: float, shift: float) -> None:
        if lines := self.at.reason_lines(line):
            self.drawing.text(
                f"reason-{line.id}", lines, size=self.look.sizes.small, colour=self.look.colours.muted,
                behind=self._behind(line.id), x=0, xref="paper", y=y, yref="y", yshift=shift,
            )  # fmt: skip

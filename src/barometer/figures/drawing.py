"""A figure in the making: traces, shapes and texts are gathered, and Plotly is asked once at the end.

(Added to a Plotly figure one by one, the texts of a chart take a hundred milliseconds.)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from barometer.figures.typeset import block

#: the ground of a text that lets through what is behind it
CLEAR = "rgba(0,0,0,0)"


@dataclass(slots=True)
class Drawing:
    """What will be on the figure, in the order in which it is drawn."""

    layout: dict[str, Any] = field(default_factory=dict)
    traces: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    texts: list[dict[str, Any]] = field(default_factory=list)

    def trace(self, kind: str, name: str, **settings: Any) -> None:
        """Add a trace of a kind ('scatter', 'bar'); texts in it must be escaped already."""
        self.traces.append({"type": kind, "name": name, **settings})

    def shape(self, name: str, **settings: Any) -> None:
        """Add a shape with a name that exports keep."""
        self.shapes.append({"name": name, **settings})

    def text(
        self, name: str, lines: tuple[str, ...], *, size: float, colour: str, bold: bool = False,
        xanchor: str = "left", yanchor: str = "top", behind: str = "", **where: Any,
    ) -> None:  # fmt: skip
        """Put lines of text on the figure, escaped, with a name that exports keep.

        behind: a colour that keeps grid lines from running through the text.
        """
        self.texts.append({
            "name": name,
            "text": block(lines),
            "showarrow": False,
            "align": xanchor,
            "xanchor": xanchor,
            "yanchor": yanchor,
            "borderpad": 0,
            "bgcolor": behind or CLEAR,
            "font": {"size": size, "color": colour, "weight": 700 if bold else 400},
            **where,
        })  # fmt: skip

    def figure(self) -> go.Figure:
        """The figure."""
        layout = {**self.layout, "annotations": self.texts, "shapes": self.shapes}
        # every key is ours and held by the tests: Plotly's check of each takes most of a redraw
        return go.Figure({"data": self.traces, "layout": layout}, _validate=False)

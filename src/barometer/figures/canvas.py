"""A figure's texts as one trace on a canvas as large as the figure: to the eye the same, drawn in a fourth
of the time.

Plotly draws each annotation twice and measures it each time, which is most of a redraw. A text of a trace it
puts down once and measures never. So the margins become part of the plot, every text gets the pixel where it
stands, and what runs evenly down a column is one text of several lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from barometer.figures.drawing import CLEAR
from barometer.figures.typeset import LINE

Part = dict[str, Any]

#: the axes of the canvas; style.py lets the pointer through to the marks under it
AXES = "90"
_FEWEST = 3
#: pixels that an annotation keeps from the place it stands at, for its edge
_INSIDE = {"top": 1, "bottom": -1, "left": 1, "right": -1}
#: below the pixel that an annotation stands at, in ems of Arial: the first line of the same text in a trace
_LOWER = {"top": 0.155, "middle": 0.0965, "bottom": 0.038}
#: an annotation names the side that it stands at, a point's text the side that it goes to
_TO = {
    "top": "bottom", "middle": "middle", "bottom": "top",
    "left": "right", "center": "center", "right": "left",
}  # fmt: skip
#: from a middle line's foot to its middle, in ems
_FOOT = 0.25


@dataclass(frozen=True, slots=True)
class Side:
    """Where the plot stands along one side of its canvas: shares of it, from the left or from below."""

    start: float
    length: float

    def at(self, paper: float) -> float:
        """A place on Plotly's 'paper', as a share of the canvas."""
        return self.start + paper * self.length


@dataclass(frozen=True, slots=True)
class Text:
    """One text: where its point is, in pixels from the upper left, and the side of it that it goes to."""

    name: str
    words: str
    x: float
    y: float
    to: str
    size: float
    colour: str
    weight: int
    halo: str


def can_be(layout: Mapping[str, Any]) -> bool:
    """Whether a figure can stand on a canvas: its axes count numbers and keep the place they are given."""
    axes = [part for name, part in layout.items() if name.startswith(("xaxis", "yaxis"))]
    return bool(layout.get("annotations")) and all(
        axis.get("type", "linear") in ("linear", "log")
        and "scaleanchor" not in axis
        and all(isinstance(end, int | float) for end in axis.get("range", ("",)))
        for axis in axes
    )


def canvas(layout: Part) -> tuple[Part, Part]:
    """The layout without margins and annotations, and the trace of its texts."""
    wide, high, margin = float(layout["width"]), float(layout["height"]), layout["margin"]
    across = Side(margin["l"] / wide, (wide - margin["l"] - margin["r"]) / wide)
    up = Side(margin["b"] / high, (high - margin["t"] - margin["b"]) / high)
    moved = {name: _part(name, part, across, up) for name, part in layout.items() if name != "annotations"}
    moved["margin"] = {**margin, "l": 0, "r": 0, "t": 0, "b": 0}
    texts = list(_columns([_text(one, moved, across, up) for one in layout["annotations"]]))
    hidden = {"visible": False, "fixedrange": True, "domain": [0, 1]}
    moved[f"xaxis{AXES}"] = {**hidden, "range": [0, wide], "anchor": f"y{AXES}"}
    moved[f"yaxis{AXES}"] = {**hidden, "range": [high, 0], "anchor": f"x{AXES}"}
    return moved, _trace(texts)


def _part(name: str, part: Any, across: Side, up: Side) -> Any:
    if name == "shapes":
        return [_shape(shape, across, up) for shape in part]
    if not name.startswith(("xaxis", "yaxis")):
        return part
    own, other = (across, up) if name.startswith("x") else (up, across)
    moved = {**part, "domain": [own.at(end) for end in part.get("domain", (0, 1))]}
    if part.get("anchor") == "free":
        moved["position"] = other.at(part.get("position", 0))
    return moved


def _shape(shape: Part, across: Side, up: Side) -> Part:
    moved = dict(shape)
    for letter, side in (("x", across), ("y", up)):
        if shape.get(f"{letter}ref") == "paper":
            anchored = shape.get(f"{letter}sizemode") == "pixel"
            for key in [f"{letter}anchor"] if anchored else [f"{letter}0", f"{letter}1"]:
                moved[key] = side.at(shape[key])
    return moved


def _text(text: Part, layout: Part, across: Side, up: Side) -> Text:
    font, flush, upright = text["font"], text["xanchor"], text["yanchor"]
    x = _share("x", text, layout, across) * layout["width"] + text.get("xshift", 0)
    y = (1 - _share("y", text, layout, up)) * layout["height"] - text.get("yshift", 0)
    behind = text.get("bgcolor", CLEAR)
    return Text(
        text["name"], text["text"],
        x + _INSIDE.get(flush, 0), y + _INSIDE.get(upright, 0) + _LOWER[upright] * font["size"],
        f"{_TO[upright]} {_TO[flush]}", font["size"], font["color"], font["weight"],
        "" if behind == CLEAR else behind,
    )  # fmt: skip


def _share(letter: str, text: Part, layout: Part, side: Side) -> float:
    """Where a text stands, as a share of the canvas (whose axes have been moved already)."""
    ref, value = text[f"{letter}ref"], float(text[letter])
    if ref == "paper":
        return side.at(value)
    axis = layout[f"{letter}axis{ref[1:]}"]
    (low, high), (start, end) = axis["range"], axis["domain"]
    return float(start + (value - low) / (high - low) * (end - start))


def _columns(texts: Sequence[Text]) -> Iterator[Text]:
    """The texts; single lines that stand evenly under each other are one."""
    columns: dict[object, list[Text]] = {}
    for text in texts:
        single = text.to.startswith("middle") and not text.halo and "<br>" not in text.words
        columns.setdefault((text.x, text.to, text.size) if single else id(text), []).append(text)
    for column in columns.values():
        for run in _evenly(sorted(column, key=lambda text: text.y)):
            yield from [_column(run)] if len(run) >= _FEWEST else run


def _evenly(column: Sequence[Text]) -> Iterator[list[Text]]:
    """The texts of a column in runs with one distance between them."""
    run: list[Text] = []
    for text in column:
        if len(run) > 1 and abs((text.y - run[-1].y) - (run[1].y - run[0].y)) > 0.01:
            yield run
            run = []
        run.append(text)
    yield run


def _column(run: Sequence[Text]) -> Text:
    """One text of several lines, each as large and as heavy as it was; its type size sets their distance."""
    size = (run[1].y - run[0].y) / LINE
    middle = (run[0].y + run[-1].y) / 2
    words = "<br>".join(f'<span style="{_style(text, run[0])}">{text.words}</span>' for text in run)
    return replace(run[0], words=words, y=middle + _FOOT * (run[0].size - size), size=size)


def _style(text: Text, first: Text) -> str:
    said = [f"font-size:{text.size}px"]
    if text.colour != first.colour:
        said.append(f"fill:{text.colour}")
    if text.weight != first.weight:
        said.append(f"font-weight:{text.weight}")
    return ";".join(said)


def _trace(texts: Sequence[Text]) -> Part:
    return {
        "type": "scatter", "mode": "text", "name": "texts", "hoverinfo": "skip", "cliponaxis": False,
        "xaxis": f"x{AXES}", "yaxis": f"y{AXES}",
        "customdata": [text.name for text in texts],
        "x": [round(text.x, 2) for text in texts],
        "y": [round(text.y, 2) for text in texts],
        "text": [_haloed(text) for text in texts],
        "textposition": [text.to for text in texts],
        "textfont": {
            "size": [text.size for text in texts],
            "color": [text.colour for text in texts],
            "weight": [text.weight for text in texts],
        },
    }  # fmt: skip


def _haloed(text: Text) -> str:
    """The words, on an edge in the colour of their ground: grid lines end before them."""
    edge = f"paint-order:stroke;stroke:{text.halo};stroke-width:5px;stroke-linejoin:round"
    return f'<span style="{edge}">{text.words}</span>' if text.halo else text.words

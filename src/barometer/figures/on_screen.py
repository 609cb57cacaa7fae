"""A figure as a page shows it: the same picture made of fewer parts, and written out once.

In a file each text of a chart has a name of its own, for picture desks; a browser takes most of a
redraw for them. On a page a column of figures is one text, and marks of several colours are one trace.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import plotly.graph_objects as go

from barometer.figures.drawing import CLEAR
from barometer.figures.typeset import LINE

Part = dict[str, Any]

#: what the texts of a column have in common; their colour and weight may differ
_COLUMN = ("x", "xref", "xshift", "yref", "yshift", "xanchor", "yanchor")
_FEWEST = 3
_POINTS = ("x", "y", "customdata", "hovertext")
_EACH = ("symbol", "size", "color")
#: what Streamlit's frontend sets on a chart whose points can be chosen; set from the start, nothing changes
_CHOSEN = {"clickmode": "event+select", "hovermode": "closest", "dragmode": "pan"}


class OnScreen(go.Figure):  # type: ignore[misc]
    """A figure that stands: its plain data are made once, however often it is sent."""

    def __init__(self, plain: Part, meta: Part) -> None:
        layout = {**plain["layout"], "meta": meta}
        super().__init__({"data": plain["data"], "layout": layout}, _validate=False)
        self._plain = plain

    def to_dict(self) -> Part:
        """The plain data themselves, not a copy: who gets them doesn't write into them."""
        return self._plain


def on_screen(figure: go.Figure, chosen: bool = False) -> OnScreen:
    """``figure`` for a page. What is seen and what is under the pointer stay as they are.

    chosen: whether its points can be chosen
    """
    plain = figure.to_dict()
    layout = _without_template(plain["layout"]) | (_CHOSEN if chosen else {})
    layout["annotations"] = list(_texts(layout))
    # Streamlit's frontend gives Plotly each chart a second time, right after it was drawn. At the same
    # revision, and without template and meta, which Plotly takes for new each time, nothing is drawn again.
    layout["datarevision"] = 1
    meta = layout.pop("meta", {})
    return OnScreen({"data": list(_marks(plain["data"])), "layout": layout}, meta)


def _without_template(layout: Part) -> Part:
    """The layout with what its template says written into it."""
    said = layout.get("template", {}).get("layout", {})
    found = {name: part for name, part in layout.items() if name != "template"}
    for name in found:
        for axis in ("xaxis", "yaxis"):
            if name.startswith(axis):
                found[name] = _over(said.get(axis, {}), found[name])
    return _over({name: part for name, part in said.items() if name not in ("xaxis", "yaxis")}, found)


def _over(under: Mapping[str, Any], upper: Mapping[str, Any]) -> Part:
    """One mapping laid over another, part by part."""
    both = dict(under)
    for name, part in upper.items():
        below = both.get(name)
        inner = isinstance(below, Mapping) and isinstance(part, Mapping)
        both[name] = _over(below, part) if inner else part  # type: ignore[arg-type]
    return both


def _marks(traces: Sequence[Part]) -> Iterator[Part]:
    """Marks of one name on one track as one trace, each in its colour; what has whiskers stays apart."""
    for _, found in groupby(traces, _alike):
        same = list(found)
        yield _together(same) if len(same) > 1 else same[0]


def _alike(trace: Part) -> tuple[object, ...]:
    marker = trace.get("marker", {})
    listed = all(isinstance(trace.get(name), list) for name in _POINTS)
    each = all(isinstance(marker.get(name), list) for name in _EACH)
    bare = trace.get("mode") == "markers" and not trace.get("error_x", {}).get("visible", True)
    if not (bare and listed and each):
        return (id(trace),)
    return trace.get("name"), trace.get("xaxis"), trace.get("yaxis")


def _together(traces: Sequence[Part]) -> Part:
    whole = {**traces[0], **{name: [one for trace in traces for one in trace[name]] for name in _POINTS}}
    del whole["error_x"]
    edges = [trace["marker"]["line"]["color"] for trace in traces for _ in trace["x"]]
    whole["marker"] = {
        **traces[0]["marker"],
        **{name: [one for trace in traces for one in trace["marker"][name]] for name in _EACH},
        "line": {**traces[0]["marker"]["line"], "color": edges},
    }
    return whole


def _texts(layout: Part) -> Iterator[Part]:
    """The texts; those that stand evenly under each other on the rows as one."""
    columns: dict[tuple[object, ...], list[Part]] = {}
    scale = _scale(layout)
    for text in layout.get("annotations", ()):
        joined = scale and _on_row(text)
        key = (*(text.get(name) for name in _COLUMN), text["font"]["size"]) if joined else (id(text),)
        columns.setdefault(key, []).append(text)
    for column in columns.values():
        for run in _evenly(sorted(column, key=lambda text: float(text["y"]))):
            yield from [_column(run, scale)] if len(run) >= _FEWEST else run


def _on_row(text: Part) -> bool:
    """Whether a text is one line in the middle of a row, on nothing but paper."""
    placed = (text.get("yref"), text.get("xref"), text.get("yanchor")) == ("y", "paper", "middle")
    return placed and text.get("bgcolor") == CLEAR and "<br>" not in text["text"]


def _evenly(column: Sequence[Part]) -> Iterator[list[Part]]:
    """The texts of a column in runs with one distance between them."""
    run: list[Part] = []
    for text in column:
        if len(run) > 1 and abs((text["y"] - run[-1]["y"]) - (run[1]["y"] - run[0]["y"])) > 0.01:
            yield run
            run = []
        run.append(text)
    yield run


def _scale(layout: Part) -> float:
    """Pixels of a unit of rows that are counted downwards over the whole plot; 0 where they are not."""
    axis, margin = layout.get("yaxis", {}), layout.get("margin", {})
    last, first = axis.get("range", (0, 0))
    if axis.get("domain") != [0, 1] or last <= first or not {"t", "b"} <= set(margin):
        return 0.0
    return float((layout["height"] - margin["t"] - margin["b"]) / (last - first))


def _column(run: Sequence[Part], scale: float) -> Part:
    """One text of several lines, each as large and as heavy as it was; its type size sets their distance."""
    step = (run[1]["y"] - run[0]["y"]) * scale
    return {
        **run[0],
        "text": "<br>".join(f'<span style="{_style(text, run[0])}">{text["text"]}</span>' for text in run),
        "y": (run[0]["y"] + run[-1]["y"]) / 2,
        "font": {**run[0]["font"], "size": step / LINE},
    }


def _style(text: Part, first: Part) -> str:
    said = [f"font-size:{text['font']['size']}px"]
    if text["font"]["color"] != first["font"]["color"]:
        said.append(f"fill:{text['font']['color']}")
    if text["font"]["weight"] != first["font"]["weight"]:
        said.append(f"font-weight:{text['font']['weight']}")
    return ";".join(said)

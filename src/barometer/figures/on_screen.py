"""A figure as a page shows it: the same picture made of fewer parts, and written out once.

In a file each text of a chart has a name of its own, for picture desks; a browser takes most of a
redraw for them. On a page the texts are one trace, marks of several colours are one, and lines that
say nothing under the pointer are no traces at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import plotly.graph_objects as go

from barometer.figures.canvas import can_be, canvas

Part = dict[str, Any]

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
    traces = list(_marks(plain["data"]))
    if can_be(layout):
        lines = [trace for trace in traces if _quiet(trace)]
        layout["shapes"] = [*layout.get("shapes", ()), *map(_path, lines)]
        layout, texts = canvas(layout)
        traces = [*(trace for trace in traces if not _quiet(trace)), texts]
    # Streamlit's frontend gives Plotly each chart a second time, right after it was drawn. At the same
    # revision, and without template and meta, which Plotly takes for new each time, nothing is drawn again.
    layout["datarevision"] = 1
    meta = layout.pop("meta", {})
    return OnScreen({"data": traces, "layout": layout}, meta)


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


def _quiet(trace: Part) -> bool:
    """Whether a trace is nothing but straight lines that say nothing under the pointer."""
    return trace.get("mode") == "lines" and trace.get("hoverinfo") == "skip" and "fill" not in trace


def _path(trace: Part) -> Part:
    """Its lines as one shape under the marks; a gap between them lifts the pen."""
    down, steps = "M", []
    for x, y in zip(trace["x"], trace["y"], strict=True):
        if x is None or y is None:
            down = "M"
            continue
        steps.append(f"{down}{x},{y}")
        down = "L"
    return {
        "type": "path", "path": " ".join(steps), "layer": "between", "name": trace["name"],
        "xref": trace.get("xaxis", "x"), "yref": trace.get("yaxis", "y"), "line": trace["line"],
        "opacity": trace.get("opacity", 1),
    }  # fmt: skip

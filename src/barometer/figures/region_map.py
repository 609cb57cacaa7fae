"""A map of complaints by region: colours are rates; counts without a denominator are circles.

Drawn as filled lines on a flat sheet, in pixels: nothing is fetched, texts stay texts, and a picture
of it prints as every other figure here does. A region without a figure is hatched, never pale: pale is
a low rate.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from barometer.figures.chart import Frame
from barometer.figures.drawing import Drawing
from barometer.figures.look import Look, Meta
from barometer.figures.map_key import BESIDE, CIRCLE, breaks, draw_key, hatch, key_height
from barometer.figures.map_text import chart_text, hover, nothing, placed_words
from barometer.figures.typeset import plain, width
from barometer.measures.regional import Place, Regional
from barometer.places import Region
from barometer.places.outlines import Ring, Sheet, area, middle, room_for, sheet

_TALLEST = 600.0
_GAP = 30.0
_BELOW_BOX = 18.0


@dataclass(frozen=True, slots=True)
class Area:
    """Where the map stands on the plot, in pixels; the key stands at ``key``."""

    sheet: Sheet
    left: float
    wide: float
    high: float
    key: tuple[float, float]


def region_map(found: Regional, meta: Meta, look: Look) -> go.Figure:
    """The map of one level. ``meta.notes`` are printed after the map's own."""
    drawn = sheet(found.scope.country, found.level)
    text = chart_text(found, meta, look)
    plot = look.room
    wide = plot if look.narrow else min(plot - BESIDE - _GAP, _TALLEST / drawn.height)
    wide = min(wide, _TALLEST / drawn.height)
    high = wide * drawn.height + _BELOW_BOX
    key = (0.0, high + 20) if look.narrow else (wide + _GAP, 0.0)
    body = high + 20 + key_height(found, look) if look.narrow else max(high, key_height(found, look))
    frame = Frame(text, look, look.pad, look.pad, 22.0, body)
    drawing = frame.drawing()
    drawing.layout.update(
        xaxis={"range": [0, frame.plot], "visible": False},
        yaxis={"range": [body, 0], "visible": False, "scaleanchor": "x", "constrain": "domain",
               "constraintoward": "top"},
    )  # fmt: skip
    at = Area(drawn, 0.0, wide, high, key)
    cuts = breaks([one.shrunk for one in found.places if one.shrunk is not None])
    _regions(drawing, found, at, cuts, look)
    _boxes(drawing, at, look)
    _circles(drawing, found, at, look)
    _codes(drawing, found, at, cuts, look)
    draw_key(drawing, found, at.key, cuts, look)
    return drawing.figure()


def _step(one: Place | None, cuts: Sequence[float], look: Look) -> str:
    """The colour of a region; '' where it has none."""
    if one is None or one.shrunk is None:
        return ""
    steps, n = look.colours.steps, len(cuts) + 1
    place = bisect_right(cuts, one.shrunk)
    return steps[round(place * (len(steps) - 1) / max(1, n - 1))] if n > 1 else steps[len(steps) // 2]


def _regions(drawing: Drawing, found: Regional, at: Area, cuts: Sequence[float], look: Look) -> None:
    """Every region once, the largest first, so that one inside another is drawn over it."""
    known: dict[str, Place | Region] = {region.id: region for region in found.without}
    known |= {one.region.id: one for one in found.places}
    for rings in (at.sheet.rings, at.sheet.again):
        by_size = sorted(rings.items(), key=lambda one: -area(one[1][0]))
        for id_, outlines in by_size:
            _region(drawing, id_, outlines, at, (known[id_], found, cuts), look)


def _region(
    drawing: Drawing, id_: str, rings: Sequence[Ring], at: Area,
    what: tuple[Place | Region, Regional, Sequence[float]], look: Look,
) -> None:  # fmt: skip
    one, found, cuts = what
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in rings:
        x += [*(round(at.left + px * at.wide, 1) for px, _ in ring), None]
        y += [*(round(py * at.wide, 1) for _, py in ring), None]
    fill: dict[str, object] = {"fillcolor": look.colours.paper, "fillpattern": hatch(look)}
    if isinstance(one, Place):
        plain_ = look.colours.refused if found.rated else look.colours.band
        fill, said = {"fillcolor": _step(one, cuts, look) or plain_}, hover(one, found, look)
    else:
        said = nothing(one, look)
    drawing.trace(
        "scatter", f"region-{id_}", x=x[:-1], y=y[:-1], mode="lines", fill="toself", hoveron="fills",
        hoverinfo="text", text=plain(said), line={"color": look.colours.muted, "width": 0.6}, **fill,
    )  # fmt: skip


def _boxes(drawing: Drawing, at: Area, look: Look) -> None:
    for (x0, y0, x1, y1), inside in at.sheet.boxes:
        drawing.shape(
            f"box-{inside[0]}", type="rect", layer="below", xref="x", yref="y", x0=x0 * at.wide,
            x1=x1 * at.wide, y0=y0 * at.wide, y1=y1 * at.wide,
            line={"color": look.colours.faint, "width": 1},
        )  # fmt: skip
        name = placed_words(inside, look)
        if width(name, look.sizes.small) <= (x1 - x0) * at.wide + 4:
            drawing.text(
                f"box-name-{inside[0]}", (name,), size=look.sizes.small, colour=look.colours.muted,
                x=x0 * at.wide, y=y1 * at.wide + 2, xref="x", yref="y",
            )  # fmt: skip


def _circles(drawing: Drawing, found: Regional, at: Area, look: Look) -> None:
    """Counts as circles whose areas are in proportion to them."""
    if found.rated or not found.places:
        return
    most = max(one.most for one in found.places) or 1.0
    points = [middle(found.scope.country, found.level, one.region.id) for one in found.places]
    drawing.trace(
        "scatter", "counts", mode="markers", hoverinfo="text",
        x=[round(x * at.wide, 1) for x, _ in points], y=[round(y * at.wide, 1) for _, y in points],
        text=[plain(hover(one, found, look)) for one in found.places],
        marker={
            "size": [2 * _radius(one.most, most) for one in found.places], "color": look.colours.fewer,
            "opacity": 0.75, "line": {"color": look.colours.paper, "width": 1},
        },
    )  # fmt: skip


def _radius(count: float, most: float) -> float:
    return CIRCLE * math.sqrt(count / most)


def _codes(drawing: Drawing, found: Regional, at: Area, cuts: Sequence[float], look: Look) -> None:
    """Each region's code on it, where there is room; in the boxes that draw some again too."""
    if not found.rated:
        return
    size = look.sizes.small
    shown: list[tuple[Place, float, float]] = []
    for rings in (at.sheet.rings, at.sheet.again):
        for one in found.places:
            outline = rings.get(one.region.id)
            spot = room_for(outline[0], at.wide, width(one.region.short, size), size) if outline else None
            if spot:
                shown.append((one, *spot))
    drawing.trace(
        "scatter", "codes", mode="text", hoverinfo="skip", text=[one.region.short for one, _, _ in shown],
        x=[x for _, x, _ in shown], y=[y for _, _, y in shown],
        textfont={"size": size, "color": [_on(_step(one, cuts, look), look) for one, _, _ in shown]},
    )  # fmt: skip


def _on(colour: str, look: Look) -> str:
    """Ink or paper, whichever is read better on a colour (WCAG's contrast)."""
    ground = _luminance(colour or look.colours.refused)
    return max((look.colours.ink, look.colours.paper), key=lambda text: _contrast(_luminance(text), ground))


def _contrast(a: float, b: float) -> float:
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance of a colour, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else float(((c + 0.055) / 1.055) ** 2.4) for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""A map of complaints by region: colours are rates; counts without a denominator are circles.

Drawn as filled lines on a flat sheet, in pixels: nothing is fetched, texts stay texts, and a picture
of it prints as every other figure here does. A region without a figure is hatched, never pale: pale is
a low rate.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from barometer.figures.chart import Frame
from barometer.figures.drawing import Drawing
from barometer.figures.look import Look, Meta
from barometer.figures.map_text import (
    chart_text,
    class_words,
    figure_words,
    hover,
    nothing,
    placed_words,
)
from barometer.figures.typeset import LINE, plain, width, wrap
from barometer.measures.regional import Place, Regional
from barometer.places import Region
from barometer.places.outlines import Ring, Sheet, area, middle, room_for, sheet

_TALLEST = 600.0
_BESIDE = 300.0  # pixels for the key and the highest rates beside the map
_GAP = 30.0
_LISTED = 5
_SWATCH = 14.0
_CLASSES = 5
_CIRCLE = 34.0  # radius of the largest circle, in pixels
_BELOW_BOX = 18.0


@dataclass(frozen=True, slots=True)
class Area:
    """Where the map stands on the plot, in pixels; the key stands at ``key``."""

    sheet: Sheet
    left: float
    wide: float
    high: float
    key: tuple[float, float]


def breaks(shrunk: Sequence[float]) -> tuple[float, ...]:
    """Where one colour ends and the next begins: round numbers, about as many regions in each class."""
    known = sorted(set(shrunk))
    n = min(_CLASSES, (len(known) + 2) // 3)
    found: list[float] = []
    for at in range(1, n):
        cut = float(f"{known[len(known) * at // n]:.2g}")
        below = bisect_left(known, cut) - bisect_left(known, found[-1] if found else known[0])
        if below > 0 and cut <= known[-1]:
            found.append(cut)
    return tuple(found)


def region_map(found: Regional, meta: Meta, look: Look) -> go.Figure:
    """The map of one level. ``meta.notes`` are printed after the map's own."""
    drawn = sheet(found.scope.country, found.level)
    text = chart_text(found, meta, look)
    plot = look.width - 2 * look.pad
    wide = plot if look.narrow else min(plot - _BESIDE - _GAP, _TALLEST / drawn.height)
    wide = min(wide, _TALLEST / drawn.height)
    high = wide * drawn.height + _BELOW_BOX
    key = (0.0, high + 20) if look.narrow else (wide + _GAP, 0.0)
    body = high + 20 + _key_height(found, look) if look.narrow else max(high, _key_height(found, look))
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
    _key(drawing, found, at, cuts, look)
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
    fill: dict[str, object] = {"fillcolor": look.colours.paper, "fillpattern": _hatch(look)}
    if isinstance(one, Place):
        plain_ = look.colours.refused if found.rated else look.colours.band
        fill, said = {"fillcolor": _step(one, cuts, look) or plain_}, hover(one, found, look)
    else:
        said = nothing(one, look)
    drawing.trace(
        "scatter", f"region-{id_}", x=x[:-1], y=y[:-1], mode="lines", fill="toself", hoveron="fills",
        hoverinfo="text", text=plain(said), line={"color": look.colours.muted, "width": 0.6}, **fill,
    )  # fmt: skip


def _hatch(look: Look) -> dict[str, object]:
    return {"shape": "/", "fgcolor": look.colours.refused, "bgcolor": look.colours.paper, "size": 6,
            "solidity": 0.18}  # fmt: skip


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
    return _CIRCLE * math.sqrt(count / most)


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
    """Ink or paper, whichever is read better on a colour."""
    ink, paper = look.colours.ink, look.colours.paper
    ground = _light(colour or look.colours.refused)
    return ink if abs(_light(ink) - ground) >= abs(_light(paper) - ground) else paper


def _light(colour: str) -> float:
    """Lightness from 0 to 1, as the eye sees it."""
    parts = [(int(colour[at : at + 2], 16) / 255) ** 2.2 for at in (1, 3, 5)]
    return float((0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]) ** 0.45)


# ---------------------------------------------------------------- the key and the highest rates


def _entries(found: Regional, cuts: Sequence[float], look: Look) -> list[tuple[str, str]]:
    """(colour, words) of each class; '' is the hatching of what has no figure."""
    entries = []
    if found.rated:
        n = len(cuts) + 1
        for place in range(n):
            at = round(place * 4 / max(1, n - 1)) if n > 1 else 2
            entries.append((look.colours.steps[at], class_words(place, cuts, look)))
        if any(one.shrunk is None for one in found.places):
            entries.append((look.colours.refused, look.phrase("map.key.range")))
    if found.without:
        entries.append(("", look.phrase("map.key.nothing", n=len(found.without))))
    return entries


def _key_height(found: Regional, look: Look) -> float:
    """Pixels that the key and the highest figures take."""
    cuts = breaks([one.shrunk for one in found.places if one.shrunk is not None])
    row, room = look.sizes.small * LINE, _room(look)
    heads = [f"map.{part}.{'rate' if found.rated else 'count'}" for part in ("key", "highest")]
    lines = sum(len(wrap(look.phrase(head), look.sizes.head, room, bold=True)) for head in heads)
    rows = sum(len(wrap(highest_words(one, found, look), look.sizes.small, room)) * row + 5
               for one in found.places[:_LISTED])  # fmt: skip
    circles = 0.0 if found.rated else 2 * _CIRCLE + 14
    entries = len(_entries(found, cuts, look)) * (row + 6)
    return lines * look.sizes.head * LINE + 12 + circles + entries + 12 + rows


def _room(look: Look) -> float:
    return look.width - 2 * look.pad if look.narrow else _BESIDE


def _key(drawing: Drawing, found: Regional, at: Area, cuts: Sequence[float], look: Look) -> None:
    x, y = at.key
    colours, size = look.colours, look.sizes.small
    room = _room(look)
    heading = "map.key.rate" if found.rated else "map.key.count"
    y = _head(drawing, "key", look.phrase(heading), (x, y), room, look)
    if not found.rated:
        y = _circle_key(drawing, found, x, y, look)
    for index, (colour, words) in enumerate(_entries(found, cuts, look)):
        box = [x, x + 1.5 * _SWATCH, x + 1.5 * _SWATCH, x, x]
        pattern = {} if colour else {"fillpattern": _hatch(look)}
        drawing.trace(
            "scatter", f"key-{index}", x=box, y=[y, y, y + _SWATCH, y + _SWATCH, y], mode="lines",
            fill="toself", hoverinfo="skip", fillcolor=colour or colours.paper,
            line={"color": colours.muted, "width": 0.6}, **pattern,
        )  # fmt: skip
        drawing.text(
            f"key-words-{index}", (words,), size=size, colour=colours.ink, x=x + 2 * _SWATCH, xref="x",
            y=y + _SWATCH / 2, yref="y", yanchor="middle",
        )  # fmt: skip
        y += size * LINE + 6
    _highest(drawing, found, (x, y + 12), room, look)


def _circle_key(drawing: Drawing, found: Regional, x: float, y: float, look: Look) -> float:
    most = max(one.most for one in found.places) or 1.0
    for index, share in enumerate((1.0, 0.25)):
        radius = _CIRCLE * math.sqrt(share)
        centre = (x + _CIRCLE, y + 2 * _CIRCLE - radius)
        drawing.shape(
            f"key-circle-{index}", type="circle", xref="x", yref="y", x0=centre[0] - radius,
            x1=centre[0] + radius, y0=centre[1] - radius, y1=centre[1] + radius,
            line={"color": look.colours.fewer, "width": 1.5},
        )  # fmt: skip
        drawing.text(
            f"key-circle-words-{index}", (look.digits(most * share, 0),), size=look.sizes.small,
            colour=look.colours.ink, x=x + 2 * _CIRCLE + 10, xref="x", y=centre[1] - radius, yref="y",
        )  # fmt: skip
    return y + 2 * _CIRCLE + 14


def _highest(
    drawing: Drawing, found: Regional, at: tuple[float, float], room: float, look: Look
) -> None:  # fmt: skip
    """The highest figures in words: name and figure on one line where they fit."""
    x, y = at
    heading = "map.highest.rate" if found.rated else "map.highest.count"
    y = _head(drawing, "highest", look.phrase(heading), (x, y), room, look)
    size = look.sizes.small
    for index, one in enumerate(found.places[:_LISTED]):
        lines = wrap(highest_words(one, found, look), size, room)
        drawing.text(
            f"highest-{index}", lines, size=size, colour=look.colours.ink, x=x, xref="x", y=y, yref="y"
        )
        y += len(lines) * size * LINE + 5


def highest_words(one: Place, found: Regional, look: Look) -> str:
    """'Nevada: 45.3 (95%: 40.1–51.0)', or its count."""
    return look.phrase("map.named", name=one.region.name, said=figure_words(one, found, look))


def _head(
    drawing: Drawing, name: str, words: str, at: tuple[float, float], room: float, look: Look
) -> float:  # fmt: skip
    lines = wrap(words, look.sizes.head, room, bold=True)
    drawing.text(
        f"heading-{name}", lines, size=look.sizes.head, colour=look.colours.ink, bold=True,
        x=at[0], xref="x", y=at[1], yref="y",
    )  # fmt: skip
    return at[1] + len(lines) * look.sizes.head * LINE + 6

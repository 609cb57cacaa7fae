"""The key of a map of regions, and its highest figures in words."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence

from barometer.figures.drawing import Drawing
from barometer.figures.look import Look
from barometer.figures.map_text import class_words, figure_words
from barometer.figures.typeset import LINE, wrap
from barometer.measures.regional import Place, Regional
from barometer.measures.stated import counted_as

BESIDE = 300.0  # pixels for the key and the highest rates beside the map
CIRCLE = 34.0  # radius of the largest circle, in pixels
_LISTED = 5
_SWATCH = 14.0
_CLASSES = 5


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


def hatch(look: Look) -> dict[str, object]:
    return {"shape": "/", "fgcolor": look.colours.refused, "bgcolor": look.colours.paper, "size": 6,
            "solidity": 0.18}  # fmt: skip


def classes(found: Regional, cuts: Sequence[float], look: Look) -> list[tuple[str, str]]:
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


def key_height(found: Regional, look: Look) -> float:
    """Pixels that the key and the highest figures take."""
    cuts = breaks([one.shrunk for one in found.places if one.shrunk is not None])
    row, room = look.sizes.small * LINE, _room(look)
    heads = [f"map.{part}.{'rate' if found.rated else 'count'}" for part in ("key", "highest")]
    lines = sum(
        len(wrap(look.phrase(head, per=found.per), look.sizes.head, room, bold=True)) for head in heads
    )
    rows = sum(len(wrap(highest_words(one, found, look), look.sizes.small, room)) * row + 5
               for one in found.places[:_LISTED])  # fmt: skip
    circles = 0.0 if found.rated else 2 * CIRCLE + 14
    entries = len(classes(found, cuts, look)) * (row + 6)
    return lines * look.sizes.head * LINE + 12 + circles + entries + 12 + rows


def _room(look: Look) -> float:
    return look.room if look.narrow else BESIDE


def draw_key(
    drawing: Drawing, found: Regional, at: tuple[float, float], cuts: Sequence[float], look: Look
) -> None:  # fmt: skip
    """Heading, classes or circles, what has no figure, then the highest figures."""
    x, y = at
    colours, size = look.colours, look.sizes.small
    room = _room(look)
    heading = f"map.key.{'rate' if found.rated else 'count'}{counted_as(found.scope.channel)}"
    y = _head(drawing, "key", look.phrase(heading, per=found.per), (x, y), room, look)
    if not found.rated:
        y = _circle_key(drawing, found, x, y, look)
    for index, (colour, words) in enumerate(classes(found, cuts, look)):
        box = [x, x + 1.5 * _SWATCH, x + 1.5 * _SWATCH, x, x]
        pattern = {} if colour else {"fillpattern": hatch(look)}
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
        radius = CIRCLE * math.sqrt(share)
        centre = (x + CIRCLE, y + 2 * CIRCLE - radius)
        drawing.shape(
            f"key-circle-{index}", type="circle", xref="x", yref="y", x0=centre[0] - radius,
            x1=centre[0] + radius, y0=centre[1] - radius, y1=centre[1] + radius,
            line={"color": look.colours.fewer, "width": 1.5},
        )  # fmt: skip
        drawing.text(
            f"key-circle-words-{index}", (look.digits(most * share, 0),), size=look.sizes.small,
            colour=look.colours.ink, x=x + 2 * CIRCLE + 10, xref="x", y=centre[1] - radius, yref="y",
        )  # fmt: skip
    return y + 2 * CIRCLE + 14


def _highest(
    drawing: Drawing, found: Regional, at: tuple[float, float], room: float, look: Look
) -> None:  # fmt: skip
    """The highest figures in words: name and figure on one line where they fit."""
    x, y = at
    noun = counted_as(found.scope.channel)
    heading = "map.highest.rate" if found.rated else f"map.highest.count{noun}"
    y = _head(drawing, "highest", look.phrase(heading, per=found.per), (x, y), room, look)
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

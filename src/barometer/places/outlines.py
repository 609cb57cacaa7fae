"""Outlines of regions on a flat sheet: equal areas, far territories brought near in boxes.

The shapes are ours, simplified from Natural Earth (public domain; ``scripts/boundaries.py``): GeoJSON in
degrees. Here they are projected (Albers, equal areas, as a map of rates should be) once a process.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from barometer.places import at_level

Ring = tuple[tuple[float, float], ...]
Box = tuple[float, float, float, float]
Project = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Inset:
    """Regions drawn in a box of their own, to another scale; ``again`` if they stand on the map too."""

    ids: tuple[str, ...]
    box: Box
    centre: float = 0.0
    parallels: tuple[float, float] | None = None
    again: bool = False
    level: str = ""
    framed: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A map one wide; y grows downward.

    rings   by region: its outlines, the largest first
    again   by region: outlines that repeat it in a box, larger
    boxes   what is framed, with the regions inside
    height  of the sheet, its width being 1
    """

    rings: Mapping[str, tuple[Ring, ...]]
    again: Mapping[str, tuple[Ring, ...]]
    boxes: tuple[tuple[Box, tuple[str, ...]], ...]
    height: float


_OVERSEAS = ("FR-971", "FR-972", "FR-973", "FR-974", "FR-976")
_SLOTS = ((0.0, 0.52), (0.106, 0.52), (0.0, 0.67), (0.106, 0.67), (0.0, 0.82))
#: the frame of each country: central meridian, standard parallels
_FRAMES = {"FR": (2.6, (44.0, 49.5)), "GB": (-3.0, (51.0, 57.5)), "US": (-96.0, (29.5, 45.5))}
_INSETS: Mapping[str, tuple[Inset, ...]] = {
    "FR": (
        *(Inset((one,), (x, y, x + 0.1, y + 0.11)) for one, (x, y) in zip(_OVERSEAS, _SLOTS, strict=True)),
        Inset(
            ("FR-75", "FR-92", "FR-93", "FR-94"), (0.0, 0.0, 0.2, 0.185),
            2.6, (44.0, 49.5), again=True, level="departement",
        ),
    ),
    "US": (
        Inset(("US-AK",), (0.0, 0.462, 0.225, 0.628), -154.0, (55.0, 65.0), framed=False),
        Inset(("US-HI",), (0.245, 0.53, 0.345, 0.615), -157.0, (8.0, 18.0), framed=False),
    ),
}  # fmt: skip
_INSIDE = 0.008  # of the sheet's width, between a box and what is in it


def source(country: str, level: str) -> str:
    """Where the shapes come from, as their file says."""
    return str(_file(country, level)["source"])


@cache
def sheet(country: str, level: str) -> Sheet:
    """The map of a country at one level. KeyError for a country or level that has none."""
    shapes = {one["id"]: _rings(one["geometry"]) for one in _file(country, level)["features"]}
    insets = [one for one in _INSETS.get(country, ()) if one.level in ("", level)]
    apart = {id_ for one in insets if not one.again for id_ in one.ids}
    centre, parallels = _FRAMES[country]
    main = {id_: rings for id_, rings in shapes.items() if id_ not in apart}
    placed, height = _spread(_projected(main, albers(centre, parallels)))
    again: dict[str, tuple[Ring, ...]] = {}
    for one in insets:
        inner = _projected({id_: shapes[id_] for id_ in one.ids}, _own(one, shapes))
        (again if one.again else placed).update(_fitted(inner, one.box))
    boxes = tuple((one.box, one.ids) for one in insets if one.framed)
    lowest = max([height, *(one.box[3] for one in insets)])
    return Sheet(placed, again, boxes, lowest)


def albers(centre: float, parallels: tuple[float, float]) -> Project:
    """Albers' conic projection with equal areas, on a sphere of radius 1 (Snyder 1987, p. 100)."""
    low, high = (math.sin(math.radians(one)) for one in parallels)
    n = (low + high) / 2
    c = 1 - low**2 + 2 * n * low

    def project(longitude: float, latitude: float) -> tuple[float, float]:
        radius = math.sqrt(max(0.0, c - 2 * n * math.sin(math.radians(latitude)))) / n
        angle = n * math.radians((longitude - centre + 180) % 360 - 180)
        return radius * math.sin(angle), radius * math.cos(angle)

    return project


def area(ring: Ring) -> float:
    """The area inside a ring, in the square of its unit; never negative."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, (*ring[1:], ring[0]), strict=True))) / 2


@cache
def middle(country: str, level: str, region: str) -> tuple[float, float]:
    """A point in the middle of a region's largest outline, for a circle or a name."""
    ring = sheet(country, level).rings[region][0]
    size, x, y = 0.0, 0.0, 0.0
    for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        size, x, y = size + cross, x + (a[0] + b[0]) * cross, y + (a[1] + b[1]) * cross
    return x / (3 * size), y / (3 * size)


@lru_cache(maxsize=4096)
def room_for(ring: Ring, scale: float, wide: float, high: float) -> tuple[float, float] | None:
    """Where a text of that size stands wholly inside an outline, in pixels; None where nowhere."""
    up = [y for _, y in ring]
    top, bottom = min(up) * scale, max(up) * scale
    best = (0.0, 0.0, 0.0)
    for part in range(2, 9):
        y = top + (bottom - top) * part / 10
        above, level, below = (_spans(ring, (y + shift * high) / scale) for shift in (-0.5, 0.0, 0.5))
        for span in level:
            others = [one for one in (*above, *below) if one[0] < span[1] and span[0] < one[1]]
            if len(others) < 2:
                continue
            left, right = max(one[0] for one in (span, *others)), min(one[1] for one in (span, *others))
            room = (right - left) * scale
            good = room - abs(part - 5) * 0.04 * (bottom - top)
            if room >= wide + 5 and good > best[0]:
                best = (good, (left + right) / 2 * scale, y)
    return (round(best[1], 1), round(best[2], 1)) if best[0] else None


def _spans(ring: Ring, y: float) -> list[tuple[float, float]]:
    """The stretches of a level line that lie inside an outline."""
    found = sorted(
        a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
        for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)
        if (a[1] > y) != (b[1] > y)
    )
    return list(zip(found[::2], found[1::2], strict=True))


@cache
def _file(country: str, level: str) -> dict[str, Any]:
    if not at_level(country, level):
        raise KeyError(f"no map of {country} by {level}")
    path = Path(__file__).parent / "shapes" / f"{country.lower()}-{level}.geojson"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _rings(geometry: Mapping[str, Any]) -> tuple[Ring, ...]:
    """Outer outlines in degrees; a hole is another region, which is drawn over it."""
    parts = geometry["coordinates"]
    polygons = parts if geometry["type"] == "MultiPolygon" else [parts]
    return tuple(tuple((x, y) for x, y in polygon[0]) for polygon in polygons)


def _own(inset: Inset, shapes: Mapping[str, tuple[Ring, ...]]) -> Project:
    """The projection of an inset: its own, else one about the middle of what it shows."""
    if inset.parallels:
        return albers(inset.centre, inset.parallels)
    points = [point for id_ in inset.ids for ring in shapes[id_] for point in ring]
    up = [y for _, y in points]
    latitude = (min(up) + max(up)) / 2
    shrink = math.cos(math.radians(latitude))
    return lambda x, y: (math.radians(x) * shrink, -math.radians(y))


def _projected(shapes: Mapping[str, tuple[Ring, ...]], project: Project) -> dict[str, tuple[Ring, ...]]:
    return {
        id_: tuple(sorted((tuple(project(x, y) for x, y in ring) for ring in rings), key=area, reverse=True))
        for id_, rings in shapes.items()
    }


def _spread(shapes: Mapping[str, tuple[Ring, ...]]) -> tuple[dict[str, tuple[Ring, ...]], float]:
    """Shapes over the whole width, and the height that they then take."""
    left, top, right, bottom = _bounds(shapes)
    scale = 1 / (right - left)
    return _moved(shapes, scale, -left * scale, -top * scale), (bottom - top) * scale


def _fitted(shapes: Mapping[str, tuple[Ring, ...]], box: Box) -> dict[str, tuple[Ring, ...]]:
    """Shapes as large as a box allows, in its middle."""
    left, top, right, bottom = _bounds(shapes)
    wide, high = box[2] - box[0] - 2 * _INSIDE, box[3] - box[1] - 2 * _INSIDE
    scale = min(wide / (right - left), high / (bottom - top))
    x = (box[0] + box[2]) / 2 - scale * (left + right) / 2
    y = (box[1] + box[3]) / 2 - scale * (top + bottom) / 2
    return _moved(shapes, scale, x, y)


def _moved(
    shapes: Mapping[str, tuple[Ring, ...]], scale: float, x: float, y: float
) -> dict[str, tuple[Ring, ...]]:
    return {
        id_: tuple(tuple((px * scale + x, py * scale + y) for px, py in ring) for ring in rings)
        for id_, rings in shapes.items()
    }


def _bounds(shapes: Mapping[str, Sequence[Ring]]) -> Box:
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)

"""Draws the map's boundaries anew: Natural Earth's units -> src/barometer/places/shapes/*.geojson.

python scripts/boundaries.py WORLD_MAP.gpkg MAPSHAPER

WORLD_MAP.gpkg  usr/share/qgis/resources/data/world_map.gpkg of Debian's package qgis-common: Natural
                Earth 1:10m, states and provinces 4.1.0, generalised by QGIS (public domain)
MAPSHAPER       the program of the npm package mapshaper (0.7.70 drew the files that are here)

Not part of the app: run it once where the boundaries change. Units are named by the register
places/regions.csv, joined to their regions, then simplified with their topology, so that two
neighbours keep one common border. Departments keep every point that there is: Paris has eight.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PLACES = Path(__file__).parents[1] / "src" / "barometer" / "places"
SHAPES = PLACES / "shapes"
SOURCE = "Natural Earth 1:10m 4.1.0, public domain, as generalised in QGIS's world map; simplified by us"

#: country -> share of the points kept, level -> how its units are joined, least island in square km
DRAWN = {
    "FR": ("100%", {"departement": "id", "region": "region"}, "8km2"),
    "GB": ("45%", {"region": "region", "nation": "nation"}, "40km2"),
    "US": ("9%", {"state": "id"}, "300km2"),
}
#: Natural Earth's spelling where it is not the register's
FRENCH = {"Haute-Rhin": "Haut-Rhin", "Seien-et-Marne": "Seine-et-Marne", "Guyane française": "Guyane"}
#: English counties and unitary authorities by region
ENGLISH = {
    "GB-TLC": "Northumberland|North Tyneside|South Tyneside|Newcastle upon Tyne|Gateshead|Sunderland|Durham|"
    "Hartlepool|Stockton-on-Tees|Middlesbrough|Redcar and Cleveland|Darlington",
    "GB-TLD": "Cumbria|Lancashire|Blackpool|Blackburn with Darwen|Cheshire West and Chester|Cheshire East|"
    "Halton|Warrington|Merseyside|Knowsley|Liverpool|Sefton|Salford|Bolton|Manchester|Rochdale|Bury|Wigan|"
    "Stockport|Trafford|Oldham|Tameside",
    "GB-TLE": "North Yorkshire|York|East Riding of Yorkshire|Kingston upon Hull|North Lincolnshire|"
    "North East Lincolnshire|Kirklees|Leeds|Bradford|Wakefield|Calderdale|Doncaster|Rotherham|Sheffield|"
    "Barnsley",
    "GB-TLF": "Derbyshire|Derby|Nottinghamshire|Nottingham|Leicestershire|Leicester|Rutland|Lincolnshire|"
    "Northamptonshire",
    "GB-TLG": "Shropshire|Telford and Wrekin|Staffordshire|Stoke-on-Trent|Herefordshire|Worcestershire|"
    "Warwickshire|Birmingham|Coventry|Dudley|Sandwell|Solihull|Walsall|Wolverhampton",
    "GB-TLH": "Norfolk|Suffolk|Essex|Southend-on-Sea|Thurrock|Cambridgeshire|Peterborough|Hertfordshire|"
    "Luton|Bedford|Central Bedfordshire",
    "GB-TLJ": "Kent|Medway|East Sussex|West Sussex|Brighton and Hove|Surrey|Hampshire|Southampton|Portsmouth|"
    "Isle of Wight|West Berkshire|Reading|Wokingham|Bracknell Forest|Royal Borough of Windsor and Maidenhead|"
    "Slough|Oxfordshire|Buckinghamshire|Milton Keynes",
    "GB-TLK": "Gloucestershire|South Gloucestershire|Bristol|North Somerset|Bath and North East Somerset|"
    "Somerset|Wiltshire|Swindon|Dorset|Bournemouth|Poole|Devon|Plymouth|Torbay|Cornwall|Isles of Scilly",
}
NATIONS = {"SCT": "GB-SCT", "WLS": "GB-WLS", "NIR": "GB-NIR"}

Polygons = list[list[list[list[float]]]]


def main(package: Path, mapshaper: str) -> None:
    with (PLACES / "regions.csv").open(encoding="utf-8", newline="") as file:
        register = list(csv.DictReader(file))
    known = sqlite3.connect(package)
    for country, (kept, levels, island) in DRAWN.items():
        features = [unit(row, country, register) for row in units(known, country)]
        for level, joined in levels.items():
            own = [one for one in register if one["country"] == country]
            wanted = {one["id"] for one in own if level in one["levels"].split()}
            draw(features, SHAPES / f"{country.lower()}-{level}.geojson", mapshaper, (joined, kept, island))
            check(SHAPES / f"{country.lower()}-{level}.geojson", wanted)


def units(known: sqlite3.Connection, country: str) -> Iterator[tuple[str, str, str, Polygons]]:
    """Name, nation, second name and polygons of each unit of a country."""
    query = "select name, gu_a3, gn_name, geom from states_provinces where iso_a2 = ?"
    for name, nation, other, blob in known.execute(query, (country,)):
        yield name, nation, other or "", polygons(blob)


def unit(row: tuple[str, str, str, Polygons], country: str, register: list[dict[str, str]]) -> dict[str, Any]:
    """A unit as a GeoJSON feature with the ids that it is joined by."""
    name, nation, other, shape = row
    return {
        "type": "Feature",
        "properties": ids(name, nation, other, country, register),
        "geometry": {"type": "MultiPolygon", "coordinates": shape},
    }


def ids(name: str, nation: str, other: str, country: str, register: list[dict[str, str]]) -> dict[str, str]:
    if country == "GB":
        region = NATIONS.get(nation) or english(name, other)
        return {"id": name, "region": region, "nation": NATIONS.get(nation, "GB-ENG")}
    written = FRENCH.get(name, name).replace("'", "’")
    found = next(
        one for one in register
        if one["country"] == country and one["name_fr" if country == "FR" else "name_en"] == written
        and one["levels"] != "region"
    )  # fmt: skip
    return {"id": found["id"], "region": found["within"] or found["id"]}


def english(name: str, other: str) -> str:
    """The region of an English unit. ValueError for one that stands in no list."""
    if other == "Greater London":
        return "GB-TLI"
    for region, names in ENGLISH.items():
        if name in names.split("|"):
            return region
    raise ValueError(f"no region for {name!r}")


def draw(features: list[dict[str, Any]], to: Path, mapshaper: str, how: tuple[str, str, str]) -> None:
    """Join, simplify with the topology kept, drop islands too small to see, write."""
    joined, kept, island = how
    with tempfile.TemporaryDirectory() as folder:
        raw, made = Path(folder) / "units.json", Path(folder) / "made.json"
        raw.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        simplify = [] if kept == "100%" else ["-simplify", "weighted", kept, "keep-shapes"]
        steps = [mapshaper, "-i", str(raw), "snap", "-dissolve2", joined, *simplify]
        steps += ["-filter-islands", f"min-area={island}", "-clean"]
        steps += ["-o", str(made), "format=geojson", "precision=0.001"]
        subprocess.run(steps, check=True, capture_output=True)
        found = json.loads(made.read_text(encoding="utf-8"))["features"]
    lines = [
        json.dumps({"type": "Feature", "id": one["properties"][joined], "properties": {},
                    "geometry": one["geometry"]}, separators=(",", ":"))
        for one in sorted(found, key=lambda one: str(one["properties"][joined]))
    ]  # fmt: skip
    head = json.dumps({"type": "FeatureCollection", "source": SOURCE, "licence": "public domain"})[:-1]
    to.write_text(f'{head}, "features": [\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def check(path: Path, wanted: set[str]) -> None:
    """Stop where a region of the register has no shape, or a shape no region."""
    found = {one["id"] for one in json.loads(path.read_text(encoding="utf-8"))["features"]}
    if found != wanted:
        raise SystemExit(f"{path.name}: {sorted(found ^ wanted)}")
    print(path.name, len(found), "shapes", path.stat().st_size // 1000, "kB")


def polygons(blob: bytes) -> Polygons:
    """The polygons of a GeoPackage geometry: its header, then well-known binary."""
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(blob[3] >> 1) & 7]
    return _read(blob, 8 + envelope)[0]


def _read(blob: bytes, at: int) -> tuple[Polygons, int]:
    order = "<" if blob[at] == 1 else ">"
    kind, number = struct.unpack_from(f"{order}II", blob, at + 1)
    at += 9
    found: Polygons = []
    if kind % 1000 == 6:
        for _ in range(number):
            inner, at = _read(blob, at)
            found += inner
        return found, at
    rings = []
    for _ in range(number):
        (size,) = struct.unpack_from(f"{order}I", blob, at)
        numbers = struct.unpack_from(f"{order}{2 * size}d", blob, at + 4)
        rings.append([list(point) for point in zip(numbers[::2], numbers[1::2], strict=True)])
        at += 4 + 16 * size
    return [rings], at


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

"""The register of regions and their shapes: one for the other, valid, their licence said."""

from __future__ import annotations

import csv
import itertools
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from barometer import places
from barometer.places import outlines

FOLDER = Path(places.__file__).parent
MAPS = [(country, level) for country, levels in places.LEVELS.items() for level in levels]
ROOT = Path(__file__).parents[2]


def features(country: str, level: str) -> dict[str, Any]:
    text = (FOLDER / "shapes" / f"{country.lower()}-{level}.geojson").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def rings(feature: dict[str, Any]) -> list[list[list[float]]]:
    shape = feature["geometry"]
    parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [ring for polygon in parts for ring in polygon]


@pytest.mark.parametrize(("country", "level"), MAPS)
def test_every_region_has_a_shape_and_every_shape_a_region(country: str, level: str) -> None:
    shapes = [one["id"] for one in features(country, level)["features"]]
    assert len(shapes) == len(set(shapes))
    assert set(shapes) == {one.id for one in places.at_level(country, level)}


def test_how_many_regions_there_are() -> None:
    found = {(country, level): len(places.at_level(country, level)) for country, level in MAPS}
    assert found == {
        ("FR", "departement"): 101, ("FR", "region"): 18, ("GB", "region"): 12, ("GB", "nation"): 4,
        ("US", "state"): 51,
    }  # fmt: skip


@pytest.mark.parametrize(("country", "level"), MAPS)
def test_shapes_are_closed_inside_the_world_and_small_to_send(country: str, level: str) -> None:
    file = FOLDER / "shapes" / f"{country.lower()}-{level}.geojson"
    assert file.stat().st_size < 150_000
    for feature in features(country, level)["features"]:
        for ring in rings(feature):
            assert len(ring) >= 4 and ring[0] == ring[-1], feature["id"]
            assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring), feature["id"]
            assert outlines.area(tuple((x, y) for x, y in ring)) > 0, feature["id"]


@pytest.mark.parametrize(("country", "level", "shared"), [
    ("FR", "departement", 0.5), ("FR", "region", 0.3), ("GB", "region", 0.15), ("US", "state", 0.2),
])  # fmt: skip
def test_neighbours_keep_one_common_border(country: str, level: str, shared: float) -> None:
    """A border drawn twice, once for each neighbour, has the very same points, and edges."""
    edges: Counter[frozenset[tuple[float, ...]]] = Counter()
    for feature in features(country, level)["features"]:
        for ring in rings(feature):
            edges.update(frozenset({tuple(a), tuple(b)}) for a, b in itertools.pairwise(ring))
    assert set(edges.values()) <= {1, 2}
    assert sum(1 for n in edges.values() if n == 2) / len(edges) >= shared


@pytest.mark.parametrize(("country", "level"), MAPS)
def test_the_licence_is_said_in_the_file_on_the_map_and_in_the_documentation(
    country: str, level: str
) -> None:  # fmt: skip
    found = features(country, level)
    assert "Natural Earth" in found["source"] and found["licence"] == "public domain"
    assert outlines.source(country, level) == found["source"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for words in (
        "Natural",
        "Earth (public domain)",
        "INSEE",
        "Office for National Statistics",
        "US Census Bureau",
    ):
        assert words in readme


def test_the_inhabitants_add_up_to_what_was_published() -> None:
    """The census of 1 April 2020; mid-2019; INSEE's municipal populations without Mayotte's."""
    sums = {(c, lev): sum(one.inhabitants for one in places.at_level(c, lev)) for c, lev in MAPS}
    assert sums["US", "state"] == 331_449_281
    assert sums["GB", "region"] == sums["GB", "nation"] == 66_796_807
    assert sums["FR", "departement"] == sums["FR", "region"]
    assert sums["FR", "departement"] - places.register()["FR-976"].inhabitants == 68_094_280


def test_a_region_holds_the_inhabitants_of_its_parts() -> None:
    for whole in places.register().values():
        parts = [one for one in places.register().values() if one.within == whole.id]
        assert not parts or sum(one.inhabitants for one in parts) == whole.inhabitants, whole.id


@pytest.mark.parametrize(("country", "written", "id_"), [
    ("FR", "Île-de-France", "FR-IDF"), ("FR", "ile_de_france", "FR-IDF"), ("FR", "FR-IDF", "FR-IDF"),
    ("FR", "Côte-d'Or", "FR-21"), ("FR", "Cote d’Or", "FR-21"), ("FR", "2A", "FR-2A"), ("FR", "2a", "FR-2A"),
    ("FR", "Provence-Alpes-Côte d'Azur", "FR-PAC"), ("FR", "PACA", "FR-PAC"), ("FR", "La Réunion", "FR-974"),
    ("FR", "Bretagne", "FR-BRE"), ("FR", "Brittany", "FR-BRE"), ("FR", "974", "FR-974"),
    ("GB", "Wales", "GB-WLS"), ("GB", "Pays de Galles", "GB-WLS"), ("GB", "W92000004", "GB-WLS"),
    ("GB", "Yorkshire & the Humber", "GB-TLE"), ("GB", "Greater London", "GB-TLI"), ("GB", "UKI", "GB-TLI"),
    ("GB", "East of England", "GB-TLH"), ("GB", "England", "GB-ENG"),
    ("US", "CA", "US-CA"), ("US", "California", "US-CA"), ("US", "Californie", "US-CA"),
    ("US", "ca", "US-CA"),
    ("US", "US-CA", "US-CA"), ("US", "District of Columbia", "US-DC"), ("US", "06", "US-CA"),
])  # fmt: skip
def test_a_place_is_read_from_its_code_and_its_names(country: str, written: str, id_: str) -> None:
    assert places.read(country, [written]) == {written: id_}


@pytest.mark.parametrize(("country", "written"), [
    ("FR", "Atlantide"), ("FR", "Nord Pas"), ("FR", ""), ("GB", "Isle of Man"), ("US", "PR"), ("US", "Cal"),
    ("FR", "Californie"), ("US", "Île-de-France"), ("GB", "Midlands"), ("DE", "Bayern"), ("FR", "Orléans"),
])  # fmt: skip
def test_what_is_not_known_is_left_unread(country: str, written: str) -> None:
    assert places.read(country, [written]) == {}


def test_numbers_that_may_be_regions_or_departments_are_left_unread() -> None:
    """75 is Paris and Nouvelle-Aquitaine; beside 92 or 2B it can only be Paris."""
    assert places.read("FR", ["11", "75", "93"]) == {}
    assert places.read("FR", ["75", "92"]) == {"75": "FR-75", "92": "FR-92"}
    assert places.read("FR", ["75", "2B", "1"]) == {"75": "FR-75", "2B": "FR-2B", "1": "FR-01"}
    assert places.read("FR", ["11", "Bretagne"]) == {"Bretagne": "FR-BRE"}


def test_no_spelling_stands_for_two_regions() -> None:
    """The register itself is read: two regions of one name would be refused as it is loaded."""
    with (FOLDER / "regions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["id"][3:] in places._BOTH:
            continue
        for name in (row["id"], row["name_en"], row["name_fr"], *row["also"].split()):
            assert places.read(row["country"], [name]) == {name: row["id"]}


@pytest.mark.parametrize(("country", "level"), MAPS)
def test_the_sheet_holds_every_region_inside_its_edges(country: str, level: str) -> None:
    sheet = outlines.sheet(country, level)
    assert set(sheet.rings) == {one.id for one in places.at_level(country, level)}
    points = [p for shapes in (sheet.rings, sheet.again) for r in shapes.values() for ring in r for p in ring]
    assert all(-1e-9 <= x <= 1 + 1e-9 and -1e-9 <= y <= sheet.height + 1e-9 for x, y in points)
    for (left, top, right, bottom), inside in sheet.boxes:
        shapes = sheet.again if inside[0] in sheet.again else sheet.rings
        for x, y in (p for one in inside for ring in shapes[one] for p in ring):
            assert left <= x <= right and top <= y <= bottom, inside


def test_areas_are_equal_on_the_sheet() -> None:
    """Albers: Texas is 696,000 square km, Ohio 116,000; a map of rates must not swell the north."""
    rings_ = outlines.sheet("US", "state").rings
    size = {one: sum(map(outlines.area, rings_[one])) for one in ("US-TX", "US-CO", "US-ND")}
    assert size["US-TX"] / size["US-CO"] == pytest.approx(684 / 269.6, rel=0.04)
    assert size["US-ND"] / size["US-CO"] == pytest.approx(183 / 269.6, rel=0.04)
    with pytest.raises(KeyError):
        outlines.sheet("US", "region")

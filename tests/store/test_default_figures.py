"""The default figures: no mistake in them, quickly told, and described as the schema says."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from barometer.store.check import check_folder
from barometer.store.package import read
from barometer.store.schema import table_schema, tables

DATA = Path(__file__).parents[2] / "data"


def test_the_default_figures_have_no_mistake_and_the_check_is_quick() -> None:
    begun = time.process_time()
    assert check_folder(DATA) == []
    assert time.process_time() - begun < 2


def test_every_figure_has_somewhere_it_comes_from() -> None:
    package = read(DATA)
    assert package.unknown == {}
    for name in ("claims", "complaints", "exposure", "context"):
        assert package.tables[name].num_rows > 0
        assert package.tables[name]["origin"].null_count == 0


def described() -> dict[str, dict[str, Any]]:
    told = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in told["resources"]}


@pytest.mark.parametrize("name", list(tables()))
def test_the_descriptor_says_what_the_schema_says(name: str) -> None:
    resource, schema = described()[name], table_schema(name)
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    wanted = {field["name"]: field for field in schema["fields"]}
    assert resource["path"] == f"{name}.csv"
    assert fields.keys() == wanted.keys()
    for column, field in wanted.items():
        here, there = field.get("constraints", {}), fields[column].get("constraints", {})
        assert fields[column]["type"] == field["type"], column
        assert set(there.get("enum", ())) <= set(here.get("enum", ())) or "enum" not in here, column
        assert here.get("required", False) <= there.get("required", False), column
    keys = {(key["fields"][0], key["reference"]["resource"]) for key in schema.get("foreignKeys", ())}
    found = resource["schema"].get("foreignKeys", ())
    assert {(key["fields"][0], key["reference"]["resource"]) for key in found} == keys


def test_no_resource_is_left_undescribed() -> None:
    assert described().keys() == tables().keys()
    assert {path.stem for path in DATA.glob("*.csv")} == set(tables())

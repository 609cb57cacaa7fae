"""A country and a sector are found by the names that people write."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from barometer.store.places import SECTORS, country_code, sector_id

DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize("written", ["GB", "uk", "Royaume-Uni", "United Kingdom", "ROYAUME UNI"])
def test_a_country_by_any_of_its_names(written: str) -> None:
    assert country_code(written) == "GB"


def test_what_is_no_country_stays_as_it_is_written() -> None:
    assert country_code(" Atlantis ") == "ATLANTIS"


@pytest.mark.parametrize(
    "written", ["telecoms_broadband", "Broadband", "Haut débit", "haut-debit", "HAUT DÉBIT"]
)
def test_a_sector_by_any_of_its_names(written: str) -> None:
    assert sector_id(written) == "telecoms_broadband"


def test_a_sector_that_nobody_named_gets_an_id_of_its_own() -> None:
    assert sector_id("Pompes funèbres & fleurs") == "pompes_funebres_fleurs"
    assert sector_id("") == ""


def test_every_sector_of_the_figures_is_found_by_its_name() -> None:
    held = set()
    for table in ("claims", "complaints", "exposure", "reports"):
        with (DATA / f"{table}.csv").open(encoding="utf-8") as file:
            held |= {row["sector"] for row in csv.DictReader(file)}
    assert held <= set(SECTORS)

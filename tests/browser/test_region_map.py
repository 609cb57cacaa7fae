"""The map in a real browser: drawn, read out, taken away; nothing is asked of anybody else."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Reader, rest
from tests.browser.test_access import serious

IDF = "/company?focus=all_companies_fr&lang=en"


def drawn(page: Page) -> str:
    """All that the map says."""
    parts = page.locator("[data-testid=stPlotlyChart] svg text").all_text_contents()
    return " ".join(parts).replace("\xa0", " ")


def shapes(page: Page) -> int:
    """Filled outlines of the map's chart."""
    return page.locator(
        "[data-testid=stPlotlyChart] .fills path, [data-testid=stPlotlyChart] path.js-fill"
    ).count()


def test_the_map_stands_without_a_request_to_anyone(reader: Reader) -> None:
    page = reader(IDF)
    expect(page.get_by_role("heading", name="By region")).to_be_visible()
    page.get_by_role("heading", name="By region").scroll_into_view_if_needed()
    rest(page)
    assert "174 complaints per 100,000 inhabitants" in drawn(page)
    assert "Boundaries: Natural Earth (public domain)" in drawn(page)
    assert shapes(page) >= 18


def test_the_points_and_the_picture_are_taken_away(reader: Reader, tmp_path: Path) -> None:
    page = reader(IDF)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV of the map").click()
    download.value.save_as(tmp_path / "map.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "map.csv").read_text(encoding="utf-8-sig"))))
    known = {row["region"]: row for row in rows}
    assert len(rows) == 18 and known["FR-IDF"]["complaints"] == "21645" and known["FR-BRE"]["rate"] == ""
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG of the map").click()
    download.value.save_as(tmp_path / "map.svg")
    assert "Île-de-France" in (tmp_path / "map.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")])
def test_axe_finds_nothing_serious_and_nothing_scrolls_sideways(
    reader: Reader, size: tuple[int, int], scheme: str
) -> None:  # fmt: skip
    page = reader(IDF.replace("lang=en", "lang=fr"), size=size, scheme=scheme)
    expect(page.get_by_role("heading", name="Par région")).to_be_visible()
    assert serious(page, size) == []
    wide = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    assert wide

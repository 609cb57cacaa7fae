"""For everyone: nothing serious for axe on any page, nothing wider than the screen, focus that shows."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, Reader, rest

PAGES = {
    "gap": "/gap?sector=telecoms_broadband&country=GB&time=2018-01..2018-03&focus=plusnet",
    "refused": "/gap?sector=rail&country=GB&time=2017-01..2017-04&group=commuter",
    "nothing": "/gap?sector=telecoms_broadband&country=GB&time=1950",
    "company": "/company?focus=plusnet",
    "sayings": "/sayings",
    "data": "/data",
    "method": "/method",
}
LOOKS = [
    pytest.param(DESK, "light", id="desk-light"),
    pytest.param(PHONE, "dark", id="phone-dark"),
    pytest.param(DESK, "dark", id="desk-dark", marks=pytest.mark.long),
    pytest.param(PHONE, "light", id="phone-light", marks=pytest.mark.long),
]


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(reader: Reader, name: str, size: tuple[int, int], scheme: str) -> None:
    page = reader(PAGES[name], size=size, scheme=scheme, locale="fr-FR" if size == PHONE else "en-GB")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_what_is_folded_is_as_good_once_opened(reader: Reader) -> None:
    page = reader(PAGES["gap"])
    for index in range(page.locator("[data-testid=stExpander] summary").count()):
        page.locator("[data-testid=stExpander] summary").nth(index).click()
        rest(page)
    assert serious(page) == []


def test_the_keyboard_reaches_the_search_and_shows_where_it_is(reader: Reader) -> None:
    page = reader("/gap")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role')") == "combobox":
            break
    else:
        pytest.fail("twenty tabs and no search")
    page.keyboard.type("sky")
    page.keyboard.press("Enter")
    page.wait_for_url("**/company*")
    rest(page)
    assert "focus=sky" in page.url


def serious(page: Page) -> list[dict[str, Any]]:
    """What axe calls serious or critical: rule and the first places."""
    found = Axe().run(page).response["violations"]
    return [
        {"rule": one["id"], "where": [node["html"][:200] for node in one["nodes"][:3]]}
        for one in found
        if one["impact"] in ("serious", "critical")
    ]

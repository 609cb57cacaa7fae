"""For everyone: nothing serious for axe on any page, nothing wider than the screen, focus that shows."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Reader, rest

PAGES = {
    "gap": "/gap?sector=telecoms_broadband&country=GB&time=2018-01..2018-03&focus=plusnet",
    "refused": "/gap?sector=rail&country=GB&time=2017-01..2017-04&group=commuter",
    "nothing": "/gap?sector=telecoms_broadband&country=GB&time=1950",
    "over_time": "/gap?sector=telecoms_broadband&country=GB&tab=over_time",
    "company": "/company?focus=plusnet",
    "nobody": "/company",
    "sayings": "/sayings",
    "data": "/data",
    "method": "/method",
}
LOOKS = [(size, scheme) for size in (DESK, PHONE) for scheme in ("light", "dark")]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(reader: Reader, name: str) -> None:
    page = reader(PAGES[name], locale="fr-FR")
    assert serious(page, DESK) == []
    page.emulate_media(color_scheme="dark")
    assert serious(page, PHONE) == []


@pytest.mark.long
@pytest.mark.parametrize(("size", "scheme"), LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious_in_any_look(
    reader: Reader, name: str, size: tuple[int, int], scheme: str
) -> None:
    page = reader(PAGES[name], size=size, scheme=scheme, locale="en-GB")
    for index in range(page.locator("[data-testid=stExpander] summary").count()):
        page.locator("[data-testid=stExpander] summary").nth(index).click()
        rest(page)
    assert serious(page, size) == []


def test_what_is_folded_is_as_good_once_opened(reader: Reader) -> None:
    page = reader(PAGES["gap"])
    for index in range(page.locator("[data-testid=stExpander] summary").count()):
        page.locator("[data-testid=stExpander] summary").nth(index).click()
        rest(page)
    assert serious(page, DESK) == []


def test_each_page_says_in_its_title_which_it_is(reader: Reader, address: str) -> None:
    page = reader("/?lang=en")
    titles = {"": "The gap", "company": "Company", "sayings": "Sayings tested", "data": "My data"}
    for name, title in titles.items():
        page.goto(f"{address}/{name}?lang=en")
        rest(page)
        expect(page).to_have_title(f"{title} – Barometer")
    page.goto(f"{address}/method?lang=fr")
    rest(page)
    expect(page).to_have_title("Sources et méthode – Baromètre")


def test_the_keyboard_reaches_everything_and_shows_where_it_is(reader: Reader) -> None:
    page = reader("/gap")
    seen: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        told = page.evaluate(_FOCUS)
        seen.append(told["place"])
        assert told["shown"], f"{told['place']} does not show that it has the focus"
        if told["place"] == "fold":
            page.keyboard.press("Enter")
            page.locator("[data-testid=stDataFrame]").wait_for()
            rest(page)
        if told["place"] == "table":
            break
    order = [place for place in dict.fromkeys(seen) if place]
    places = [order.index(place) for place in ("search", "comparison", "pills", "fold", "table")]
    assert places == sorted(places)


def test_a_company_is_found_without_a_mouse(reader: Reader) -> None:
    page = reader("/gap")
    for _ in range(15):
        page.keyboard.press("Tab")
        if page.evaluate(_FOCUS)["place"] == "search":
            break
    page.keyboard.type("sky")
    page.keyboard.press("Enter")
    page.wait_for_url("**/company*")
    rest(page)
    assert "focus=sky" in page.url


def test_a_pill_is_chosen_without_a_mouse(reader: Reader) -> None:
    page = reader("/gap")
    page.locator(".st-key-focus button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-company_sentence")).to_contain_text("Virgin Media: 78% satisfied")
    assert "focus=virgin_media" in page.url


_FOCUS = """() => {
  const e = document.activeElement;
  const within = (selector) => e.closest(selector) !== null;
  const place = within('.st-key-search') ? 'search'
    : within('.st-key-focus') ? 'pills'
    : within('[data-testid=stDataFrame]') ? 'table'
    : within('.st-key-figures summary') ? 'fold'
    : within('[data-testid=stPopover]') && within('.st-key-bar') ? 'comparison'
    : within('.st-key-masthead') ? 'masthead' : '';
  const marks = (one) => {
    const style = getComputedStyle(one);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    return outlined || style.boxShadow !== 'none';
  };
  let around = e;
  let shown = e === document.body;
  for (let i = 0; i < 5 && around && !shown; i++, around = around.parentElement) shown = marks(around);
  return {place, shown: shown || place === 'table'};
}"""


def serious(page: Page, size: tuple[int, int]) -> list[dict[str, Any]]:
    """What axe calls serious or critical: rule and first places; and what is wider than the screen.

    axe judges no contrast of what is scrolled away, so the whole page is made to fit the window.
    """
    page.set_viewport_size({"width": size[0], "height": size[1]})
    rest(page)
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": size[0], "height": min(height + 20, 12_000)})
    rest(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    found = Axe().run(page).response["violations"]
    return [
        {"rule": one["id"], "where": [node["html"][:200] for node in one["nodes"][:3]]}
        for one in found
        if one["impact"] in ("serious", "critical")
    ]

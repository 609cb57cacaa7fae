"""Sayings and method as a reader meets them; the whole page by keyboard; nothing moves for who asked so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from barometer.desk import default_desk
from barometer.messages import number, say
from tests.browser.conftest import PHONE, Reader, rest

_FOCUSED = """() => {
  const e = document.activeElement, summary = e.closest('[data-testid=stExpander] summary');
  return [e === document.body ? 'body' : e.tagName, summary ? summary.innerText.trim() : ''];
}"""
_MOVING = """() => [...document.querySelectorAll('*')].filter((one) => {
  const style = getComputedStyle(one);
  const moves = (times) => times.split(',').some((time) => parseFloat(time) > 0);
  return moves(style.transitionDuration)
    || (style.animationName !== 'none' && moves(style.animationDuration));
}).length"""


def test_a_saying_is_read_with_its_number_and_leads_to_its_view(reader: Reader) -> None:
    page = reader("/sayings?lang=fr", locale="fr-FR")
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("433 pour 100\N{NARROW NO-BREAK SPACE}000")
    for one in default_desk().sayings():
        expect(main).to_contain_text(say(one.verdict, "fr"))
    page.get_by_test_id("stExpander").locator("summary").first.click()
    rest(page)
    assert page.locator("table.figures tbody tr").count() > 0
    main.get_by_role("link", name="comparaison").first.click()
    page.wait_for_url("**/gap?**")
    rest(page)
    expect(page.locator(".st-key-paired .main-svg").first).to_be_visible()
    assert "lang=fr" in page.url


def test_the_method_names_every_source_and_what_they_disagree_on(reader: Reader) -> None:
    page = reader("/method?lang=en", size=PHONE)
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text(f"Sources ({number(len(default_desk().sources), 'en')})")
    expect(main).to_contain_text("36%")
    page.get_by_text(say("method.sources.all", "en"), exact=True).click()
    rest(page)
    rows = page.locator("table.figures tbody tr")
    assert rows.filter(has_text="Ofcom").filter(has=page.get_by_role("link")).count() > 1
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def walked(page: Page) -> list[str]:
    """The folds that the Tab key comes by until it leaves the page."""
    folds: list[str] = []
    for _ in range(120):
        page.keyboard.press("Tab")
        element, fold = page.evaluate(_FOCUSED)
        if element == "CANVAS":  # the table's own keys: Tab leaves it from its last cell
            page.keyboard.press("Escape")
        if fold and fold not in folds:
            folds.append(fold)
        if element == "body":
            break
    return folds


@pytest.mark.parametrize("path", ["/gap?lang=en", "/company?focus=plusnet&lang=en", "/method?lang=en"])
def test_the_keyboard_comes_to_the_end_of_the_page(reader: Reader, path: str) -> None:
    page = reader(path)
    there = [one.strip() for one in page.locator("[data-testid=stExpander] summary").all_inner_texts()]
    assert there and walked(page) == there
    page.locator("[data-testid=stExpander] summary").last.focus()
    page.keyboard.press("Enter")
    rest(page)
    expect(page.locator("[data-testid=stExpander] details").last).to_have_attribute("open", "")


@pytest.mark.parametrize("path", ["/gap?lang=en", "/gap?lang=en&tab=over_time", "/sayings?lang=en"])
def test_nothing_moves_for_who_asked_for_less_motion(reader: Reader, path: str) -> None:
    page = reader(path)
    assert page.evaluate(_MOVING) > 0, "elements do move for everybody else"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(_MOVING) == 0

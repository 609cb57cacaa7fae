"""The gap in a real browser: the fold, the address bar, Back and Forward, both languages."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PHONE, Reader, rest, said, text

BROADBAND_2018 = "/gap?sector=telecoms_broadband&country=GB&time=2018-01..2018-03"
BROKEN = ("Traceback", "Error:", "Exception", "KeyError", "ValueError")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(("locale", "sentence"), [("fr-FR", "de 77\xa0% à 88\xa0%"), ("en-US", "77% to 88%")])
def test_the_finding_stands_above_the_fold(
    reader: Reader, size: tuple[int, int], locale: str, sentence: str
) -> None:
    page = reader("/", size=size, locale=locale)
    assert urlsplit(page.url).path == "/gap"
    assert sentence in said(page)
    for words in ("Virgin Media", "TalkTalk", "BT"):
        row = page.locator(f".js-plotly-plot text:text-is('{words}'):visible").first
        box = row.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= size[1], f"{words} stands at {box['y']:.0f} px"
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_address_widgets_and_sentence_agree_through_back_and_forward(reader: Reader) -> None:
    page = reader(BROADBAND_2018)
    first = address(page)
    assert "72% to 86%" in said(page)
    pill(page, "Plusnet").click()
    expect(page.locator(".st-key-company_sentence")).to_contain_text("Plusnet: 86% satisfied")
    rest(page)
    second = address(page)
    assert "focus=plusnet" in second
    page.locator(".st-key-masthead").get_by_role("link", name="Company").click()
    page.wait_for_url("**/company*")
    rest(page)
    page.go_back()
    rest(page)
    assert address(page) == second
    expect(page.locator(".st-key-company_sentence")).to_contain_text("Plusnet: 86% satisfied")
    assert chosen(page) == ["Plusnet"]
    page.go_back()
    rest(page)
    assert address(page) == first
    expect(page.locator(".st-key-company_sentence")).to_have_count(0)
    assert chosen(page) == []
    page.go_forward()
    rest(page)
    assert address(page) == second
    expect(page.locator(".st-key-company_sentence")).to_contain_text("Plusnet: 86% satisfied")
    assert chosen(page) == ["Plusnet"]
    page.go_forward()
    rest(page)
    assert urlsplit(page.url).path == "/company"


def test_another_comparison_is_in_the_address_and_opens_elsewhere(reader: Reader) -> None:
    page = reader(BROADBAND_2018)
    page.get_by_role("button", name="Change the comparison").click()
    page.get_by_role("combobox", name="Sector and country").click()
    page.get_by_role("option", name="Airlines, United States").click()
    expect(page.locator(".st-key-sentence")).to_contain_text("Airlines, United States, 2017")
    rest(page)
    sentence = said(page)
    elsewhere = reader(page.url.removeprefix(page.url.partition("/gap")[0]))
    assert said(elsewhere) == sentence


def test_the_language_changes_no_number_and_stays_on_every_page(reader: Reader) -> None:
    page = reader(f"{BROADBAND_2018}&focus=plusnet")
    page.get_by_role("button", name="Français").click()
    expect(page.locator(".st-key-company_sentence")).to_contain_text("1,8\xa0fois ce nombre")
    rest(page)
    assert "lang=fr" in page.url
    assert "focus=plusnet" in page.url
    assert page.locator("html").get_attribute("lang") == "fr"
    page.locator(".st-key-masthead").get_by_role("link", name="Entreprise").click()
    page.wait_for_url("**/company*")
    rest(page)
    assert "lang=fr" in page.url


@pytest.mark.parametrize("name", ["sncf", "Bouygues", "plusnt"])
def test_the_search_takes_accents_aliases_and_slips(reader: Reader, name: str) -> None:
    page = reader("/gap")
    box = page.get_by_role("combobox", name="Which company’s figure are you checking?")
    box.fill(name)
    box.press("Enter")
    page.wait_for_url("**/company*")
    rest(page)
    assert "focus=" in page.url


def test_links_live_and_frozen_say_what_they_promise(reader: Reader) -> None:
    page = reader("/gap?focus=sky")
    page.get_by_role("button", name="Copy link").click()
    shown = page.locator("[data-testid=stCode]:visible").filter(has_text=re.compile("^http"))
    expect(shown).to_have_count(2)
    links = shown.all_inner_texts()
    assert "ds=default@" not in links[0]
    assert "ds=default@" in links[1]
    for link in links:
        again = reader(link.strip().removeprefix(page.url.partition("/gap")[0]))
        assert said(again) == said(page)
        assert "Sky: 84% satisfied" in text(again)


@pytest.mark.parametrize(
    "path",
    [
        "/gap?sector=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "/gap?sector=rail&sector=energy&country=GB",
        "/gap?sector=" + "a" * 7000,
        "/gap?focus=%27%3B%20drop%20table%20claims%3B--",
        "/gap?entity=" + "~".join(f"c{i}" for i in range(250)),
        "/company?focus=%D7%A9%D7%9C%D7%95%D7%9D",
    ],
)
def test_a_hostile_address_gives_a_notice(reader: Reader, path: str) -> None:
    page = reader(path)
    notices = page.locator("[data-testid=stAlert]").all_inner_texts()
    assert notices
    assert not any(word in text(page) for word in BROKEN)


def address(page: Page) -> str:
    return urlsplit(page.url).query


def pill(page: Page, name: str) -> Locator:
    return page.locator(".st-key-focus").get_by_role("radio", name=name, exact=True)


def chosen(page: Page) -> list[str]:
    """The company that the row of pills marks."""
    return page.locator(".st-key-focus [role=radio][aria-checked=true]").all_inner_texts()

"""The gap in a real browser: the fold, the address bar, Back and Forward, both languages."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PHONE, Reader, local, rest, said, text

BROADBAND_2018 = "/gap?sector=telecoms_broadband&country=GB&time=2018-01..2018-03"
CHOSEN = "v=1&sector=telecoms_broadband&country=GB&time=2018-01..2018-03"
#: from a company's name on a phone, where its marks stand below, to the end of its row
_ROW = {DESK: 0, PHONE: 34}
_PAPER = """(scheme) => {
  const paper = document.querySelector('.js-plotly-plot .main-svg');
  const red = paper && parseInt(getComputedStyle(paper).backgroundColor.match(/\\d+/)[0]);
  return paper && (red < 128) === (scheme === 'dark');
}"""


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(
    ("locale", "title", "sentence"),
    [("fr-FR", "Même note", "de 77\xa0% à 88\xa0%"), ("en-US", "Same score", "77% to 88%")],
    ids=["fr", "en"],
)
def test_the_finding_stands_above_the_fold_in_light_and_dark(
    reader: Reader, size: tuple[int, int], locale: str, title: str, sentence: str
) -> None:
    page = reader("/", size=size, locale=locale)
    assert urlsplit(page.url).path == "/gap"
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.wait_for_function(_PAPER, arg=scheme)
        rest(page)
        assert sentence in said(page)
        assert bottom(page.locator(f".js-plotly-plot text:has-text('{title}')").first) < size[1] / 2 + 90
        for words in ("Virgin Media", "TalkTalk", "BT"):
            row = page.locator(f".js-plotly-plot :is(text, tspan):text-is('{words}'):visible").first
            assert bottom(row) + _ROW[size] <= size[1], words
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert wide(page, size[0]) == []


def test_address_widgets_and_sentence_agree_at_every_step(reader: Reader) -> None:
    page = reader("/")
    steps = [picture(page)]
    pick(page, "1st quarter of 2018")
    expect(page.locator(".st-key-sentence")).to_contain_text("72% to 86%")
    steps.append(picture(page))
    pill(page, "Plusnet").click()
    expect(page.locator(".st-key-company_sentence")).to_contain_text("Plusnet: 86% satisfied")
    steps.append(picture(page))
    now, before, company = steps[2], steps[1], steps[0]
    assert company == ("", "77% to 88%", "1st quarter of 2022", [])
    assert before == (CHOSEN, "72% to 86%", "1st quarter of 2018", [])
    assert now == (f"{CHOSEN}&focus=plusnet", "72% to 86%", "1st quarter of 2018", ["Plusnet"])
    page.locator(".st-key-masthead").get_by_role("link", name="Company").click()
    page.wait_for_url("**/company*")
    rest(page)
    for step in reversed(steps):
        page.go_back()
        expect(page.locator(".st-key-sentence")).to_contain_text(step[1])
        assert picture(page) == step
    for step in steps[1:]:
        page.go_forward()
        expect(page.locator(".st-key-sentence")).to_contain_text(step[1])
        assert picture(page) == step
    page.go_forward()
    page.wait_for_url("**/company*")


def test_back_leaves_the_app_where_it_was_entered(reader: Reader) -> None:
    page = reader("/?v=1&sector=airlines&country=US&time=2017&lang=fr")
    assert local(page.url) == "/gap?v=1&sector=airlines&country=US&time=2017&lang=fr"
    assert "Compagnies aériennes" in said(page)
    page.go_back()
    assert page.url == "about:blank"


def test_another_sector_is_in_the_address(reader: Reader) -> None:
    page = reader(BROADBAND_2018)
    change(page)
    page.get_by_role("combobox", name="Sector and country").click()
    page.get_by_role("option", name="Airlines, United States").click()
    expect(page.locator(".st-key-sentence")).to_contain_text("Airlines, United States, 2017")
    rest(page)
    assert parse_qs(urlsplit(page.url).query) == {
        "v": ["1"], "sector": ["airlines"], "country": ["US"], "time": ["2017-01..2017-12"]
    }  # fmt: skip
    page.reload()
    rest(page)
    assert "Airlines, United States, 2017" in said(page)


def test_the_language_changes_no_number_and_stays_on_every_page(reader: Reader) -> None:
    page = reader(f"{BROADBAND_2018}&focus=plusnet")
    english = numbers(page)
    page.get_by_role("button", name="Français").click()
    expect(page.locator(".st-key-company_sentence")).to_contain_text("1,8\xa0fois ce nombre")
    rest(page)
    assert parse_qs(urlsplit(page.url).query)["lang"] == ["fr"]
    assert "focus=plusnet" in page.url
    assert page.locator("html").get_attribute("lang") == "fr"
    assert numbers(page) == english
    for name, path in (("Entreprise", "company"), ("Idées reçues", "sayings"), ("L’écart", "gap")):
        page.locator(".st-key-masthead").get_by_role("link", name=name).click()
        page.wait_for_url(f"**/{path}*")
        rest(page)
        assert "lang=fr" in page.url


def test_the_search_takes_accents_aliases_and_slips(reader: Reader) -> None:
    page = reader("/gap?lang=en")
    found = {}
    for name in ("pole emploi", "societe generale", "plusnt", "SNCF"):
        box = page.get_by_role("combobox", name="Which company’s figure are you checking?")
        before = page.url
        box.fill(name)
        box.press("Enter")
        page.wait_for_url(lambda url: url != before)  # noqa: B023
        rest(page)
        assert urlsplit(page.url).path == "/company"
        found[name] = parse_qs(urlsplit(page.url).query)["focus"]
        assert page.locator("[data-testid=stAlert]").all_inner_texts() == []
    assert found == {
        "pole emploi": ["france_travail"],
        "societe generale": ["societe_generale"],
        "plusnt": ["plusnet"],
        "SNCF": ["sncf"],
    }


def test_links_live_and_frozen_open_the_same_numbers_anywhere(reader: Reader) -> None:
    page = reader("/gap?focus=sky")
    own = numbers(page)
    page.get_by_role("button", name="Copy link").click()
    shown = page.locator("[data-testid=stCode]:visible").filter(has_text=re.compile("^http"))
    expect(shown).to_have_count(2)
    live, frozen = (link.strip() for link in shown.all_inner_texts())
    assert "ds=" not in live and "time=2022-01..2022-03" in live
    assert "ds=default@" in frozen
    again = reader(local(live))
    assert "Sky: 84% satisfied" in text(again)
    assert numbers(again) == own
    french = reader(local(frozen).replace("lang=en", "lang=fr"), size=PHONE, locale="fr-FR")
    assert "Sky\xa0: 84\xa0% de satisfaits" in text(french)
    assert numbers(french) == own
    assert french.locator("[data-testid=stAlert]").count() == 0


def bottom(locator: Locator) -> float:
    box = locator.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def wide(page: Page, width: int) -> list[str]:
    """What hangs over the right edge of the screen; what scrolls inside itself does not."""
    found: list[str] = page.evaluate(
        """(width) => [...document.querySelectorAll('[data-testid=stMainBlockContainer] *')]
        .filter(e => !e.closest('[data-testid=stDataFrame], svg, .sr-only') && e.getClientRects().length)
        .filter(e => e.getBoundingClientRect().right > width + 1)
        .map(e => e.outerHTML.slice(0, 120))""",
        width,
    )
    return found


def picture(page: Page) -> tuple[str, str, str, list[str]]:
    """The query of the address, the sentence's shares, the comparison of the list, the pill."""
    rest(page)
    change(page)
    listed = page.locator(".st-key-comparison input").input_value()
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-comparison")).to_have_count(0)
    shares = re.search(r"\d+% to \d+%", said(page))
    assert shares is not None
    return urlsplit(page.url).query, shares[0], listed.partition(",")[0], chosen(page)


def change(page: Page) -> None:
    """Opens the list of comparisons."""
    page.get_by_role("button", name="Change the comparison").click()
    page.locator(".st-key-comparison input").wait_for()


def pick(page: Page, name: str) -> None:
    """Picks a comparison out of its list."""
    change(page)
    page.locator(".st-key-comparison input").click()
    page.get_by_role("option", name=name).click()
    rest(page)
    page.keyboard.press("Escape")


def pill(page: Page, name: str) -> Locator:
    return page.locator(".st-key-focus").get_by_role("radio", name=name, exact=True)


def chosen(page: Page) -> list[str]:
    """The company that the row of pills marks."""
    return page.locator(".st-key-focus [role=radio][aria-checked=true]").all_inner_texts()


def numbers(page: Page) -> list[float]:
    """Every number of the two sentences, as numbers, in no order of words."""
    words = said(page) + page.locator(".st-key-company_sentence").inner_text()
    words = re.sub(r"(?<=\d)[,\u202f\xa0](?=\d{3}\b)", "", words)
    return sorted(float(found.replace(",", ".")) for found in re.findall(r"\d+(?:[.,]\d+)?", words))


def test_the_order_is_chosen_without_a_mouse_and_back_undoes_it(reader: Reader) -> None:
    page = reader("/gap")
    last = page.locator(".js-plotly-plot :is(text, tspan):text-is('Virgin Media'):visible").first
    top = bottom(last)
    page.get_by_role("combobox", name="Sort by").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("option", name="Sort by: name").wait_for()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/gap?v=1&sort=*")
    rest(page)
    assert parse_qs(urlsplit(page.url).query)["sort"] == ["name"]
    assert bottom(last) > top + 100, "the highest ratio first; by name it is the last that is compared"
    page.go_back()
    rest(page)
    assert "sort" not in page.url and abs(bottom(last) - top) < 3

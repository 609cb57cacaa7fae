"""Links in a real browser: steps back and on, the short form with an upload, saved links, hostile links."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from barometer.messages import say
from barometer.store.short import LONG
from tests.browser.conftest import DESK, PHONE, Reader, Witness, local, rest, said, text
from tests.browser.test_access import serious
from tests.browser.test_my_data import FRENCH, PLACE, alerts, choose, drawn, drop, show, to_chart
from tests.hostile import LINKS
from tests.links.opened import numbers, saved

_CELLS = """() => [...document.querySelectorAll('[data-testid=stDataFrame]')].map(
  frame => [...frame.querySelectorAll('canvas [role=gridcell]')].map(cell => cell.textContent))"""
_COPIED = "() => navigator.clipboard.readText()"


# --- steps ---------------------------------------------------------------------------------------


def filters(page: Page) -> None:
    """Opens the filters, if they are closed."""
    if not page.locator(".st-key-undo button").is_visible():
        page.get_by_role("button", name="Change the comparison").click()
    page.locator(".st-key-undo button").wait_for()


def press(page: Page, name: str) -> None:
    """Presses Undo or Redo by the keyboard alone."""
    filters(page)
    button = page.locator(f".st-key-{name} button")
    expect(button).to_be_enabled()
    button.focus()
    page.keyboard.press("Enter")
    rest(page)


def state(page: Page) -> tuple[str, str, bool, bool]:
    """The query, the sentence, and whether Undo and Redo can be pressed."""
    filters(page)
    ends = [page.locator(f".st-key-{name} button").is_enabled() for name in ("undo", "redo")]
    return urlsplit(page.url).query, said(page), ends[0], ends[1]


def test_undo_and_redo_agree_with_the_address_and_with_back_and_forward(reader: Reader) -> None:
    page = reader("/gap")
    first = state(page)
    assert first[2:] == (False, False)
    page.locator(".st-key-comparison input").click()
    page.get_by_role("option", name="1st quarter of 2018").click()
    rest(page)
    second = state(page)
    assert "time=2018-01..2018-03" in second[0] and "72% to 86%" in second[1]
    assert second[2:] == (True, False)
    press(page, "undo")
    assert state(page) == (*first[:2], False, True)
    page.go_back()  # the browser's own way: to the view before this one, which was the second
    expect(page.locator(".st-key-sentence")).to_contain_text("72% to 86%")
    rest(page)
    assert state(page) == second
    page.go_forward()
    expect(page.locator(".st-key-sentence")).to_contain_text("77% to 88%")
    rest(page)
    assert state(page) == (*first[:2], False, True)
    press(page, "redo")
    assert state(page) == second
    page.get_by_role("button", name="Clear the filters").click()
    rest(page)
    press(page, "undo")
    assert state(page)[:2] == second[:2]


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "dark"), (PHONE, "light")], ids=["desk", "phone"])
def test_what_opens_over_the_page_is_for_everyone(reader: Reader, size: tuple[int, int], scheme: str) -> None:
    page = reader("/gap?focus=sky&lang=fr", size=size, scheme=scheme)
    page.get_by_role("button", name="Changer de comparaison").click()
    page.locator(".st-key-entity input").wait_for()
    assert serious(page, size) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Copier le lien").click()
    page.locator("[data-testid=stCode]:visible").first.wait_for()
    assert serious(page, size) == []


# --- the short form ------------------------------------------------------------------------------


def copied(page: Page) -> list[str]:
    """The links of 'Copy link', as the copy buttons put them on the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    links = page.locator("[data-testid=stCode]:visible").filter(has_text=re.compile("^http"))
    expect(links.first).to_be_visible()
    found = []
    for index in range(min(2, links.count())):
        button = links.nth(index).get_by_role("button")
        expect(button).to_be_visible()
        button.click()
        found.append(str(page.evaluate(_COPIED)))
    return found


def test_a_short_link_carries_what_the_long_one_did(reader: Reader, tmp_path: Path, witness: Witness) -> None:
    file, again = tmp_path / "baromètre.csv", tmp_path / "autre nom.csv"
    for one in (file, again):
        one.write_bytes(FRENCH)
    told = random.Random(5)
    publisher = "".join(chr(told.randrange(0x4E00, 0x9FFF)) for _ in range(480))
    mine = reader("/data", locale="fr-FR")
    drop(mine, file)
    choose(mine, "Secteur et pays", PLACE, last=True)
    for field, value in (("publisher", publisher), ("url", f"https://exemple.fr/{publisher[:200]}")):
        box = mine.locator(f"[class*=st-key-{field}_] input")
        box.fill(value)
        box.press("Enter")
        rest(mine)
    show(mine)
    to_chart(mine)
    mine.get_by_role("button", name="Copier le lien").click()
    long = copied(mine)
    assert all(len(one) > LONG for one in long)
    mine.get_by_role("button", name="Faire des liens courts").click()
    expect(mine.get_by_text("Liens courts")).to_be_visible()
    rest(mine)
    short = copied(mine)
    assert [urlsplit(one).query for one in short] == ["lang=fr", "lang=fr"]
    assert all(len(one) < 80 and "/s/" in one for one in short)

    theirs = reader(local(short[1]), locale="en-GB")
    assert parse_qs(urlsplit(theirs.url).query) == parse_qs(urlsplit(long[1]).query)
    assert "Cette vue demande un fichier de 6 lignes dont le SHA-256 commence par" in alerts(theirs)
    assert "86,5" not in text(theirs) and publisher[:20] not in text(theirs)
    theirs.get_by_role("link", name="Mes données").last.click()
    theirs.wait_for_url("**/data?*")
    rest(theirs)
    drop(theirs, again)
    assert "C’est le fichier que le lien demande" in alerts(theirs)
    show(theirs)
    to_chart(theirs)
    assert (said(theirs), drawn(theirs)) == (said(mine), drawn(mine))


def test_a_short_link_that_is_none_says_so(reader: Reader, witness: Witness) -> None:
    page = reader("/gap?lang=fr")
    origin = f"{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}"
    answer = page.goto(f"{origin}/s/{'a' * 20}?lang=fr")
    assert answer is not None and answer.status == 404
    assert page.locator("main").inner_text().startswith(say("web.no_short_title", "fr"))
    assert page.locator("html").get_attribute("lang") == "fr"
    witness.seen.remove(
        "console: Failed to load resource: the server responded with a status of 404 (Not Found)"
    )
    page.get_by_role("link", name="Ouvrir la première page").click()
    rest(page)
    assert urlsplit(page.url).path == "/gap"


# --- saved links ---------------------------------------------------------------------------------


def shown(page: Page) -> dict[str, Any]:
    """What a page shows of its link, and nothing that a reload may change."""
    sentence = page.locator(".st-key-sentence")
    fold = page.locator(".st-key-figures summary")
    table = page.locator("[data-testid=stDataFrame]")
    if fold.count() and not table.count():
        fold.click()
        table.first.wait_for()
    if table.count():
        table.first.scroll_into_view_if_needed()
        rest(page)
    return {
        "address": local(page.url),
        "finding": sentence.inner_text() if sentence.count() else "",
        "cells": page.evaluate(_CELLS),
        "words": text(page),
    }


def alike(page: Page) -> dict[str, Any]:
    """What is the same in every language: the view, the numbers of the finding and of the table."""
    told = shown(page)
    rows = page.request.get(f"{origin(page)}/api/v1/view.json?{urlsplit(page.url).query}")
    return {
        "address": re.sub(r"[?&]lang=..", "", told["address"]),
        "finding": numbers(told["finding"]),
        "alerts": page.locator("[data-testid=stAlert]").count(),
        "rows": [figures(row) for row in rows.json()["rows"]] if rows.ok else rows.status,
    }


def figures(row: Any) -> Any:
    """The numbers of a row of the API, without its words."""
    if isinstance(row, dict):
        return {name: kept for name, value in row.items() if (kept := figures(value)) is not None}
    if isinstance(row, list):
        return [figures(one) for one in row]
    return row if isinstance(row, int | float) else None


def origin(page: Page) -> str:
    parts = urlsplit(page.url)
    return f"{parts.scheme}://{parts.netloc}"


def opened(page: Page, link: str) -> None:
    page.goto(origin(page) + link)
    rest(page)


def spoken(link: str, lang: str) -> str:
    bare = re.sub(r"lang=..&?", "", link).rstrip("&?")
    return f"{bare}{'&' if '?' in bare else '?'}lang={lang}"


def check(reader: Reader, links: list[str]) -> None:
    """Each link opens the same after a reload, in another profile, and in both languages."""
    mine, theirs = reader("/gap", locale="en-GB"), reader("/gap", locale="en-GB")
    for link in links:
        opened(mine, link)
        first = shown(mine)
        assert first["finding"] or "/gap" not in link or alerts(mine), link
        mine.reload()
        rest(mine)
        assert shown(mine) == first, f"after a reload: {link}"
        opened(theirs, link)
        assert shown(theirs) == first, f"in another profile: {link}"
        told = {}
        for lang in ("fr", "en"):
            opened(mine, spoken(link, lang))
            assert mine.locator("html").get_attribute("lang") == lang
            told[lang] = alike(mine)
        assert told["fr"] == told["en"], f"in the other language: {link}"


def test_saved_links_open_the_same_after_a_reload_elsewhere_and_in_both_languages(reader: Reader) -> None:
    check(reader, saved()[4:40:18])


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
def test_all_forty_saved_links_open_the_same(reader: Reader, part: int) -> None:
    assert len(saved()) >= 40
    check(reader, saved()[part::4])


# --- hostile links -------------------------------------------------------------------------------


HANDFUL = ("a script", "an image", "right to left", "20 kB", "a pin cut short", "years without figures")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_handful_of_hostile_links_in_the_address_bar(reader: Reader, lang: str) -> None:
    page = reader("/sayings", size=DESK)
    for link in (one for one in LINKS if one.name in HANDFUL):
        opened(page, f"/gap?{link.query}&lang={lang}")
        told = alerts(page)
        assert link.names in told and told, link.name
        assert not page.evaluate("window.pwned")
        assert page.locator(".st-key-sentence").count() == int(link.opens)
        assert "Traceback" not in text(page)

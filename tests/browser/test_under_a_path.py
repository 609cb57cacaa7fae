"""The app put under a path of a server, and told its public address: pages, links, short links, machines."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from barometer.messages import say
from barometer.store.datasets import Store
from barometer.store.short import ShortLinks
from barometer.view import View
from bench.server import ROOT, serving
from tests.browser.conftest import DESK, PATIENCE, rest, said

VIEW = View(sector="telecoms_broadband", country="GB", time=("2018-01", "2018-03"))
PUBLIC = "https://figures.example/barometer"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def under(home: Path) -> Iterator[str]:
    """The address of the app below two segments of a path."""
    with serving(ROOT / "app.py", under="/news/barometer", BAROMETER_HOME=str(home)) as address:
        yield address


def opened(browser: Browser, address: str) -> Page:
    context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    rest(page)
    return page


def frozen_in(page: Page) -> str:
    """The frozen link as the share box shows it."""
    page.get_by_role("button", name=say("ui.share.link", "en")).click()
    return page.locator("[data-testid=stPopoverBody] code").nth(1).inner_text()


def got(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return bytes(answer.read())


def test_pages_and_their_links_stay_under_the_path(browser: Browser, under: str) -> None:
    for bare in (under, f"{under}/"):
        page = opened(browser, bare)
        assert page.url == f"{under}/gap"
        page.context.close()
    page = opened(browser, f"{under}/gap?sector=telecoms_broadband&country=GB&time=2018-01..2018-03")
    sentence, link = said(page), frozen_in(page)
    assert link.startswith(f"{under}/gap?v=1&") and "ds=default@" in link
    page.goto(link)
    rest(page)
    assert said(page) == sentence
    page.get_by_role("link", name=say("ui.nav.company", "en")).click()
    rest(page)
    assert page.url.startswith(f"{under}/company")
    page.context.close()


def test_a_short_link_leads_on_under_the_path(browser: Browser, under: str, home: Path) -> None:
    made = ShortLinks(home).shorten(VIEW, Store(home).new_workspace())
    page = opened(browser, f"{under}/s/{made}?lang=en")
    assert page.url.startswith(f"{under}/gap?v=1&sector=telecoms_broadband")
    assert "?" in page.url and said(page)
    page.context.close()


def test_machines_are_answered_under_the_path_and_told_its_links(under: str) -> None:
    told = json.loads(got(f"{under}/api/v1/view.json?sector=telecoms_broadband&country=GB"))
    assert told["link"].startswith(f"{under}/gap?v=1&sector=telecoms_broadband")
    assert f"{under}/api/v1/view.png?".encode() in got(f"{under}/preview?sector=telecoms_broadband")
    assert json.loads(got(f"{under}/api/v1/openapi.json"))["servers"] == [{"url": under}]
    with pytest.raises(urllib.error.HTTPError, match="404"):
        got(under.removesuffix("/news/barometer") + "/api/v1/health")


def test_a_server_told_its_public_address_says_no_other(browser: Browser) -> None:
    with serving(ROOT / "app.py", BAROMETER_URL=PUBLIC + "/") as address:
        page = opened(browser, f"{address}/gap")
        assert frozen_in(page).startswith(f"{PUBLIC}/gap?v=1&")
        page.context.close()
        asked = urllib.request.Request(f"{address}/preview", headers={"Host": "evil.example"})
        with urllib.request.urlopen(asked, timeout=60) as answer:
            unfurled = answer.read().decode()
    assert f'content="{PUBLIC}/api/v1/view.png?' in unfurled and "evil" not in unfurled

"""One server and one browser for all; one context, that is one reader, a test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.server import ROOT, serving
from scripts.browser import find

_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_NO_BROWSER = "NO CHROME OR CHROMIUM: THE BROWSER TESTS ARE SKIPPED (make setup finds or installs one)"
_RESTS = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  return app && app.dataset.testScriptState === 'notRunning'
    && document.querySelector('.st-key-masthead')
    && !document.querySelector('[data-testid=stSkeleton]')
    && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(c => c.querySelector('.main-svg'));
}"""
DESK, PHONE = (1440, 900), (390, 844)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with serving(ROOT / "app.py") as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chrome = find()
    if chrome is None:
        if os.environ.get("CI") == "true":
            pytest.fail(_NO_BROWSER)
        pytest.skip(_NO_BROWSER)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chrome, args=_FLAGS)
        yield started
        started.close()


Reader = Callable[..., Page]


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    """Opens a path as a reader with a screen, a language and a theme; waits until the page rests."""
    contexts: list[BrowserContext] = []

    def go(path: str, *, size: tuple[int, int] = DESK, scheme: Any = "light", locale: str = "en-GB") -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, locale=locale
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(address + path)
        rest(page)
        return page

    yield go
    for context in contexts:
        context.close()


def rest(page: Page) -> None:
    """Returns once the script has run, every chart stands, and nothing moved for a third of a second."""
    page.wait_for_timeout(300)
    page.wait_for_function(_RESTS)
    page.wait_for_timeout(300)
    page.wait_for_function(_RESTS)


def said(page: Page) -> str:
    """The sentence above the chart."""
    return page.locator(".st-key-sentence").inner_text()


def text(page: Page) -> str:
    """All that the page shows."""
    return page.locator("[data-testid=stMainBlockContainer]").inner_text()

"""One server and one browser for all; one context, that is one reader, a test.

Whatever a test looks at, its readers must have asked nothing of another server, and no script may
have failed in the page.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from bench.server import ROOT, serving
from scripts.browser import find

_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_NO_BROWSER = "NO CHROME OR CHROMIUM: THE BROWSER TESTS ARE SKIPPED (make setup finds or installs one)"
_RESTS = """(quiet) => {
  const app = document.querySelector('[data-testid=stApp]');
  const rests = app && app.dataset.testScriptState === 'notRunning'
    && app.dataset.testConnectionState === 'CONNECTED'
    && document.querySelector('.st-key-masthead')
    && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')
    && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(c => c.querySelector('.main-svg'));
  if (!rests) { window.restsSince = null; return false; }
  window.restsSince ??= performance.now();
  return performance.now() - window.restsSince >= quiet;
}"""
_PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0 Mobile Safari/537.36"
)
DESK, PHONE = (1440, 900), (390, 844)
PATIENCE = 45_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app, started from another folder than its own."""
    with serving(ROOT / "app.py", tmp_path_factory.mktemp("elsewhere")) as url:
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


class Witness:
    """What went wrong in a reader's browser besides what a test looks for."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.seen: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self._asked(request.url))
        context.on("console", self._told)
        context.on("weberror", lambda error: self.seen.append(f"script: {error.error}"))

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about") and parts.netloc != self.host:
            self.seen.append(f"asked {url}")

    def _told(self, message: ConsoleMessage) -> None:
        # Streamlit's page feels for its server under the page's own path first, and is told 404
        feeling = "/_stcore/" in str(message.location.get("url", ""))
        if message.type == "error" and not feeling:
            self.seen.append(f"console: {message.text[:300]}")


@pytest.fixture
def witness(address: str) -> Witness:
    return Witness(urlsplit(address).netloc)


@pytest.fixture
def reader(browser: Browser, address: str, witness: Witness) -> Iterator[Reader]:
    """Opens a path as a reader with a screen, a language and a theme; waits until the page rests."""
    contexts: list[BrowserContext] = []

    def go(path: str, *, size: tuple[int, int] = DESK, scheme: Any = "light", locale: str = "en-GB") -> Page:
        phone = {"is_mobile": True, "has_touch": True, "user_agent": _PHONE} if size == PHONE else {}
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, locale=locale, **phone
        )
        contexts.append(context)
        witness.watch(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(address + path)
        rest(page)
        return page

    yield go
    for context in contexts:
        context.close()
    assert witness.seen == []


def rest(page: Page, quiet: int = 350) -> None:
    """Returns once the script has run, every chart stands, and nothing moved for ``quiet`` ms."""
    page.evaluate("window.restsSince = null")
    page.wait_for_timeout(100)
    page.wait_for_function(_RESTS, arg=quiet, timeout=PATIENCE)


def said(page: Page) -> str:
    """The sentence above the chart."""
    return page.locator(".st-key-sentence").inner_text()


def text(page: Page) -> str:
    """All that the page shows."""
    return page.locator("[data-testid=stMainBlockContainer]").inner_text()


def local(url: str) -> str:
    """The path and query of an address."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def made(folder: Path) -> Path:
    """A file that runs the app on the package in ``folder``."""
    lines = [
        "from pathlib import Path",
        "from barometer.desk import answering",
        f"answering.DATA = Path({str(folder)!r})",
        "from barometer.ui import shell",
        "shell.run()",
    ]
    file = folder / "made_app.py"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file

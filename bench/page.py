"""Our page beside a minimal Streamlit and Plotly page, in one Chromium, in one run, turn by turn."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from bench.server import ROOT, serving
from scripts.browser import find

PROBE = (Path(__file__).parent / "probe.js").read_text(encoding="utf-8")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
VIEW = "/gap?sector=telecoms_broadband&country=GB"
MINIMAL = Path(__file__).parent / "minimal_app.py"
CHART_BAR, PAGE_BAR = 1.5, 4.0
_PATIENCE = 60_000


@dataclass
class Times:
    """Milliseconds, one a turn."""

    chart: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)

    def add(self, page: Page) -> None:
        """Waits until the page rests, and notes what the probe saw."""
        page.wait_for_function("window.probe && window.probe.done !== null", timeout=_PATIENCE)
        seen = page.evaluate("window.probe")
        self.chart.append(seen["chart"])
        self.page.append(seen["done"])


@dataclass
class Weight:
    """Bytes of a first visit: over the wire, and once unpacked; the live connection apart."""

    wire: int = 0
    unpacked: int = 0
    socket: int = 0
    requests: int = 0


@dataclass
class Subject:
    """One of the two pages."""

    name: str
    address: str
    choose: Callable[[Page, int], None]
    redraw: Times = field(default_factory=Times)
    cold: Times = field(default_factory=Times)
    weight: Weight = field(default_factory=Weight)


def choose_option(selector: str, behind: str = "") -> Callable[[Page, int], None]:
    """Picks the second and the first option of a select box in turn; the clock starts with that click.

    behind: a button that the box may stand behind.
    """

    def choose(page: Page, turn: int) -> None:
        options = opened(page, selector, behind)
        page.evaluate(f"({PROBE})(true)")
        options.nth(1 - turn % 2).click()

    return choose


def opened(page: Page, selector: str, behind: str) -> Locator:
    """The options of a select box; a page that is still settling may close the list again."""
    options = page.locator('[role="option"]')
    for _ in range(8):
        if behind and not page.locator(selector).first.is_visible():
            page.locator(behind).first.click()
        page.locator(selector).first.click()
        try:
            options.nth(1).wait_for(timeout=1500)
        except PlaywrightTimeout:
            page.keyboard.press("Escape")
            continue
        return options
    raise RuntimeError(f"{selector} does not open")


def visit(browser: Browser, subject: Subject) -> Page:
    """A first visit with an empty cache, weighed and timed; the page stays open."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    weight = subject.weight = Weight()

    def finished(event: dict[str, float]) -> None:
        weight.wire += int(event["encodedDataLength"])
        weight.requests += 1

    def received(event: dict[str, float]) -> None:
        weight.unpacked += int(event["dataLength"])

    def framed(event: dict[str, dict[str, str]]) -> None:
        weight.socket += len(event["response"]["payloadData"]) * 3 // 4

    session.on("Network.loadingFinished", finished)
    session.on("Network.dataReceived", received)
    session.on("Network.webSocketFrameReceived", framed)
    page.add_init_script(f"({PROBE})(false)")
    page.goto(subject.address)
    subject.cold.add(page)
    page.wait_for_load_state("networkidle")
    return page


def measure(loads: int, turns: int) -> tuple[Subject, Subject]:
    """Both pages, measured turn by turn. RuntimeError where no browser is to be had."""
    chrome = find()
    if chrome is None:
        raise RuntimeError("no Chrome or Chromium: make setup")
    with serving(MINIMAL) as plain, serving(ROOT / "app.py") as ours, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chrome, args=[*FLAGS])
        select = choose_option(
            '[data-testid="stSelectbox"] [role="combobox"], [data-testid="stSelectbox"] input'
        )
        subjects = (
            Subject("minimal", plain, select),
            Subject(
                "barometer",
                ours + VIEW,
                choose_option(".st-key-comparison input", '[data-testid="stPopover"] button'),
            ),
        )
        pages = []
        for load in range(loads):
            for subject in subjects:
                page = visit(browser, subject)
                if load == loads - 1:
                    pages.append(page)
                else:
                    page.context.close()
        for subject in subjects:  # the first visit warms the server, and is not counted
            del subject.cold.chart[0], subject.cold.page[0]
        for turn in range(turns + 3):
            for subject, page in zip(subjects, pages, strict=True):
                subject.choose(page, turn)
                subject.redraw.add(page)
                time.sleep(0.2)
        for subject in subjects:
            del subject.redraw.chart[:3], subject.redraw.page[:3]
        browser.close()
    return subjects


def p50(values: Sequence[float]) -> float:
    """The middle."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """The value that 19 of 20 stay under."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def table(minimal: Subject, ours: Subject) -> str:
    """The two pages as Markdown, with ratios and bars."""
    lines = [
        "| | minimal p50 | ours p50 | ratio | minimal p95 | ours p95 | ratio | bar |",
        "|---|---|---|---|---|---|---|---|",
    ]
    parts = [
        ("first chart redrawn, ms", minimal.redraw.chart, ours.redraw.chart, f"{CHART_BAR}"),
        ("whole page after a choice, ms", minimal.redraw.page, ours.redraw.page, f"{PAGE_BAR:g}"),
        ("first chart, first visit, ms", minimal.cold.chart, ours.cold.chart, ""),
        ("whole page, first visit, ms", minimal.cold.page, ours.cold.page, ""),
    ]
    for name, theirs, mine, bar in parts:
        low, high = (p50(theirs), p50(mine)), (p95(theirs), p95(mine))
        lines.append(
            f"| {name} | {low[0]:.0f} | {low[1]:.0f} | {low[1] / low[0]:.2f} "
            f"| {high[0]:.0f} | {high[1]:.0f} | {high[1] / high[0]:.2f} | {bar} |"
        )
    return "\n".join([*lines, "", *weights(minimal, ours)])


def weights(minimal: Subject, ours: Subject) -> list[str]:
    """What a first visit weighs, kB."""
    lines = [
        "| first visit | over the wire, kB | unpacked, kB | live connection, kB | requests |",
        "|---|---|---|---|---|",
    ]
    for subject in (minimal, ours):
        weight = subject.weight
        kilobytes = [f"{part / 1000:.0f}" for part in (weight.wire, weight.unpacked, weight.socket)]
        lines.append(f"| {subject.name} | {' | '.join(kilobytes)} | {weight.requests} |")
    return lines

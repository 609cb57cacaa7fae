"""Draws docs/screenshot.png, the README's picture: the default view in a real browser.

python -m scripts.screenshot [--lang fr] [--theme dark] [--width 390] [--height 844] [--to FILE] [--view VIEW]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.server import ROOT, serving
from scripts.browser import find

_SHOWN = "document.querySelector('.js-plotly-plot .main-svg') !== null"
_RESTING = "document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking"]


def main() -> None:
    """Serves the app, waits until the chart stands, takes the picture."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lang", choices=["en", "fr"], default="en")
    parser.add_argument("--theme", choices=["light", "dark"], default="light")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=860)
    parser.add_argument("--view", default="")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "screenshot.png")
    take(parser.parse_args())


def take(chosen: argparse.Namespace) -> None:
    """One picture. SystemExit where no browser is to be had."""
    chrome = find()
    if chrome is None:
        raise SystemExit("no Chrome or Chromium: make setup")
    query = "&".join(part for part in (chosen.view, f"lang={chosen.lang}", f"theme={chosen.theme}") if part)
    with serving(ROOT / "app.py") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chrome, args=_FLAGS)
        size = {"width": chosen.width, "height": chosen.height}
        page = browser.new_page(viewport=size, color_scheme=chosen.theme)
        page.goto(f"{address}/gap?{query}")
        page.wait_for_function(_SHOWN, timeout=60_000)
        page.wait_for_function(_RESTING, timeout=60_000)
        page.wait_for_timeout(1500)
        chosen.to.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=chosen.to)
        browser.close()
    print(chosen.to)


if __name__ == "__main__":
    main()

"""Every page as its readers see it: both languages, wide and on a phone, light and dark, whole height.

python -m scripts.gallery [--to FOLDER] [--only TEXT ...] [--view PAGE?VIEW]

--only keeps the pictures whose names hold every TEXT ('phone', 'fr', 'gap'); --view takes one address,
with its page ('gap?sector=energy'), in place of the list.
"""

from __future__ import annotations

import argparse
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.server import ROOT, serving
from scripts.browser import find

PAGES = {
    "gap": "gap?",
    "ratios": "gap?sector=telecoms_broadband&time=2018",
    "ranks": "gap?sector=airlines&country=US&time=2017",
    "over_time": "gap?tab=over_time",
    "company": "company?focus=plusnet",
    "search": "company?",
    "sayings": "sayings?",
    "data": "data?",
    "method": "method?",
}
SIZES = {"wide": (1440, 900), "phone": (390, 844)}
_FLAGS = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking"]
_RESTING = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  return app && app.dataset.testScriptState === 'notRunning' && document.querySelector('.st-key-masthead')
    && !document.querySelector('[data-testid=stSkeleton]');
}"""
_HEIGHT = """() => Math.max(...[...document.querySelectorAll('[data-testid=stMainBlockContainer]')]
  .map(block => block.getBoundingClientRect().height)) + 80"""


def main() -> None:
    """Serves the app once and takes the pictures asked for, one after the other."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--to", type=Path, default=ROOT / "build" / "gallery")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--view", default="")
    take(parser.parse_args())


def take(chosen: argparse.Namespace) -> None:
    """All pictures that ``chosen`` asks for. SystemExit where no browser is to be had."""
    chrome = find()
    if chrome is None:
        raise SystemExit("no Chrome or Chromium: make setup")
    pages = {"view": chosen.view} if chosen.view else PAGES
    chosen.to.mkdir(parents=True, exist_ok=True)
    with serving(ROOT / "app.py") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chrome, args=_FLAGS)
        for page, size, theme, lang in product(pages, SIZES, ("light", "dark"), ("en", "fr")):
            name = f"{page}-{size}-{theme}-{lang}"
            if all(text in name.split("-") for text in chosen.only):
                url = f"{address}/{pages[page]}&lang={lang}&theme={theme}"
                picture(browser, url, SIZES[size], chosen.to / f"{name}.png")
        browser.close()


def picture(browser: Browser, url: str, size: tuple[int, int], to: Path) -> None:
    """One page in its whole height, once it rests."""
    theme = "dark" if url.endswith("theme=dark") else "light"
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=theme)
    page.goto(url)
    page.wait_for_function(_RESTING, timeout=60_000)
    page.wait_for_timeout(1500)
    page.set_viewport_size({"width": size[0], "height": min(int(page.evaluate(_HEIGHT)), 6000)})
    page.wait_for_timeout(1000)
    page.screenshot(path=to)
    page.close()
    print(to)


if __name__ == "__main__":
    main()

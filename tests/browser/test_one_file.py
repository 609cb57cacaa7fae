"""The HTML file of a view, opened from a disk without any server: whole at any width, with its table."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from barometer.messages import say
from tests.browser.conftest import Reader

VIEW = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"
_DRAWN = "document.querySelector('#chart .main-svg') !== null"


@pytest.mark.parametrize("more", ["", "&tab=over_time"])
@pytest.mark.parametrize(("width", "lang", "theme"), [(320, "fr", "dark"), (1200, "en", "light")])
def test_it_needs_no_server_and_fits(
    reader: Reader,
    browser: Browser,
    address: str,
    tmp_path: Path,
    width: int,
    lang: str,
    theme: str,
    more: str,
) -> None:
    page = reader("/method")
    kept = page.request.get(f"{address}/api/v1/view.html?{VIEW}{more}&lang={lang}&theme={theme}")
    file = tmp_path / "chart.html"
    file.write_bytes(kept.body())
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
    asked: list[str] = []
    alone = context.new_page()
    alone.on("request", lambda request: asked.append(request.url))
    alone.goto(file.as_uri())
    alone.wait_for_function(_DRAWN)
    assert asked == [file.as_uri()], "nothing is fetched"
    assert alone.evaluate("document.documentElement.scrollWidth") <= width
    drawn = alone.locator("#chart .main-svg").first.bounding_box()
    assert drawn is not None and 0.7 * min(width, 1040) <= drawn["width"] <= width
    assert "Plusnet" in str(alone.locator("#chart").get_attribute("aria-label"))
    assert alone.locator("html").get_attribute("lang") == lang
    alone.get_by_text(say("over_time.table", lang)).click()
    expect(alone.get_by_role("row").filter(has_text="Plusnet").first).to_contain_text("86")
    link = alone.get_by_role("link", name=say("web.back", lang))
    assert str(link.get_attribute("href")).startswith(f"{address}/gap?v=1&")
    found = Axe().run(alone).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    context.close()

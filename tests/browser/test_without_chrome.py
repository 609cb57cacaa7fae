"""A server without a browser to draw with: it says so, and the reader's own browser makes the picture."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from barometer.messages import say
from bench.server import ROOT, serving
from tests.browser.conftest import DESK, PATIENCE, rest


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = str(tmp_path_factory.mktemp("home"))
    with serving(ROOT / "app.py", BAROMETER_HOME=home, BAROMETER_CHROME="none") as address:
        yield address


def test_the_chart_s_own_camera_makes_the_picture(bare: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}, locale="fr-FR")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{bare}/gap?lang=fr")
    rest(page)
    drawn = page.locator(".js-plotly-plot").first
    expect(drawn).to_contain_text("gap?v=1&sector=")
    drawn.hover()
    with page.expect_download() as waiting:
        page.locator(".js-plotly-plot .modebar-btn").first.click()
    picture = Image.open(BytesIO(Path(waiting.value.path()).read_bytes()))
    assert picture.format == "PNG"
    chart = page.locator(".js-plotly-plot").first.bounding_box()
    assert chart is not None
    assert picture.size == (round(chart["width"]) * 2, round(chart["height"]) * 2)
    assert len(picture.convert("L").getcolors() or ()) > 20, "more than a white sheet"
    page.get_by_role("button", name="Télécharger").click()
    expect(
        page.get_by_text("l’appareil photo du graphique en fait une dans votre navigateur")
    ).to_be_visible()
    assert page.get_by_role("button", name="PNG", exact=True).count() == 0
    context.close()


def test_the_server_says_so(bare: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{bare}/api/v1/view.png?sector=telecoms_broadband&country=GB&lang=fr")
    with refused.value as answer:
        assert answer.status in (501, 503)
        assert say("image.no_chrome", "fr") in answer.read().decode().replace("\\u2019", "’")

"""The chart over time is taken away as it is seen: its points, its picture."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from PIL import Image
from playwright.sync_api import Page

from barometer.desk import default_desk
from tests.browser.conftest import Reader, local, rest

VIEW = "/gap?sector=telecoms_broadband&country=GB&tab=over_time&lang=fr"


def taken(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.locator(f".st-key-take_{name} button").click()
    return Path(waiting.value.path()).read_bytes()


def test_points_and_picture_say_the_same_and_open_the_same(reader: Reader) -> None:
    page = reader(VIEW, locale="fr-FR")
    page.get_by_role("button", name="Télécharger").first.click()
    rows = list(csv.DictReader(io.StringIO(taken(page, "csv").decode("utf-8-sig"))))
    sky = [row for row in rows if row["company"] == "sky" and row["measure"] == "Part de satisfaits"]
    held = [c for c in default_desk().company("sky").claims if c.sector == "telecoms_broadband"]
    published = {(c.period.start.isoformat(), c.quantity.value) for c in held if c.period and c.quantity}
    assert len(sky) >= 3
    assert {(row["from"], round(float(row["value"]) / 100, 6)) for row in sky} <= {
        (day, round(float(value), 6) if value <= 1 else round(float(value) / 100, 6))
        for day, value in published
        if value is not None
    }
    assert all("vérifié" in row["checked"] and row["data_id"] for row in rows)
    drawn = " ".join(page.locator(".js-plotly-plot text").all_text_contents())
    assert all(f"{float(row['value']):g}" in drawn for row in sky)

    picture = Image.open(io.BytesIO(taken(page, "png")))
    assert picture.format == "PNG" and picture.width > 900
    assert list(csv.DictReader(io.StringIO(picture.info["Data"]))) == rows
    link = urlsplit(picture.info["Source"])
    assert parse_qs(link.query)["tab"] == ["over_time"]
    title = page.locator(".js-plotly-plot text").first.text_content()
    again = reader(local(picture.info["Source"]), locale="fr-FR")
    rest(again)
    assert again.locator(".js-plotly-plot text").first.text_content() == title
    assert b"<svg" in taken(page, "svg")[:400]

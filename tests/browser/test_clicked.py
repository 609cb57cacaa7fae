"""A company is put in focus by a click on its mark; an embedded chart tells the page around it its height."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Reader, rest

VIEW = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"
#: where on the screen a mark of a company stands in a chart
_MARK = """([key, company]) => {
  const chart = document.querySelector(`.st-key-${key} .js-plotly-plot`);
  chart.scrollIntoView({block: 'center'});
  const marks = chart.data.find(one => one.mode !== 'lines' && one.name !== 'claim'
    && (one.customdata || []).includes(company));
  const at = marks.customdata.indexOf(company);
  const axis = which => chart._fullLayout[which[0] + 'axis' + which.slice(1)];
  const [x, y] = [axis(marks.xaxis || 'x'), axis(marks.yaxis || 'y')];
  const box = chart.getBoundingClientRect();
  return [box.left + x._offset + x.d2p(marks.x[at]), box.top + y._offset + y.d2p(marks.y[at])];
}"""
#: marks that Plotly set back because others were chosen
_FADED = """() => [...document.querySelectorAll('.st-key-paired .scatterlayer .points path')]
  .map((one) => getComputedStyle(one).opacity).filter((opacity) => opacity < 0.99)"""
_AROUND = """<!doctype html><html lang="en"><title>An article</title><body style="margin:0">
<iframe id="barometer" src="{source}" width="100%" height="200" style="border:0"></iframe>
<script>window.told = [];
addEventListener("message", (e) => {{ const f = document.getElementById("barometer");
if (e.source === f.contentWindow && e.data.type === "barometer-height") {{
  window.told.push(e.data.height); f.height = e.data.height; }} }});</script></body></html>"""


def click(page: Page, company: str, chart: str = "paired") -> None:
    x, y = page.evaluate(_MARK, [chart, company])
    page.mouse.click(x, y)


def test_a_click_on_a_mark_puts_its_company_in_focus(reader: Reader) -> None:
    page = reader(f"/gap?{VIEW}&lang=en")
    for company, said in (("plusnet", "Plusnet: 86% satisfied"), ("sky", "Sky: 83% satisfied")):
        click(page, company)
        page.wait_for_url(f"**focus={company}*")
        expect(page.locator(".st-key-company_sentence")).to_contain_text(said)
        rest(page)


def test_over_time_a_click_shows_the_company_alone(reader: Reader) -> None:
    page = reader(f"/gap?{VIEW}&tab=over_time&lang=en")
    click(page, "virgin_media", "over_time")
    page.wait_for_url("**focus=virgin_media*")
    rest(page)
    chart = page.locator(".st-key-over_time .js-plotly-plot")
    drawn = chart.evaluate("chart => chart.data.map(one => one.customdata || []).flat()")
    assert set(drawn) == {"virgin_media"}


def test_a_click_in_a_fold_s_chart_puts_its_company_in_focus(reader: Reader) -> None:
    page = reader(f"/gap?{VIEW}&lang=en")
    page.get_by_text("How sure?").click()
    rest(page)
    click(page, "sky", "forest")
    page.wait_for_url("**focus=sky*")
    rest(page)
    click(page, "ee", "ranks")
    page.wait_for_url("**focus=ee*")


def test_a_company_s_chart_is_taken_away_as_its_points(reader: Reader) -> None:
    page = reader("/company?focus=plusnet&lang=en")
    with page.expect_download() as told:
        page.get_by_role("button", name="CSV of the chart").click()
    rows = list(csv.DictReader(Path(told.value.path()).read_text("utf-8-sig").splitlines()))
    shares = [float(row["value"]) for row in rows if row["unit"] == "percent"]
    assert sorted(shares) == [79, 86, 93]
    assert sorted(float(row["value"]) for row in rows if row["unit"] == "rate") == [11, 20, 20, 32]
    assert all(row["sources"] and "focus=plusnet" in row["view"] for row in rows)


@pytest.mark.parametrize("width", [320, 700])
def test_an_embedded_chart_fits_its_frame_and_says_how_high_it_is(
    reader: Reader, address: str, width: int
) -> None:
    page = reader("/method")
    page.set_viewport_size({"width": width, "height": 900})
    article = _AROUND.format(source=f"{address}/embed?{VIEW}&lang=en")
    page.route(f"{address}/article", lambda route: route.fulfill(body=article, content_type="text/html"))
    page.goto(f"{address}/article")
    inside = page.frame_locator("#barometer")
    expect(inside.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    page.wait_for_function("window.told.length > 0")
    high = page.evaluate("window.told.at(-1)")
    assert 400 < high < 3000 and page.locator("#barometer").bounding_box()["height"] == high  # type: ignore[index]
    frame = next(one for one in page.frames if "/embed" in one.url)
    assert frame.evaluate("document.documentElement.scrollWidth") <= width
    assert frame.evaluate("document.documentElement.scrollHeight") <= high, "nothing is cut off"
    link = inside.get_by_role("link")
    assert str(link.get_attribute("href")).startswith(f"{address}/gap?")
    assert "Plusnet" in str(inside.locator("#chart").get_attribute("aria-label"))


def test_a_tap_does_what_a_click_does(reader: Reader) -> None:
    page = reader(f"/gap?{VIEW}&lang=fr", size=PHONE)
    for company in ("bt", "talktalk"):
        x, y = page.evaluate(_MARK, ["paired", company])
        page.touchscreen.tap(x, y)
        page.wait_for_url(f"**focus={company}*")
        rest(page)
        faded = page.evaluate(_FADED)
        assert faded == [], "no mark is paler than it was"

"""The figure of a page, made of fewer parts, as a browser draws it: every word where the file has it."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from pathlib import Path
from typing import Any

import plotly
import plotly.graph_objects as go
import pytest
from playwright.sync_api import Browser, Page

from barometer.figures.break_even import break_even
from barometer.figures.forest import forest
from barometer.figures.funnel import funnel
from barometer.figures.on_screen import on_screen
from barometer.figures.paired_dots import paired_dots
from barometer.figures.rank_plot import rank_plot
from barometer.figures.raw_dots import raw_dots
from barometer.figures.template import Theme
from tests.figures.gaps import META, STRATUM, broadband, look, made
from tests.figures.test_fit import LONG, observation

PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
ODD = broadband(observation("long", LONG, 0.81, 1234.0), observation("now", "NOW", None, 8.0))
GAPS = {"published": broadband(), "made": made(), "odd": ODD}
KINDS = {
    "paired_dots": paired_dots, "forest": forest, "raw_dots": raw_dots, "rank_plot": rank_plot,
    "break_even": break_even,
}  # fmt: skip
#: of lines that say nothing under the pointer, the box and colour of each: traces in a file, shapes on a page
_LINES = """([quiet, shapes]) => {
  const found = [];
  const about = (paths) => {
    const boxes = paths.map(one => one.getBoundingClientRect());
    const style = getComputedStyle(paths[0]);
    found.push([[style.stroke, style.strokeWidth, style.strokeDasharray].join(" "), "",
      Math.min(...boxes.map(b => b.left)), Math.max(...boxes.map(b => b.right)),
      Math.min(...boxes.map(b => b.top)), Math.max(...boxes.map(b => b.bottom))]);
  };
  const traces = [...document.querySelectorAll(".scatterlayer .trace")];
  for (const index of quiet) about([...traces[index].querySelectorAll("path.js-line")]);
  for (const index of shapes) about([document.querySelector(`.shapelayer path[data-index="${index}"]`)]);
  return found;
}"""
#: each piece of text with its box, type and colour; the colour and edge of each mark and line with its box
_SEEN = """async (spec) => {
  const div = document.createElement("div");
  document.body.replaceChildren(div);
  document.body.style.margin = 0;
  await Plotly.newPlot(div, spec.data, spec.layout, {displayModeBar: false});
  const words = [], marks = [];
  for (const svg of div.querySelectorAll("svg.main-svg")) {
    const walk = document.createTreeWalker(svg, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode, said = node.textContent.trim();
      if (!said || getComputedStyle(node.parentElement).display === "none") continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect(), style = getComputedStyle(node.parentElement);
      const type = [parseFloat(style.fontSize), style.fontWeight, style.fill].join(" ");
      words.push([said, type, box.left, box.right, box.top, box.bottom]);
    }
    for (const point of svg.querySelectorAll("path.point")) {
      const box = point.getBoundingClientRect(), style = getComputedStyle(point);
      marks.push([[style.fill, style.stroke].join(" "), "", box.left, box.right, box.top, box.bottom]);
    }
  }
  return {words, marks};
}"""


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Page:
    page = browser.new_page(viewport={"width": 1200, "height": 1400})
    page.add_script_tag(path=str(PLOTLY))
    return page


def alike(sheet: Page, figure: go.Figure) -> None:
    file, page = json.loads(figure.to_json()), on_screen(figure, chosen=True).to_dict()
    assert page["data"][-1]["name"] == "texts" and not page["layout"].get("annotations")
    quiet = [
        index for index, one in enumerate(file["data"])
        if one.get("mode") == "lines" and one.get("hoverinfo") == "skip"
    ]  # fmt: skip
    paths = range(len(file["layout"].get("shapes", ())), len(page["layout"].get("shapes", ())))
    drawn = []
    for one, asked in ((file, [quiet, []]), (page, [[], list(paths)])):
        drawn.append(sheet.evaluate(_SEEN, {"data": one["data"], "layout": one["layout"]}))
        drawn[-1]["lines"] = sheet.evaluate(_LINES, asked)
    assert len(quiet) == len(paths)
    for kind in ("words", "marks", "lines"):
        there, here = (sorted(one[kind], key=order) for one in drawn)
        assert Counter(tuple(one[:2]) for one in there) == Counter(tuple(one[:2]) for one in here)
        apart = [
            (a, b)
            for a, b in zip(there, here, strict=True)
            if any(abs(x - y) > 1.5 for x, y in zip(a[2:], b[2:], strict=True))
        ]
        assert apart == []
    assert len(drawn[0]["words"]) > 20


def order(seen: list[Any]) -> tuple[Any, ...]:
    return (seen[0], seen[1], round(seen[4] / 4), round(seen[2] / 4))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("which", GAPS)
@pytest.mark.parametrize("width", [360, 700, 1100])
def test_every_word_and_mark_stands_where_the_file_has_it(
    sheet: Page, kind: str, which: str, width: int
) -> None:
    for lang, theme in itertools.product(("fr", "en"), (Theme.LIGHT, Theme.DARK)):
        alike(sheet, KINDS[kind](GAPS[which], STRATUM, META, look(lang, theme, width), focus="bt"))


@pytest.mark.parametrize("width", [360, 1100])
def test_the_funnel_too(sheet: Page, width: int) -> None:
    alike(sheet, funnel(made(), STRATUM, META, look("fr", width=width)))

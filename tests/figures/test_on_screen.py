"""The figure of a page is the figure of the files: every text, mark and company, where it was."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest

from barometer.figures.forest import forest
from barometer.figures.on_screen import on_screen
from barometer.figures.paired_dots import paired_dots
from barometer.figures.template import Theme
from barometer.figures.typeset import LINE
from tests.figures.gaps import META, STRATUM, broadband, look

KINDS = {"paired_dots": paired_dots, "forest": forest}


def lines(layout: dict[str, Any]) -> set[tuple[str, float, float, int, str]]:
    """Every single line on a row: words, height in pixels, type size, weight, colour."""
    (last, first), margin = layout["yaxis"]["range"], layout["margin"]
    scale = (layout["height"] - margin["t"] - margin["b"]) / (last - first)
    found = set()
    for text in layout["annotations"]:
        if text["yref"] != "y" or text["yanchor"] != "middle":
            continue
        said, font = text["text"].split("<br>"), text["font"]
        for place, words in enumerate(said):
            style = dict(re.findall(r"([a-z-]+):([^;\"]+)", words.split(">")[0])) if "<span" in words else {}
            y = text["y"] * scale + (place - (len(said) - 1) / 2) * font["size"] * LINE
            size = float(style.get("font-size", f"{font['size']}px").removesuffix("px"))
            weight, colour = int(style.get("font-weight", font["weight"])), style.get("fill", font["color"])
            found.add((unescape(re.sub("<[^>]+>", "", words)), round(y, 3), size, weight, colour))
    return found


def marks(data: list[dict[str, Any]]) -> set[tuple[Any, ...]]:
    found = set()
    for trace in data:
        if trace.get("mode") != "markers" or not isinstance(trace["marker"]["size"], list):
            continue
        marker, n = trace["marker"], len(trace["x"])
        edge = marker["line"]["color"]
        edges = edge if isinstance(edge, list) else [edge] * n
        found |= set(zip(
            [trace["name"]] * n, trace["x"], trace["y"], trace["customdata"], trace["hovertext"],
            marker["symbol"], marker["color"], edges, strict=True,
        ))  # fmt: skip
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [360, 1040])
@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_the_page_shows_what_the_file_shows(kind: str, width: int, theme: Theme) -> None:
    drawn = KINDS[kind](broadband(), STRATUM, META, look("fr", theme, width), focus="bt")
    file = json.loads(drawn.to_json())
    page = on_screen(drawn).to_dict()
    assert lines(page["layout"]) == lines(file["layout"])
    assert marks(page["data"]) == marks(file["data"])
    assert json.loads(drawn.to_json()) == file  # the file's own figure is left as it is


def test_a_wide_page_has_fewer_parts_and_the_look_of_the_template() -> None:
    drawn = paired_dots(broadband(), STRATUM, META, look("en"))
    file, page = json.loads(drawn.to_json()), on_screen(drawn, chosen=True).to_dict()
    assert len(page["layout"]["annotations"]) < 0.6 * len(file["layout"]["annotations"])
    assert len(page["data"]) < len(file["data"])
    told = file["layout"]["template"]["layout"]
    assert page["layout"]["font"] == told["font"] and page["layout"]["hoverlabel"] == told["hoverlabel"]
    assert page["layout"]["xaxis"]["fixedrange"] and page["layout"]["xaxis2"]["fixedrange"]
    assert page["layout"]["xaxis"]["showgrid"]  # the figure's own word over its template's
    assert page["layout"]["clickmode"] == "event+select"


def test_what_is_sent_is_the_same_each_time_and_draws_nothing_again() -> None:
    shown = on_screen(paired_dots(broadband(), STRATUM, META, look("en")))
    assert shown.to_dict() is shown.to_dict()
    assert shown.layout.meta["alt"]
    assert not {"template", "meta"} & set(shown.to_dict()["layout"])
    assert shown.to_dict()["layout"]["datarevision"] == 1

"""The figure of a page is the figure of the files: every text, mark and company.

Where they stand is seen in a browser: tests/browser/test_drawn_alike.py.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from barometer.figures.forest import forest
from barometer.figures.on_screen import on_screen
from barometer.figures.paired_dots import paired_dots
from barometer.figures.template import Theme
from tests.figures.gaps import META, STRATUM, broadband, look
from tests.figures.on_page import texts

KINDS = {"paired_dots": paired_dots, "forest": forest}


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
    words = [sorted(" ".join(texts(one).values()).split()) for one in (page, file)]
    assert words[0] == words[1]
    assert marks(page["data"]) == marks(file["data"])
    assert json.loads(drawn.to_json()) == file  # the file's own figure is left as it is


def test_a_wide_page_has_fewer_parts_and_the_look_of_the_template() -> None:
    drawn = paired_dots(broadband(), STRATUM, META, look("en"))
    file, page = json.loads(drawn.to_json()), on_screen(drawn, chosen=True).to_dict()
    assert "annotations" not in page["layout"]
    assert len(texts(page)) < 0.6 * len(texts(file))
    assert len(page["data"]) < 0.6 * len(file["data"])
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


def test_lines_that_say_nothing_are_shapes_in_their_own_place() -> None:
    drawn = paired_dots(broadband(), STRATUM, META, look("en"))
    file, page = json.loads(drawn.to_json()), on_screen(drawn).to_dict()
    quiet = [one for one in file["data"] if one.get("mode") == "lines" and one["hoverinfo"] == "skip"]
    paths = {(one["name"], one["line"]["color"]): one for one in page["layout"]["shapes"] if "path" in one}
    assert len(quiet) > 3
    for trace in quiet:
        path = paths[trace["name"], trace["line"]["color"]]
        ends = [(x, y) for x, y in zip(trace["x"], trace["y"], strict=True) if x is not None]
        steps = [tuple(map(float, step[1:].split(","))) for step in path["path"].split()]
        assert steps == [pytest.approx(end) for end in ends]
        assert (path["xref"], path["yref"]) == (trace["xaxis"], trace["yaxis"])
        assert path["opacity"] == trace["opacity"] and path["line"] == trace["line"]
    assert not {one["name"] for one in quiet} & {one["name"] for one in page["data"]}


def test_over_days_a_figure_keeps_its_margins_and_texts() -> None:
    drawn = paired_dots(broadband(), STRATUM, META, look("en"))
    drawn.layout.xaxis.type = "date"
    page = on_screen(drawn).to_dict()
    assert page["layout"]["margin"] == json.loads(drawn.to_json())["layout"]["margin"]
    assert texts(page) == texts(json.loads(drawn.to_json()))

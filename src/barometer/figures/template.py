"""Colours, type and the one Plotly template: light, dark and print.

Every colour of a mark has at least 3:1 against its paper and every colour of a text 4.5:1
(WCAG 2.2, 1.4.3 and 1.4.11); ``more`` and ``fewer`` differ in lightness, so that they stay apart
in greyscale and for readers who confuse red and green. The tests hold this.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import plotly.graph_objects as go

# One metric-compatible family: lines are wrapped from its widths, so they fit wherever they are drawn.
FONT = 'Arial, "Liberation Sans", Arimo, "Helvetica Neue", Helvetica, sans-serif'


class Theme(StrEnum):
    """Where a chart is looked at."""

    LIGHT = "light"
    DARK = "dark"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by what they mean.

    ink, muted          text; text of second rank
    more, fewer         observed above, below what is expected
    even                observed neither above nor below, and marks that take no side
    faint               grid and guides (decoration, carries nothing)
    band                the row of the company in focus; the peer band
    refused             a company that is shown but not compared
    steps               a rate on a map, from the lowest to the highest: further from the paper each time
    """

    paper: str
    ink: str
    muted: str
    more: str
    fewer: str
    even: str
    faint: str
    band: str
    refused: str
    steps: tuple[str, ...]


PALETTES = {
    Theme.LIGHT: Palette(
        paper="#ffffff",
        ink="#1a2130",
        muted="#566072",
        more="#d4522a",
        fewer="#1b4d8c",
        even="#1a2130",
        faint="#e1e5ec",
        band="#f0f3f8",
        refused="#7d8695",
        steps=("#dce8f5", "#a8c7e6", "#6d9fd0", "#376fae", "#12386a"),
    ),
    Theme.DARK: Palette(
        paper="#0e1117",
        ink="#f2f4f8",
        muted="#a9b3c3",
        more="#ffab87",
        fewer="#4d90ea",
        even="#f2f4f8",
        faint="#293140",
        band="#1a212d",
        refused="#7f8a9d",
        steps=("#24405f", "#3a6596", "#5f92cb", "#98c1ee", "#dcebfd"),
    ),
    Theme.PRINT: Palette(
        paper="#ffffff",
        ink="#000000",
        muted="#474747",
        more="#cb4a22",
        fewer="#153f75",
        even="#000000",
        faint="#d6d6d6",
        band="#efefef",
        refused="#767676",
        steps=("#dce8f5", "#a8c7e6", "#6d9fd0", "#376fae", "#12386a"),
    ),
}


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type sizes in pixels (of a figure drawn at its own width)."""

    title: float
    deck: float
    head: float
    row: float
    small: float
    note: float


WIDE = Sizes(title=23, deck=14.5, head=13, row=14.5, small=12, note=12)
MEDIUM = Sizes(title=20, deck=13.5, head=12.5, row=13.5, small=11.5, note=11.5)
PHONE = Sizes(title=18, deck=13, head=12.5, row=14, small=11.5, note=11.5)


def sizes(width: int) -> Sizes:
    """Type sizes for a figure ``width`` pixels wide."""
    if width >= 900:
        return WIDE
    return MEDIUM if width >= 600 else PHONE


@cache
def template(theme: Theme) -> go.layout.Template:
    """The template of a theme: paper, type, quiet axes, no legend, no Plotly default left."""
    colours = PALETTES[theme]
    axis = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "fixedrange": True,
        "tickfont": {"size": 11.5, "color": colours.muted},
        "gridcolor": colours.faint,
        "gridwidth": 1,
        "title": {"text": ""},
    }
    layout = go.Layout(
        font={"family": FONT, "size": 13, "color": colours.ink},
        paper_bgcolor=colours.paper,
        plot_bgcolor="rgba(0,0,0,0)",
        xaxis=axis,
        yaxis=axis,
        showlegend=False,
        hovermode="closest",
        dragmode=False,
        hoverlabel={
            "bgcolor": colours.paper,
            "bordercolor": colours.muted,
            "align": "left",
            "font": {"family": FONT, "size": 13, "color": colours.ink},
        },
    )
    return go.layout.Template(layout=layout)

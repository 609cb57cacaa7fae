"""Claims, complaints and ratios by period: a row of panels a company, a column a measure.

Each figure is drawn over the whole of its period, and written where nothing else stands. A line
joins neighbouring periods of one definition only; where the definition changes a dashed upright
says so; a period that is still filling is hatched. The sector's own series, where there is one,
is drawn thin behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from barometer.answer.checked import Record
from barometer.figures.chart import ChartText, Frame
from barometer.figures.cited import footer
from barometer.figures.drawing import Drawing
from barometer.figures.footnotes import records_printed_with, surveyed
from barometer.figures.look import Look, Meta
from barometer.figures.marks import axis
from barometer.figures.multiples import (
    LEFT,
    PANEL,
    Cell,
    Heading,
    Layout,
    Shown,
    days_of,
    layout_of,
    years_of,
)
from barometer.figures.placed import Scale, free, places
from barometer.figures.reading import ends, middle
from barometer.figures.scales import number_ticks, percent_ticks
from barometer.figures.series import Series, breaks, joined_runs, levels, midday
from barometer.figures.time_text import (
    alternative,
    caveat,
    figure_of,
    finding,
    hover,
    key,
    sources,
    subtitle,
    titled,
)
from barometer.figures.typeset import LINE, plain, width
from barometer.model import Claim, Message, Report


def over_time(
    series: Sequence[Series],
    headings: dict[Shown, Message],
    meta: Meta,
    look: Look,
    behind: Message | None = None,
    records: Sequence[Record] = (),
) -> go.Figure:
    """Small multiples of one or several companies' series.

    headings       what each (measure, unit or panel) is called, with its unit
    behind         what the series drawn thin are
    records        the figures that the points rest on: who was asked, and what is printed with them
    meta.sentence  the title, where the companies' names are not to be it
    ValueError where no series has a point.
    """
    if not any(one.points for one in series):
        raise ValueError("no series has a point to draw")
    own = {one.company: one.name for one in series if not one.sector}
    names = list(dict.fromkeys(own.values()))
    scope = look.say(meta.sentence or titled(series, names))
    told = finding(series, headings, look)
    title = (told or scope,)
    about = subtitle(series, len(names), behind, look)
    layout = layout_of(series, headings, look)
    days = days_of(series)
    text = ChartText(
        title=title,
        subtitle=f"{scope}. {about}" if told else about,
        notes=(
            *key(series, any(cell.lined for cell in layout.cells), look),
            caveat(series, look),
            *surveyed([one for one in records if isinstance(one, Claim)], meta, look),
            *records_printed_with([one for one in records if not isinstance(one, Report)], own, look),
            *(look.say(note) for note in meta.notes),
        ),
        sources=sources(series, meta, look),
        footer=footer(meta, look),
        alt=alternative(series, headings, (f"{told}.", scope) if told else title, look),
    )
    frame = Frame(text, look, look.pad, look.pad, 18.0, layout.height)
    drawing = frame.drawing()
    _headings(drawing, layout, frame, look)
    for index, cell in enumerate(layout.cells):
        scale = Scale(cell, days)
        _panel(drawing, index, scale, frame, look)
        for one in cell.series:
            _draw(drawing, index, one, scale, look)
        if cell.empty:
            _nothing(drawing, index, scale, look)
    return drawing.figure()


def _headings(drawing: Drawing, layout: Layout, frame: Frame, look: Look) -> None:
    size = look.sizes
    for index, heading in enumerate(layout.headings):
        _heading(drawing, f"heading-{index}", heading, size.head, frame, look)
    for index, row in enumerate(layout.rows):
        _heading(drawing, f"row-{index}", row, size.row, frame, look)
        y = 1 - (row.y - 7) / frame.body
        drawing.shape(
            f"row-{index}", type="line", layer="below", xref="paper", yref="paper", x0=0, x1=1, y0=y, y1=y,
            line={"color": look.colours.faint, "width": 1},
        )  # fmt: skip


def _heading(
    drawing: Drawing, name: str, heading: Heading, size: float, frame: Frame, look: Look
) -> None:  # fmt: skip
    drawing.text(
        name, heading.lines, size=size, colour=look.colours.ink, bold=True,
        x=heading.x / frame.plot, xref="paper", y=1 - heading.y / frame.body, yref="paper",
    )  # fmt: skip


def _panel(drawing: Drawing, index: int, scale: Scale, frame: Frame, look: Look) -> None:
    cell, days = scale.cell, scale.days
    plot, body = frame.plot, frame.body
    low, high = cell.span
    up = (percent_ticks if cell.unit == "percent" else number_ticks)(low, high, 4, look)
    values, words = years_of(days, cell.across, look)
    shared = {"tickmode": "array", "showgrid": True, "tickfont": {"size": look.sizes.small}, "tickangle": 0}
    drawing.layout.update({
        axis(index, "xaxis"): {
            "type": "date", "range": [days[0].isoformat(), days[1].isoformat()], "anchor": axis(index, "y"),
            "domain": [(cell.x + LEFT) / plot, min(1.0, (cell.x + cell.wide) / plot)],
            "tickvals": values, "ticktext": words, **shared,
        },
        axis(index, "yaxis"): {
            "range": [low, high], "anchor": axis(index),
            "domain": [max(0.0, 1 - (cell.y + PANEL) / body), 1 - cell.y / body],
            "tickvals": [value for value, _ in up], "ticktext": [said for _, said in up], **shared,
        },
    })  # fmt: skip
    if cell.lined:
        drawing.shape(
            f"expected-{index}", type="line", layer="below", xref=f"{axis(index)} domain",
            yref=axis(index, "y"), x0=0, x1=1, y0=1, y1=1,
            line={"color": look.colours.muted, "width": 1},
        )  # fmt: skip


def _nothing(drawing: Drawing, index: int, scale: Scale, look: Look) -> None:
    """Where a company has no figure, the panel says so: missing, not zero."""
    said, size = look.phrase("figures.alt.nothing"), look.sizes.small
    if (place := free(scale, width(said, size), size * LINE)) is not None:
        drawing.text(
            f"nothing-{index}", (said,), size=size, colour=look.colours.muted, yanchor="middle",
            behind=look.colours.paper, x=scale.days[0].isoformat(), xref=axis(index), xshift=place[0],
            y=scale.cell.span[0], yref=axis(index, "y"), yshift=place[1],
        )  # fmt: skip


def _draw(drawing: Drawing, index: int, series: Series, scale: Scale, look: Look) -> None:
    colour = look.colours.refused if series.sector else look.colours.even
    where: dict[str, Any] = {"xaxis": axis(index), "yaxis": axis(index, "y")}
    own = "sector" if series.sector else series.company
    runs = joined_runs(series)
    if not series.sector:
        _hatched(drawing, series, scale.cell, where, look)
        for day in breaks(series):
            drawing.shape(
                f"break-{own}", type="line", layer="below", xref=where["xaxis"],
                yref=f"{where['yaxis']} domain",
                x0=day.isoformat(), x1=day.isoformat(), y0=0, y1=1,
                line={"color": look.colours.muted, "width": 1.2, "dash": "dash"},
            )  # fmt: skip
    lines = [[point for point in run if middle(point.estimate) is not None] for run in runs]
    drawing.trace(
        "scatter", f"{own}-line", mode="lines", hoverinfo="skip", cliponaxis=False, **where,
        line={"color": colour, "width": 1 if series.sector else 2.2},
        x=[x for run in lines for x in (*(midday(p.period).isoformat() for p in run), None)],
        y=[y for run in lines for y in (*(middle(p.estimate) for p in run), None)],
    )  # fmt: skip
    _periods(drawing, series, own, colour, where)
    if not series.sector:
        _points(drawing, series, where, look)
        _values(drawing, series, own, scale, where, look)


def _periods(drawing: Drawing, series: Series, own: str, colour: str, where: dict[str, Any]) -> None:
    """Each figure over the whole of its period; a range at both its ends."""
    drawn = [(point, level) for point in series.ordered() for level in levels(point.estimate)]
    drawing.trace(
        "scatter", f"{own}-period", mode="lines", hoverinfo="skip", cliponaxis=False, **where,
        opacity=0.45, line={"color": colour, "width": 3 if series.sector else 4},
        x=[x for p, _ in drawn for x in (p.period.start.isoformat(), p.period.end.isoformat(), None)],
        y=[y for _, level in drawn for y in (level, level, None)],
    )  # fmt: skip


def _points(drawing: Drawing, series: Series, where: dict[str, Any], look: Look) -> None:
    points = [point for point in series.ordered() if middle(point.estimate) is not None]
    reach = [(middle(p.estimate) or 0.0, *ends(p.estimate)) for p in points]
    drawing.trace(
        "scatter", series.company, mode="markers", hoverinfo="text", cliponaxis=False, **where,
        x=[midday(p.period).isoformat() for p in points],
        y=[middle(p.estimate) for p in points],
        customdata=[series.company] * len(points),
        hovertext=[plain(hover(series, p, look)) for p in points],
        error_y={
            "type": "data", "symmetric": False, "thickness": 1.5, "width": 4, "color": look.colours.even,
            "array": [max(0.0, (high or value) - value) for value, _, high in reach],
            "arrayminus": [max(0.0, value - (value if low is None else low)) for value, low, _ in reach],
        },
        marker={
            "size": [0 if p.estimate.value is None else 8 for p in points],
            "color": look.colours.paper, "opacity": 1, "line": {"color": look.colours.even, "width": 2},
        },
    )  # fmt: skip


def _values(
    drawing: Drawing, series: Series, own: str, scale: Scale, where: dict[str, Any], look: Look
) -> None:
    """The figures written at their marks, as far as there is room; the others are on hover."""
    size = look.sizes.small
    said = {id(point): figure_of(series, point, look) for point in series.ordered()}
    sizes = [(width(words, size), size * LINE) for words in said.values()]
    for point, (right, up) in places(series, scale, sizes):
        drawing.text(
            f"value-{own}-{point.period.start}", (said[id(point)],), size=size, colour=look.colours.ink,
            xanchor="center", yanchor="middle", behind=look.colours.paper,
            x=midday(point.period).isoformat(), xref=where["xaxis"], xshift=right,
            y=middle(point.estimate), yref=where["yaxis"], yshift=up,
        )  # fmt: skip


def _hatched(drawing: Drawing, series: Series, cell: Cell, where: dict[str, Any], look: Look) -> None:
    filling = [point for point in series.ordered() if point.filling]
    if not filling:
        return
    low, high = cell.span
    drawing.trace(
        "bar", f"{series.company}-filling", hoverinfo="skip", **where,
        x=[midday(p.period).isoformat() for p in filling],
        width=[p.period.days * 86_400_000 for p in filling],
        base=[low] * len(filling),
        y=[high - low] * len(filling),
        marker={
            "color": "rgba(0,0,0,0)", "line": {"width": 0},
            "pattern": {"shape": "/", "fgcolor": look.colours.refused, "size": 7, "solidity": 0.15},
        },
    )  # fmt: skip

"""Claims, complaints and ratios by period: a row of panels a company, a column a measure.

Each figure is drawn over the whole of its period. A line joins neighbouring periods of one
definition only; where the definition changes a dashed upright says so; a period that is still
filling is hatched. The sector's own series, where there is one, is drawn thin behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import plotly.graph_objects as go

from barometer.figures.chart import ChartText, Frame
from barometer.figures.cited import footer, semicolons, source_list
from barometer.figures.drawing import Drawing
from barometer.figures.look import Look, Meta, decimals
from barometer.figures.marks import axis
from barometer.figures.multiples import ACROSS, LEFT, PANEL, Cell, cells_of, days_of, years_of
from barometer.figures.reading import ends, middle
from barometer.figures.scales import number_ticks, percent_ticks
from barometer.figures.series import Measure, Point, Series, breaks, joined_runs, midday
from barometer.figures.typeset import LINE, plain, width, wrap
from barometer.messages import percent
from barometer.model import Estimate, Kind, Message, Qualifier

_MARK = 5.0  # pixels that a mark reaches around its middle, with a little air
_AIR = 6.0  # pixels between a mark's reach and its label
_SIGNS = {
    Qualifier.AT_LEAST: "≥\N{NO-BREAK SPACE}",
    Qualifier.AT_MOST: "≤\N{NO-BREAK SPACE}",
    Qualifier.APPROX: "≈\N{NO-BREAK SPACE}",
    Qualifier.ESTIMATE: "≈\N{NO-BREAK SPACE}",
}


def over_time(
    series: Sequence[Series], headings: dict[tuple[Measure, str], Message], meta: Meta, look: Look
) -> go.Figure:
    """Small multiples of one or several companies' series.

    headings       what each (measure, unit or panel) is called, with its unit
    meta.sentence  the title, where the companies' names are not to be it
    ValueError where no series has a point.
    """
    if not any(one.points for one in series):
        raise ValueError("no series has a point to draw")
    names = list(dict.fromkeys(one.name for one in series if not one.sector))
    title = (look.say(meta.sentence or Message("figures.title.over_time", {"names": names})),)
    cells, height = cells_of(series, headings, look)
    text = ChartText(
        title=title,
        subtitle=_subtitle(series, headings, look),
        notes=(look.phrase("figures.note.breaks"), *(look.say(note) for note in meta.notes)),
        sources=_sources(series, meta, look),
        footer=footer(meta, look),
        alt=_alternative(series, headings, title, look),
    )
    frame = Frame(text, look, look.pad, look.pad, 18.0, height)
    drawing = frame.drawing()
    first, last = days_of(series)
    for index, cell in enumerate(cells):
        _panel(drawing, index, cell, (first, last), frame, look)
        for one in cell.series:
            _draw(drawing, index, one, cell, look)
    if any(point.filling for one in series for point in one.points):
        _filling_key(drawing, look)
    return drawing.figure()


def _subtitle(
    series: Sequence[Series], headings: dict[tuple[Measure, str], Message], look: Look
) -> str:  # fmt: skip
    """What the panels show; where there are many, they say it themselves."""
    if len(headings) <= ACROSS:
        return " ".join(f"{look.say(heading)}." for heading in headings.values())
    periods = [point.period for one in series for point in one.points]
    first, last = min(p.start.year for p in periods), max(p.end.year for p in periods)
    return look.phrase("figures.subtitle.years", first=str(first), last=str(last))


def _panel(
    drawing: Drawing, index: int, cell: Cell, days: tuple[date, date], frame: Frame, look: Look
) -> None:
    lines = wrap(cell.title, look.sizes.head, cell.wide, bold=True)
    top = cell.y + cell.lines * look.sizes.head * LINE + 4
    plot, body = frame.plot, frame.body
    low, high = cell.span
    up = (percent_ticks if cell.unit == "percent" else number_ticks)(low, high, 4, look)
    values, words = years_of(days, cell.wide - LEFT, look)
    shared = {"tickmode": "array", "showgrid": True, "tickfont": {"size": look.sizes.small}, "tickangle": 0}
    drawing.layout.update({
        axis(index, "xaxis"): {
            "type": "date", "range": [days[0].isoformat(), days[1].isoformat()], "anchor": axis(index, "y"),
            "domain": [(cell.x + LEFT) / plot, min(1.0, (cell.x + cell.wide) / plot)],
            "tickvals": values, "ticktext": words, **shared,
        },
        axis(index, "yaxis"): {
            "range": [low, high], "anchor": axis(index),
            "domain": [max(0.0, 1 - (top + PANEL) / body), 1 - top / body],
            "tickvals": [value for value, _ in up], "ticktext": [said for _, said in up], **shared,
        },
    })  # fmt: skip
    drawing.text(
        f"panel-{index}", lines, size=look.sizes.head, colour=look.colours.ink, bold=True,
        x=cell.x / plot, xref="paper", y=1 - cell.y / body, yref="paper",
    )  # fmt: skip


def _draw(drawing: Drawing, index: int, series: Series, cell: Cell, look: Look) -> None:
    colour = look.colours.refused if series.sector else look.colours.even
    where: dict[str, Any] = {"xaxis": axis(index), "yaxis": axis(index, "y")}
    own = "sector" if series.sector else series.company
    runs = joined_runs(series)
    if not series.sector:
        _hatched(drawing, series, cell, where, look)
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
        _values(drawing, series, own, cell, where, look)


def _periods(drawing: Drawing, series: Series, own: str, colour: str, where: dict[str, Any]) -> None:
    """Each figure over the whole of its period."""
    points = [point for point in series.ordered() if middle(point.estimate) is not None]
    drawing.trace(
        "scatter", f"{own}-period", mode="lines", hoverinfo="skip", cliponaxis=False, **where,
        opacity=0.45, line={"color": colour, "width": 4},
        x=[x for p in points for x in (p.period.start.isoformat(), p.period.end.isoformat(), None)],
        y=[y for p in points for y in (middle(p.estimate), middle(p.estimate), None)],
    )  # fmt: skip


def _points(drawing: Drawing, series: Series, where: dict[str, Any], look: Look) -> None:
    points = [point for point in series.ordered() if middle(point.estimate) is not None]
    reach = [(middle(p.estimate) or 0.0, *ends(p.estimate)) for p in points]
    drawing.trace(
        "scatter", series.company, mode="markers", hoverinfo="text", cliponaxis=False, **where,
        x=[midday(p.period).isoformat() for p in points],
        y=[middle(p.estimate) for p in points],
        customdata=[series.company] * len(points),
        hovertext=[plain(_hover(series, p, look)) for p in points],
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
    drawing: Drawing, series: Series, own: str, cell: Cell, where: dict[str, Any], look: Look
) -> None:
    """The figures written at their marks, as far as they stand apart; the others are on hover."""
    marks = [(point, *at) for point in series.ordered() if (at := _pixels(drawing, point, cell, where))]
    taken = [(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for _, x, y in marks]
    size = look.sizes.small
    for point, x, _ in marks:
        said = _said(series, point, look)
        half, high = width(said, size) / 2, size * LINE
        reach = [end for end in ends(point.estimate) if end is not None] or [cell.span[0]]
        top, bottom = _height(max(reach), cell) + _AIR, _height(min(reach), cell) - _AIR
        # above its mark; below it where another mark or label stands there
        above = (x - half, top, x + half, top + high)
        below = (x - half, bottom - high, x + half, bottom)
        box = next((one for one in (above, below) if one[1] >= 0 and not _meets(one, taken)), None)
        if box is None:
            continue
        taken.append(box)
        up = box is above
        drawing.text(
            f"value-{own}-{point.period.start}", (said,), size=size, colour=look.colours.ink,
            xanchor="center", yanchor="bottom" if up else "top",
            x=midday(point.period).isoformat(), xref=where["xaxis"],
            y=max(reach) if up else min(reach), yref=where["yaxis"], yshift=_AIR if up else -_AIR,
        )  # fmt: skip


_Box = tuple[float, float, float, float]


def _meets(one: _Box, others: Sequence[_Box]) -> bool:
    return any(
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
        for other in others
    )


def _height(value: float, cell: Cell) -> float:
    """Pixels above the panel's lower edge."""
    low, high = cell.span
    return (value - low) / (high - low) * PANEL


def _pixels(
    drawing: Drawing, point: Point, cell: Cell, where: dict[str, Any]
) -> tuple[float, float] | None:  # fmt: skip
    """Where a point's mark stands, from the panel's lower left corner."""
    value = middle(point.estimate)
    if value is None:
        return None
    days = drawing.layout[where["xaxis"].replace("x", "xaxis")]["range"]
    first, last = (date.fromisoformat(str(day)) for day in days)
    across = (cell.wide - LEFT) * (midday(point.period) - first).days / max(1, (last - first).days)
    return across, _height(value, cell)


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


def _filling_key(drawing: Drawing, look: Look) -> None:
    drawing.text(
        "key-filling", (f"/// {look.phrase('figures.key.filling')}",), size=look.sizes.small,
        colour=look.colours.muted, xanchor="right", x=1, xref="paper", y=0, yref="paper", yshift=10,
    )  # fmt: skip


def _said(series: Series, point: Point, look: Look) -> str:
    """A point's figure; one that its source gives as a limit or roughly is not said as exact."""
    sign = _SIGNS.get(point.qualifier, "")
    return sign + _figure(series, point, look)


def _figure(series: Series, point: Point, look: Look) -> str:
    one, share = point.estimate, series.unit == "percent"
    places = _places(one, 100 if share else 1)
    if not share:
        return look.estimate(one, places)
    if one.value is not None:
        return percent(one.value, look.lang, places)
    low, high = ends(one)
    return look.span(percent(low or 0.0, look.lang, places), percent(high or 0.0, look.lang, places))


def _places(one: Estimate, factor: int) -> int | None:
    """Decimals as its source prints them: 1.0 is not 1."""
    if one.kind is not Kind.ROUNDING or one.low is None or one.high is None:
        return None
    return decimals((one.high - one.low) * factor)


def _hover(series: Series, point: Point, look: Look) -> str:
    said = _said(series, point, look)
    return look.phrase("figures.hover.period", name=series.name, period=point.period, value=said)


def _sources(series: Sequence[Series], meta: Meta, look: Look) -> tuple[str, ...]:
    ids = [source for one in series for source in one.sources]
    said = semicolons(source_list(ids, meta, look), look).rstrip(".")
    return (look.phrase("figures.source.other", sources=said),) if ids else ()


def _alternative(
    series: Sequence[Series], headings: dict[tuple[Measure, str], Message], title: tuple[str, ...], look: Look
) -> str:  # fmt: skip
    """Each series in words: what it measures, then each period with its figure."""
    said = []
    named = {one.name for one in series if not one.sector}
    for one in series:
        heading = headings.get(one.kind)
        if heading is None or (one.sector and one.name in named):
            continue
        figures = ", ".join(
            f"{look.phrase('figures.period', p=point.period)} {_said(one, point, look)}"
            for point in one.ordered()
        )
        said.append(look.phrase("figures.alt.row", name=f"{one.name}, {look.say(heading)}", figures=figures))
    return f"{' '.join(title)}. {semicolons(said, look)}."

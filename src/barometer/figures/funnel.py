"""Spiegelhalter's funnel: the ratio against the expected number, with 95% and 99.8% limits (F13).

Drawn from ten companies up and never a flag: what licenses 'exceptional' is F10.
"""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from barometer.figures.chart import ChartText, Frame
from barometer.figures.cited import cited, footer
from barometer.figures.drawing import Drawing
from barometer.figures.footnotes import notes
from barometer.figures.look import Look, Meta
from barometer.figures.reading import drawn, hollow
from barometer.figures.scales import number_ticks
from barometer.figures.texts import alternative, scope
from barometer.figures.typeset import LINE, plain, width, wrap
from barometer.model import Estimate, Funnel, Gap, Row, Stratum

_BODY = 380.0
_FOOT = 48.0  # pixels for the ticks and the title of the horizontal axis


def funnel(gap: Gap, stratum: Stratum, meta: Meta, look: Look, focus: str = "") -> go.Figure:
    """The funnel of one stratum. ValueError where the gap has none (fewer than ten measured)."""
    if gap.funnel is None:
        raise ValueError("this stratum has no funnel: fewer than ten companies are measured")
    rows = [row for row in drawn(gap)[0] if _point(row) is not None]
    title = (look.phrase("figures.title.funnel"),)
    text = ChartText(
        title=title,
        subtitle=scope(gap, stratum, meta, look, always=True),
        notes=(look.phrase("figures.note.funnel"), *notes(gap, stratum, meta, look)),
        sources=cited(gap, meta, look),
        footer=footer(meta, look),
        alt=alternative(gap, rows, stratum, title, meta, look),
    )
    left = look.pad + 40
    frame = Frame(text, look, left, look.pad, 28 + 2 * look.sizes.head * LINE, _BODY, _FOOT)
    drawing = frame.drawing()
    points = {row.observation.company: point for row in rows if (point := _point(row))}
    _axes(drawing, gap.funnel, list(points.values()), look)
    _limits(drawing, gap.funnel, look)
    _marks(drawing, rows, points, look)
    _headings(drawing, left, look)
    _names(drawing, rows, points, look, frame, focus)
    return drawing.figure()


def _point(row: Row) -> tuple[float, float] | None:
    """Expected number and ratio; None for a company that is not measured."""
    if not isinstance(row.ratio, Estimate) or row.ratio.value is None:
        return None
    if row.expected is None or row.expected.value is None or row.expected.value <= 0:
        return None
    return row.expected.value, row.ratio.value


def _axes(drawing: Drawing, limits: Funnel, points: Sequence[tuple[float, float]], look: Look) -> None:
    most = max(x for x, _ in points) * 1.06
    high = max([y for _, y in points] + [1.5]) * 1.12
    across, up = number_ticks(0, most, 4 if look.narrow else 6, look)[1:], number_ticks(0, high, 6, look)
    shared = {"tickmode": "array", "showgrid": True, "tickfont": {"size": look.sizes.small}}
    drawing.layout.update(
        xaxis={
            "range": [0, most],
            "tickvals": [v for v, _ in across],
            "ticktext": [w for _, w in across],
            **shared,
        },
        yaxis={
            "range": [-0.07 * high, high],
            "tickvals": [v for v, _ in up],
            "ticktext": [w for _, w in up],
            **shared,
        },
    )


def _limits(drawing: Drawing, limits: Funnel, look: Look) -> None:
    """The limits at the companies' own expected numbers, joined; and the line at 'as expected'."""
    order = sorted(range(len(limits.expected)), key=lambda i: limits.expected[i])
    x = [limits.expected[i] for i in order]
    drawn_ = (("limits-99.8-high", limits.high998, "solid"), ("limits-95-high", limits.high95, "dash"),
              ("limits-95-low", limits.low95, "dash"),
              ("limits-99.8-low", limits.low998, "solid"))  # fmt: skip
    for name, values, dash in drawn_:
        drawing.trace(
            "scatter", name, x=x, y=[values[i] for i in order], mode="lines", hoverinfo="skip",
            line={"color": look.colours.muted, "width": 1.4, "dash": dash},
        )  # fmt: skip
    drawing.shape(
        "as-expected", type="line", layer="below", xref="paper", yref="y", x0=0, x1=1, y0=1, y1=1,
        line={"color": look.colours.ink, "width": 1.5},
    )  # fmt: skip


def _marks(drawing: Drawing, rows: Sequence[Row], points: dict[str, tuple[float, float]], look: Look) -> None:
    ids = [row.observation.company for row in rows]
    open_ = [hollow(row.ratio) if isinstance(row.ratio, Estimate) else True for row in rows]
    said = [
        look.phrase("figures.hover.ratio", name=row.observation.name, g=look.times(points[id_][1]))
        for row, id_ in zip(rows, ids, strict=True)
    ]
    drawing.trace(
        "scatter", "ratio", x=[points[i][0] for i in ids], y=[points[i][1] for i in ids], mode="markers",
        customdata=ids, hoverinfo="text", hovertext=[plain(words) for words in said], cliponaxis=False,
        marker={
            "size": 10, "line": {"color": look.colours.ink, "width": 2},
            "color": [look.colours.paper if one else look.colours.ink for one in open_],
        },
    )  # fmt: skip


def _headings(drawing: Drawing, left: float, look: Look) -> None:
    size, ink = look.sizes.head, look.colours.ink
    drawing.text(
        "heading-ratio", (look.phrase("figures.heading.funnel"),), size=size, colour=ink, bold=True,
        x=0, xref="paper", xshift=look.pad - left, y=1, yref="paper", yshift=8 + 2 * size * LINE,
    )  # fmt: skip
    drawing.text(
        "heading-expected", (look.phrase("figures.heading.expected"),), size=size, colour=ink, bold=True,
        xanchor="right", x=1, xref="paper", y=0, yref="paper", yshift=-26,
    )  # fmt: skip
    words = f"- - -  {look.phrase('figures.key.limits95')}     ——  {look.phrase('figures.key.limits998')}"
    drawing.text(
        "key-limits", wrap(words, look.sizes.small, look.room), x=0, xref="paper",
        xshift=look.pad - left, y=1, yref="paper", yshift=6 + look.sizes.small * LINE, size=look.sizes.small,
        colour=look.colours.muted,
    )  # fmt: skip


def _names(
    drawing: Drawing, rows: Sequence[Row], points: dict[str, tuple[float, float]], look: Look,
    frame: Frame, focus: str
) -> None:  # fmt: skip
    """Names beside the points where they touch neither each other nor a point; the rest on hover."""
    across, (low, up) = drawing.layout["xaxis"]["range"][1], drawing.layout["yaxis"]["range"]
    pixels = {
        c: (x / across * frame.plot, (y - low) / (up - low) * frame.body) for c, (x, y) in points.items()
    }
    taken = [(x - 7, y - 7, x + 7, y + 7) for x, y in pixels.values()]

    def first(row: Row) -> tuple[bool, bool, float]:
        company = row.observation.company
        return company != focus, not row.flag, -abs(points[company][1] - 1)

    for row in sorted(rows, key=first):
        company, name = row.observation.company, row.observation.name
        free = _free(name, pixels[company], taken, frame.plot, look)
        if free is None:
            continue
        anchor, box = free
        taken.append(box)
        drawing.text(
            f"name-{company}", (name,), size=look.sizes.small, colour=look.colours.ink,
            bold=company == focus, xanchor=anchor, yanchor="middle", x=points[company][0], xref="x",
            xshift=10 if anchor == "left" else -10, y=points[company][1], yref="y",
        )  # fmt: skip


_Box = tuple[float, float, float, float]


def _free(
    name: str, at: tuple[float, float], taken: Sequence[_Box], plot: float, look: Look
) -> tuple[str, _Box] | None:
    """Right or left of a point, where nothing else stands; None where there is no room."""
    x, y = at
    wide, high = width(name, look.sizes.small, bold=True) + 3, look.sizes.small * LINE / 2
    own = (x - 7, y - 7, x + 7, y + 7)
    for anchor, left in (("left", x + 10), ("right", x - 10 - wide)):
        box = (left, y - high, left + wide, y + high)
        inside = left >= 0 and left + wide <= plot
        if inside and not any(_touch(box, other) for other in taken if other != own):
            return anchor, box
    return None


def _touch(a: _Box, b: _Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]

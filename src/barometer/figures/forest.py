"""How sure? The ratio of each company on a logarithmic axis, with its interval and the peer band."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from barometer.figures.arrange import Key, Line, Track
from barometer.figures.chart import ChartText
from barometer.figures.cited import cited, footer
from barometer.figures.footnotes import notes
from barometer.figures.look import Look, Meta
from barometer.figures.marks import Dot
from barometer.figures.paired_dots import side_colour, side_keys, side_symbol
from barometer.figures.reading import drawn, ends, hollow, main_refusal
from barometer.figures.scales import ratio_ticks
from barometer.figures.sheet import Sheet
from barometer.figures.texts import alternative, ratio_words, scope
from barometer.figures.worded import ratios_shown
from barometer.figures.written import ratio_cells
from barometer.model import Estimate, Gap, Kind, Row, Stratum

_LEAST = 0.01  # where a ratio or an end of 0 is drawn, on an axis that has no zero


def forest(gap: Gap, stratum: Stratum, meta: Meta, look: Look, focus: str = "") -> go.Figure:
    """The ratios of one stratum (F4, F7) with their intervals; the band of F11 and flags where given."""
    every = drawn(gap, meta.order)[0]
    rows = [row for row in every if row.observation.claim is not None and row.rate is not None]
    title = (_finding(gap, rows, look),)
    text = ChartText(
        title=title,
        subtitle=scope(gap, stratum, meta, look, always=True),
        columns=_columns(gap, look),
        notes=(look.phrase("figures.note.forest"), *notes(gap, stratum, meta, look, flags=True)),
        sources=cited(gap, meta, look),
        footer=footer(meta, look),
        alt=alternative(gap, rows, stratum, title, meta, look),
    )
    track = _track(rows, look)
    sheet = Sheet(text, [_line(gap, row, look, focus) for row in rows], [track], _keys(gap, rows, look), look)
    draw_reference(sheet)
    _draw_bands(sheet, rows, track, look)
    sheet.dots(0, "ratio", [dot for row in rows if (dot := _dot(gap, row, track, look))])
    return sheet.drawing.figure()


def _finding(gap: Gap, rows: Sequence[Row], look: Look) -> str:
    """From the lowest to the highest ratio, with the companies' names; a plain title without points,
    and where they are too far apart to make a headline.
    """
    points = sorted(
        (row.ratio.value, row.observation.name)
        for row in rows
        if isinstance(row.ratio, Estimate) and row.ratio.value is not None
    )
    if not any(isinstance(row.ratio, Estimate) for row in rows):
        return look.phrase("figures.title.no_ratio")
    if len(points) < 2 or not ratios_shown(gap):
        return look.phrase("figures.title.forest")
    (low, first), (high, last) = points[0], points[-1]
    ends = {"low": look.times(low), "first": first, "high": look.times(high), "last": last}
    return look.phrase("figures.title.forest_span", **ends)


def _columns(gap: Gap, look: Look) -> tuple[str, ...]:
    kinds = {row.ratio.kind for row in gap.rows if isinstance(row.ratio, Estimate)}
    interval = "figures.column.interval" if kinds == {Kind.SAMPLING} else "figures.column.range"
    flag = ("",) if any(row.flag for row in gap.rows) else ()
    return (look.phrase("figures.column.ratio"), look.phrase(interval), *flag)


def _line(gap: Gap, row: Row, look: Look, focus: str) -> Line:
    seen, refusal = row.observation, main_refusal(row)
    flag = look.phrase(f"figures.flag.{row.flag}") if row.flag else ""
    cells = (*ratio_cells(row, look), *((flag,) if any(one.flag for one in gap.rows) else ()))
    shown = isinstance(row.ratio, Estimate) or row.shrunk is not None
    said = (
        ratio_words(row.ratio, look) if isinstance(row.ratio, Estimate) else " ".join(filter(None, cells[:1]))
    )
    reason = look.say(refusal.reason) if refusal and not isinstance(row.ratio, Estimate) else ""
    return Line(
        id=seen.company,
        name=seen.name,
        cells=cells,
        short=" · ".join(filter(None, (said, flag))),
        reason=look.phrase("figures.row.refused", reason=reason) if reason else "",
        blank=not shown,
        focus=seen.company == focus,
        faint=not isinstance(row.ratio, Estimate),
    )


def _track(rows: Sequence[Row], look: Look) -> Track:
    shown = [
        part for row in rows for part in (row.ratio, row.peer_band, row.shrunk) if isinstance(part, Estimate)
    ]
    known = [end for part in shown for end in ends(part) if end is not None and end > 0]
    low, high = min([*known, 0.5]), max([*known, 2.0])
    if any(end == 0 for part in shown for end in ends(part)):
        low = max(_LEAST, low / 2)
    heading = look.phrase("figures.heading.ratio")
    return Track(heading, low / 1.05, high * 1.05, ratio_ticks(low, high, look), log=True)


def _keys(gap: Gap, rows: Sequence[Row], look: Look) -> list[Key]:
    keys = side_keys(
        gap, rows, look, all(hollow(row.ratio) for row in rows if isinstance(row.ratio, Estimate))
    )
    if any(row.peer_band is not None for row in rows):
        keys.append(Key("band", look.colours.faint, look.phrase("figures.key.band")))
    if any(row.shrunk is not None and not isinstance(row.ratio, Estimate) for row in rows):
        keys.append(Key("square", look.colours.refused, look.phrase("figures.key.shrunk"), hollow=True))
    return keys


def draw_reference(sheet: Sheet) -> None:
    """The upright at 1: as many complaints as expected."""
    sheet.drawing.shape(
        "as-expected", type="line", layer="below", xref="x", yref="paper", x0=1, x1=1, y0=0, y1=1,
        line={"color": sheet.look.colours.ink, "width": 1.5},
    )  # fmt: skip


def _draw_bands(sheet: Sheet, rows: Sequence[Row], track: Track, look: Look) -> None:
    """The peer band of each company, as a pale bar behind its mark."""
    for row in rows:
        band = row.peer_band
        if band is None or band.low is None or band.high is None:
            continue
        y = sheet.at.y[row.observation.company]
        sheet.drawing.shape(
            f"band-{row.observation.company}", type="rect", layer="below", xref="x", yref="y",
            x0=max(band.low, track.low), x1=min(band.high, track.high), y0=y - 9, y1=y + 9,
            fillcolor=look.colours.faint, line={"width": 0},
        )  # fmt: skip


def _dot(gap: Gap, row: Row, track: Track, look: Look) -> Dot | None:
    """The mark of a ratio; of the shrunken value, a grey square, where only that may be given."""
    seen = row.observation
    shown = row.ratio if isinstance(row.ratio, Estimate) else row.shrunk
    if shown is None:
        return None
    low, high = ends(shown)
    point = look.times(shown.value) if shown.value is not None else look.ends(shown)
    hover = look.phrase("figures.hover.ratio", name=seen.name, g=point)
    if shown.value is not None and look.ends(shown):
        hover = look.phrase("figures.hover.interval", said=hover, range=look.ends(shown))
    is_ratio = shown is row.ratio
    return Dot(
        company=seen.company,
        value=None if shown.value is None else max(shown.value, track.low),
        low=None if low is None else max(low, track.low),
        high=high,
        colour=side_colour(gap, row, look) if is_ratio else look.colours.refused,
        hover=hover,
        hollow=hollow(shown) or not is_ratio,
        symbol=("triangle-left" if shown.value == 0 else side_symbol(row)) if is_ratio else "square",
    )

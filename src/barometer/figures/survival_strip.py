"""'Would this survive?' One company's ratio under each choice that could be defended, a row a choice."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from barometer.figures.arrange import Key, Line, Track
from barometer.figures.chart import ChartText
from barometer.figures.cited import cited, footer, semicolons
from barometer.figures.footnotes import asked_by, caveat, intervals
from barometer.figures.forest import draw_reference
from barometer.figures.look import Look, Meta
from barometer.figures.marks import Dot
from barometer.figures.scales import ratio_ticks
from barometer.figures.sheet import Sheet
from barometer.figures.texts import scope
from barometer.figures.worded import sentence_end
from barometer.measures.survival import Survival, Variation
from barometer.model import Estimate, Gap, Kind, Stratum

_LEAST = 0.01  # where a ratio of 0 is drawn, on an axis that has no zero


def survival_strip(
    found: Survival, company: str, gap: Gap, stratum: Stratum, meta: Meta, look: Look
) -> go.Figure:
    """A dot and its interval for each reading; a line at 'as expected', one at the ratio as shown.

    company  its name. A reading without a ratio is grey, with the reason.
    """
    title = (look.say(found.sentence(company)).rstrip("."),)
    flags = any(one.flag for one in found.strip)
    lines = [_line(str(i), one, flags, look) for i, one in enumerate(found.strip)]
    text = ChartText(
        title=title,
        subtitle=scope(gap, stratum, meta, look, always=True),
        columns=_columns(found, flags, look),
        notes=_notes(found, company, gap, stratum, meta, look),
        sources=cited(gap, meta, look),
        footer=footer(meta, look),
        alt=_alternative(title, lines, look),
    )
    track = _track(found, look)
    sheet = Sheet(text, lines, [track], _keys(found, look), look)
    draw_reference(sheet)
    _draw_shown(sheet, found)
    dots = [_dot(str(i), one, track, look) for i, one in enumerate(found.strip) if one.answered]
    sheet.dots(0, "reading", dots)
    return sheet.drawing.figure()


def reading_cells(one: Variation, look: Look) -> tuple[str, str]:
    """The ratio and its interval as they are written; two empty texts where there is no ratio."""
    if not one.answered:
        return "", ""
    point = look.times(one.value) if one.value is not None else ""
    return point, "" if one.low == one.high else look.ends(_estimate(one))


def _estimate(one: Variation) -> Estimate:
    return Estimate(one.value, one.low, one.high, one.kind)


def _columns(found: Survival, flags: bool, look: Look) -> tuple[str, ...]:
    sampled = all(one.kind is Kind.SAMPLING for one in found.strip if one.answered)
    interval = "figures.column.interval" if sampled else "figures.column.range"
    return (look.phrase("figures.column.ratio"), look.phrase(interval), *(("",) if flags else ()))


def _line(id_: str, one: Variation, flags: bool, look: Look) -> Line:
    point, interval = reading_cells(one, look)
    flag = look.phrase(f"figures.flag.{one.flag}") if one.flag else ""
    times = look.phrase("figures.times", g=point) if point else ""
    why = look.say(one.why).rstrip(".") if one.why else ""
    return Line(
        id=id_,
        name=look.say(one.label),
        cells=(point, interval, *((flag,) if flags else ())) if one.answered else (),
        short=" · ".join(filter(None, (times, interval, flag))),
        reason="" if one.answered else look.phrase("figures.survive.none", reason=why),
        blank=not one.answered,
        faint=not one.answered,
    )


def _notes(
    found: Survival, company: str, gap: Gap, stratum: Stratum, meta: Meta, look: Look
) -> tuple[str, ...]:
    said = [found.flagged(company), found.silence()]
    first = [look.phrase("figures.survive.how"), *(look.say(one) for one in said if one)]
    asked = [*intervals(gap, look), asked_by(gap, meta, look)]
    return (" ".join(first), caveat(gap, stratum, meta, look), " ".join(asked))


def _alternative(title: tuple[str, ...], lines: Sequence[Line], look: Look) -> str:
    rows = [
        look.phrase("figures.alt.row", name=line.name, figures=line.short or line.reason.rstrip("."))
        for line in lines
    ]
    return sentence_end([*title, semicolons(rows, look)])


def _track(found: Survival, look: Look) -> Track:
    known = [end for one in found.strip for end in (one.low, one.high) if end is not None and end > 0]
    low, high = min([*known, 0.5]), max([*known, 2.0])
    if any(one.low == 0 for one in found.strip):
        low = max(_LEAST, low / 2)
    heading = look.phrase("figures.heading.ratio")
    return Track(heading, low / 1.05, high * 1.05, ratio_ticks(low, high, look), log=True)


def _keys(found: Survival, look: Look) -> list[Key]:
    if found.strip[0].value is None:
        return []
    return [Key("tick", look.colours.muted, look.phrase("figures.survive.shown"))]


def _draw_shown(sheet: Sheet, found: Survival) -> None:
    """A dotted upright at the ratio as shown, where it is one number."""
    shown = found.strip[0].value
    if shown:
        sheet.drawing.shape(
            "as-shown", type="line", layer="below", xref="x", yref="paper", x0=shown, x1=shown, y0=0, y1=1,
            line={"color": sheet.look.colours.muted, "width": 1.5, "dash": "dot"},
        )  # fmt: skip


def _dot(id_: str, one: Variation, track: Track, look: Look) -> Dot:
    colours = look.colours
    colour = colours.more if one.side > 0 else colours.fewer if one.side < 0 else colours.even
    point, interval = reading_cells(one, look)
    said = look.phrase("figures.times", g=point) if point else ""
    hover = look.phrase(
        "figures.alt.row", name=look.say(one.label), figures=" · ".join(filter(None, (said, interval)))
    )
    spread = one.low != one.high
    return Dot(
        company=id_,
        value=None if one.value is None else max(one.value, track.low),
        low=max(one.low or 0.0, track.low) if spread else None,
        high=one.high if spread else None,
        colour=colour,
        hover=hover,
        hollow=one.kind is not Kind.SAMPLING,
        symbol="diamond" if one.side < 0 else "circle",
    )

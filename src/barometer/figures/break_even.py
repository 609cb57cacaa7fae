"""One complaint for how many? The customers who did not say they were satisfied, to one complaint (M4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import ceil, floor

import plotly.graph_objects as go

from barometer.answer.amounts import people
from barometer.figures.arrange import Line, Track
from barometer.figures.chart import ChartText
from barometer.figures.cited import capital, cited, footer, semicolons
from barometer.figures.footnotes import (
    asked_by,
    counted_of,
    made_of,
    printed_with,
    related,
    sample_sizes,
    together,
)
from barometer.figures.look import Look, Meta
from barometer.figures.marks import Dot
from barometer.figures.reading import drawn, ends, hollow, main_refusal, per_unit
from barometer.figures.scales import number_ticks
from barometer.figures.sheet import Sheet
from barometer.figures.texts import scope
from barometer.figures.worded import sentence_end
from barometer.model import Code, Estimate, Gap, Kind, Message, Refusal, Row, Stratum


def break_even(gap: Gap, stratum: Stratum, meta: Meta, look: Look, focus: str = "") -> go.Figure:
    """A dot a company: N* of F15 with its interval. It compares nobody: each number stands for itself.

    Where no complaint was counted only the least is known, for a figure of 99% or more only the most:
    the mark points to where the number is left open. What is refused is named with its reason.
    """
    order = replace(meta.order, measure="break_even")
    rows = [row for row in drawn(gap, order)[0] if row.observation.claim is not None]
    known = [(row, row.break_even) for row in rows if isinstance(row.break_even, Estimate)]
    who = _who(gap, stratum, look)
    about = {"who": who, "channel": meta.label(stratum.channel, look)}
    title = (_finding(gap, known, about, look),)
    subtitle = scope(gap, stratum, meta, look, always=True)
    text = ChartText(
        title=title,
        subtitle=subtitle,
        columns=_columns(known, look),
        notes=_notes(gap, stratum, known, who, meta, look),
        sources=cited(gap, meta, look),
        footer=footer(meta, look),
        alt=_alternative(rows, title, subtitle, look),
    )
    high = max((end for _, one in known for end in ends(one) if end is not None), default=1.0) * 1.02
    ticks = number_ticks(0, high, 4 if look.narrow else 6, look)
    heading = look.phrase("figures.heading.break_even", who=who)
    sheet = Sheet(
        text,
        [_line(row, look, focus) for row in rows],
        [Track(heading, 0, high, ticks, room=(8, 16))],
        [],
        look,
    )
    sheet.dots(0, "break-even", [_dot(row, one, look) for row, one in known])
    return sheet.drawing.figure()


def _who(gap: Gap, stratum: Stratum, look: Look) -> str:
    return look.phrase(f"value.left.{people(per_unit(gap, stratum))}")


def _finding(
    gap: Gap, known: Sequence[tuple[Row, Estimate]], about: Mapping[str, str], look: Look
) -> str:  # fmt: skip
    """From the fewest to the most customers to one complaint.

    A plain title where too few have a point, where all have the same, where a range or an open end
    reaches beyond the outermost points, and where companies are not alike: those get no headline.
    """
    points = sorted((one.value, row.observation.name) for row, one in known if one.value is not None)
    if len(points) < 2 or points[0][0] == points[-1][0] or Code.WIDE_SPREAD in gap.codes:
        return look.phrase("figures.title.break_even", **about)
    (low, first), (high, last) = points[0], points[-1]
    open_ = [one for _, one in known if one.value is None]
    if any(one.low is None or one.low < low or one.high is None or one.high > high for one in open_):
        return look.phrase("figures.title.break_even", **about)
    said = {"low": _count(low, look), "first": first, "high": _count(high, look), "last": last}
    return look.phrase("figures.title.break_even_span", **about, **said)


def _columns(known: Sequence[tuple[Row, Estimate]], look: Look) -> tuple[str, ...]:
    sampled = {one.kind for _, one in known if one.value is not None} == {Kind.SAMPLING}
    interval = "figures.column.interval" if sampled else "figures.column.range"
    return look.phrase("figures.column.break_even"), look.phrase(interval)


def _line(row: Row, look: Look, focus: str) -> Line:
    seen, one = row.observation, row.break_even
    if isinstance(one, Estimate):
        cells = _cells(one, look)
        short = f"{cells[0]} ({cells[1]})" if all(cells) else "".join(cells)
        return Line(seen.company, seen.name, cells, short, focus=seen.company == focus)
    reason = _refused(row, one, look)
    return Line(
        seen.company, seen.name, ("", ""), reason=reason, blank=True, focus=seen.company == focus, faint=True
    )


def _refused(row: Row, own: Refusal, look: Look) -> str:
    return look.phrase("figures.row.refused", reason=look.say((main_refusal(row) or own).reason))


def _cells(one: Estimate, look: Look) -> tuple[str, str]:
    """The number, or the one end that is known; and its interval."""
    point = _count(one.value, look) if one.value is not None else ""
    between = _between(one, look)
    one_end = one.low is None or one.high is None
    if not point and one_end:
        return between, ""
    return point, between if between != point else ""


def _between(one: Estimate, look: Look) -> str:
    """Both ends, or the one that is known with its sign; one that stands alone is never rounded inwards."""
    if one.low is not None and one.high is not None:
        return look.span(_count(one.low, look), _count(one.high, look))
    if one.low is not None:
        return look.phrase("figures.at_least", x=_count(_outwards(one.low, floor), look))
    return look.phrase("figures.at_most", x=_count(_outwards(one.high, ceil), look)) if one.high else ""


def _outwards(end: float, whole: Callable[[float], int]) -> float:
    step = 10.0 ** _places(end)
    return whole(end * step) / step


def _count(value: float, look: Look) -> str:
    return look.digits(value, _places(value))


def _places(value: float) -> int:
    """Customers are said in whole numbers; with a decimal below ten."""
    return 0 if value >= 10 else 1


def _dot(row: Row, one: Estimate, look: Look) -> Dot:
    """The mark; a triangle on the one end that is known, pointing to where the number is left open."""
    seen, value, symbol = row.observation, one.value, "circle"
    if value is None and one.high is None:
        value, symbol = one.low, "triangle-right"
    elif value is None and one.low is None:
        value, symbol = one.high, "triangle-left"
    hover = look.phrase("figures.alt.row", name=seen.name, figures=_said(one, look))
    return Dot(
        seen.company, value, one.low, one.high, look.colours.even, hover, hollow=hollow(one), symbol=symbol
    )


def _said(one: Estimate, look: Look) -> str:
    number, between = _cells(one, look)
    if not number or not between:
        return look.phrase("figures.hover.break_even", n=number or between)
    return look.phrase(
        "figures.hover.interval", said=look.phrase("figures.hover.break_even", n=number), range=between
    )


def _notes(
    gap: Gap, stratum: Stratum, known: Sequence[tuple[Row, Estimate]], who: str, meta: Meta, look: Look
) -> tuple[str, ...]:
    first = [look.phrase("figures.note.break_even", who=who), look.say(Message("sentence.caveat.raw"))]
    if Code.WIDE_SPREAD in gap.codes:
        first.append(capital(look.say(gap.why_wide)))
    pointed = [one for _, one in known if one.value is None and (one.low is None or one.high is None)]
    between = [one for _, one in known if one not in pointed]
    second = [*counted_of(gap, stratum, look), *together(gap, look), *made_of(gap, between, look)]
    second += sample_sizes(gap, look)
    if any(one.value is not None for _, one in known):
        second.append(look.phrase("figures.note.break_even_claim"))
    if pointed:
        second.append(look.phrase("figures.note.one_end"))
    second += [asked_by(gap, meta, look), *related(gap, meta, look), *printed_with(gap, look)]
    return (" ".join(first), " ".join(second), *(look.say(note) for note in meta.notes))


def _alternative(rows: Sequence[Row], title: tuple[str, ...], about: str, look: Look) -> str:
    """The finding, whose and when, every row that is drawn, what is refused with its reason; the caveat."""
    figures = [
        _said(one, look) if isinstance(one, Estimate) else _refused(row, one, look).rstrip(".")
        for row in rows
        for one in (row.break_even,)
    ]
    said = [
        look.phrase("figures.alt.row", name=row.observation.name, figures=figure)
        for row, figure in zip(rows, figures, strict=True)
    ]
    caveat = look.say(Message("sentence.caveat.raw"))
    return sentence_end([" ".join(title), about, semicolons(said, look), caveat])

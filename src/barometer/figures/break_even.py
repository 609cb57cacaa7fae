"""One complaint for how many? The customers who did not say they were satisfied, to one complaint (M4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import plotly.graph_objects as go

from barometer.answer.amounts import people
from barometer.figures.arrange import Line, Track
from barometer.figures.chart import ChartText
from barometer.figures.cited import cited, footer, semicolons
from barometer.figures.look import Look, Meta
from barometer.figures.marks import Dot
from barometer.figures.reading import drawn, ends, hollow, main_refusal, per_unit
from barometer.figures.scales import number_ticks
from barometer.figures.sheet import Sheet
from barometer.figures.texts import asked_by, intervals, related, scope, together
from barometer.figures.worded import sentence_end
from barometer.model import Estimate, Gap, Kind, Message, Row, Stratum


def break_even(gap: Gap, stratum: Stratum, meta: Meta, look: Look, focus: str = "") -> go.Figure:
    """A dot a company: N* of F15 with its interval. It compares nobody: each number stands for itself.

    Where no complaint was counted only the least is known, for a figure of 99% or more only the most:
    the mark points to where the number is left open. What is refused is named with its reason.
    """
    order = replace(meta.order, measure="break_even")
    rows = [row for row in drawn(gap, order)[0] if row.observation.claim is not None]
    known = [(row, row.break_even) for row in rows if isinstance(row.break_even, Estimate)]
    who = _who(gap, stratum, look)
    title = (_finding(known, who, look),)
    text = ChartText(
        title=title,
        subtitle=scope(gap, stratum, meta, look, always=True),
        columns=_columns(known, look),
        notes=_notes(gap, known, who, meta, look),
        sources=cited(gap, meta, look),
        footer=footer(meta, look),
        alt=_alternative(known, title, look),
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


def _finding(known: Sequence[tuple[Row, Estimate]], who: str, look: Look) -> str:
    """From the fewest to the most customers to one complaint; a plain title where too few have a point."""
    points = sorted((one.value, row.observation.name) for row, one in known if one.value is not None)
    if len(points) < 2:
        return look.phrase("figures.title.break_even", who=who)
    (low, first), (high, last) = points[0], points[-1]
    said = {"low": _count(low, look), "first": first, "high": _count(high, look), "last": last}
    return look.phrase("figures.title.break_even_span", who=who, **said)


def _columns(known: Sequence[tuple[Row, Estimate]], look: Look) -> tuple[str, ...]:
    sampled = {one.kind for _, one in known} == {Kind.SAMPLING}
    interval = "figures.column.interval" if sampled else "figures.column.range"
    return look.phrase("figures.column.break_even"), look.phrase(interval)


def _line(row: Row, look: Look, focus: str) -> Line:
    seen, one = row.observation, row.break_even
    if isinstance(one, Estimate):
        cells = _cells(one, look)
        short = f"{cells[0]} ({cells[1]})" if all(cells) else "".join(cells)
        return Line(seen.company, seen.name, cells, short, focus=seen.company == focus)
    refusal = main_refusal(row) or one
    reason = look.phrase("figures.row.refused", reason=look.say(refusal.reason))
    return Line(
        seen.company, seen.name, ("", ""), reason=reason, blank=True, focus=seen.company == focus, faint=True
    )


def _cells(one: Estimate, look: Look) -> tuple[str, str]:
    """The number, or the one end that is known; and its interval."""
    low, high = (None if end is None else _count(end, look) for end in (one.low, one.high))
    if one.value is not None:
        between = (
            look.span(low, high) if low and high else look.phrase("figures.at_least", x=low) if low else ""
        )
        return _count(one.value, look), between if between != _count(one.value, look) else ""
    if low and high:
        return "", look.span(low, high)
    if low:
        return look.phrase("figures.at_least", x=low), ""
    return (look.phrase("figures.at_most", x=high) if high else "", "")


def _count(value: float, look: Look) -> str:
    """Customers, in whole numbers; with a decimal below ten."""
    return look.digits(value, 0 if value >= 10 else 1)


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
    gap: Gap, known: Sequence[tuple[Row, Estimate]], who: str, meta: Meta, look: Look
) -> tuple[str, ...]:
    first = [look.phrase("figures.note.break_even", who=who), look.say(Message("sentence.caveat.raw"))]
    second = [*together(gap, look), *intervals(gap, look)]
    if any(one.value is None and (one.low is None or one.high is None) for _, one in known):
        second.append(look.phrase("figures.note.one_end"))
    second += [asked_by(gap, meta, look), *related(gap, meta, look)]
    return (" ".join(first), " ".join(second), *(look.say(note) for note in meta.notes))


def _alternative(known: Sequence[tuple[Row, Estimate]], title: tuple[str, ...], look: Look) -> str:
    said = [
        look.phrase("figures.alt.row", name=row.observation.name, figures=_said(one, look))
        for row, one in known
    ]
    return sentence_end([" ".join(title), semicolons(said, look)])

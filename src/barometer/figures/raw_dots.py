"""Complaints as published, where nothing may be set against them: rates with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import plotly.graph_objects as go

from barometer.answer.amounts import of_another_time
from barometer.figures.arrange import Line, Track
from barometer.figures.chart import ChartText
from barometer.figures.cited import capital, cited, footer, semicolons
from barometer.figures.footnotes import (
    complaints_printed_with,
    counted_of,
    made_of,
    refusals,
    related,
    together,
)
from barometer.figures.look import Look, Meta
from barometer.figures.marks import Dot
from barometer.figures.paired_dots import rate_hover, rates_heading
from barometer.figures.reading import (
    counts_only,
    ends,
    has_claim,
    hollow,
    observed,
    observed_point,
    observed_stated,
    per_n,
    rate_places,
)
from barometer.figures.scales import number_ticks
from barometer.figures.sheet import Sheet
from barometer.figures.worded import counted, observed_words, per, sentence_end
from barometer.measures.stated import counted_as, noun_of
from barometer.model import Code, Estimate, Gap, Kind, Message, Qualifier, Row, Stratum

_NAMED = 2  # companies at either end of the rates that a title has room for
_PLAIN = frozenset({Qualifier.EXACT, Qualifier.ROUNDED})


def raw_dots(gap: Gap, stratum: Stratum, meta: Meta, look: Look, focus: str = "") -> go.Figure:
    """A dot a company: its rate (or its count, where no company has a rate).

    A company without complaints in the source is left to the notes: missing, not at zero.
    """
    ordered = replace(meta.order, measure="rate").of(gap.rows)
    known = [(row, estimate) for row in ordered if (estimate := observed(gap, row)) is not None]
    rows = [row for row, _ in known]
    when = of_another_time([row.observation for row in gap.rows], stratum.period) or stratum.period
    about = {"sector": stratum.sector, "country": stratum.country, "period": when}
    found = _finding(gap, known, stratum, look)
    title = (found or capital(look.phrase(_title(stratum), **about)),)
    scope = capital(look.phrase("figures.subtitle.scope", **about)) if found else ""
    counted_by = look.phrase(_subtitle(stratum), channel=meta.label(stratum.channel, look))
    subtitle = f"{scope} {counted_by}".lstrip()
    text = ChartText(
        title=title,
        subtitle=subtitle,
        columns=_columns(gap, known, stratum, look),
        notes=_notes(gap, rows, stratum, meta, look),
        sources=cited(gap, meta, look, noun_of(stratum)),
        footer=footer(meta, look),
        alt=_alternative(gap, rows, stratum, (*title, subtitle), look),
    )
    high = (
        max((end for _, estimate in known for end in ends(estimate) if end is not None), default=1.0) * 1.02
    )
    ticks = number_ticks(0, high, 6, look)
    track = Track(rates_heading(gap, stratum, look), 0, high, ticks, room=(8, 12))
    lines = [_line(gap, row, estimate, stratum, look, focus) for row, estimate in known]
    sheet = Sheet(text, lines, [track], [], look)
    sheet.dots(0, "observed", [_dot(gap, row, estimate, stratum, look) for row, estimate in known])
    return sheet.drawing.figure()


def _title(stratum: Stratum) -> str:
    return f"figures.title.raw{noun_of(stratum)}"


def _finding(gap: Gap, known: Sequence[tuple[Row, Estimate]], stratum: Stratum, look: Look) -> str:
    """From the lowest to the highest rate, with whose they are.

    '' where rates make no headline: counts alone, which grow with size; weighted scores; figures that are
    known as a range, a limit or roughly, or of different days; companies that are not alike; all the same;
    companies without a published figure, whom the sentence above the chart leaves out.
    """
    if counts_only(gap) or stratum.weighted or Code.WIDE_SPREAD in gap.codes:
        return ""
    if not all(one.value is not None and _exact(gap, row) and has_claim(row) for row, one in known):
        return ""
    if len({_days(row) for row, _ in known}) > 1:
        return ""
    rates = sorted({one.value for _, one in known if one.value is not None})
    if len(rates) < 2:
        return ""
    ends_ = [_end(gap, known, rate, look) for rate in (rates[0], rates[-1])]
    (low, first), (high, last) = ends_
    if low == high:
        return ""
    named = "" if max(len(first), len(last)) <= _NAMED else "_bare"
    said = {"low": low, "first": first, "high": high, "last": last}
    counts = {"least": rates[0], "most": rates[-1]}
    id_ = f"figures.title.raw_span{named}{counted_as(stratum.channel)}"
    return look.phrase(id_, **said, **counts, **per(gap, stratum))


def _end(
    gap: Gap, known: Sequence[tuple[Row, Estimate]], rate: float, look: Look
) -> tuple[str, list[str]]:  # fmt: skip
    """A rate as it is printed, and the companies of which the same is printed."""
    told = [(observed_words(one, gap, row, look), row.observation.name, one.value) for row, one in known]
    said = next(words for words, _, value in told if value == rate)
    return said, [name for words, name, _ in told if words == said]


def _days(row: Row) -> tuple[date | None, date | None]:
    """The first and the last day of a company's complaints."""
    known = [one.period for one in row.observation.complaints if one.period is not None]
    return min((p.start for p in known), default=None), max((p.end for p in known), default=None)


def _exact(gap: Gap, row: Row) -> bool:
    """Whether every record says the figure itself, no limit of it and nothing near it."""
    return all(one.qualifier in _PLAIN for one in observed_stated(gap, row))


def _subtitle(stratum: Stratum) -> str:
    return f"figures.subtitle.complaints{noun_of(stratum)}"


def _columns(
    gap: Gap, known: Sequence[tuple[Row, Estimate]], stratum: Stratum, look: Look
) -> tuple[str, ...]:
    kinds = {estimate.kind for _, estimate in known}
    interval = "figures.column.interval" if kinds == {Kind.SAMPLING} else "figures.column.range"
    first = (
        f"figures.column.count{counted_as(stratum.channel)}" if counts_only(gap) else "figures.column.rate"
    )
    first = "figures.column.weighted" if stratum.weighted else first
    return look.phrase(first), look.phrase(interval)


def _line(gap: Gap, row: Row, estimate: Estimate, stratum: Stratum, look: Look, focus: str) -> Line:
    rate, range_ = observed_words(estimate, gap, row, look), _interval(gap, estimate, look)
    n = per_n(gap, stratum)
    if counts_only(gap):
        short = counted(rate, estimate, stratum, look)
    elif range_:
        short = look.phrase("figures.short.rate_range", rate=rate, n=n, range=range_)
    else:
        short = look.phrase("figures.short.rate", rate=rate, n=n)
    company = row.observation.company
    return Line(company, row.observation.name, (rate, range_), short, focus=company == focus)


def _interval(gap: Gap, estimate: Estimate, look: Look) -> str:
    """The ends, with one more decimal than the rates where those are rounded."""
    if (
        estimate.value is None
        or estimate.low is None
        or estimate.high is None
        or estimate.low == estimate.high
    ):
        return ""
    places = rate_places(gap)
    more = None if places is None else places + (estimate.kind is Kind.ROUNDING)
    return look.span(look.digits(estimate.low, more), look.digits(estimate.high, more))


def _notes(gap: Gap, rows: Sequence[Row], stratum: Stratum, meta: Meta, look: Look) -> tuple[str, ...]:
    first = [*refusals(gap, look), look.say(Message("sentence.caveat.raw"))]
    seen = [(row, one) for row in rows if (one := observed(gap, row)) is not None]
    second = [*counted_of(gap, stratum, look), *together(gap, look)]
    second += made_of(gap, [one for _, one in seen], look)
    if any(observed_point(gap, row, one)[1] for row, one in seen):
        second.append(look.phrase("figures.note.pointed"))
    second += [*related(gap, meta, look), *complaints_printed_with(rows, look)]
    absent = [row.observation.name for row in gap.rows if row not in rows]
    if absent:
        second.append(look.phrase("figures.note.one_sided", names=absent))
    return (" ".join(first), " ".join(second), *(look.say(note) for note in meta.notes))


def _alternative(
    gap: Gap, rows: Sequence[Row], stratum: Stratum, above: Sequence[str], look: Look
) -> str:  # fmt: skip
    """The complaints of each company in words, for who does not see the picture."""
    said = semicolons([rate_hover(gap, row, stratum, look) for row in rows], look)
    caveat = look.say(Message("sentence.caveat.raw"))
    return sentence_end([*above, said, caveat])


def _dot(gap: Gap, row: Row, estimate: Estimate, stratum: Stratum, look: Look) -> Dot:
    low, high = ends(estimate)
    hover = rate_hover(gap, row, stratum, look)
    company, colour = row.observation.company, look.colours.even
    value, pointing = observed_point(gap, row, estimate)
    return Dot(company, value, low, high, colour, hover, hollow=hollow(estimate), symbol=pointing or "circle")

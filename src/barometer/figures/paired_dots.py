"""The headline chart: satisfaction on the left, complaints on the right with a tick at 'expected'.

A row a company. A hollow mark has only rounding behind it, a filled one a sampling interval; a
range without a point is a bar; a company that is not compared is grey, with its reason, and a
missing figure is missing, never a zero.
"""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from barometer.figures.arrange import Key, Track
from barometer.figures.chart import ChartText
from barometer.figures.cited import capital, cited, footer
from barometer.figures.footnotes import notes
from barometer.figures.look import Look, Meta
from barometer.figures.marks import Dot
from barometer.figures.reading import (
    Side,
    claim_drawn,
    claimed,
    counts_only,
    drawn,
    ends,
    grey,
    has_rate,
    has_ratio,
    headlined,
    hollow,
    observed,
    observed_point,
    per_n,
    pointed,
    side,
)
from barometer.figures.scales import number_ticks, percent_ticks
from barometer.figures.sheet import Sheet
from barometer.figures.texts import alternative, finding, scope
from barometer.figures.typeset import width
from barometer.figures.worded import (
    counted,
    expected_words,
    observed_words,
    of_whom,
    per,
    rated,
    singular,
    unverified,
)
from barometer.figures.written import columns, line
from barometer.measures.stated import counted_as, noun_of
from barometer.model import Estimate, Gap, Kind, Mode, Row, Stratum

_ROUNDED = ("figures.key.above_mark", "figures.key.below_mark")
_SHORT = {
    "figures.key.expected": "figures.key.expected_short",
    "figures.key.above_mark": "figures.key.above_short",
    "figures.key.below_mark": "figures.key.below_short",
    "figures.key.even": "figures.key.even_short",
}
_SYMBOL = {Side.MORE: "circle", Side.FEWER: "diamond", Side.EVEN: "circle"}


def paired_dots(gap: Gap, stratum: Stratum, meta: Meta, look: Look, focus: str = "") -> go.Figure:
    """The chart of one stratum; ``focus`` is the id of the company in view.

    Where no ratio can be formed (an index, a mean, an NPS, too few companies) it shows the native
    figure beside the rate, without 'expected', and the places where there are any.
    """
    gap = headlined(gap)
    rows, one_sided = drawn(gap, meta.order)
    title = finding(gap, stratum, meta, look, focus)
    text = ChartText(
        title=title,
        subtitle=scope(gap, stratum, meta, look, focus=focus),
        columns=columns(gap, look, noun_of(stratum)),
        notes=notes(gap, stratum, meta, look, one_sided),
        sources=cited(gap, meta, look, noun_of(stratum)),
        footer=footer(meta, look),
        alt=alternative(gap, rows, stratum, title, meta, look, focus=focus),
    )
    lines = [line(gap, row, stratum, look, focus) for row in rows]
    tracks = [_claims_track(rows, stratum, meta, look), _rates_track(gap, rows, stratum, look)]
    sheet = Sheet(text, lines, tracks, _keys(gap, rows, look), look)
    _draw_claims(sheet, gap, rows, look)
    _draw_expected(sheet, gap, rows, stratum, look)
    _draw_rates(sheet, gap, rows, stratum, look)
    return sheet.drawing.figure()


def side_colour(gap: Gap, row: Row, look: Look) -> str:
    """The colour of a company's observed mark."""
    colours = look.colours
    by_side = {Side.MORE: colours.more, Side.FEWER: colours.fewer, Side.EVEN: colours.even}
    return colours.refused if grey(gap, row) else by_side[side(row)]


def side_symbol(row: Row) -> str:
    """The shape of a company's observed mark: it says the side without its colour."""
    return _SYMBOL[side(row)]


def side_keys(gap: Gap, rows: Sequence[Row], look: Look, hollow_: bool) -> list[Key]:
    """The keys of the sides that are there; only a sampling interval licenses 'more than expected'."""
    kinds = {row.ratio.kind for row in rows if isinstance(row.ratio, Estimate)}
    sampled = gap.mode is not Mode.RATES and kinds != {Kind.ROUNDING}
    more, fewer = ("figures.key.more", "figures.key.fewer") if sampled else _ROUNDED
    colours, sides = look.colours, {side(row) for row in rows if isinstance(row.ratio, Estimate)}
    every = (
        (Side.MORE, "circle", colours.more, more),
        (Side.FEWER, "diamond", colours.fewer, fewer),
        (Side.EVEN, "circle", colours.even, "figures.key.even"),
    )
    return [
        Key(glyph, colour, key_words(id_, look), hollow_)
        for where, glyph, colour, id_ in every
        if where in sides
    ]


def key_words(id_: str, look: Look) -> str:
    """What a key says; shorter on a phone, where the figure's notes say the rest."""
    return look.phrase(_SHORT.get(id_, id_) if look.narrow else id_)


def _keys(gap: Gap, rows: Sequence[Row], look: Look) -> list[Key]:
    if not has_ratio(gap):
        return []
    tick = Key("tick", look.colours.ink, key_words("figures.key.expected", look))
    return [tick, *side_keys(gap, rows, look, all(hollow(row.rate) for row in rows))]


def _claims_track(rows: Sequence[Row], stratum: Stratum, meta: Meta, look: Look) -> Track:
    found = [claim for row in rows if (claim := claimed(row)) is not None]
    shown = [one for row in rows if (one := claim_drawn(row)) is not None]
    values = [end for one in shown for end in ends(one) if end is not None]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    label = max((width(look.claim(claim), look.sizes.head) for claim in found), default=20.0)
    share = any(claim.unit == "percent" for claim in found)
    margin = max((high - low) * 0.08, 0.02 if share else abs(high) * 0.02)
    low, high = low - margin, high + margin
    ticks = (percent_ticks if share else number_ticks)(low, high, 4, look)
    return Track(claims_heading(stratum, meta, look), low, high, ticks, weight=0.8, room=(8, label + 18))


def claims_heading(stratum: Stratum, meta: Meta, look: Look) -> str:
    """What the published figure is: 'Say they are satisfied (mobile)', 'Mean mark (0-10)'."""
    if stratum.is_share:
        return of_whom(look.phrase("figures.heading.share"), stratum, meta, look)
    named = capital(meta.label(stratum.metric, look))
    if stratum.scale[:1].isdigit() and stratum.scale not in named:
        named = look.phrase("figures.heading.metric", metric=named, scale=stratum.scale)
    return of_whom(named, stratum, meta, look)


def _rates_track(gap: Gap, rows: Sequence[Row], stratum: Stratum, look: Look) -> Track:
    shown = [part for row in rows for part in (observed(gap, row), row.expected_rate) if part is not None]
    high = max((end for part in shown for end in ends(part) if end is not None), default=1.0) * 1.02
    ticks = number_ticks(0, high, 4 if look.narrow else 5, look)
    return Track(rates_heading(gap, stratum, look), 0, high, ticks, weight=1.15, room=(8, 12))


def rates_heading(gap: Gap, stratum: Stratum, look: Look) -> str:
    """What the complaints are per; a bare number where only counts are known."""
    if not any(has_rate(row) for row in gap.rows):
        return look.phrase(f"figures.heading.count{counted_as(stratum.channel)}")
    own = f"figures.heading.rate{counted_as(stratum.channel)}"
    id_ = "figures.heading.weighted" if stratum.weighted else own
    if unverified(gap, stratum):
        id_ = "figures.heading.unverified"
    return look.phrase(id_, **per(gap, stratum))


def _draw_claims(sheet: Sheet, gap: Gap, rows: Sequence[Row], look: Look) -> None:
    dots = []
    for row in rows:
        seen, claim, estimate = row.observation, claimed(row), claim_drawn(row)
        if claim is None or estimate is None:
            sheet.remark(0, seen.company, look.phrase("figures.row.no_claim"))
            continue
        low, high = ends(estimate)
        said = look.claim(claim)
        hover = look.phrase("figures.hover.claim", name=seen.name, c=said)
        colour = look.colours.refused if grey(gap, row) else look.colours.even
        dots.append(
            Dot(
                seen.company, estimate.value, low, high, colour, hover,
                hollow=hollow(estimate), symbol=pointed(claim),
            )
        )  # fmt: skip
        ink = look.colours.muted if grey(gap, row) else look.colours.ink
        sheet.label(0, seen.company, high if high is not None else 0.0, said, colour=ink)
    sheet.dots(0, "claims", dots)


def _draw_expected(sheet: Sheet, gap: Gap, rows: Sequence[Row], stratum: Stratum, look: Look) -> None:
    """The tick with its band, and the line from it to the observed rate."""
    n = per_n(gap, stratum)
    known = [
        (row, row.expected_rate) for row in rows if row.expected_rate and isinstance(row.ratio, Estimate)
    ]
    colours = {Side.MORE: look.colours.more, Side.FEWER: look.colours.fewer, Side.EVEN: look.colours.muted}
    for where, colour in colours.items():
        pairs = [
            (row.observation.company, expected.value, row.rate.value)
            for row, expected in known
            if side(row) is where and expected.value is not None and row.rate and row.rate.value is not None
        ]
        sheet.links(1, f"difference-{where.value}", pairs, colour)
    ticks = []
    for row, expected in known:
        said = expected_words(expected, gap, look)
        one = singular(said, expected, look)
        id_ = "figures.hover.expected_one" if one else "figures.hover.expected"
        hover = look.phrase(id_, name=row.observation.name, e=said, n=n)
        company = row.observation.company
        ticks.append(Dot(company, expected.value, expected.low, expected.high, look.colours.ink, hover))
    if ticks:
        sheet.ticks(1, "expected", ticks, 11 if look.narrow else 13)


def _draw_rates(sheet: Sheet, gap: Gap, rows: Sequence[Row], stratum: Stratum, look: Look) -> None:
    dots = []
    for row in rows:
        seen, known = row.observation, observed(gap, row)
        if known is None:
            sheet.remark(1, seen.company, look.phrase("figures.row.no_complaints"))
            continue
        low, high = ends(known)
        value, pointing = observed_point(gap, row, known)
        dots.append(
            Dot(
                seen.company, value, low, high, side_colour(gap, row, look),
                rate_hover(gap, row, stratum, look),
                hollow=hollow(known), symbol=pointing or side_symbol(row),
            )
        )  # fmt: skip
    sheet.dots(1, "observed", dots)


def rate_hover(gap: Gap, row: Row, stratum: Stratum, look: Look) -> str:
    """What the observed mark says under the pointer."""
    known, name = observed(gap, row), row.observation.name
    said = observed_words(known, gap, row, look)
    if counts_only(gap):
        return look.phrase("figures.alt.row", name=name, figures=counted(said, known, stratum, look))
    return look.phrase("figures.alt.row", name=name, figures=rated(said, known, gap, stratum, look))

"""Place by satisfaction beside place by complaints: a line a company, ties drawn as ties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from barometer.figures.chart import ChartText, Frame, Lines
from barometer.figures.cited import capital, cited, footer
from barometer.figures.drawing import Drawing
from barometer.figures.footnotes import asked_by, counted_of, printed_with, related, sample_sizes, together
from barometer.figures.look import Look, Meta
from barometer.figures.reading import claimed, drawn, has_claim, has_rate, main_refusal, place_words
from barometer.figures.texts import alternative, scope
from barometer.figures.typeset import LINE, balanced, plain, width, wrap
from barometer.figures.worded import by, observed_words
from barometer.measures.stated import noun_of
from barometer.model import Gap, Kind, Message, Rank, Row, Stratum

_PITCH = 36.0  # pixels from one place to the next
_LANE = 9.0  # pixels between the bars of overlapping confidence sets, where there is room
_LANES = 0.16  # of the figure's width, which all of them take at most
_PLOT = 44.0  # pixels of the lines between the places, at least
_HALF = 9.0  # pixels of the plot beside the places: a mark is pointed at on either side of them


@dataclass(frozen=True, slots=True)
class _Side:
    """One end of the lines: its x, and where each company's label stands (in places)."""

    x: float
    slots: dict[str, float]
    ranks: dict[str, Rank]


def rank_plot(gap: Gap, stratum: Stratum, meta: Meta, look: Look, focus: str = "") -> go.Figure:
    """Each company's place among the stratum's, 1 = best, by claim and by complaints (M3).

    Bars beside the right-hand places are confidence sets; equal figures share one place.
    """
    rows = [
        row
        for row in drawn(gap, meta.order)[0]
        if isinstance(row.rank_claim, Rank) and isinstance(row.rank_observed, Rank)
    ]
    title = (look.phrase("figures.title.ranks", **by(stratum, look)),)
    text = ChartText(
        title=title,
        subtitle=scope(gap, stratum, meta, look, always=True),
        notes=_notes(gap, rows, stratum, meta, look),
        sources=cited(gap, meta, look, noun_of(stratum)),
        footer=footer(meta, look),
        alt=alternative(gap, rows, stratum, title, meta, look, "rank"),
    )
    claim = _side(
        rows, 0.0, {r.observation.company: r.rank_claim for r in rows if isinstance(r.rank_claim, Rank)}
    )
    seen = _side(
        rows, 1.0, {r.observation.company: r.rank_observed for r in rows if isinstance(r.rank_observed, Rank)}
    )
    labels = [_words(row, gap, look) for row in rows]
    lane = _lane(seen, look)
    bars = lane * _lanes(seen.ranks)[1] + 14
    share = 0.36 * look.width if look.narrow else 0.4 * look.width
    room = min(share, (look.width - 2 * look.pad - 14 - bars - _PLOT) / 2)
    wide = [min(room, max((_width(pair[i], look) for pair in labels), default=0.0)) for i in (0, 1)]
    left, right = look.pad + wide[0] + 14, look.pad + wide[1] + bars
    headings = _headings(stratum, look)
    head = 26 + max(map(len, headings)) * look.sizes.head * LINE
    frame = Frame(text, look, left - _HALF, right - _HALF, max(52.0, head), _PITCH * max(1, len(rows)))
    drawing = frame.drawing()
    beside = _HALF / (frame.plot - 2 * _HALF)
    drawing.layout.update(
        xaxis={"range": [-beside, 1 + beside], "visible": False},
        yaxis={"range": [len(rows) + 0.5, 0.5], "visible": False},
    )
    _draw_headings(drawing, headings, left, right, look)
    for row in sorted(rows, key=lambda one: one.observation.company == focus):
        _line(drawing, row, claim, seen, look, focus)
    _dots(drawing, rows, (claim, seen), look)
    _sets(drawing, seen, look, _HALF / frame.plot)
    for row, (before, after) in zip(rows, labels, strict=True):
        company, bold = row.observation.company, row.observation.company == focus
        _label(drawing, f"claim-{company}", before, 0, claim.slots[company], -14, look, wide[0], bold)
        _label(drawing, f"observed-{company}", after, 1, seen.slots[company], bars, look, wide[1], bold)
    return drawing.figure()


def _notes(gap: Gap, rows: Sequence[Row], stratum: Stratum, meta: Meta, look: Look) -> tuple[str, ...]:
    kinds = {row.rank_observed.kind for row in rows if isinstance(row.rank_observed, Rank)}
    sets = "figures.note.ranks_sets" if Kind.SAMPLING in kinds else "figures.note.ranks_published"
    lines = look.phrase("figures.note.lines", **by(stratum, look))
    asked = [*sample_sizes(gap, look), asked_by(gap, meta, look)]
    seen = [*counted_of(gap, stratum, look), *together(gap, look)]
    first = [lines, look.phrase(sets), look.say(Message("sentence.caveat.ranks"))]
    return (
        " ".join(first),
        " ".join([*seen, *asked, *related(gap, meta, look), *printed_with(gap, look)]),
        *_refused(gap, rows, look),
        *(look.say(note) for note in meta.notes),
    )


def _refused(gap: Gap, rows: Sequence[Row], look: Look) -> Iterator[str]:
    """The companies with both figures that have no place here, each with its reason: none is just gone."""
    for row in gap.rows:
        if row not in rows and has_claim(row) and has_rate(row) and (why := main_refusal(row)):
            reason = look.phrase("figures.row.refused", reason=look.say(why.reason))
            yield look.phrase("figures.alt.row", name=row.observation.name, figures=reason)


def _side(rows: Sequence[Row], x: float, ranks: dict[str, Rank]) -> _Side:
    """Labels of tied companies stand one under another around their common place."""
    slots: dict[str, float] = {}
    for point in dict.fromkeys(rank.point for rank in ranks.values()):
        tied = [row.observation.company for row in rows if ranks[row.observation.company].point == point]
        for index, company in enumerate(tied):
            slots[company] = point - (len(tied) - 1) / 2 + index
    return _Side(x, slots, ranks)


def _words(row: Row, gap: Gap, look: Look) -> tuple[str, str]:
    """'Sky, 83%' and '5, Sky (1–2)', with the places that the counts can't tell apart."""
    seen = row.observation
    figure = claimed(row)
    claim = look.claim(figure) if figure is not None else ""
    rate = observed_words(row.rate, gap, row, look)
    name = seen.name
    if isinstance(row.rank_observed, Rank) and row.rank_observed.low < row.rank_observed.high:
        low, high = look.digits(row.rank_observed.low), look.digits(row.rank_observed.high)
        name = f"{name} ({look.span(low, high)})"
    return ", ".join(filter(None, (seen.name, claim))), ", ".join(filter(None, (rate, name)))


def _width(words: str, look: Look) -> float:
    return width(words, look.sizes.head, bold=True) + 4


def _headings(stratum: Stratum, look: Look) -> tuple[Lines, Lines]:
    """What either side's places are by, in lines."""
    room = look.room / 2 - 10
    seen = f"figures.heading.rank_observed{noun_of(stratum)}"
    said = (capital(by(stratum, look)["by_claim"]), look.phrase(seen))
    first, second = (balanced(words, look.sizes.head, room, bold=True) for words in said)
    return first, second


def _draw_headings(
    drawing: Drawing, headings: tuple[Lines, Lines], left: float, right: float, look: Look
) -> None:
    places = ((0, look.pad - left, "left"), (1, right - look.pad, "right"))
    for index, (lines, (x, shift, anchor)) in enumerate(zip(headings, places, strict=True)):
        drawing.text(
            f"heading-{index}", lines, size=look.sizes.head, colour=look.colours.ink, bold=True,
            xanchor=anchor, x=x, xref="x", xshift=shift, y=1, yref="paper",
            yshift=6 + len(lines) * look.sizes.head * LINE,
        )  # fmt: skip


def _line(drawing: Drawing, row: Row, claim: _Side, seen: _Side, look: Look, focus: str) -> None:
    """Lower by complaints than by satisfaction: solid; higher: dashed; the same: dotted."""
    company = row.observation.company
    before, after = claim.ranks[company].point, seen.ranks[company].point
    colours = look.colours
    colour, dash = colours.muted, "dot"
    if after != before:
        colour, dash = (colours.more, "solid") if after > before else (colours.fewer, "dash")
    faded = bool(focus) and company != focus
    drawing.trace(
        "scatter", f"line-{company}", x=[0, 1], y=[before, after], mode="lines", cliponaxis=False,
        hoverinfo="skip",
        line={"color": colour, "width": 3.5 if company == focus else 2.2, "dash": dash},
        opacity=0.35 if faded else 1,
    )  # fmt: skip


def _dots(drawing: Drawing, rows: Sequence[Row], sides: tuple[_Side, _Side], look: Look) -> None:
    for side, name in zip(sides, ("rank-claim", "rank-observed"), strict=True):
        ids = [row.observation.company for row in rows]
        drawing.trace(
            "scatter", name, x=[side.x] * len(ids), y=[side.ranks[id_].point for id_ in ids], mode="markers",
            cliponaxis=False, customdata=ids, hoverinfo="text",
            hovertext=[
                plain(look.phrase("figures.hover.place", name=row.observation.name,
                                  place=place_words(side.ranks[row.observation.company], look)))
                for row in rows
            ],
            marker={
                "size": 10, "color": look.colours.paper, "line": {"color": look.colours.ink, "width": 2.2},
                "opacity": 1,
            },
        )  # fmt: skip


def _lanes(ranks: dict[str, Rank]) -> tuple[dict[str, int], int]:
    """Overlapping confidence sets side by side; sets of one place need no bar."""
    lanes: dict[str, int] = {}
    ends: list[float] = []
    for company, rank in sorted(ranks.items(), key=lambda one: (one[1].low, one[1].high)):
        if rank.low >= rank.high or rank.kind is Kind.NONE:
            continue
        lane = next((i for i, end in enumerate(ends) if end < rank.low), len(ends))
        ends[lane : lane + 1] = [rank.high]
        lanes[company] = lane
    return lanes, len(ends)


def _lane(side: _Side, look: Look) -> float:
    """Pixels between the bars of overlapping sets."""
    return min(_LANE, _LANES * look.width / max(1, _lanes(side.ranks)[1]))


def _sets(drawing: Drawing, side: _Side, look: Look, edge: float) -> None:
    """Each company's set as an upright, with a dot at the company's own place.

    edge  from the right-hand places to the plot's end, as a share of the plot
    """
    colour, apart = look.colours.muted, _lane(side, look)
    radius = min(3.5, 0.45 * apart)
    for company, lane in _lanes(side.ranks)[0].items():
        rank, x = side.ranks[company], 13 + lane * apart
        pixels = {"xref": "paper", "yref": "y", "xsizemode": "pixel", "xanchor": 1 - edge}
        drawing.shape(
            f"set-{company}", type="line", x0=x, x1=x, y0=rank.low - 0.12, y1=rank.high + 0.12,
            line={"color": colour, "width": 2}, **pixels,
        )  # fmt: skip
        drawing.shape(
            f"set-place-{company}", type="circle", x0=x - radius, x1=x + radius, y0=-radius, y1=radius,
            ysizemode="pixel", yanchor=rank.point, fillcolor=colour, line={"width": 0}, **pixels,
        )  # fmt: skip


def _label(
    drawing: Drawing, name: str, words: str, x: float, slot: float, shift: float, look: Look,
    room: float, bold: bool
) -> None:  # fmt: skip
    lines = wrap(words, look.sizes.head, room, bold=True, most=2)
    drawing.text(
        name, lines, size=look.sizes.head, colour=look.colours.ink, bold=bold,
        xanchor="right" if shift < 0 else "left", yanchor="middle", x=x, xref="x", xshift=shift,
        y=slot, yref="y",
    )  # fmt: skip

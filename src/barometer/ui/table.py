"""The table under a chart: every figure with its unit, interval, n and source; and the query."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from barometer.answer import Answer
from barometer.answer.amounts import of_another_time
from barometer.engine import written
from barometer.figures.reading import claimed, observed_stated
from barometer.figures.worded import observed_words
from barometer.measures.stated import bound_of, counted_as, noun_of
from barometer.model import (
    Claim,
    Code,
    Complaints,
    Estimate,
    Exposure,
    Observation,
    Quantity,
    Rank,
    ReadAt,
    Refusal,
    Row,
    Source,
)
from barometer.ui.fold import fold
from barometer.ui.frame import Frame
from barometer.ui.grid import MISSING, Figures, grid

_Columns = dict[str, Sequence[str] | Figures]
_Ends = tuple[float | None, float | None, float | None]
_NOTHING: _Ends = (None, None, None)
#: the fold that the table stands in: drawn with every choice, its grid would keep the chart waiting
FOLD = "figures"


def table(frame: Frame, answer: Answer) -> None:
    """A sortable row a company, folded; what is refused says so instead of a number."""
    rows = answer.plotted
    if answer.gap is None or not rows:
        return
    with fold(frame.say("ui.table.fold", n=len(rows)), FOLD) as opened:
        if opened:
            columns = {
                **_sides(frame, answer, rows),
                **_between(frame, answer, rows),
                **_grounds(frame, answer, rows),
            }
            grid(columns, frame.lang, key="table", alt=frame.say("ui.table.alt", n=len(rows)))


def _sides(frame: Frame, answer: Answer, rows: Sequence[Row]) -> _Columns:
    """The company, its published figure, and the complaints as counted and per so many customers."""
    seen = [row.observation for row in rows]
    units = [one.claim.unit for one in seen if one.claim]
    unit = frame.say(f"ui.unit.{units[0]}") if units else ""
    noun = counted_as(answer.stratum.channel) if answer.stratum else ""
    return {
        frame.say("ui.table.company"): [one.name for one in seen],
        _claim_heading(frame, answer, unit): Figures(
            [_claim(one.claim) for one in seen], stated=[_stated(frame, claimed(row)) for row in rows]
        ),
        **_some(frame, f"ui.table.complaints{noun}", Figures([_quantity(one.y) for one in seen], 0)),
        **_exposures(frame, seen),
        _rate_heading(frame, answer): Figures(
            [_ends(row.rate) for row in rows], stated=[_limit(frame, answer, row) for row in rows]
        ),
        **_when(frame, answer, seen),
    }


def _claim_heading(frame: Frame, answer: Answer, unit: str) -> str:
    """'Satisfaction (%)'; another metric by its own name: a mark or a net score is no satisfaction."""
    if answer.stratum is None or answer.stratum.is_share:
        return frame.say("ui.table.claim", unit=unit)
    metric = frame.labels.get(answer.stratum.metric, answer.stratum.metric)
    named = frame.say("value.label", label=metric)
    return named if "(" in named else frame.say("ui.table.claim_metric", metric=named, unit=unit)


def _rate_heading(frame: Frame, answer: Answer) -> str:
    """What the rates are per; a weighted score is no number of complaints."""
    if answer.stratum is not None and answer.stratum.weighted:
        return frame.say("ui.table.rate_weighted")
    channel = answer.stratum.channel if answer.stratum else ""
    return frame.say(f"ui.table.rate{counted_as(channel)}", per=frame.desk.words(answer).per)


def _when(frame: Frame, answer: Answer, seen: Sequence[Observation]) -> _Columns:
    """When the complaints were made, where that is another time than the published figures' own."""
    if answer.stratum is None or of_another_time(seen, answer.stratum.period) is None:
        return {}
    spans = [(one.together[0].start, one.together[-1].end) if one.together else None for one in seen]
    said = [frame.say("figures.period", p=span) if span else "" for span in spans]
    return {frame.say("ui.table.when"): said}


def _exposures(frame: Frame, seen: Sequence[Observation]) -> _Columns:
    """What complaints are set against, under its own name: customers, journeys, claims handled."""
    column = Figures([_quantity(one.exposure) for one in seen], 0)
    units = {one.exposure.unit for one in seen if one.exposure and one.exposure.unit}
    if len(units) != 1:
        return _some(frame, "ui.table.exposure", column)
    name = frame.say("ui.term", id=units.pop())
    return {name[:1].upper() + name[1:]: column}


def _between(frame: Frame, answer: Answer, rows: Sequence[Row]) -> _Columns:
    """What the one side says of the other, where anything may be said."""
    wide = answer.gap is not None and Code.WIDE_SPREAD in answer.gap.codes and answer.gap.open_ranges
    ratios = [row.ratio if isinstance(row.ratio, Estimate) and not wide else None for row in rows]
    even = [row.break_even if isinstance(row.break_even, Estimate) else None for row in rows]
    kinds = [frame.say("ui.term", id=one.kind.value) if one else "" for one in ratios]
    return {
        **_some(frame, "ui.table.rank_claim", Figures([_place(row.rank_claim) for row in rows])),
        **_some(
            frame,
            f"ui.table.rank_observed{noun_of(answer.stratum) if answer.stratum else ''}",
            Figures([_place(row.rank_observed) for row in rows]),
        ),
        **_some(frame, "ui.table.expected", Figures([_point(row.expected_rate) for row in rows], 1)),
        **_some(frame, "ui.table.ratio", Figures([_point(one) for one in ratios], 2)),
        **_some(
            frame, "ui.table.low", Figures([(one.low if one else None, None, None) for one in ratios], 2)
        ),
        **_some(
            frame, "ui.table.high", Figures([(one.high if one else None, None, None) for one in ratios], 2)
        ),
        **({frame.say("ui.table.interval"): kinds} if any(kinds) else {}),
        **_some(
            frame,
            "ui.table.n_star",
            Figures([_ends(one) for one in even], 0, frame.say("ui.table.n_star_help")),
        ),
    }


def _grounds(frame: Frame, answer: Answer, rows: Sequence[Row]) -> _Columns:
    """How many people were asked, why a number is refused, and where each figure was read."""
    asked = [(row.observation.n, row.observation.claim) for row in rows]
    said: _Columns = {
        frame.say("ui.table.n"): [
            frame.say("ui.table.asked", n=n) if n else frame.say("ui.not_given") if claim else MISSING
            for n, claim in asked
        ]
    }
    refused = [_refused(frame, row) for row in rows]
    if any(refused):
        said[frame.say("ui.table.refused")] = refused
    said[frame.say("ui.table.source")] = [_sources(frame, answer, row) for row in rows]
    return said


def _some(frame: Frame, label: str, column: Figures) -> _Columns:
    """The column, if it holds any figure."""
    return {frame.say(label): column} if any(end is not None for cell in column.cells for end in cell) else {}


def _claim(claim: Quantity | None) -> _Ends:
    factor = 100 if claim and claim.unit == "percent" else 1
    value, low, high = (end if end is None else round(end * factor, 9) for end in _quantity(claim))
    return value, low, high


def _stated(frame: Frame, claim: Quantity | None) -> str:
    """'> 82', where that is all that the figure's source says; '' else."""
    limit = claim is not None and claim.value is None and bound_of([claim])
    return frame.look.claim(claim).removesuffix("%").rstrip() if claim and limit else ""


def _limit(frame: Frame, answer: Answer, row: Row) -> str:
    """'< 3', where that is all that is known of a company's rate; '' else."""
    if answer.gap is None or row.rate is None or row.rate.value is not None:
        return ""
    stated = bound_of(observed_stated(answer.gap, row))
    return observed_words(row.rate, answer.gap, row, frame.look) if stated else ""


def _quantity(quantity: Quantity | None) -> _Ends:
    return (quantity.value, quantity.low, quantity.high) if quantity else _NOTHING


def _ends(estimate: Estimate | None) -> _Ends:
    return (estimate.value, estimate.low, estimate.high) if estimate else _NOTHING


def _place(rank: Rank | Refusal) -> _Ends:
    """A tie is its places, '1–2': nobody stands at 1.5."""
    if not isinstance(rank, Rank):
        return _NOTHING
    return (None, rank.low, rank.high) if rank.shared else (rank.point, None, None)


def _point(estimate: Estimate | None) -> _Ends:
    return (estimate.value, None, None) if estimate else _NOTHING


def _refused(frame: Frame, row: Row) -> str:
    first = row.told or row.ratio
    return frame.say(first.reason) if isinstance(first, Refusal) else ""


def _sources(frame: Frame, answer: Answer, row: Row) -> str:
    seen = row.observation
    records: tuple[Claim | Complaints | Exposure, ...] = (*seen.claims, *seen.complaints, *seen.exposures)
    ids = dict.fromkeys(record.source for record in records)
    return " ; ".join(_read(frame, answer.sources[id_]) for id_ in ids if id_ in answer.sources)


def _read(frame: Frame, source: Source) -> str:
    if source.read_at is ReadAt.RELAY and source.relay:
        return frame.say("ui.source_relay", publisher=source.publisher, relay=source.relay)
    return frame.say("value.source", name=source.publisher)


def computed(frame: Frame, answer: Answer) -> None:
    """The query that ran, its values in their places."""
    with fold(frame.say("ui.computed"), "computed") as opened:
        if not opened:
            return
        frame.write("ui.computed_text")
        for query in answer.queries:
            st.code(written(query), language="sql", wrap_lines=True)

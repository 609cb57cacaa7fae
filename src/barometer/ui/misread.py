"""How a chart is misread, in a few words under it; the measures' notes on the method page say why."""

from __future__ import annotations

import streamlit as st

from barometer.answer import Answer
from barometer.measures.notes import notes
from barometer.model import Code, Estimate, Rank, Status
from barometer.ui import text
from barometer.ui.frame import Frame


def of_headline(frame: Frame, answer: Answer) -> None:
    """Under the headline chart, by what it shows: ratios, places, raw numbers; nothing where it refuses."""
    gap = answer.gap
    if gap is None:
        return
    if answer.measure in ("rate", "break_even"):
        caption(frame, answer.measure)
        return
    if gap.status is Status.REFUSED:
        return
    ratios = answer.measure == "ratio" and Code.WIDE_SPREAD not in gap.codes
    if ratios and any(isinstance(row.ratio, Estimate) for row in gap.rows):
        caption(frame, "ratio")
    elif any(isinstance(row.rank_observed, Rank) for row in gap.rows):
        of_measure(frame, "m3_ranks")
    else:
        caption(frame, "raw")


def of_measure(frame: Frame, measure: str) -> None:
    """What a measure's own note says; the method page prints the same."""
    (note,) = (note for note in notes() if note.id == measure)
    said = frame.say("value.label", label=note.misread)
    _caption(frame, said[:1].lower() + said[1:])


def caption(frame: Frame, chart: str) -> None:
    """Under a chart that draws no measure of its own."""
    _caption(frame, frame.say(f"ui.misread.{chart}"))


def _caption(frame: Frame, said: str) -> None:
    st.caption(text.plain(frame.say("ui.misread.how", said=said)))

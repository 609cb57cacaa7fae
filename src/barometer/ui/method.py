"""Sources and method: the notes of the measures, the calibration, every source and its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from barometer.desk.provenance import TABLES, Disagreement, cited, disagreements, figures_by_source, left_out
from barometer.measures.notes import Note, calibration, notes
from barometer.messages import number, percent
from barometer.statistics.calibration import Cell as Line
from barometer.ui import checks, text
from barometer.ui import figure_words as words
from barometer.ui import method_limits as limits
from barometer.ui.fold import fold
from barometer.ui.frame import Frame
from barometer.ui.html_table import Cell, Part, cell, copies, show, source, style

_PARTS = ("question", "numerator", "denominator", "cannot_say", "misread", "checked")
_SHARES = ("flagged", "coverage", "excludes_1", "funnel", "poisson", "power")


def page(frame: Frame) -> None:
    """What is shown, how it is computed, and where every figure was read."""
    style()
    frame.write("method.lead")
    limits.scope(frame)
    _measures(frame)
    limits.refusals(frame)
    limits.intervals(frame)
    limits.full_measure(frame)
    _calibration(frame)
    _opening(frame)
    _disagreements(frame)
    _sources(frame)
    _left_out(frame)
    limits.language(frame)


def _measures(frame: Frame) -> None:
    st.subheader(text.plain(frame.say("method.measures")), anchor="measures")
    for note in notes():
        with fold(frame.say("value.label", label=note.title), f"note_{note.id}") as opened:
            if opened:
                _note(frame, note)


def _note(frame: Frame, note: Note) -> None:
    for part in _PARTS:
        name = text.plain(frame.say(f"method.note.{part}"))
        said = text.plain(frame.say("value.label", label=getattr(note, part)))
        st.markdown(f"**{name}** {said}")
    if note.papers:
        st.markdown("\n".join(f"- {text.plain(paper)}" for paper in note.papers))
    st.caption(text.plain(frame.say("method.note.code", formulas=note.formulas, modules=note.code)))


def _calibration(frame: Frame) -> None:
    made = calibration()
    st.subheader(text.plain(frame.say("method.calibration.title")), anchor="calibration")
    frame.write("method.calibration.lead", seed=str(made.seed), gap=made.gap)
    with st.expander(frame.say("method.calibration.fold", n=len(made.cells))):
        headers = [frame.say(f"method.calibration.{name}", gap=made.gap) for name in ("sector", *_SHARES)]
        show(
            frame.say("method.calibration.title"),
            [*headers, frame.say("method.calibration.strata")],
            [_line(frame, line) for line in made.cells],
        )


def _line(frame: Frame, line: Line) -> list[Cell]:
    sector = frame.say(f"method.calibration.tail_{line.tail}", k=line.k, sd=line.sd)
    shares = [cell(percent(getattr(line, name), frame.lang, 1)) for name in _SHARES]
    return [cell(sector), *shares, cell(number(line.strata, frame.lang, 0))]


def _opening(frame: Frame) -> None:
    why = frame.say("value.label", label=frame.desk.why_default)
    if why:
        st.subheader(text.plain(frame.say("method.opening")), anchor="opening")
        st.markdown(text.plain(why))


def _disagreements(frame: Frame) -> None:
    found = disagreements(frame.desk)
    st.subheader(text.plain(frame.say("method.disagree.title", n=len(found))), anchor="disagreements")
    frame.write("method.disagree.lead")
    if found:
        headers = [frame.say(f"method.disagree.{name}") for name in ("about", "what", "period", "stated")]
        show(frame.say("method.disagree.title", n=len(found)), headers, [_one(frame, one) for one in found])
    limits.shares_of_the_region(frame)


def _one(frame: Frame, one: Disagreement) -> list[Cell]:
    label = frame.labels.get(one.what)
    what = frame.say("value.label", label=label) if label else frame.say("ui.term", id=one.what)
    stated: list[Part] = []
    for quantity, per, cited_in in one.stated:
        said = words.figure(frame, quantity)
        said = frame.say("method.disagree.per", x=said, per=per) if per else said
        stated += [Part(said), *(Part(part.text, part.href, quiet=True) for part in source(frame, cited_in))]
    about = frame.say("value.label", label=one.about)
    return [cell(about), cell(what), cell(words.when(frame, one.period)), tuple(stated)]


def _sources(frame: Frame) -> None:
    found = cited(frame.desk)
    kinds = Counter(one.source.read_at for one in found)
    st.subheader(text.plain(frame.say("method.sources.title", n=len(found))), anchor="sources")
    counted = {kind.value: n for kind, n in kinds.items()}
    frame.write(
        "method.sources.lead", original=counted.get("original", 0), relay=counted.get("relay", 0),
        data=frame.desk.data_id, made=frame.desk.created,
    )  # fmt: skip
    with fold(frame.say("method.sources.all"), "all_sources") as opened:
        if opened:
            headers = [frame.say(f"method.sources.{name}") for name in ("source", "document", "rows")]
            headers.append(frame.say("checked.column"))
            held = figures_by_source(frame.desk)
            rows = [
                [
                    cell(words.source_name(frame, one.source)),
                    (
                        Part(one.source.title or one.source.publisher, one.source.url),
                        *copies(frame, one.source),
                    ),
                    cell(_rows(frame, one.rows)),
                    checks.column(frame, held, one.source),
                ]
                for one in found
            ]
            show(frame.say("method.sources.title", n=len(found)), headers, rows)
    with fold(frame.say("checked.fold"), "check_sources") as opened:
        if opened:
            checks.tick_any(frame)


def _rows(frame: Frame, rows: Mapping[str, int]) -> str:
    return ", ".join(frame.say(f"method.rows.{name}", n=rows[name]) for name in TABLES if rows[name])


def _left_out(frame: Frame) -> None:
    found = left_out(frame.desk)
    st.subheader(text.plain(frame.say("method.left_out.title", n=len(found))), anchor="left-out")
    frame.write("method.left_out.lead")
    with fold(frame.say("method.left_out.all"), "all_left_out") as opened:
        if opened:
            lines = [
                (one.company or "–", one.value, frame.say("value.label", label=one.reason), one.origin)
                for one in found
            ]
            headers = [
                frame.say(f"method.left_out.{name}") for name in ("company", "value", "reason", "origin")
            ]
            title = frame.say("method.left_out.title", n=len(found))
            st.dataframe(pd.DataFrame(lines, columns=headers), hide_index=True, key="left_out", alt=title)

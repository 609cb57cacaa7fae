"""'Would this survive?': one company's ratio under each choice that could be defended."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from barometer.answer import Answer
from barometer.figures.survival_strip import reading_cells, survival_strip
from barometer.measures.survival import Survival, Variation
from barometer.ui import charts, misread, text
from barometer.ui.fold import fold, inside
from barometer.ui.frame import Frame


def strip(frame: Frame, answer: Answer) -> None:
    """The sentence that says in how many choices it holds, and each choice with its ratio."""
    company = frame.view.focus
    if answer.stratum is None or not answer.stratum.gives_ratio or company not in answer.sentences:
        return
    with fold(frame.say("ui.survive.title"), "survive") as opened:
        if not opened:
            return
        found = _found(frame, answer).get(company)
        if found is None:
            frame.write("ui.survive.none")
            return
        _said(frame, found, answer.names[company])
        _chart(frame, answer, found, answer.names[company])
        _table(frame, found)


def _said(frame: Frame, found: Survival, name: str) -> None:
    for sentence in (found.sentence(name), found.flagged(name), found.silence()):
        if sentence is not None:
            frame.write(sentence)
    superlative = "greatest" if found.always_greatest else "least" if found.always_least else "neither"
    frame.write(f"ui.survive.{superlative}", name=name)


def _found(frame: Frame, answer: Answer) -> dict[str, Survival]:
    """Computed once for a comparison and kept for the next company that is looked at."""
    key = (answer.data_id, answer.stratum, answer.view.time, answer.view.lag)
    kept = st.session_state.get("survivals")
    if kept is None or kept[0] != key:
        kept = (key, frame.desk.survivals(answer))
        st.session_state["survivals"] = kept
    found: dict[str, Survival] = kept[1]
    return found


def _chart(frame: Frame, answer: Answer, found: Survival, name: str) -> None:
    assert answer.gap is not None and answer.stratum is not None
    figure = survival_strip(found, name, answer.gap, answer.stratum, frame.meta(answer), inside(frame.look))
    charts.show(frame, figure, "strip")
    misread.of_measure(frame, "survival")


def _table(frame: Frame, found: Survival) -> None:
    """The strip as text that wraps, so that a phone shows every column."""
    lines = [
        {
            frame.say("ui.survive.choice"): text.plain(frame.say(one.label)),
            frame.say("ui.survive.ratio"): _ratio(frame, one),
            frame.say("ui.survive.companies"): str(one.k) if one.k else frame.say("ui.survive.nobody"),
        }
        for one in found.strip
    ]
    with st.container(key="survive_table"):
        st.table(pd.DataFrame(lines).set_index(frame.say("ui.survive.choice")))
    st.caption(text.plain(frame.say("ui.survive.how")))


def _ratio(frame: Frame, one: Variation) -> str:
    point, interval = reading_cells(one, frame.look)
    if not point and not interval:
        return frame.say("ui.survive.refused")
    if point and interval:
        return frame.say("figures.short.interval", ratio=point, range=interval)
    return point or interval

"""'Would this survive?': one company's ratio under each choice that could be defended."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from barometer.answer import Answer
from barometer.measures.survival import Survival, Variation
from barometer.ui import text
from barometer.ui.fold import fold
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
        frame.write(found.sentence(answer.names[company]))
        superlative = "greatest" if found.always_greatest else "least" if found.always_least else "neither"
        frame.write(f"ui.survive.{superlative}", name=answer.names[company])
        _table(frame, found)


def _found(frame: Frame, answer: Answer) -> dict[str, Survival]:
    """Computed once for a comparison and kept for the next company that is looked at."""
    key = (answer.data_id, answer.stratum, answer.view.time, answer.view.lag)
    kept = st.session_state.get("survivals")
    if kept is None or kept[0] != key:
        kept = (key, frame.desk.survivals(answer))
        st.session_state["survivals"] = kept
    found: dict[str, Survival] = kept[1]
    return found


def _table(frame: Frame, found: Survival) -> None:
    lines = [
        {
            frame.say("ui.survive.choice"): frame.say(one.label),
            frame.say("ui.survive.ratio"): _ratio(frame, one),
            frame.say("ui.survive.companies"): one.k,
        }
        for one in found.strip
    ]
    st.dataframe(pd.DataFrame(lines), hide_index=True, alt=frame.say("ui.survive.title"), height="content")
    st.caption(text.plain(frame.say("ui.survive.how")))


def _ratio(frame: Frame, one: Variation) -> str:
    if one.low is None or one.high is None:
        return frame.say("ui.survive.refused")
    if one.low == one.high:
        return frame.say("ui.survive.one", g=one.low)
    return frame.say("ui.survive.range", low=one.low, high=one.high)

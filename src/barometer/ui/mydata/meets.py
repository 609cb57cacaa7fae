"""What an upload meets, in a sentence, and the way to the chart that holds it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from barometer.desk.meeting import Meeting, meeting
from barometer.ui import address, text
from barometer.ui.choose import narrowed
from barometer.ui.frame import Frame
from barometer.ui.workspace import desk_of
from barometer.view import View


def met(frame: Frame, dataset: str, kind: str, instead: str = "") -> tuple[Meeting, str, View]:
    """What an upload meets, and the page and view that show it; kept for the session.

    instead  the reading that it took the place of, which the view may still name
    """
    ids = _together(frame, dataset, instead)
    key = f"met_{'_'.join(ids)}_{frame.lang}_{frame.view.theme}"
    if key not in st.session_state:
        st.session_state[key] = _met(frame, dataset, kind, ids)
    found: tuple[Meeting, str, View] = st.session_state[key]
    return found


def _together(frame: Frame, dataset: str, instead: str) -> tuple[str, ...]:
    """The upload with those of the visitor's own that the view already names."""
    return tuple(dict.fromkeys((*(one for one in frame.desk.uploads if one != instead), dataset)))


def _met(frame: Frame, dataset: str, kind: str, ids: tuple[str, ...]) -> tuple[Meeting, str, View]:
    begun = replace(address.presented(View(), frame.view), ds=ids)
    desk, _ = desk_of(begun)
    found = meeting(desk, dataset, kind)
    if found.comparison is not None:
        return found, "gap", replace(narrowed(replace(frame, desk=desk), begun, found.comparison), ds=ids)
    first = found.companies[0] if found.companies else ""
    return found, "company" if first else "gap", replace(begun, focus=first)


def told(frame: Frame, dataset: str, kind: str) -> None:
    """'3 of your 8 companies have a satisfaction figure for these days', and what would mend the rest."""
    found, _, _ = met(frame, dataset, kind)
    counts = {"n": len(found.companies), "met": len(found.met)}
    # of figures without a place "0 of 4" would say that there are none: it is only not known which
    if found.side and not found.placed and not found.met:
        pass
    elif found.side and found.period is not None:
        frame.write(f"data.meets.{found.side}", **counts, period=found.period)
    elif found.side:
        frame.write("data.meets.no_period")
    if found.side and not found.placed:
        st.warning(text.plain(frame.say("data.meets.no_place")))
    elif found.side and found.comparison is None:
        st.caption(text.plain(frame.say("data.meets.no_comparison")))
    elif found.side and len(found.met) < len(found.companies):
        st.caption(text.plain(frame.say("data.meets.add")))


def shown(frame: Frame, dataset: str, kind: str) -> None:
    """What an upload meets, and the link to the chart, else to the company's page."""
    told(frame, dataset, kind)
    found, page, view = met(frame, dataset, kind)
    chart = found.comparison is not None
    st.page_link(
        st.session_state["pages"][page],
        label=frame.say("data.to_chart" if chart else "data.to_company"),
        icon=":material/monitoring:",
        query_params=address.query(view),
    )

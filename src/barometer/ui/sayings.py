"""The sayings, one card each: the verdict's label, the text, a way to the figures, where they were read."""

from __future__ import annotations

from functools import reduce

import streamlit as st

from barometer.desk.saying import Figure, Saying
from barometer.ui import address, text
from barometer.ui import figure_words as words
from barometer.ui.fold import fold
from barometer.ui.frame import Frame
from barometer.ui.html_table import Cell, cell, show, source, style

_COLUMNS = ("name", "figure", "when", "source")


def page(frame: Frame) -> None:
    """All of them, in their order."""
    style()
    frame.write("sayings.purpose")
    for one in frame.desk.sayings():
        _card(frame, one)


def _card(frame: Frame, one: Saying) -> None:
    with st.container(border=True, key=f"saying_{one.id}", gap="small"):
        st.subheader(text.plain(frame.say(one.title)), anchor=one.id)
        st.markdown(f"**{text.plain(frame.say(one.verdict))}**")
        frame.write("sayings.text", sentences=" ".join(frame.say(sentence) for sentence in one.text))
        if one.sources:
            named = dict.fromkeys(words.source_name(frame, found) for found in one.sources)
            every = reduce(lambda a, b: frame.say("sayings.two", a=a, b=b), named)
            st.caption(text.plain(frame.say("sayings.source", sources=every)))
        _ways(frame, one)
        _figures(frame, one)


def _ways(frame: Frame, one: Saying) -> None:
    """Links to the comparison and to the company whose figures these are."""
    pages = st.session_state["pages"]
    if one.view is not None:
        st.page_link(
            pages["gap"],
            label=text.plain(frame.say("sayings.see_view", sector=one.view.sector)),
            query_params=address.query(address.presented(one.view, frame.view)),
            icon=":material/arrow_forward:",
        )
    if one.company:
        st.page_link(
            pages["company"],
            label=text.plain(_company(frame, one.company)),
            query_params=address.query(frame.about(one.company)),
            icon=":material/arrow_forward:",
        )


def _company(frame: Frame, company: str) -> str:
    """The name of a company and what there is on it; of an aggregate, that these are a country's totals."""
    found = frame.desk.companies[company]
    if found.kind == "aggregate":
        return frame.say("sayings.see_totals", country=found.country)
    known = frame.desk.company(company)
    told = "company" if known.claims or known.complaints else "reports"
    return frame.say(f"sayings.see_{told}", name=found.name)


def _figures(frame: Frame, one: Saying) -> None:
    if not one.figures:
        return
    with fold(frame.say("sayings.facts", n=len(one.figures)), f"facts_{one.id}") as opened:
        if opened:
            headers = [frame.say(f"sayings.column.{name}") for name in _COLUMNS]
            show(frame.say(one.title), headers, [_row(frame, figure) for figure in one.figures])


def _row(frame: Frame, figure: Figure) -> list[Cell]:
    cited = tuple(part for id_ in figure.fact.sources for part in source(frame, id_))
    return [
        cell(frame.say(figure.name)),
        cell(frame.say(figure.fact.said)),
        cell(frame.say(figure.fact.when)),
        cited,
    ]

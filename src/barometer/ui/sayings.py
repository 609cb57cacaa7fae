"""The sayings, one card each: the verdict's label, the text, a view that opens, the figures behind it."""

from __future__ import annotations

import streamlit as st

from barometer.model import Report, noted
from barometer.sayings import Fact, Saying, sayings
from barometer.ui import address, text
from barometer.ui import company_words as words
from barometer.ui.company_claims import source
from barometer.ui.company_table import Cell, cell, show
from barometer.ui.fold import fold
from barometer.ui.frame import Frame

_COLUMNS = ("about", "what", "figure", "period", "source", "note")


def page(frame: Frame) -> None:
    """All eight, in their order."""
    frame.write("sayings.lead")
    for one in sayings(frame.desk):
        _card(frame, one)


def _card(frame: Frame, one: Saying) -> None:
    with st.container(border=True, key=f"saying_{one.id}", gap="small"):
        st.subheader(text.plain(frame.say(one.title)), anchor=one.id)
        st.markdown(f"**{text.plain(frame.say(one.verdict))}**")
        frame.write(one.text)
        if one.sources:
            named = dict.fromkeys(words.source_name(frame, found) for found in one.sources.values())
            st.caption(text.plain(frame.say("sayings.source", sources="; ".join(named))))
        st.page_link(
            st.session_state["pages"][one.page],
            label=text.plain(frame.say("sayings.open", what=_where(frame, one))),
            query_params=address.query(address.presented(one.view, frame.view)),
            icon=":material/arrow_forward:",
        )
        _figures(frame, one)


def _where(frame: Frame, one: Saying) -> str:
    """What the view that opens is about: a company, a sector, or a page."""
    if one.view.focus:
        return frame.desk.names[one.view.focus]
    return frame.say("ui.term", id=one.view.sector) if one.view.sector else frame.say(f"ui.page.{one.page}")


def _figures(frame: Frame, one: Saying) -> None:
    rows = [_fact(frame, fact) for fact in one.facts] + [_report(frame, report) for report in one.reports]
    if not rows:
        return
    with fold(frame.say("sayings.facts", n=len(rows)), f"facts_{one.id}") as opened:
        if opened:
            show(frame.say(one.title), [frame.say(f"sayings.column.{name}") for name in _COLUMNS], rows)


def _fact(frame: Frame, fact: Fact) -> list[Cell]:
    said = words.figure(frame, fact.quantity)
    if fact.per is not None:
        said = frame.say("sayings.per", x=said, per=fact.per)
    return [
        cell(fact.about),
        cell(frame.say("value.label", label=fact.what)),
        cell(said, words.wording(frame, fact.quantity)),
        cell(words.when(frame, fact.period)),
        source(frame, fact.source),
        cell(frame.say("value.label", label=fact.note)),
    ]


def _report(frame: Frame, report: Report) -> list[Cell]:
    return [
        cell(frame.desk.names.get(report.company, report.company)),
        cell(frame.say("ui.term", id=report.venue)),
        cell(*(frame.say("ui.term", id=part) for part in (report.label, report.reply_kind) if part)),
        cell(words.when(frame, report.period)),
        source(frame, report.source),
        cell(frame.say("value.label", label=noted(report))),
    ]

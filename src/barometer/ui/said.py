"""The sentences of an answer: the sector, same score, one company with its caveat."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from barometer.answer import Answer
from barometer.model import Row
from barometer.ui import address, drawn, text
from barometer.ui.frame import Frame
from barometer.view import View


def headline(frame: Frame, answer: Answer) -> None:
    """The sector sentence, how old the figures are, and beside that how they are drawn."""
    if answer.sentence is None or answer.stratum is None:
        return
    with st.container(key="sentence", gap=None):
        frame.write(answer.sentence)
    with st.container(horizontal=True, key="drawn", gap="small", vertical_alignment="center"):
        st.caption(text.plain(_age(frame, answer)))
        drawn.beside(frame, answer)


def _age(frame: Frame, answer: Answer) -> str:
    told = {"period": answer.stratum.period if answer.stratum else None, "data": answer.data_id}
    if frame.desk.created is None:
        return frame.say("ui.age_undated", **told)
    return frame.say("ui.age", **told, read=frame.desk.created)


def same_score(frame: Frame, answer: Answer) -> None:
    """M0: every tie, in words; it assumes nothing, so it comes first."""
    for sentence in answer.same_score:
        frame.write(sentence)


def one_company(frame: Frame, answer: Answer) -> None:
    """The chosen company's sentence, how sure it is, the caveat, the iceberg."""
    rows = {row.observation.company: row for row in answer.shown}
    if not rows:
        return
    focus = frame.view.focus if frame.view.focus in rows else None
    st.pills(
        frame.say("ui.company.choose"),
        list(rows),
        key=address.picture("focus", focus),
        format_func=lambda id_: text.plain(answer.names.get(id_, id_)),
        on_change=address.changing("focus", _focus),
    )
    if focus is None:
        st.caption(text.plain(frame.say("ui.company.hint")))
        return
    _speak(frame, answer, rows[focus])


def _focus(view: View, company: str | None) -> View:
    return replace(view, focus=company or "")


def _speak(frame: Frame, answer: Answer, row: Row) -> None:
    said = answer.sentences[row.observation.company]
    words = frame.desk.words(answer)
    with st.container(border=True, key="company_sentence"):
        frame.write(said.company)
        for part in (said.sure, words.iceberg(row), words.iceberg_sure(row), said.caveat):
            if part is not None:
                frame.write(part)


def left_out(frame: Frame, answer: Answer) -> None:
    """Companies with a figure on one side only: missing is missing, never zero."""
    if not answer.left_out:
        return
    with st.expander(frame.say("ui.left_out", n=len(answer.left_out))):
        for one in answer.left_out:
            frame.write("ui.left_out_line", name=one.name, reason=one.reason)

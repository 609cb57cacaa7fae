"""The right of reply: a letter to one company, with all that it needs to check what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import streamlit as st

from barometer.answer import Answer
from barometer.desk import taken
from barometer.export.chrome import find_chrome
from barometer.export.forms import Order, take
from barometer.export.reply_pack import reply_pack
from barometer.measures.notes import Note, notes
from barometer.messages import LANGUAGES
from barometer.model import Label, Message
from barometer.store import carried
from barometer.ui import replies, text
from barometer.ui.frame import Frame
from barometer.ui.today import today

_DAYS = 7
_SAID = ("question", "numerator", "denominator", "cannot_say")


def reply(frame: Frame, answer: Answer, wanted: Order) -> None:
    """Company, language, deadline; then one zip."""
    frame.write("ui.reply.about")
    if frame.desk.uploads:
        st.caption(text.plain(frame.say("ui.share.private_files")))
    companies = [row.observation.company for row in answer.shown]
    start = companies.index(frame.view.focus) if frame.view.focus in companies else 0
    first = companies[start] if companies else ""
    with st.container(key="reply_company"):
        company = st.selectbox(
            frame.say("ui.reply.company"), companies, index=start,
            format_func=lambda c: answer.names.get(c, c),
            key=f"letter_to_{first}",  # another company in focus is another letter
        )  # fmt: skip
    lang = st.segmented_control(
        frame.say("ui.reply.language"), LANGUAGES, default=frame.lang, required=True, key="reply_language",
        format_func=lambda one: text.say("ui.reply.in", one),
    )  # fmt: skip
    sent = today()
    deadline = st.date_input(
        frame.say("ui.reply.deadline"), sent + timedelta(days=_DAYS), min_value=sent, format="DD/MM/YYYY",
        key="reply_deadline",
    )  # fmt: skip
    if not company or not lang or not deadline:
        return
    taker = replace(frame.taker, lang=lang, say=partial(text.say, lang=lang))
    sent_view = replace(wanted.answer.view, lang=lang)  # the letter's links open in its own language
    voiced = replace(taken.order(frame.desk, wanted.answer, sent_view, taker, wanted.theme), focus=company)

    def packed() -> bytes:
        forms = ("png", "svg") if find_chrome() else ("html",)
        charts = {f"chart.{form}": take(voiced, form).content for form in forms}
        method = "\n\n".join(_said(note, lang) for note in notes()[:5])
        return reply_pack(
            wanted.answer, company, voiced.voice, sent=sent, deadline=deadline, charts=charts, method=method,
            headline=voiced.headline,
        )  # fmt: skip

    st.download_button(
        frame.say("ui.reply.take"), packed, f"{company}-{sent}.zip", "application/zip", key="reply_pack",
        on_click="ignore", type="primary",
    )  # fmt: skip
    st.divider()
    # kept under the datasets' names: how their files were read stands in the workspace itself
    view = wanted.answer.view
    replies.record(frame, answer, company, replace(view, ds=tuple(map(carried.begun, view.ds))))


def _said(note: Note, lang: str) -> str:
    """A measure's note as text: title, question, what it can't say, how it is misread."""
    lines = [text.say(Message("value.label", {"label": note.title}), lang)]
    for part in _SAID:
        label: Label = getattr(note, part)
        name = text.say(Message(f"method.note.{part}"), lang)
        lines.append(f"{name} {text.say(Message('value.label', {'label': label}), lang)}")
    return "\n".join(lines)

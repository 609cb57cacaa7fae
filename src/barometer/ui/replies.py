"""What companies answered: beside the finding, and in full on the company's page."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from barometer.answer import Answer, CompanyFile, replied
from barometer.answer.replied import Beside
from barometer.model import Reply
from barometer.store.refused import StoreRefusal
from barometer.ui import address, reply_form, text
from barometer.ui.choose import comparison_name, narrowed
from barometer.ui.company.sides import readable_sides
from barometer.ui.frame import Frame
from barometer.ui.reply_form import About
from barometer.ui.today import today
from barometer.ui.workspace import desk_of, key, replies
from barometer.view import View, decode

_EXCERPT = 280
_QUOTE = (
    "margin:.2rem 0 .4rem;padding:.1rem 0 .1rem .8rem;white-space:pre-line;overflow-wrap:anywhere;"
    "border-left:3px solid color-mix(in srgb, currentColor 35%, transparent)"
)


def beside(frame: Frame, answer: Answer) -> None:
    """In a line or two each: what the companies of the chart answered to this finding."""
    kept = frame.kept.replies
    # always there, so that what stands below keeps its place, and an open fold stays open
    with st.container(key="answers", gap="small"):
        for one in replied.beside(answer, kept):
            _in_short(frame, one)


def _in_short(frame: Frame, one: Beside) -> None:
    with st.container(key=f"reply_{one.reply.id}", gap=None):
        st.caption(text.plain(frame.say(one.said)))
        whole = _quote(frame, one.reply.text, _EXCERPT) if one.reply.answered else True
        for note in one.notes:
            st.caption(text.plain(frame.say(note)))
        if not whole:
            _to_company(frame, one.reply.company)


def _quote(frame: Frame, words: str, most: int = 0) -> bool:
    """A company's own words as a quotation; whether they stand there whole."""
    whole = not most or len(words) <= most * 1.25
    shown = words if whole else f"{words[:most].rsplit(maxsplit=1)[0]} […]"
    quoted = f"«\N{NO-BREAK SPACE}{shown}\N{NO-BREAK SPACE}»" if frame.lang == "fr" else f"“{shown}”"
    st.html(f'<blockquote style="{_QUOTE}">{escape(quoted)}</blockquote>')
    return whole


def _to_company(frame: Frame, company: str) -> None:
    st.page_link(
        st.session_state["pages"]["company"],
        label=frame.say("replied.whole"),
        query_params=address.query(replace(address.presented(View(), frame.view), focus=company)),
    )


def of_company(frame: Frame, file: CompanyFile) -> None:
    """All that a company answered, whole, each with the finding; and a form for more."""
    company, name = file.company.id, frame.called(file.company.id)
    own = [one for one in frame.kept.replies if one.company == company]
    sides = readable_sides(file)
    if not own and not sides and "reply_said" not in st.session_state:
        return
    st.subheader(text.plain(frame.say("replied.title", name=name)), anchor=False)
    _said(frame, company)
    if not own:
        st.caption(text.plain(frame.say("replied.none", name=name)))
    for one in own:
        _whole(frame, one, name)
    if not sides:
        return
    if not reply_form.is_open(company):
        reply_form.opener(frame, company)
        return
    names = {side.comparison: comparison_name(frame, side.comparison) for side in sides}
    chosen = st.selectbox(
        frame.say("replied.finding"), list(names), format_func=lambda one: names[one], key="reply_finding"
    )
    if chosen:
        view = replace(narrowed(frame, View(ds=frame.view.ds), chosen), ds=_pinned(frame))
        reply_form.form(frame, company, name, about(frame.desk.answer(view), company, view))


def _pinned(frame: Frame) -> tuple[str, ...]:
    return (f"default@{frame.desk.base_id}", *frame.desk.uploads)


def about(answer: Answer, company: str, view: View) -> About:
    """What an answer of a company to this finding would be about."""
    return About(replied.finding(answer), view, replied.figures(answer, company))


def record(frame: Frame, answer: Answer, company: str, view: View) -> None:
    """On the page of the finding: what was recorded of one company, and the form for more."""
    name = answer.names.get(company, company)
    _said(frame, company)
    for one in replied.beside(answer, frame.kept.replies, (company,)):
        _one(frame, one)
    if reply_form.is_open(company):
        reply_form.form(frame, company, name, about(answer, company, view))
    else:
        reply_form.opener(frame, company)


def _whole(frame: Frame, reply: Reply, name: str) -> None:
    """One answer with the finding that it answers, as that finding stands today."""
    view, _ = decode(reply.address)
    desk, _ = desk_of(view)
    answer = desk.answer(replace(view, ds=desk.uploads))
    there = answer.stratum is not None and replied.finding(answer) == reply.finding
    changed = not there or replied.figures(answer, reply.company) != reply.figures
    with st.container(border=True, key=f"reply_{reply.id}", gap="small"):
        _one(frame, Beside(reply, name, changed))
        if not there:
            st.caption(text.plain(frame.say("replied.gone")))
            return
        shown = replace(address.presented(view, frame.view), ds=desk.uploads, focus=reply.company)
        st.page_link(
            st.session_state["pages"]["gap"], label=frame.say("replied.to_finding"),
            icon=":material/compare_arrows:", query_params=address.query(shown),
        )  # fmt: skip


def _one(frame: Frame, one: Beside) -> None:
    reply = one.reply
    frame.write(one.said)
    if reply.answered:
        _quote(frame, reply.text)
    if reply.link:
        st.markdown(
            f"[{text.plain(reply.link)}](<{reply.link}>)"
            if not set(reply.link) & set("<>\n")
            else text.plain(reply.link)
        )
    for note in one.notes:
        st.caption(text.plain(frame.say(note)))
    if reply_form.is_open(reply.id):
        view, _ = decode(reply.address)
        reply_form.form(frame, reply.company, one.name, About(reply.finding, view, reply.figures), reply)
        return
    with st.container(horizontal=True, gap="small"):
        st.button(
            text.plain(frame.say("replied.edit", name=one.name)), key=f"edit_{reply.id}", type="tertiary",
            on_click=reply_form.open_, args=(reply.id, reply),
        )  # fmt: skip
        st.button(
            text.plain(frame.say("replied.delete", name=one.name)), key=f"drop_{reply.id}", type="tertiary",
            on_click=_delete, args=(reply, one.name),
        )  # fmt: skip


def _said(frame: Frame, company: str) -> None:
    """What was just kept or deleted, with the way to undo it."""
    if "reply_refused" in st.session_state and not reply_form.is_any_open():
        st.error(text.plain(frame.say(st.session_state.pop("reply_refused"))))
    id_, reply, before, name = st.session_state.get("reply_said", ("", None, None, ""))
    if reply is None or reply.company != company:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="reply_undo_line", gap="small"):
        st.markdown(text.plain(frame.say(id_, name=name)), width="content")
        st.button(frame.say("replied.undo"), key="undo_reply", on_click=_undo, args=(id_, reply, before))


def _delete(reply: Reply, name: str) -> None:
    try:
        replies().delete(key(), reply.id)
        st.session_state["reply_said"] = ("replied.deleted", reply, None, name)
    except StoreRefusal as refused:
        st.session_state["reply_refused"] = refused.message


def _undo(id_: str, reply: Reply, before: Reply | None) -> None:
    st.session_state.pop("reply_said", None)
    try:
        if id_ == "replied.deleted":
            replies().restore(key(), reply.id)
        elif before is not None:
            replies().change(key(), before, today())
        else:
            replies().delete(key(), reply.id)
    except StoreRefusal as refused:
        st.session_state["reply_refused"] = refused.message

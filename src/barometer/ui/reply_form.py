"""The form in which a company's answer is recorded, or that none came by the deadline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from barometer.model import Reply
from barometer.store.refused import StoreRefusal
from barometer.store.wording import MOST
from barometer.ui import text
from barometer.ui.frame import Frame
from barometer.ui.today import today
from barometer.ui.workspace import lasting, ready, replies
from barometer.view import View, encode, question

_KINDS = ("answered", "silent")
_TEXTS = ("speaker", "role", "text", "link")
_DAYS = ("sent", "deadline", "on")


@dataclass(frozen=True, slots=True)
class About:
    """The finding that an answer is about: its name, the frozen view, the fingerprint of its figures."""

    finding: str
    view: View
    figures: str


def is_open(name: str) -> bool:
    """Whether the form of a company, or of one of its answers, is open."""
    return str(st.session_state.get("replying", "")) == name


def is_any_open() -> bool:
    """Whether any form is open."""
    return bool(st.session_state.get("replying"))


def open_(name: str, reply: Reply | None = None) -> None:
    """Open one form, filled with a kept answer where it changes one."""
    close()
    for gone in ("reply_said", "reply_refused"):
        st.session_state.pop(gone, None)
    st.session_state["replying"] = name
    if reply is not None:
        st.session_state["given_kind"] = _KINDS[0 if reply.answered else 1]
        for field in (*_TEXTS, *_DAYS):
            st.session_state[f"given_{field}"] = getattr(reply, field)


def close() -> None:
    """Close it, and forget what was typed."""
    st.session_state.pop("replying", None)
    for field in (*_TEXTS, *_DAYS, "kind"):
        st.session_state.pop(f"given_{field}", None)


def opener(frame: Frame, company: str) -> None:
    """The button that opens the form for a new answer."""
    st.button(
        frame.say("replied.add"), key="reply_add", icon=":material/format_quote:", on_click=open_,
        args=(company,),
    )  # fmt: skip


def form(frame: Frame, company: str, name: str, about: About, reply: Reply | None = None) -> None:
    """What came, when, who spoke, the words and where they stand; a refusal keeps what was typed."""
    said = [frame.say("replied.about"), *([] if lasting() else [frame.say("checked.no_cookie")])]
    st.caption(text.plain(" ".join(said)))
    kind = st.radio(
        frame.say("replied.kind"), _KINDS, key="given_kind", horizontal=True,
        format_func=lambda one: frame.say(f"replied.kind_{one}"),
    )  # fmt: skip
    with st.form("reply_form", border=False):
        if "reply_refused" in st.session_state:
            st.error(text.plain(frame.say(st.session_state.pop("reply_refused"))))
        _days(frame, ("sent", "deadline"))
        if kind == "answered":
            _days(frame, ("on",))
            st.text_area(
                frame.say("replied.text"), key="given_text", height=180,
                help=frame.say("replied.text_help", most=MOST["text"]),
            )  # fmt: skip
            for field in ("speaker", "role", "link"):
                st.text_input(frame.say(f"replied.{field}"), key=f"given_{field}")
        with st.container(horizontal=True):
            st.form_submit_button(
                frame.say("replied.change" if reply else "replied.record"), type="primary", key="reply_keep",
                on_click=_keep, args=(company, name, about, reply),
            )  # fmt: skip
            st.form_submit_button(frame.say("replied.cancel"), key="reply_cancel", on_click=close)


def _days(frame: Frame, fields: tuple[str, ...]) -> None:
    with st.container(horizontal=True):
        for field in fields:
            st.session_state.setdefault(f"given_{field}", None)
            st.date_input(
                frame.say(f"replied.{field}"), key=f"given_{field}", format="DD/MM/YYYY",
                min_value=date(2000, 1, 1),
            )  # fmt: skip


def _keep(company: str, name: str, about: About, before: Reply | None) -> None:
    """Keep the answer; where the store refuses it, the form stays as it was typed, with the reason."""
    typed = {field: st.session_state.get(f"given_{field}") for field in (*_TEXTS, *_DAYS)}
    answered = st.session_state.get("given_kind") == "answered"
    texts = {field: str(typed[field] or "") for field in _TEXTS}
    given = Reply(
        id=before.id if before else "", company=company, finding=about.finding,
        address=encode(replace(question(about.view), focus="")), figures=about.figures,
        sent=typed["sent"], deadline=typed["deadline"], on=typed["on"] if answered else None, **texts,
    )  # fmt: skip
    try:
        if answered and given.on is None:
            raise StoreRefusal("needed_day")
        kept = (
            replies().change(ready(), given, today()) if before else replies().record(ready(), given, today())
        )
    except StoreRefusal as refused:
        st.session_state["reply_refused"] = refused.message
        return
    close()
    st.session_state["reply_said"] = ("replied.kept", kept, before, name)

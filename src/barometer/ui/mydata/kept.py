"""'My datasets': what this browser's workspace keeps; delete, and take it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from barometer.store.datasets import Entry
from barometer.store.refused import StoreRefusal
from barometer.ui import address, text
from barometer.ui.fold import fold
from barometer.ui.frame import Frame
from barometer.ui.mydata import meets, reopened
from barometer.ui.workspace import key, lasting, store


def datasets(frame: Frame) -> None:
    """Each dataset with its account, a way to its chart, and a way out."""
    st.subheader(text.plain(frame.say("data.kept_title")), anchor=False)
    try:
        entries = store().list(key())
    except StoreRefusal as refused:
        st.error(text.plain(frame.say(refused.message)))
        return
    undo(frame)
    if not entries:
        frame.write("data.none")
        return
    frame.write("data.private" if lasting() else "data.no_cookie")
    for entry in reversed(entries):
        _one(frame, entry)
    if lasting():
        _elsewhere(frame)


def _elsewhere(frame: Frame) -> None:
    """The link that opens this workspace in another browser of the visitor's own."""
    with fold(frame.say("data.elsewhere.title"), "elsewhere") as opened:
        if opened:
            st.warning(text.plain(frame.say("data.elsewhere.about")))
            st.code(f"{address.base()}/w/{key()}", language=None, wrap_lines=True)


def _one(frame: Frame, entry: Entry) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", border=True, key=f"entry_{entry.id[:12]}"
    ):
        kind = frame.say(f"data.kind.{entry.kind}")
        told = frame.say(
            "data.entry",
            title=entry.title,
            kind=kind,
            used=entry.account.used,
            added=date.fromisoformat(entry.added[:10]),
        )
        st.markdown(text.plain(told), width="stretch")
        if st.button(frame.say("data.to_chart"), key=f"chart_{entry.id}", type="tertiary"):
            _, page, view = meets.met(frame, entry.id, entry.kind)
            st.switch_page(st.session_state["pages"][page], query_params=address.query(view))
        st.button(
            frame.say("data.reopened.open"), key=f"open_{entry.id}", type="tertiary",
            on_click=reopened.begin, args=(entry.id,), help=frame.say("data.reopened.help"),
        )  # fmt: skip
        st.button(frame.say("data.delete"), key=f"delete_{entry.id}", on_click=_delete, args=(entry,))


def _delete(entry: Entry) -> None:
    try:
        store().delete(entry.id, key())
        st.session_state["deleted"] = (entry.id, entry.title)
    except StoreRefusal:
        st.session_state.pop("deleted", None)
    for name in [name for name in st.session_state if str(name).startswith(("kept_", "typed_kept"))]:
        del st.session_state[name]


def undo(frame: Frame) -> None:
    """What was deleted or changed last can be taken back."""
    if "cannot_open" in st.session_state:
        st.error(text.plain(frame.say(st.session_state.pop("cannot_open"))))
    if "deleted" in st.session_state:
        dataset, title = st.session_state["deleted"]
        _taken_back(frame, frame.say("data.deleted", title=title), "undo_delete", _restore, dataset)
    if "replaced" in st.session_state:
        *_, title = st.session_state["replaced"]
        _taken_back(frame, frame.say("data.reopened.replaced", title=title), "undo_replace", reopened.undo)


def _taken_back(frame: Frame, told: str, key: str, undo: Callable[..., None], *args: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(text.plain(told), width="content")
        st.button(frame.say("data.undo"), key=key, on_click=undo, args=args)


def _restore(dataset: str) -> None:
    try:
        store().restore(dataset, key())
    except StoreRefusal as refused:  # an hour later nothing is left to take back
        st.session_state["cannot_open"] = refused.message
    st.session_state.pop("deleted", None)

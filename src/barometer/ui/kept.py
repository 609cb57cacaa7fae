"""'My datasets': what this browser's workspace keeps; delete, and take it back."""

from __future__ import annotations

from datetime import date

import streamlit as st

from barometer.store.datasets import Entry
from barometer.store.refused import StoreRefusal
from barometer.ui import address, meets, text
from barometer.ui.frame import Frame
from barometer.ui.workspace import key, lasting, store


def datasets(frame: Frame) -> None:
    """Each dataset with its account, a way to its chart, and a way out."""
    st.subheader(text.plain(frame.say("data.kept_title")), anchor=False)
    try:
        entries = store().list(key())
    except StoreRefusal as refused:
        st.error(text.plain(frame.say(refused.message)))
        return
    _undo(frame)
    if not entries:
        frame.write("data.none")
        return
    frame.write("data.private" if lasting() else "data.no_cookie")
    for entry in reversed(entries):
        _one(frame, entry)


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
        st.button(frame.say("data.delete"), key=f"delete_{entry.id}", on_click=_delete, args=(entry,))


def _delete(entry: Entry) -> None:
    try:
        store().delete(entry.id, key())
        st.session_state["deleted"] = (entry.id, entry.title)
    except StoreRefusal:
        st.session_state.pop("deleted", None)
    for name in [name for name in st.session_state if str(name).startswith(("kept_", "typed_kept"))]:
        del st.session_state[name]


def _undo(frame: Frame) -> None:
    if "deleted" not in st.session_state:
        return
    dataset, title = st.session_state["deleted"]
    with st.container(horizontal=True, vertical_alignment="center"):
        frame.write("data.deleted", title=title)
        st.button(frame.say("data.undo"), key="undo_delete", on_click=_restore, args=(dataset,))


def _restore(dataset: str) -> None:
    try:
        store().restore(dataset, key())
    finally:
        st.session_state.pop("deleted", None)

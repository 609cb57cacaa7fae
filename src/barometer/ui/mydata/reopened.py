"""'Open' on a kept dataset: it is read again as it was, and every decision can be changed.

What is kept then takes the earlier reading's place; that one can be taken back.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

import streamlit as st

from barometer.desk.sent import register, typed_fields
from barometer.store import carried
from barometer.store.carried import Carried
from barometer.store.datasets import Entry
from barometer.store.refused import StoreRefusal
from barometer.ui import text
from barometer.ui.frame import Frame
from barometer.ui.mydata import brought, keeping
from barometer.ui.mydata.brought import Brought, Choices
from barometer.ui.workspace import key, store


@dataclass(frozen=True, slots=True)
class Reopened:
    """A kept dataset that is being changed.

    entry  the reading that what is kept next takes the place of
    told   how it was read, and the fields of a figure that was typed
    file   its original, once it was fetched; a typed figure has none
    """

    entry: Entry
    told: Carried
    file: Brought | None = None

    @property
    def mark(self) -> str:
        """What the decisions on it are kept under."""
        return "retyped" if self.told.typed else brought.mark_of(self.told.dataset)


def begin(dataset: str) -> None:
    """Opens a dataset of the visitor's; what can't be opened says why on the page."""
    close()
    try:
        opened = store().open(dataset, key())
        told = carried.of_entry(opened.entry, opened.sha256, register(), typed_fields(opened))
    except StoreRefusal as refused:
        st.session_state["cannot_open"] = refused.message
        return
    one = Reopened(opened.entry, told)
    brought.decide(one.mark, Choices(told.kind, told.answers, told.crosswalk, told.columns))
    st.session_state["reopened"] = one


def file(frame: Frame, one: Reopened) -> Brought | None:
    """Its original; None, with the reason on the page, where it can't be had."""
    if one.file is None or one.file.is_gone:
        with st.spinner(frame.say("data.reopened.fetching")):
            try:
                found = brought.again(store().open(one.entry.id, key()))
            except StoreRefusal as refused:
                st.error(text.plain(frame.say(refused.message)))
                return None
        st.session_state["reopened"] = one = replace(one, file=found)
    return one.file


def close() -> None:
    """Puts what is open away; nothing of it was changed."""
    brought.put_away()
    was: Reopened | None = st.session_state.pop("reopened", None)
    if was is not None:
        for name in [name for name in map(str, st.session_state) if was.mark in name]:
            del st.session_state[name]


def now() -> Reopened | None:
    """What is open, if anything is."""
    return st.session_state.get("reopened")


def heading(frame: Frame, one: Reopened) -> None:
    """What is being changed, and the way out."""
    with st.container(horizontal=True, vertical_alignment="center"):
        told = frame.say("data.reopened.title", title=one.entry.title)
        st.subheader(text.plain(told), anchor=False)
        st.button(frame.say("data.reopened.close"), key="close_reopened", on_click=close)
    frame.write("data.reopened.about")


def instead(frame: Frame, dataset: str, kind: str) -> None:
    """What was kept takes the place of the reading that is open, if one is; then to its chart."""
    was = now()
    if was is None:
        keeping.to_chart(frame, dataset, kind)
        return
    entry = was.entry
    if dataset != entry.id:
        own = [one for one in store().list(key()) if one.id == dataset]
        with suppress(StoreRefusal):  # it was deleted elsewhere: there is nothing to replace
            store().delete(entry.id, key())
            st.session_state["replaced"] = (entry.id, dataset, entry.title)
        st.session_state["reopened"] = replace(was, entry=own[0])
    keeping.to_chart(frame, dataset, kind, instead=entry.id)
    if dataset != entry.id:
        st.rerun()  # no chart holds it: the page says anew what is kept


def undo() -> None:
    """The earlier reading again, in the place of the one that took its place."""
    before, after, _ = st.session_state.pop("replaced")
    close()
    try:
        store().restore(before, key())
        store().delete(after, key())
    except StoreRefusal as refused:
        st.session_state["cannot_open"] = refused.message

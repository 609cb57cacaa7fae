"""The links of a view as the share box shows them: to be copied, and short where they are long."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from barometer.desk.sent import short_address
from barometer.desk.workspaces import short_links
from barometer.store.refused import StoreRefusal
from barometer.store.short import LONG
from barometer.ui import address, text
from barometer.ui.frame import Frame
from barometer.ui.workspace import ready
from barometer.view import View, encode, question

_MADE = "short_links"


def box(frame: Frame, frozen: View) -> View:
    """The two links of a page, and what a recipient of one's own datasets needs; returns the live view."""
    uploads = frozen.ds[1:]
    if uploads:
        st.warning(text.plain(frame.say("ui.share.private", n=len(uploads))))
    live = replace(frozen, ds=uploads)
    shown(frame, live, frozen)
    return live


def shown(frame: Frame, live: View, frozen: View) -> None:
    """The live and the frozen link, in their short form once they have one; above them the button for it."""
    long = [view for view in (live, frozen) if len(address.link(frame.page, view)) > LONG]
    if refused := st.session_state.pop("short_refused", None):
        st.warning(text.plain(frame.say(refused)))
    if long and not all(map(_made, long)):
        frame.write("ui.share.long", n=max(len(address.link(frame.page, view)) for view in long))
        st.button(frame.say("ui.share.shorten"), key="shorten", on_click=_shorten, args=(long,))
    for said, wanted in (("ui.share.live", live), ("ui.share.frozen", frozen)):
        frame.write(said)
        made = _made(wanted)
        written = _short(frame, wanted, made) if made else address.link(frame.page, wanted)
        st.code(written, None, wrap_lines=True)
    if any(map(_made, long)):
        st.caption(text.plain(frame.say("ui.share.short")))
        with st.expander(frame.say("ui.share.long_links")):
            for view in long:
                st.code(address.link(frame.page, view), None, wrap_lines=True)


def _made(wanted: View) -> str:
    """The id of a view's short link, if it was made since this page was opened."""
    return str(st.session_state.get(_MADE, {}).get(encode(question(wanted)), ""))


def _short(frame: Frame, wanted: View, made: str) -> str:
    return short_address(address.base(), frame.page, made, wanted)


def _shorten(views: list[View]) -> None:
    """Before the page is drawn again: the links are kept, or the reason why not."""
    made: dict[str, str] = st.session_state.setdefault(_MADE, {})
    try:
        for view in views:
            made[encode(question(view))] = short_links().shorten(view, ready())
    except StoreRefusal as refused:
        st.session_state["short_refused"] = refused.message

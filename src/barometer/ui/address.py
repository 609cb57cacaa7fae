"""The address bar and the widgets: the URL is the truth, the widgets are its picture.

Each run the widgets are set from the URL before they are drawn; a widget that changes says in its
callback, which Streamlit runs before the page, what the URL shall be, and the run reads that. So
Back, Forward, a link from outside and a click all take the same way. The browser is told only when
the chart is on its way to it: a new address keeps it from drawing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from barometer.desk.filters import unheeded
from barometer.desk.public import public
from barometer.desk.sent import address
from barometer.model import Message
from barometer.view import View, decode, encode, question

#: what the address shall be, and what it was when that was chosen
_NEXT = "address_next"


def given() -> dict[str, Any]:
    """The parameters of the address: those last chosen, where the browser has not gone elsewhere since."""
    here = {name: st.query_params.get_all(name) for name in st.query_params}
    wanted, before = st.session_state.get(_NEXT, (here, here))
    return dict(wanted if before == here else here)


def write() -> None:
    """Tells the browser the address that was last chosen."""
    wanted = given()
    if st.session_state.pop(_NEXT, None) is not None:
        st.query_params.from_dict(wanted)


def view() -> tuple[View, tuple[Message, ...]]:
    """The view that the address asks for, and what it can't honour."""
    found, notices = decode(given())
    return found, (*notices, *unheeded(found))


def go(wanted: View) -> None:
    """Makes a view the address; nothing but what was chosen stands there. ``write`` tells the browser."""
    here = {name: st.query_params.get_all(name) for name in st.query_params}
    st.session_state[_NEXT] = {name: [value] for name, value in parse_qsl(encode(wanted))}, here
    st.session_state["view_chosen"] = encode(question(wanted))


def was_chosen() -> bool:
    """Whether the view of the address was written by ``go`` since this was last asked."""
    chosen = st.session_state.pop("view_chosen", None)
    return chosen is not None and chosen == encode(question(view()[0]))


def changing(key: str, change: Callable[[View, Any], View]) -> Callable[[], None]:
    """A widget's on_change: the view of the address, changed by the widget's new value."""

    def changed() -> None:
        current, _ = view()
        go(change(current, st.session_state.get(key)))

    return changed


def picture(key: str, value: Any) -> str:
    """Sets the widget of ``key`` to what the address says; returns the key."""
    st.session_state[key] = value
    return key


def query(wanted: View) -> dict[str, str]:
    """A view as the parameters of a link."""
    return dict(parse_qsl(encode(wanted)))


def link(page: str, wanted: View) -> str:
    """The full address of a view on a page, to be sent to somebody."""
    return address(base(), page, wanted)


def base() -> str:
    """The address of this server up to its pages, without a last slash.

    As its operator says it, else as the reader's browser does.
    """
    if known := public():
        return known
    here = urlsplit(st.context.url or "")
    path = here.path.rsplit("/", 1)[0] if here.path else ""
    return (f"{here.scheme}://{here.netloc}" if here.netloc else "") + path


def presented(wanted: View, current: View) -> View:
    """``wanted`` in the language and theme of ``current``."""
    return replace(wanted, lang=current.lang, theme=current.theme)

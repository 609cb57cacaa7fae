"""The visitor's own figures: the workspace of the cookie, and the desk that holds them."""

from __future__ import annotations

import streamlit as st

from barometer.desk import Desk, workspaces
from barometer.model import Message
from barometer.store import keys
from barometer.store.checked import Checks
from barometer.store.datasets import Store
from barometer.store.replies import Replies
from barometer.view import View


def store() -> Store:
    """The store of this server. StoreRefusal if it can't be written."""
    return workspaces.store()


def checks() -> Checks:
    """The checks at the source that this server keeps. StoreRefusal if the store can't be written."""
    return workspaces.checks()


def replies() -> Replies:
    """The companies' answers that this server keeps. StoreRefusal if the store can't be written."""
    return workspaces.replies()


def key() -> str:
    """The visitor's workspace key, as the cookie brings it.

    Where the browser keeps no cookies, one that lasts as long as the page is open.
    """
    given = str(st.context.cookies.get(keys.COOKIE, ""))
    if keys.looks_like_a_key(given):
        return given
    return str(st.session_state.setdefault("workspace", keys.new_key()))


def lasting() -> bool:
    """Whether the browser keeps the key, so that what is kept is found again tomorrow."""
    return keys.looks_like_a_key(str(st.context.cookies.get(keys.COOKIE, "")))


def ready() -> str:
    """The visitor's key, its workspace begun if it was not. StoreRefusal if the store can't be written."""
    return store().begin(key())


def desk_of(view: View) -> tuple[Desk, tuple[Message, ...]]:
    """The default figures with the visitor's datasets that the view names; notices for the rest."""
    return workspaces.desk_of(view, key())

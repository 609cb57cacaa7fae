"""The visitor's own figures: the workspace of the cookie, and the desk that holds them."""

from __future__ import annotations

import streamlit as st

from barometer import desks
from barometer.desk import Desk
from barometer.model import Message
from barometer.store import keys
from barometer.store.datasets import Store
from barometer.view import View


def store() -> Store:
    """The store of this server."""
    return desks.store()


def key() -> str:
    """The visitor's workspace key, as the cookie brings it; '' where the browser keeps no cookies."""
    return str(st.context.cookies.get(keys.COOKIE, ""))


def ready() -> str:
    """The visitor's key, its workspace begun if it was not. StoreRefusal without a cookie."""
    return store().begin(key())


def desk_of(view: View) -> tuple[Desk, tuple[Message, ...]]:
    """The default figures with the visitor's datasets that the view names; notices for the rest."""
    return desks.desk_of(view, key())

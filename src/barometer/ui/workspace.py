"""The visitor's own figures: the store, the workspace of the cookie, a desk that holds both."""

from __future__ import annotations

import streamlit as st

from barometer.desk import Desk, default_desk
from barometer.model import Message
from barometer.store import keys
from barometer.store.datasets import Opened, Store
from barometer.store.package import Package
from barometer.store.refused import StoreRefusal
from barometer.store.union import unite
from barometer.view import View

_DESKS = 12


@st.cache_resource
def store() -> Store:
    """The store of this server, opened and swept once."""
    return Store()


def key() -> str:
    """The visitor's workspace key, as the cookie brings it; '' where the browser keeps no cookies."""
    return str(st.context.cookies.get(keys.COOKIE, ""))


def ready() -> str:
    """The visitor's key, its workspace begun if it was not. StoreRefusal without a cookie."""
    return store().begin(key())


def desk_of(view: View) -> tuple[Desk, tuple[Message, ...]]:
    """The default figures with the visitor's datasets that the view names; notices for the rest."""
    wanted = [one.partition("@")[0] for one in view.ds if one.partition("@")[0] != "default"]
    if not wanted:
        return default_desk(), ()
    found: list[Opened] = []
    for dataset in wanted:
        try:
            found.append(store().open(dataset, key()))
        except StoreRefusal:
            continue
    if not found:
        return default_desk(), ()
    united = unite(default_desk().package, found)
    # the id holds every upload's id, and each was opened with the visitor's own key just above
    return _desk(united.package.id, tuple(one.entry.id for one in found), united.package), united.notices


@st.cache_resource(max_entries=_DESKS)
def _desk(identity: str, uploads: tuple[str, ...], _package: Package) -> Desk:
    return Desk(_package, base=default_desk().data_id, uploads=uploads)

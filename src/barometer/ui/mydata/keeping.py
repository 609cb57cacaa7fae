"""'Show on chart': keeps an accepted import for the visitor, leads to its chart and says what it meets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from barometer.desk.sent import register
from barometer.ingest.result import ImportResult
from barometer.store.carried import Carried
from barometer.store.keeping import keep
from barometer.store.landing import Context
from barometer.store.refused import StoreRefusal
from barometer.ui import address, text
from barometer.ui.frame import Frame
from barometer.ui.mydata import brought, meets
from barometer.ui.mydata.brought import Choices
from barometer.ui.workspace import lasting, ready, store
from barometer.view import View, encode


@dataclass(frozen=True, slots=True)
class Arrived:
    """The chart that 'Show on chart' led to, as its address says it, and the dataset that was kept."""

    view: str
    dataset: str
    kind: str


def kept(
    frame: Frame,
    result: ImportResult,
    original: Path | bytes,
    context: Context,
    choices: Choices,
) -> str:
    """The id of the dataset; '' with the reason on the page where the store refuses it."""
    try:
        return keep(
            store(), ready(), result, original, context, choices.columns, choices.answers, register(),
            choices.crosswalk,
        )  # fmt: skip
    except StoreRefusal as refused:
        st.error(text.plain(frame.say(refused.message)))
        return ""


def wanted(frame: Frame, key: str, what: object, label: str = "data.show") -> bool:
    """A button to keep ``what``; True once it was clicked, until ``done``.

    The click is written down before the page runs: a rerun that cuts that run short can't lose it, and
    what was changed in between is not kept by it.
    """
    st.button(frame.say(label), type="primary", key=key, on_click=_clicked, args=(key, what))
    if f"clicked_{key}" not in st.session_state:
        return False
    if st.session_state[f"clicked_{key}"] == what:
        return True
    done(key)
    return False


def _clicked(key: str, what: object) -> None:
    st.session_state[f"clicked_{key}"] = what


def done(key: str) -> None:
    """What a button was clicked for has been tried."""
    st.session_state.pop(f"clicked_{key}", None)


def to_chart(frame: Frame, dataset: str, kind: str, instead: str = "") -> None:
    """Straight to the chart that holds what was kept, where there is one; else the page goes on.

    instead  the reading that it took the place of
    """
    found, page, view = meets.met(frame, dataset, kind, instead)
    if found.comparison is not None:
        _go(page, view, dataset, kind)


def to_link(frame: Frame, dataset: str, kind: str) -> None:
    """To the chart of the link that needed what was kept."""
    _go("gap", frame.view, dataset, kind)


def _go(page: str, view: View, dataset: str, kind: str) -> None:
    brought.put_away()
    st.session_state.pop("reopened", None)
    st.session_state["arrived"] = Arrived(encode(view), dataset, kind)
    st.switch_page(st.session_state["pages"][page], query_params=address.query(view))


def shown(frame: Frame, dataset: str, kind: str, wanted: Carried | None = None) -> None:
    """What was kept, what it meets, and the way to where it stands; where a link asked for another, that."""
    st.success(text.plain(frame.say("data.kept" if lasting() else "data.kept_now")))
    if wanted is not None and wanted.dataset != dataset:
        st.warning(text.plain(frame.say("data.needed.differs", id=dataset[:8], wanted=wanted.dataset[:8])))
    meets.shown(frame, dataset, kind)

"""'Show on chart': keeps an accepted import for the visitor and says what it meets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from barometer.ingest.companies import Crosswalk
from barometer.ingest.result import ImportResult
from barometer.store.carried import Carried
from barometer.store.keeping import keep
from barometer.store.landing import Context
from barometer.store.refused import StoreRefusal
from barometer.ui import address, meets, text
from barometer.ui.brought import register
from barometer.ui.frame import Frame
from barometer.ui.workspace import lasting, ready, store


def kept(
    frame: Frame,
    result: ImportResult,
    original: Path | bytes,
    context: Context,
    answers: Mapping[str, str],
    crosswalk: Crosswalk | None = None,
) -> str:
    """The id of the dataset; '' with the reason on the page where the store refuses it."""
    try:
        return keep(
            store(), ready(), result, original, context,
            answers=answers, register=register(), crosswalk=crosswalk,
        )  # fmt: skip
    except StoreRefusal as refused:
        st.error(text.plain(frame.say(refused.message)))
        return ""


def shown(frame: Frame, dataset: str, kind: str, wanted: Carried | None = None) -> None:
    """What was kept, what it meets, and the way to the chart; to the link's own where it asked for it."""
    st.success(text.plain(frame.say("data.kept" if lasting() else "data.kept_now")))
    if wanted is None:
        meets.shown(frame, dataset, kind)
    elif wanted.dataset != dataset:
        st.warning(text.plain(frame.say("data.needed.differs", id=dataset[:8], wanted=wanted.dataset[:8])))
        meets.shown(frame, dataset, kind)
    else:
        st.page_link(
            st.session_state["pages"]["gap"],
            label=frame.say("data.needed.open"),
            icon=":material/monitoring:",
            query_params=address.query(frame.view),
        )

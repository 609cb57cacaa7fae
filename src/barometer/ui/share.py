"""Taking a view away: a link that follows the figures, one that pins them, the rows."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import streamlit as st

from barometer.answer import Answer
from barometer.export.payload import flat, payload
from barometer.ui import address
from barometer.ui.choose import narrowed
from barometer.ui.frame import Frame
from barometer.view import View


def share(frame: Frame, answer: Answer) -> None:
    """Links and downloads of exactly this view."""
    if answer.comparison is None:
        return
    with st.container(horizontal=True, key="share"):
        with st.popover(frame.say("ui.share.link"), icon=":material/link:"):
            frame.write("ui.share.live")
            st.code(address.link(frame.page, spelled(frame, answer)), language=None, wrap_lines=True)
            frame.write("ui.share.frozen")
            st.code(address.link(frame.page, pinned(frame, answer)), language=None, wrap_lines=True)
        with st.popover(frame.say("ui.share.take"), icon=":material/download:"):
            _downloads(frame, answer)


def spelled(frame: Frame, answer: Answer) -> View:
    """The view with its comparison named, so that it opens the same however the list grows."""
    if answer.comparison is None:
        return frame.view
    found = narrowed(frame, frame.view, answer.comparison)
    kept = ("entity", "focus", "measure", "ci", "sort", "lag", "factor", "assumed_n", "theme")
    chosen = {name: getattr(frame.view, name) for name in kept}
    return replace(found, lang=frame.lang, **chosen)


def pinned(frame: Frame, answer: Answer) -> View:
    """The same, pinned to the figures of today."""
    return replace(spelled(frame, answer), ds=(f"default@{answer.data_id}",))


def _downloads(frame: Frame, answer: Answer) -> None:
    told = payload(answer, frame.look.say)
    name = "-".join(filter(None, (answer.view.sector or "view", answer.view.country))).lower()
    out = io.StringIO()
    lines = [flat(row) for row in told["rows"]]
    if lines:
        writer = csv.DictWriter(out, fieldnames=list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    st.download_button("CSV", out.getvalue().encode("utf-8-sig"), f"{name}.csv", "text/csv", key="csv")
    st.download_button(
        "JSON", json.dumps(told, ensure_ascii=False, indent=1), f"{name}.json", "application/json", key="json"
    )

"""What the link that brought a reader here needs and they do not have: a file to drop, a figure to add."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from barometer.desk.sent import register
from barometer.ingest.result import Status
from barometer.store import carried
from barometer.store.carried import Carried
from barometer.store.keeping import typed
from barometer.ui import text
from barometer.ui.frame import Frame
from barometer.ui.mydata import keeping, receipt
from barometer.ui.mydata.brought import Brought, Choices
from barometer.ui.mydata.typed import label
from barometer.ui.workspace import lasting


def ask(frame: Frame) -> None:
    """Each of them in a sentence, made of the link alone; a typed figure can be added as it stands."""
    if st.session_state.get("added") in frame.desk.uploads:
        st.success(text.plain(frame.say("data.kept" if lasting() else "data.kept_now")))
    for token in frame.missing:
        told = carried.read(token)
        st.info(text.plain(frame.say(carried.absent(token))), icon=":material/attach_file:")
        if told is not None and told.typed:
            _figure(frame, told)


def this(frame: Frame, one: Brought) -> Carried | None:
    """What the link says of a file, if this is the file it needs (or that it needed until a moment ago)."""
    asked = [told for told in _files(frame.view.ds) if told.kind]
    found = one.sha256 if asked else ""
    return next((told for told in asked if found.startswith(told.sha256)), None)


def another(frame: Frame, one: Brought) -> None:
    """That a file is not the one that the link still needs: nobody takes its chart for the link's."""
    needed = _files(frame.missing)
    found = one.sha256 if needed else ""
    for told in needed:
        if not found.startswith(told.sha256):
            about = {"sha256": found[: len(told.sha256)], "n": told.lines, "wanted": told.sha256}
            st.warning(text.plain(frame.say("data.needed.another", **about)))


def _files(tokens: Iterable[str]) -> list[Carried]:
    """The datasets that a link names and that come from a file."""
    return [told for token in tokens if (told := carried.read(token)) and not told.typed]


def met(frame: Frame, dataset: str, kind: str) -> None:
    """To the chart of the link, once nothing that it needs is missing; else what else it needs."""
    if any(not token.startswith(dataset) for token in frame.missing):
        st.session_state["added"] = dataset
        st.rerun()
    keeping.to_link(frame, dataset, kind)


def _figure(frame: Frame, told: Carried) -> None:
    for name, value in told.typed.items():
        st.text(f"{label(frame, name)} : {value}")
    button = f"add_{told.dataset}"
    if not keeping.wanted(frame, button, told.dataset, "data.needed.add"):
        return
    result, data = typed(told.typed, register=register(), answers=told.answers, crosswalk=told.crosswalk)
    if result.status is not Status.ACCEPTED:
        keeping.done(button)
        receipt.problems(frame, result)
        return
    named = replace(result, name=told.context.title)
    choices = Choices(told.kind, told.answers, told.crosswalk)
    dataset = keeping.kept(frame, named, data, told.context, choices)
    keeping.done(button)
    if dataset == told.dataset:
        met(frame, dataset, result.kind)
    elif dataset:
        keeping.shown(frame, dataset, result.kind, told)

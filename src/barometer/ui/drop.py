"""'Drop a file': read in a child with limits, at most three questions, one button."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass

import streamlit as st

from barometer.ingest.child import Job, Request
from barometer.ingest.result import ImportResult, Status
from barometer.store.keeping import context_of, keep, register_of
from barometer.store.landing import Context
from barometer.store.refused import StoreRefusal
from barometer.ui import receipt, text
from barometer.ui.frame import Frame
from barometer.ui.place import place
from barometer.ui.workspace import ready, store

KINDS = ("claims", "complaints", "reports", "exposure", "companies")
_GUESSED = KINDS[:3]


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    data: bytes

    @property
    def mark(self) -> str:
        return hashlib.sha256(self.data).hexdigest()[:16]


def file(frame: Frame) -> None:
    """A file or pasted text -> a dataset of the visitor's own."""
    st.subheader(text.plain(frame.say("data.drop.title")), anchor=False)
    frame.write("data.drop.about")
    given = st.file_uploader(frame.say("data.drop.label"), key="upload")
    pasted = st.text_area(frame.say("data.drop.paste"), key="pasted", height=80)
    if given is not None:
        brought = _File(given.name, given.getvalue())
    elif pasted.strip():
        brought = _File("pasted.csv", pasted.encode())
    else:
        return
    kind = _kind(frame, brought)
    answers = st.session_state.setdefault(f"answers_{brought.mark}_{kind}", {})
    result = _read(frame, brought, kind, answers)
    _show(frame, brought, result, answers)


def _kind(frame: Frame, brought: _File) -> str:
    """What the file is: preselected by trying, and the visitor's to change."""
    key = f"kind_{brought.mark}"
    if key not in st.session_state:
        tried = {kind: _read(frame, brought, kind, {}) for kind in _GUESSED}
        st.session_state[key] = max(_GUESSED, key=lambda kind: _fits(tried[kind]))
    chosen = st.segmented_control(
        frame.say("data.drop.kind"), KINDS, key=key, required=True,
        format_func=lambda one: frame.say(f"data.kind.{one}"),
    )  # fmt: skip
    return str(chosen or KINDS[0])


def _fits(result: ImportResult) -> tuple[int, int, int]:
    rank = {Status.ACCEPTED: 2, Status.NEEDS_CHOICE: 1, Status.REFUSED: 0}[result.status]
    return rank, len(result.fields), result.account.used


def _read(frame: Frame, brought: _File, kind: str, answers: dict[str, str]) -> ImportResult:
    """The import in its child, with progress and a way out; kept for the next rerun."""
    key = f"result_{brought.mark}_{kind}_{sorted(answers.items())}"
    if key not in st.session_state:
        request = Request(brought.name, kind, answers=answers, register=register_of(frame.desk.package))
        job = Job(brought.data, request)
        bar = st.progress(0.0, frame.say("data.drop.reading"))
        while job.progress < 1.0:
            bar.progress(min(1.0, job.progress), frame.say("data.drop.reading"))
            time.sleep(0.05)
        st.session_state[key] = job.result()
        bar.empty()
    found: ImportResult = st.session_state[key]
    return found


def _show(frame: Frame, brought: _File, result: ImportResult, answers: dict[str, str]) -> None:
    receipt.problems(frame, result)
    if result.status is Status.NEEDS_CHOICE:
        receipt.questions(frame, result, f"answers_{brought.mark}_{result.kind}")
    if result.status is not Status.ACCEPTED:
        return
    publisher, url = st.columns(2)
    said = Context(
        publisher=publisher.text_input(frame.say("data.drop.publisher"), key=f"publisher_{brought.mark}"),
        url=url.text_input(frame.say("data.drop.url"), key=f"url_{brought.mark}"),
        title=brought.name,
    )
    likely = context_of(result, frame.desk.package, said)
    company = next((c.match for c in result.companies if c.match), "") if likely.sector else ""
    sector, country = place(frame, f"drop_{brought.mark}", company)
    context = context_of(
        result,
        frame.desk.package,
        Context(sector, country, publisher=said.publisher, url=said.url, title=brought.name),
    )
    if not said.publisher:
        st.caption(text.plain(frame.say("data.drop.no_source")))
    key = f"kept_{brought.mark}_{result.kind}"
    if st.button(frame.say("data.show"), type="primary", key=f"show_{brought.mark}"):
        try:
            st.session_state[key] = keep(store(), ready(), result, brought.data, context, answers=answers)
        except StoreRefusal as refused:
            st.error(text.plain(frame.say(refused.message)))
            return
    if key in st.session_state:
        receipt.shown(frame, result, st.session_state[key], context)
    else:
        receipt.account(frame, result)

"""The form of a check: the figures to compare with the original, the sentence, a name, an address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from barometer.answer.checked import Record, figures
from barometer.measures.stated import counted_as
from barometer.messages import number
from barometer.model import Claim, Complaints, Exposure, Message, Source
from barometer.store.refused import StoreRefusal
from barometer.ui import figure_words as words
from barometer.ui import text
from barometer.ui.frame import Frame
from barometer.ui.today import today
from barometer.ui.workspace import checks, ready

_LISTED = 60


def tick(frame: Frame, source: Source, records: Sequence[Record]) -> None:
    """A button that opens the form of one source; one form is open at a time."""
    if st.session_state.get("ticking") == source.id:
        form(frame, source, records)
        return
    st.button(
        text.plain(frame.say("checked.tick", publisher=source.publisher)),
        key=f"tick_{source.id}", on_click=_open, args=(source.id,), icon=":material/fact_check:",
    )  # fmt: skip


def form(frame: Frame, source: Source, records: Sequence[Record]) -> None:
    """The figures as we have them, the sentence that a check says, and who says it."""
    held = {record.id: record for record in records}
    said = sorted(_figure(frame, record) for record in held.values())
    with st.form("check_form", border=True):
        st.markdown(f"**{text.plain(frame.say('checked.title', publisher=source.publisher))}**")
        st.markdown("\n".join(f"- {text.plain(one)}" for one in said[:_LISTED]))
        if len(said) > _LISTED:
            frame.write("checked.all_figures", n=len(said) - _LISTED)
        if "check_refused" in st.session_state:
            st.error(text.plain(frame.say(st.session_state.pop("check_refused"))))
        st.checkbox(frame.say("checked.statement", n=len(said)), key="check_said")
        name = st.session_state.get("checker", "")
        st.text_input(frame.say("checked.name"), name, key="check_by", help=frame.say("checked.name_help"))
        st.text_input(frame.say("checked.address"), key="check_address")
        st.text_input(frame.say("checked.note_label"), key="check_note")
        with st.container(horizontal=True):
            st.form_submit_button(
                frame.say("checked.record"), type="primary", on_click=_record,
                args=(source, figures(records)), key="check_record",
            )  # fmt: skip
            st.form_submit_button(frame.say("checked.cancel"), on_click=_close, key="check_cancel")


def is_open() -> bool:
    """Whether a form stands on the page, which says itself why it was refused."""
    return bool(st.session_state.get("ticking") or st.session_state.get("source_to_check"))


def _open(source: str) -> None:
    for name in ("recorded", "withdrawn", "check_refused"):
        st.session_state.pop(name, None)
    _close()
    st.session_state["ticking"] = source


def _close() -> None:
    st.session_state.pop("ticking", None)
    st.session_state["source_to_check"] = None
    for name in ("check_said", "check_address", "check_note"):
        st.session_state.pop(name, None)


def _record(source: Source, held: Mapping[str, str]) -> None:
    given = {name: str(st.session_state.get(f"check_{name}", "")) for name in ("by", "address", "note")}
    st.session_state.pop("withdrawn", None)
    if not st.session_state.get("check_said"):
        st.session_state["check_refused"] = Message("checked.statement_needed")
        return
    try:
        check = checks().record(ready(), source.id, held, on=today(), **given)
    except StoreRefusal as refused:
        st.session_state["check_refused"] = refused.message
        return
    st.session_state["checker"] = check.by
    st.session_state["recorded"] = (check, source.publisher)
    _close()


def _figure(frame: Frame, record: Record) -> str:
    """A figure as it must stand in the original: whose, what, of when, how much."""
    name = frame.called(record.company) if record.company in frame.desk.companies else record.company
    when = words.when(frame, record.period)
    if isinstance(record, Claim):
        said = words.figure(frame, record.quantity, record.scale)
        return frame.say("checked.figure", company=name, what=_about(frame, record), period=when, figure=said)
    if isinstance(record, Complaints):
        what = frame.say(
            f"checked.complaints{counted_as(record.channel)}",
            channel=words.channel_label(frame, record.channel),
        )
        said = words.counted(frame, record)
    elif isinstance(record, Exposure):
        what = frame.say("ui.term", id=record.measure)
        said = words.figure(frame, record.quantity)
    else:
        what = frame.say("ui.term", id=record.venue)
        count = number(1 if record.count is None else record.count, frame.lang)
        said = frame.say("company.reports.number", x=count, label=record.label or "none")
    return frame.say("checked.figure", company=name, what=what, period=when, figure=said)


def _about(frame: Frame, claim: Claim) -> str:
    about = [frame.say("ui.term", id=claim.subject)] if claim.subject else []
    return ", ".join([words.what(frame, claim), *about])

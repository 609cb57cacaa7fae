"""Names of a file and the companies they are taken for: nothing alike is merged without a yes."""

from __future__ import annotations

import streamlit as st

from barometer.desk.sent import register
from barometer.ingest.companies import NEW, Crosswalk
from barometer.ingest.result import FoundCompany, ImportResult
from barometer.ui import text
from barometer.ui.fold import fold
from barometer.ui.frame import Frame

_MOST = 3
_NAMED = 60
_APART = ""


def names(frame: Frame, result: ImportResult, key: str) -> None:
    """Names that resemble a known company, to be said yes to; and what was recognised, to be undone.

    key  of the session's state, where the decisions are kept as a crosswalk
    """
    alike = suggested(frame, result, key)
    known = [one for one in result.companies if one.match]
    counts = {"all": len(result.companies), "known": len(known)}
    with fold(frame.say("data.names.title", **counts), f"names_{key}") as opened:
        if not opened:
            return
        for one in alike[_MOST:]:
            _asked(frame, one, key)
        _recognised(frame, known, key)
        _new(frame, result)
        _crosswalk(frame, key)


def suggested(frame: Frame, result: ImportResult, key: str) -> list[FoundCompany]:
    """The names that resemble a known company: the first few asked here, all returned."""
    alike = [one for one in result.companies if one.suggestions]
    for one in alike[:_MOST]:
        _asked(frame, one, key)
    for one in [one for one in result.companies if one.lookalikes][:_MOST]:
        st.warning(text.plain(frame.say("data.names.lookalike", name=one.name, letters=one.lookalikes)))
    return alike


def _asked(frame: Frame, one: FoundCompany, key: str) -> None:
    """'Orang (12 rows) is': a company of its own, unless its user says otherwise."""
    widget = f"name_{key}_{one.key}"
    known = {found.company: found.name for found in one.suggestions}

    def decided() -> None:
        chosen = st.session_state.get(widget) or ""
        _decide(key, one.name, chosen or NEW)

    st.radio(
        text.plain(frame.say("data.names.is", name=one.name, n=one.rows)),
        [_APART, *known],
        format_func=lambda id_: text.plain(
            frame.say("data.names.same", name=known[id_]) if id_ else frame.say("data.names.new")
        ),
        horizontal=True,
        key=widget,
        on_change=decided,
    )


def _decide(key: str, name: str, company: str) -> None:
    before: Crosswalk = st.session_state.get(key, Crosswalk())
    st.session_state[key] = before.decide(name, company)


def _recognised(frame: Frame, known: list[FoundCompany], key: str) -> None:
    """Who was recognised, by what; each can be taken out again."""
    if not known:
        return
    by_key = {one.key: one for one in known[:200]}
    companies = register().companies
    widget = f"known_{key}_{len(by_key)}"

    def taken_out() -> None:
        left = st.session_state.get(widget) or []
        for one in by_key.values():
            if one.key not in left:
                _decide(key, one.name, NEW)

    def named(one: str) -> str:
        found = by_key[one]
        spelt = ", ".join(found.spellings[:3])
        name = companies[found.match].name if found.match in companies else found.match
        return spelt if spelt == name else f"{spelt} → {name}"

    st.multiselect(
        frame.say("data.names.recognised"), list(by_key), default=list(by_key), format_func=named,
        key=widget, on_change=taken_out, help=frame.say("data.names.take_out"),
    )  # fmt: skip


def _new(frame: Frame, result: ImportResult) -> None:
    new = [one.name for one in result.companies if not one.match]
    if len(new) > _NAMED:
        frame.write("data.names.are_new_more", names=", ".join(new[:_NAMED]), more=len(new) - _NAMED)
    elif new:
        frame.write("data.names.are_new", names=", ".join(new))


def _crosswalk(frame: Frame, key: str) -> None:
    """The decisions as a file, to be used again on the next one."""
    made: Crosswalk = st.session_state.get(key, Crosswalk())
    if made.decisions:
        with st.container(horizontal=True):
            st.download_button(
                frame.say("data.names.download"), made.to_csv().encode("utf-8-sig"), "crosswalk.csv",
                key=f"take_{key}", on_click="ignore",
            )  # fmt: skip
            st.button(frame.say("data.names.undo"), key=f"undo_{key}", on_click=_undecide, args=(key,))
    given = st.file_uploader(frame.say("data.names.reload"), type="csv", key=f"load_{key}")
    if given is None or st.session_state.get(f"loaded_{key}") == given.file_id:
        return
    st.session_state[f"loaded_{key}"] = given.file_id
    try:
        again = Crosswalk.from_csv(given.getvalue().decode("utf-8-sig"))
    except ValueError:
        st.error(text.plain(frame.say("data.names.no_crosswalk")))
        return
    unknown = [c for c in again.decisions.values() if c != NEW and c not in register().companies]
    if unknown:
        st.error(text.plain(frame.say("data.names.unknown", ids=", ".join(unknown[:5]))))
        return
    st.session_state[key] = again
    st.rerun()


def _undecide(key: str) -> None:
    st.session_state.pop(key, None)

"""How a file was read, each decision there to be changed: its encoding, and which column is what."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from barometer.ingest import encoding, fields
from barometer.ingest.fields import every_field
from barometer.ingest.result import ImportResult
from barometer.ui import text
from barometer.ui.fold import fold
from barometer.ui.frame import Frame
from barometer.ui.mydata import brought, receipt
from barometer.ui.mydata.brought import Brought, Choices

_MOST = 60
_ABREAST = 3
_AS_FOUND, _UNREAD = "", ""


def panel(frame: Frame, one: Brought, result: ImportResult, choices: Choices) -> None:
    """A fold with the reading of a file in a form; 'Read it this way' reads it anew.

    Also of a file that was refused for its columns: there the user says what they are.
    """
    if result.recipe or not (_coded(one, result, choices) or result.header):
        return
    with fold(frame.say("data.read_as.title"), f"read_as_{one.mark}") as opened:
        if opened:
            _form(frame, one, result, choices)
            if choices.answers or choices.columns is not None:
                st.button(
                    frame.say("data.ask_again"), key=f"again_{one.mark}", type="tertiary",
                    on_click=brought.decide, args=(one.mark, Choices(choices.kind, {}, choices.crosswalk)),
                )  # fmt: skip


def _coded(one: Brought, result: ImportResult, choices: Choices) -> bool:
    """Whether the encoding may be chosen: text has one, and a very large file is read as UTF-8 alone."""
    return one.staging is None and (result.encoding is not None or "encoding" in choices.answers)


def _form(frame: Frame, one: Brought, result: ImportResult, choices: Choices) -> None:
    with st.form(f"form_{one.mark}", border=False):
        code = _encoding(frame, one, result, choices) if _coded(one, result, choices) else ""
        columns = _columns(frame, one, result)
        st.form_submit_button(
            frame.say("data.read_as.again"), on_click=_apply, args=(one.mark, result, choices, code, columns)
        )
    if twice := st.session_state.pop(f"twice_{one.mark}", None):
        st.error(text.plain(frame.say("data.read_as.twice", fields=[_called(frame, f) for f in twice])))


def _apply(mark: str, result: ImportResult, choices: Choices, code: str, columns: Mapping[int, str]) -> None:
    """What the form says becomes the visitor's decisions; ``code`` and ``columns`` name its widgets."""
    wanted, by_hand = dict(choices.answers), choices.columns
    chosen = st.session_state.get(code) or ""
    if code and chosen != wanted.get("encoding", ""):
        # read in another alphabet nothing else that was answered need hold
        wanted = {"encoding": chosen} if chosen else {}
    taken = {i: st.session_state.get(key) or _UNREAD for i, key in columns.items()}
    if columns and taken != _found(result):
        named = [field for field in taken.values() if field]
        if twice := sorted({field for field in named if named.count(field) > 1}):
            st.session_state[f"twice_{mark}"] = twice
            return
        by_hand = {field: result.header[i] for i, field in taken.items() if field}
        wanted |= _apart(result, taken)
    brought.decide(mark, Choices(choices.kind or result.kind, wanted, choices.crosswalk, by_hand))


def _encoding(frame: Frame, one: Brought, result: ImportResult, choices: Choices) -> str:
    """The key of the select box of encodings; three lines with accents show what the one taken gives."""
    now = choices.answers.get("encoding", "")
    listed = [_AS_FOUND, *dict.fromkeys((*encoding.CHOICES, *([now] if now else ())))]
    found = result.encoding.name if result.encoding is not None else "?"
    key = f"encoding_{one.mark}_{now}"
    st.selectbox(
        frame.say("data.read_as.encoding"),
        listed,
        index=listed.index(now),
        format_func=lambda name: name or frame.say("data.read_as.found", name="?" if now else found),
        key=key,
        help=frame.say("data.read_as.encoding_help"),
    )
    for line in result.accented:
        st.text(result.shown_text(line))
    if not result.accented and result.encoding is not None:
        st.caption(text.plain(frame.say("data.read_as.no_accents")))
    return key


def _found(result: ImportResult) -> dict[int, str]:
    """Column -> field, as the file was read."""
    taken = {column.index: column.field for column in result.fields}
    return {i: taken.get(i, _UNREAD) for i in _offered(result)}


def _offered(result: ImportResult) -> list[int]:
    return [i for i, label in enumerate(result.header[:_MOST]) if label.strip()]


def _columns(frame: Frame, one: Brought, result: ImportResult) -> dict[int, str]:
    """Column -> the key of its select box; none where the columns are not to be chosen (one a period)."""
    known = [field.name for field in fields.of_kind(result.kind)]
    now = _found(result)
    if result.wide or len(result.header) > _MOST or not set(now.values()) <= {_UNREAD, *known}:
        return {}
    keys = {}
    how = {column.index: column.how for column in result.fields}
    grid = [st.columns(_ABREAST) for _ in range(0, len(now), _ABREAST)]
    for at, (i, field) in enumerate(now.items()):
        with grid[at // _ABREAST][at % _ABREAST]:
            label = result.header[i]
            keys[i] = f"column_{one.mark}_{i}_{result.kind}_{field}"
            st.selectbox(
                text.plain(frame.say("data.read_as.column", label=label)),
                [_UNREAD, *known],
                index=0 if not field else known.index(field) + 1,
                format_func=lambda name: _called(frame, name) if name else frame.say("data.read_as.unread"),
                key=keys[i],
            )
            shown = " · ".join(row[i] for row in result.sample if i < len(row) and row[i])
            told = receipt.said(frame, how[i]) if how.get(i) else ""
            st.caption(text.plain(" → ".join(part for part in (result.shown_text(shown), told) if part)))
    return keys


def _apart(result: ImportResult, taken: Mapping[int, str]) -> dict[str, str]:
    """Of headings that stand twice, which column is meant: the answer to the question that would follow."""
    twice = {label for label in result.header if result.header.count(label) > 1}
    return {f"column:{f}": str(i + 1) for i, f in taken.items() if f and result.header[i] in twice}


def _called(frame: Frame, name: str) -> str:
    """A field by the first of its names in the reader's language."""
    field = every_field().get(name)
    called = (field.fr if frame.lang == "fr" else field.en)[0] if field else name
    return called[:1].upper() + called[1:]

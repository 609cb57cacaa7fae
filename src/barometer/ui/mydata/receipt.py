"""What an import came to: the account of every line, what is wrong, what must be answered, what it meets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from barometer.ingest.result import ImportResult, Status
from barometer.ingest.values import Asked, Choice
from barometer.messages import day, semicolons
from barometer.model import Message
from barometer.ui import text
from barometer.ui.fold import fold
from barometer.ui.frame import Frame

_MOST = 200
_TOLD = 5
#: answers that have a name of their own; all others are shown by their samples, or as they are
_NAMED = (
    "dmy", "mdy", "ymd", "unpivot", "leave", "repair", "keep", "none", "first", "months", "years",
    "january", "april", "july", "september", "october", "thousands", "millions", "billions", "ones",
    "share", "percent", "point", "comma", "xlsx", "ods", "xls", "text", "plain", "iso", "serial",
)  # fmt: skip
#: the parts of a question that are readings of a cell
_READINGS = ("one", "other", "value")
_OF_NUMBERS = ("numbers:", "share:", "marks:", "unit:", "scale:")
_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)( ?%|)")
_RUN = ("=", "+", "-", "@", "\t", "\r")


def account(frame: Frame, result: ImportResult) -> None:
    """'1,204 read = 1,180 used + …', each part one click away; above it what the reader must know."""
    told = result.account
    counts = {name: getattr(told, name) for name in ("read", "used", "rejected", "duplicate", "not_data")}
    frame.write("data.account", **counts)
    if unread := _unread(result):
        st.caption(text.plain(frame.say("data.unread", n=len(unread), columns=unread[:_TOLD])))
    for warned in [w for w in result.warnings if w.line is None][:_TOLD]:
        st.warning(text.plain(frame.say(warned.message)))
    with fold(frame.say("data.account_open"), f"account_{result.sha256[:12]}") as opened:
        if opened:
            _parts(frame, result)


def _unread(result: ImportResult) -> tuple[str, ...]:
    """The headings of columns from which nothing was taken; a recipe says itself what it takes."""
    if result.recipe or not result.fields:
        return ()
    taken = {column.index for column in result.fields}
    rest = [label for index, label in enumerate(result.header) if index not in taken]
    return tuple(label for label in rest if label.strip() and label not in result.wide)


def _parts(frame: Frame, result: ImportResult) -> None:
    rejected = [(r.line, frame.say(r.reason), result.shown_text(r.raw)) for r in result.rejected]
    _table(frame, "data.rejected", rejected)
    _table(frame, "data.warned", [(w.line or "", frame.say(w.message), "") for w in result.warnings])
    _table(
        frame, "data.not_data", [(line, frame.say(f"data.why.{why}"), "") for line, why in result.not_data]
    )
    if result.duplicates:
        frame.write("data.duplicates", lines=", ".join(map(str, result.duplicates[:_MOST])))


def _table(frame: Frame, title: str, rows: Sequence[tuple[object, str, str]]) -> None:
    if not rows:
        return
    frame.write(title, n=len(rows))
    names = [frame.say(f"data.{part}") for part in ("line", "reason", "original")]
    shown = pd.DataFrame([(str(line), why, raw) for line, why, raw in rows], columns=names)
    st.dataframe(shown.head(_MOST), hide_index=True, alt=frame.say(title, n=len(rows)))
    st.download_button(
        frame.say("data.take_rows"),
        shown.map(_not_run).to_csv(index=False).encode("utf-8-sig"),
        f"{title.rpartition('.')[2]}.csv",
        key=f"rows_{title}",
        on_click="ignore",
    )


def _not_run(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_RUN) else cell


def problems(frame: Frame, result: ImportResult) -> None:
    """Why nothing can be stored as it stands."""
    if result.error is not None and result.status is Status.REFUSED:
        st.error(text.plain(frame.say(result.error)))
    for row in result.rejected[:20] if result.status is Status.REFUSED else ():
        st.warning(text.plain(frame.say("data.line_says", line=row.line, reason=row.reason)))


def questions(frame: Frame, result: ImportResult, kept_in: str) -> None:
    """What can be read two ways, both readings side by side; the answer is kept for the next reading."""
    for asked in result.questions[:3]:
        _question(frame, asked, kept_in)


def _question(frame: Frame, asked: Asked, kept_in: str) -> None:
    widget = f"answer_{kept_in}_{asked.id}"
    if not asked.choices:
        st.warning(text.plain(frame.say(asked.message)))
        return

    def answered() -> None:
        if chosen := st.session_state.get(widget):
            st.session_state[kept_in] = {**st.session_state.get(kept_in, {}), asked.id: chosen}

    by_id = {choice.id: choice for choice in asked.choices}
    with st.container(border=True):
        st.radio(
            text.plain(_written(frame, asked)), list(by_id), index=None, key=widget, on_change=answered,
            format_func=lambda id_: text.plain(_name(frame, by_id[id_])), horizontal=True,
            captions=[text.plain(_samples(frame, asked, choice)) for choice in asked.choices],
        )  # fmt: skip


def _name(frame: Frame, choice: Choice) -> str:
    return said(frame, choice.id)


def said(frame: Frame, how: str) -> str:
    """A way of reading in words; what has no name of its own (a sheet, a scale) as it is."""
    return frame.say(f"data.choice.{how}") if how in _NAMED else how


def _samples(frame: Frame, asked: Asked, choice: Choice) -> str:
    """'01/02/2024 → 1 February 2024': how some cells read, were this chosen."""
    told = [f"{raw} → {_local(frame, asked, read)}" if read else raw for raw, read in choice.samples[:4]]
    return semicolons(told, frame.lang)


def _written(frame: Frame, asked: Asked) -> str:
    """A question with its two readings as the reader's language writes numbers and days."""
    given = asked.message.params
    told = {name: _local(frame, asked, str(given[name])) for name in _READINGS if name in given}
    return frame.say(Message(asked.message.id, {**given, **told}))


def _local(frame: Frame, asked: Asked, read: str) -> str:
    """A number or a day as the reader's language writes it; any other reading (a year) as it is."""
    found = _NUMBER.fullmatch(read) if asked.id.startswith(_OF_NUMBERS) else None
    if found is not None:
        space = "\N{NO-BREAK SPACE}" if frame.lang == "fr" else ""
        return frame.say("data.number", n=float(found[1])) + (f"{space}%" if found[2] else "")
    try:
        return day(date.fromisoformat(read), frame.lang)
    except ValueError:
        return read

"""What an import came to: the account of every line, what is wrong, what must be answered, what it meets."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from barometer.ingest.result import ImportResult, Status
from barometer.ingest.values import Asked
from barometer.store.landing import Context
from barometer.ui import address, text
from barometer.ui.fold import fold
from barometer.ui.frame import Frame
from barometer.view import View

_MOST = 200


def account(frame: Frame, result: ImportResult) -> None:
    """'1,204 read = 1,180 used + …', each part one click away."""
    told = result.account
    counts = {name: getattr(told, name) for name in ("read", "used", "rejected", "duplicate", "not_data")}
    frame.write("data.account", **counts)
    with fold(frame.say("data.account_open"), "account") as opened:
        if not opened:
            return
        _read_as(frame, result)
        _table(frame, "data.rejected", [(r.line, frame.say(r.reason), r.raw) for r in result.rejected])
        _table(frame, "data.warned", [(w.line or "", frame.say(w.message), "") for w in result.warnings])
        _table(
            frame,
            "data.not_data",
            [(line, frame.say(f"data.why.{why}"), "") for line, why in result.not_data],
        )
        if result.duplicates:
            frame.write("data.duplicates", lines=", ".join(map(str, result.duplicates[:_MOST])))


def _read_as(frame: Frame, result: ImportResult) -> None:
    if result.encoding is not None:
        frame.write("data.encoding", name=result.encoding.name)
        for line in result.accented:
            st.text(line)
    for column in result.fields:
        frame.write("data.column", label=column.label, field=column.field, how=column.how or column.type)


def _table(frame: Frame, title: str, rows: list[tuple[object, str, str]]) -> None:
    if not rows:
        return
    frame.write(title, n=len(rows))
    names = [frame.say(f"data.{part}") for part in ("line", "reason", "original")]
    st.dataframe(
        pd.DataFrame(rows[:_MOST], columns=names), hide_index=True, alt=frame.say(title, n=len(rows))
    )
    st.download_button(
        frame.say("data.take_rows"),
        pd.DataFrame(rows, columns=names).to_csv(index=False).encode("utf-8-sig"),
        f"{title.rpartition('.')[2]}.csv",
        key=f"rows_{title}",
    )


def problems(frame: Frame, result: ImportResult) -> None:
    """Why nothing can be stored as it stands."""
    if result.error is not None:
        kind = st.error if result.status is Status.REFUSED else st.warning
        kind(text.plain(frame.say(result.error)))
    for row in result.rejected[:20]:
        st.warning(text.plain(frame.say("data.line_says", line=row.line, reason=row.reason)))


def questions(frame: Frame, result: ImportResult, kept_in: str) -> None:
    """What can be read two ways, both readings side by side; the answer is kept for the next reading."""
    for asked in result.questions[:3]:
        _question(frame, asked, kept_in)


def _question(frame: Frame, asked: Asked, kept_in: str) -> None:
    choices = {choice.id: choice for choice in asked.choices}

    def answered() -> None:
        chosen = st.session_state.get(f"answer_{asked.id}")
        if chosen:
            st.session_state[kept_in] = {**st.session_state.get(kept_in, {}), asked.id: chosen}

    def named(id_: str) -> str:
        samples = [f"{written} → {read}" for written, read in choices[id_].samples[:3]]
        return text.plain("; ".join(samples) or id_)

    st.radio(
        text.plain(frame.say(asked.message)), list(choices), index=None, key=f"answer_{asked.id}",
        format_func=named, on_change=answered,
    )  # fmt: skip


def shown(frame: Frame, result: ImportResult, dataset: str, context: Context) -> None:
    """The receipt: the account, what the figures meet, and the way to the chart."""
    st.success(text.plain(frame.say("data.kept")))
    account(frame, result)
    matched = [company for company in result.companies if company.match]
    frame.write("data.companies", all=len(result.companies), known=len(matched))
    wanted = replace(
        address.presented(View(), frame.view),
        sector=context.sector,
        country=context.country,
        ds=(dataset,),
    )
    st.page_link(
        st.session_state["pages"]["gap"], label=frame.say("data.to_chart"), icon=":material/monitoring:",
        query_params=address.query(wanted),
    )  # fmt: skip
    if not context.sector:
        st.caption(text.plain(frame.say("data.no_place")))

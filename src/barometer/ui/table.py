"""The table under a chart: every figure with its unit, interval, n and source; and the query."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import streamlit as st

from barometer.answer import Answer
from barometer.export.payload import payload
from barometer.ui import text
from barometer.ui.frame import Frame

_NUMBERS = ("claim", "rate", "expected", "ratio", "low", "high", "n_star")


def table(frame: Frame, answer: Answer) -> None:
    """A sortable row a company; what is refused says so instead of a number."""
    if answer.gap is None:
        return
    told = payload(answer, frame.look.say)
    frame_ = pd.DataFrame([_line(frame, row, told["sources"]) for row in told["rows"]])
    if frame_.empty:
        return
    columns = {name: frame.say(f"ui.table.{name}") for name in frame_.columns}
    number = st.column_config.NumberColumn
    st.dataframe(
        frame_.rename(columns=columns),
        hide_index=True,
        key="table",
        height="content",
        column_config={columns[name]: number(format="localized") for name in _NUMBERS},
        alt=frame.say("ui.table.alt", n=len(frame_)),
    )


def _line(frame: Frame, row: dict[str, Any], sources: dict[str, Any]) -> dict[str, Any]:
    claim, refused = row["claim"] or {}, row["refused"] or {}
    even = row["break_even"] or {}
    return {
        "company": row["name"],
        "claim": claim.get("value"),
        "unit": frame.say(f"ui.unit.{claim['unit']}") if claim.get("unit") else "",
        "n": f"{claim['n']:,}" if claim.get("n") else frame.say("ui.not_given"),
        "rate": row["rate"],
        "expected": row["expected_rate"],
        "ratio": row["ratio"],
        "low": row["low"],
        "high": row["high"],
        "interval": frame.say("ui.term", id=row["interval"]) if row["interval"] else "",
        "n_star": even.get("value"),
        "refused": refused.get("reason", ""),
        "source": " ; ".join(_source(frame, sources[id_]) for id_ in row["sources"] if id_ in sources),
    }


def _source(frame: Frame, source: dict[str, Any]) -> str:
    if source["read_at"] == "relay" and source["relay"]:
        return frame.say("ui.source_relay", publisher=source["publisher"], relay=source["relay"])
    return str(source["publisher"])


def sources(frame: Frame, answer: Answer) -> None:
    """Each source of the answer with its link, and whether it was read at the original."""
    with st.expander(frame.say("ui.sources", n=len(answer.sources))):
        for source in answer.sources.values():
            title = text.plain(source.title or source.publisher)
            name = f"[{title}]({source.url})" if source.url.startswith(("https://", "http://")) else title
            read = frame.say("ui.term", id=source.read_at.value)
            relay = f", {source.relay}" if source.relay else ""
            st.markdown(f"- {text.plain(source.publisher)}: {name} ({text.plain(read + relay)})")
        for note in answer.notes:
            st.markdown("- " + text.plain(frame.say("ui.note", note=note)))


def computed(frame: Frame, answer: Answer) -> None:
    """The query that ran, with the values that were bound."""
    with st.expander(frame.say("ui.computed")):
        frame.write("ui.computed_text")
        for query in answer.queries:
            st.code(query.sql, language="sql")
            st.code(json.dumps(dict(query.params), default=str, ensure_ascii=False), language="json")

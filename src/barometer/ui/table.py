"""The table under a chart: every figure with its unit, interval, n and source; and the query."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import streamlit as st

from barometer.answer import Answer
from barometer.export.payload import payload
from barometer.ui import text
from barometer.ui.frame import Frame
from barometer.ui.grid import Figures, grid

_ENDS = ("value", "low", "high")


def table(frame: Frame, answer: Answer) -> None:
    """A sortable row a company; what is refused says so instead of a number."""
    if answer.gap is None:
        return
    told = payload(answer, frame.look.say)
    if told["rows"]:
        columns = {**_sides(frame, answer, told["rows"]), **_between(frame, told["rows"])}
        columns |= _grounds(frame, told["rows"], told["sources"])
        grid(columns, frame.lang, key="table", alt=frame.say("ui.table.alt", n=len(told["rows"])))


def _sides(frame: Frame, answer: Answer, rows: list[dict[str, Any]]) -> dict[str, Sequence[str] | Figures]:
    """The company, its published figure, and the complaints as counted and per so many customers."""
    units = [row["claim"]["unit"] for row in rows if row["claim"]]
    unit = frame.say(f"ui.unit.{units[0]}") if units else ""
    counts = {
        "complaints": Figures([_ends(row["complaints"]) for row in rows], 0),
        "exposure": Figures([_ends(row["exposure"]) for row in rows], 0),
    }
    return {
        frame.say("ui.table.company"): [row["name"] for row in rows],
        frame.say("ui.table.claim", unit=unit): Figures([_ends(row["claim"]) for row in rows]),
        **{frame.say(f"ui.table.{name}"): column for name, column in counts.items() if _any(column)},
        frame.say("ui.table.rate", per=frame.desk.words(answer).per): Figures(
            [(row["rate"], row["rate_low"], row["rate_high"]) for row in rows]
        ),
    }


def _between(frame: Frame, rows: list[dict[str, Any]]) -> dict[str, Sequence[str] | Figures]:
    """What the one side says of the other, where anything may be said."""
    digits = {"expected_rate": 1, "ratio": 2, "low": 2, "high": 2}
    columns = {
        frame.say(f"ui.table.{name}"): Figures([(row[name], None, None) for row in rows], digits[name])
        for name in digits
    }
    even = Figures([_ends(row["break_even"]) for row in rows], 0, frame.say("ui.table.n_star_help"))
    said = {label: column for label, column in columns.items() if _any(column)}
    intervals = [frame.say("ui.term", id=row["interval"]) if row["interval"] else "" for row in rows]
    if any(intervals):
        said |= {frame.say("ui.table.interval"): intervals}
    return said | ({frame.say("ui.table.n_star"): even} if _any(even) else {})


def _grounds(
    frame: Frame, rows: list[dict[str, Any]], sources: dict[str, Any]
) -> dict[str, Sequence[str] | Figures]:
    """How many people were asked, why a number is refused, and where each figure was read."""
    asked = [(row["claim"] or {}).get("n") for row in rows]
    refused = [(row["refused"] or {}).get("reason", "") for row in rows]
    read = [
        " ; ".join(_source(frame, sources[id_]) for id_ in row["sources"] if id_ in sources) for row in rows
    ]
    said: dict[str, Sequence[str] | Figures] = {
        frame.say("ui.table.n"): [
            frame.say("ui.table.asked", n=n) if n else frame.say("ui.not_given") for n in asked
        ]
    }
    if any(refused):
        said[frame.say("ui.table.refused")] = refused
    return said | {frame.say("ui.table.source"): read}


def _ends(quantity: dict[str, Any] | None) -> tuple[float | None, float | None, float | None]:
    value, low, high = ((quantity or {}).get(name) for name in _ENDS)
    return value, low, high


def _any(column: Figures) -> bool:
    return any(end is not None for cell in column.cells for end in cell)


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
            st.code(query.sql, language="sql", wrap_lines=True)
            bound = json.dumps(dict(query.params), default=str, ensure_ascii=False)
            st.code(bound, language="json", wrap_lines=True)

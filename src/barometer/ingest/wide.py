"""A table with a column a month, quarter or year, offered with a row for each of them instead."""

from __future__ import annotations

from collections.abc import Mapping

from barometer.ingest import fields
from barometer.ingest.profile import Profile
from barometer.ingest.records import Record
from barometer.ingest.table import Table
from barometer.ingest.values import Asked, Choice, shown
from barometer.model import Message

_FIGURE = {"claims": "satisfaction_pct", "complaints": "count", "exposure": "value"}


def periods(table: Table, kind: str) -> list[int]:
    """The columns that hold one period each, in a file whose figure has no column of its own."""
    if kind not in _FIGURE:
        return []
    taken = fields.by_heading(table.header, kind)
    known = fields.every_field()
    if any(known[name].one_of == "figure" or name == _FIGURE[kind] for name in taken):
        return []
    return fields.wide_columns(table.header, set(taken.values()))


def asked(table: Table, kind: str, answers: Mapping[str, str]) -> Asked | None:
    """The question whether to turn those columns into rows."""
    columns = periods(table, kind)
    if not columns or "wide" in answers:
        return None
    names = tuple(shown(table.header[i], 20) for i in columns)
    sample = table.rows[0].cells if table.rows else []
    turned = tuple((name, shown(sample[i])) for name, i in zip(names[:3], columns[:3], strict=True) if sample)
    about = {"count": len(names), "names": names[:4]}
    return Asked("wide", "", Message("ingest.ask.wide", about), (Choice("unpivot", turned), Choice("leave")))


def unpivoted(table: Table, kind: str) -> Table:
    """The table with a row for each period of each row: its own columns, the period, the figure.

    Every row keeps the line it comes from.
    """
    columns = periods(table, kind)
    kept = [i for i in range(table.width) if i not in columns]
    header = [*(table.header[i] for i in kept), "period", _FIGURE[kind]]
    rows = [
        Record(r.line, [*(r.cells[i] for i in kept), table.header[at], r.cells[at]], r.last)
        for r in table.rows
        for at in columns
    ]
    return Table(
        header,
        [header],
        rows,
        table.misfits,
        table.not_data,
        len(header),
        table.certain,
        table.header_line,
        Profile.of(rows, len(header)),
    )

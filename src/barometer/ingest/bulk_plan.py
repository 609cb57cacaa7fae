"""Whether a large file is regular enough for DuckDB, and how it is then read: judged on its first part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from barometer.ingest import dialect as dialects
from barometer.ingest import encoding, fields, limits, mapping, records, table
from barometer.ingest.columns import Column, read
from barometer.ingest.dialect import Dialect
from barometer.ingest.result import MappedColumn
from barometer.ingest.stop import Refused
from barometer.model import Message

_SAMPLE = 1 << 21
_MOST_CUT = 1_000
_MOMENTS = ("date", "period")
_PLAIN = {"text", "company", "choice"}
_ROLES = {
    "company": "company",
    "id": "record",
    "category": "category",
    "product": "product",
    "region": "region",
    "siren": "siren",
    "lei": "lei",
}


class Irregular(Exception):
    """The file is not for the bulk path; ``reason`` says why, and where that is one line, which."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.id)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is read, as its sample shows: its dialect and which of its columns are used for what.

    line_bytes  of a usual line
    """

    dialect: Dialect
    encoding: str
    header: tuple[str, ...]
    roles: tuple[str, ...]
    fields: tuple[MappedColumn, ...]
    moment: Column
    line_bytes: float = 0.0


def of(
    path: Path, kind: str, chosen: Mapping[str, str] | None, answers: dict[str, str], today: dt.date
) -> Plan:
    """The plan for a file whose sample is as regular as DuckDB needs. Irregular where it is not."""
    if kind != "complaints":
        raise Irregular(Message("ingest.irregular.kind"))
    with path.open("rb") as stream:
        head = stream.read(_SAMPLE)
    cut = _cut(head) if len(head) == _SAMPLE else head
    try:
        text, told = encoding.decode(cut)
    except UnicodeError:
        raise Irregular(Message("ingest.irregular.encoding")) from None
    lines = records.split_lines(text)
    if told.how not in {"utf8", "bom"} or not told.name.startswith("utf-8") or "\0" in text:
        raise Irregular(Message("ingest.irregular.encoding"))
    dialect = dialects.detect(lines) if len(lines) > 2 else None
    if not dialect or dialect.escape or dialect.skip_space or dialect.sep_line or dialect.quote != '"':
        raise Irregular(Message("ingest.irregular.dialect"))
    found = table.find(records.parse(lines, dialect), [v for v in (chosen or {}).values() if v])
    _regular(found)
    return _mapped(found, kind, dialect, told.name, chosen, answers, today, len(cut) / len(found.rows))


def _cut(head: bytes) -> bytes:
    """The sample up to its last line end that does not stand in a quoted cell."""
    end, marks = len(head), head.count(b'"')
    for _ in range(_MOST_CUT):
        before = head.rfind(b"\n", 0, end) + 1
        marks -= head.count(b'"', before, end)
        if not before or not marks % 2:
            return head[:before]
        end = before - 1
    return head[:end]


def _regular(found: table.Table) -> None:
    """Irregular, with the first line at fault, where the sample is more than a header and its rows."""
    if found.misfits:
        raise Irregular(Message("ingest.irregular.width", {"line": min(r.line for r, _ in found.misfits)}))
    odd = [line for line, why in found.not_data if why != "header"]
    if odd:
        raise Irregular(Message("ingest.irregular.no_row", {"line": odd[0]}))
    named = found.header_line == 1 and len(found.header) == found.width <= limits.COLUMNS
    if not named or not all(found.header) or not found.rows:
        raise Irregular(Message("ingest.irregular.header"))


def _is_text(found: table.Table, name: str, i: int) -> bool:
    """Whether no cell of a column can be at fault."""
    type_ = fields.type_of(name)
    return type_ in _PLAIN or not (type_ or (found.profile and found.profile.typed[i]))


def _mapped(
    found: table.Table,
    kind: str,
    dialect: Dialect,
    encoding_: str,
    chosen: Mapping[str, str] | None,
    answers: dict[str, str],
    today: dt.date,
    line_bytes: float,
) -> Plan:
    try:
        mapped = mapping.of(found, kind, chosen, answers)
    except Refused as refused:
        raise Irregular(refused.message) from None
    if mapped.asked:
        raise Irregular(mapped.asked[0].message)
    moments = [name for name in _MOMENTS if name in mapped.columns]
    others = [n for n, i in mapped.columns.items() if n not in moments and not _is_text(found, n, i)]
    if len(moments) != 1 or others or not mapping.is_row_level(mapped.columns):
        raise Irregular(Message("ingest.irregular.kind"))
    at = mapped.columns[moments[0]]
    moment = read(moments[0], found.header[at], "period", [r.cells[at] for r in found.rows], answers, today)
    if moment.asked:
        raise Irregular(moment.asked.message)
    roles = [f"unused{i}" for i in range(found.width)]
    for name, i in mapped.columns.items():
        role = "moment" if name == moments[0] else _ROLES.get(name, "")
        if role and role not in roles:
            roles[i] = role
    shown = tuple(
        MappedColumn(
            n,
            found.header[i],
            i,
            fields.type_of(n) or "text",
            moment.how if i == at else "text",
            mapped.by[n],
        )
        for n, i in mapped.columns.items()
    )
    return Plan(dialect, encoding_, tuple(found.header), tuple(roles), shown, moment, line_bytes)

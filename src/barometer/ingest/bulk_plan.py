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

_SAMPLE = 1 << 21
_MOMENTS = ("date", "period")
_ROLES = {
    "company": "company",
    "id": "record",
    "category": "category",
    "product": "product",
    "region": "region",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is read, as its sample shows: its dialect and which of its columns are used for what."""

    dialect: Dialect
    encoding: str
    header: tuple[str, ...]
    roles: tuple[str, ...]
    fields: tuple[MappedColumn, ...]
    moment: Column


def of(
    path: Path, kind: str, chosen: Mapping[str, str] | None, answers: dict[str, str], today: dt.date
) -> Plan | None:
    """The plan for a file, if its sample is as regular as DuckDB needs; else None."""
    with path.open("rb") as stream:
        head = stream.read(_SAMPLE)
    cut = head[: head.rfind(b"\n") + 1]
    try:
        text, told = encoding.decode(cut)
    except UnicodeError:
        return None
    lines = records.split_lines(text)
    if told.how not in {"utf8", "bom"} or not told.name.startswith("utf-8") or "\0" in text or len(lines) < 3:
        return None
    dialect = dialects.detect(lines)
    if dialect.escape or dialect.skip_space or dialect.sep_line or dialect.quote != '"':
        return None
    parsed = records.parse(lines, dialect)
    found = table.find(parsed, [v for v in (chosen or {}).values() if v])
    whole = len(found.rows) == len(lines) - 1 and found.header_line == 1 and len(found.header) == found.width
    if not whole or any(not label for label in found.header) or found.width > limits.COLUMNS:
        return None
    return _mapped(found, kind, dialect, told.name, chosen, answers, today)


def _mapped(
    found: table.Table,
    kind: str,
    dialect: Dialect,
    encoding_: str,
    chosen: Mapping[str, str] | None,
    answers: dict[str, str],
    today: dt.date,
) -> Plan | None:
    try:
        mapped = mapping.of(found, kind, chosen, answers)
    except Refused:
        return None
    moments = [name for name in _MOMENTS if name in mapped.columns]
    if mapped.asked or len(moments) != 1 or not mapping.is_row_level(mapped.columns):
        return None
    at = mapped.columns[moments[0]]
    moment = read(moments[0], found.header[at], "period", [r.cells[at] for r in found.rows], answers, today)
    if moment.asked:
        return None
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
    return Plan(dialect, encoding_, tuple(found.header), tuple(roles), shown, moment)

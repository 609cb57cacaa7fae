"""Bytes -> ImportResult: the whole of an import, as it runs inside the child process."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from barometer.ingest import calendar_columns, container, fields, mapping, personal, rows, text_table, wide
from barometer.ingest.columns import Column, read
from barometer.ingest.companies import Crosswalk, Register, alike_within, resolve
from barometer.ingest.fields import KINDS, every_field, type_of, wide_columns
from barometer.ingest.result import (
    ImportResult,
    MappedColumn,
    PersonalData,
    Rejected,
    Status,
    StoredRow,
    Warned,
)
from barometer.ingest.stop import Refused
from barometer.ingest.table import Table
from barometer.ingest.values import Asked, shown
from barometer.model import Account, Message

Progress = Callable[[str, float], None]
ANY = "any"
"""The kind of a file of which nobody has said what it is."""
_SAMPLE = 1 << 20
_SHOWN = 200
_MISFITS = {
    "too_few": "ingest.row.too_few_cells",
    "too_many": "ingest.row.too_many_cells",
    "quote": "ingest.row.stray_quote",
    "unreadable": "ingest.row.stray_quote",
    "second_table": "ingest.row.second_table",
}


def import_bytes(
    data: bytes,
    name: str,
    kind: str,
    columns: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    crosswalk: Crosswalk | None = None,
    register: Register | None = None,
    today: dt.date | None = None,
    progress: Progress = lambda step, share: None,
) -> ImportResult:
    """One file read as ``kind``: its rows and account, the questions first, or the reason it can't be.

    columns    field -> heading, as a user maps them; None to map by headings and content
    answers    question id -> choice id
    """
    begun = ImportResult(Status.REFUSED, kind, name, hashlib.sha256(data).hexdigest())
    day = today or dt.datetime.now(dt.UTC).date()
    how = _How(columns, dict(answers or {}), crosswalk, register, day, progress)
    try:
        return _import(begun, data, how)
    except Refused as refused:
        return replace(begun, error=refused.message)


@dataclass(frozen=True, slots=True)
class _How:
    """What a reading depends on besides the file; see ``import_bytes``."""

    columns: Mapping[str, str] | None
    answers: dict[str, str]
    crosswalk: Crosswalk | None
    register: Register | None
    today: dt.date
    progress: Progress


def likely_kind(data: bytes, name: str, answers: Mapping[str, str] | None = None) -> str:
    """The kind that a file's headings name most, of its first megabyte; claims where they name none."""
    if len(data) > _SAMPLE and container.sniff(data) == "text":
        data = data[: data.rfind(b"\n", 0, _SAMPLE) + 1] or data[:_SAMPLE]
    try:
        found = text_table.read(container.open_payload(data, name), None, dict(answers or {}), "claims")
    except Refused:
        return KINDS[0]
    return fields.likely_kind(found.table.header if found.table else ()) or KINDS[0]


def _import(result: ImportResult, data: bytes, how: _How) -> ImportResult:
    how.progress("reading", 0.05)
    payload = container.open_payload(data, result.name)
    result = replace(result, format=payload.format, wrapped=payload.wrapped)
    found = text_table.read(payload, how.columns, how.answers, result.kind)
    result = replace(
        result,
        encoding=found.encoding,
        accented=found.accented,
        dialect=found.dialect,
        warnings=found.warnings,
    )
    if found.asked:
        return _asking(result, found.asked)
    table = found.table
    assert table is not None
    result = replace(result, header=tuple(table.header), sample=_first(table))
    try:
        return _of_table(result, table, how)
    except Refused as refused:  # with its headings, so that the user can say what they are
        return replace(result, error=refused.message, fields=_likely(table, result.kind, how.columns))


def _likely(table: Table, kind: str, chosen: Mapping[str, str] | None) -> tuple[MappedColumn, ...]:
    """What the columns of a refused file are taken for, as far as that goes."""
    if chosen is None:
        taken = fields.by_heading(table.header, kind)
    else:
        taken = {name: table.header.index(label) for name, label in chosen.items() if label in table.header}
    return tuple(MappedColumn(name, table.header[i], i, type_of(name), "") for name, i in taken.items())


def _first(table: Table) -> tuple[tuple[str, ...], ...]:
    """The first rows as they stand, to be shown beside the headings."""
    return tuple(tuple(shown(cell, 40) for cell in row.cells[:_SHOWN]) for row in table.rows[:3])


def _of_table(result: ImportResult, table: Table, how: _How) -> ImportResult:
    chosen, answers = how.columns, how.answers
    if chosen is None and (asked_wide := wide.asked(table, result.kind, answers)):
        return _asking(result, (asked_wide,))
    if chosen is None and answers.get("wide") == "unpivot":
        table = wide.unpivoted(table, result.kind)
    together = _together(table, chosen)
    if together:
        table = calendar_columns.joined(table, *together)
    mapped = mapping.of(table, result.kind, chosen, answers)
    if mapped.asked:
        return _asking(result, mapped.asked)
    how.progress("columns", 0.3)
    found_columns = _columns(table, mapped, answers, how.today)
    if together:
        about = {"column": table.header[together[0]], "other": table.header[together[1]]}
        warned = Warned(None, Message("ingest.column.together", about))
        result = replace(result, warnings=(*result.warnings, warned))
    result = replace(result, fields=_shown(found_columns, mapped), wide=_wide(table, mapped))
    asked = tuple(c.asked for c in found_columns.values() if c.asked)
    if asked:
        return _asking(result, asked)
    result = replace(result, warnings=(*result.warnings, *_empty(table, found_columns)))
    how.progress("rows", 0.5)
    try:
        return _settled(result, table, found_columns, mapped, how)
    except Refused as refused:
        return replace(result, error=refused.message)


def _together(table: Table, chosen: Mapping[str, str] | None) -> tuple[int, int] | None:
    """The columns of years and of their months or quarters, unless the user took each for something."""
    found = calendar_columns.of(table.header, table.rows)
    if found is None or chosen is None:
        return found
    taken = {i for label in chosen.values() for i in fields.column_of(label, table.header, table.header_rows)}
    return found if len(taken & set(found)) == 1 else None


def _asking(result: ImportResult, asked: tuple[Asked, ...]) -> ImportResult:
    return replace(result, status=Status.NEEDS_CHOICE, error=asked[0].message, questions=asked)


def _columns(
    table: Table, mapped: mapping.Mapped, answers: Mapping[str, str], today: dt.date
) -> dict[int, Column]:
    found = {}
    for name, i in mapped.columns.items():
        label = table.header[i] if i < len(table.header) else str(i + 1)
        cells = [r.cells[i] for r in table.rows]
        found[i] = read(name, label, type_of(name) or _type_shown(table, i), cells, answers, today)
    return found


def _empty(table: Table, columns: Mapping[int, Column]) -> list[Warned]:
    """Warnings of mapped columns without a single cell: formulas that were never worked out leave such."""
    empty = [
        c for i, c in columns.items() if table.rows and mapping.blank_column([r.cells for r in table.rows], i)
    ]
    return [
        Warned(None, Message("ingest.column.empty", {"column": c.label or str(i)}))
        for i, c in enumerate(empty)
    ]


def _type_shown(table: Table, i: int) -> str:
    """The type of a column that the field list doesn't know: as most of its cells show."""
    typed = table.profile.typed[i] if table.profile else ""
    return {"number": "number", "date": "period"}.get(typed, "text")


def _shown(columns: Mapping[int, Column], mapped: mapping.Mapped) -> tuple[MappedColumn, ...]:
    return tuple(
        MappedColumn(c.field, c.label, i, c.type, c.how, mapped.by.get(c.field, "heading"))
        for i, c in columns.items()
    )


def _wide(table: Table, mapped: mapping.Mapped) -> tuple[str, ...]:
    return tuple(table.header[i] for i in wide_columns(table.header, set(mapped.columns.values())))


def _settled(
    result: ImportResult,
    table: Table,
    columns: Mapping[int, Column],
    mapped: mapping.Mapped,
    how: _How,
) -> ImportResult:
    """Rows, account, companies and personal data, once every column is decided."""
    row_level = result.kind == "complaints" and mapping.is_row_level(mapped.columns)
    made = rows.build(table.rows, columns, result.kind, row_level)
    rows.drop_repeats(
        made, list(columns.values()), result.kind, row_level, how.answers.get("duplicates") == "keep"
    )
    made.rejected += [
        Rejected(r.line, Message(_MISFITS[why], {"cells": len(r.cells), "columns": table.width}), rows.raw(r))
        for r, why in table.misfits
    ]
    made.not_data += table.not_data
    if not made.stored:
        raise Refused(_nothing(made))
    found = resolve(made.stored, how.register, how.crosswalk)
    told = personal_data(made.stored)
    warnings = [
        *result.warnings,
        *(Warned(None, m) for c in columns.values() for m in c.remarks),
        *made.warnings,
    ]
    warnings += _about_companies(alike_within(found)) + _about_personal(told)
    counts = [len(part) for part in (made.stored, made.rejected, made.duplicates, made.not_data)]
    return replace(
        result,
        status=Status.ACCEPTED,
        records=tuple(made.stored),
        rejected=tuple(sorted(made.rejected, key=lambda r: r.line)),
        duplicates=tuple(sorted(made.duplicates)),
        not_data=tuple(sorted(made.not_data)),
        warnings=tuple(warnings),
        companies=found,
        personal=told,
        account=Account(sum(counts), *counts),
    )


def _nothing(made: rows.Rows) -> Message:
    """Why no row is left: there was none, or the most frequent reason of those set aside."""
    if not made.rejected:
        return Message("ingest.refused.no_rows")
    reasons = Counter(r.reason.id for r in made.rejected)
    usual = next(r for r in made.rejected if r.reason.id == reasons.most_common(1)[0][0])
    about = {"count": len(made.rejected), "line": usual.line, "reason": usual.reason}
    return Message("ingest.refused.all_rejected", about)


def personal_data(stored: Sequence[StoredRow]) -> tuple[PersonalData, ...]:
    """Personal data in the free texts of the rows, by kind."""
    known = every_field()
    free = [n for n in (stored[0].values if stored else ()) if n in known and known[n].personal]
    where: dict[str, list[int]] = {}
    for row in stored:
        for name in free:
            for one in personal.find(str(row.values.get(name) or "")):
                where.setdefault(one.kind, []).append(row.line)
    return tuple(PersonalData(k, len(lines), tuple(dict.fromkeys(lines))[:20]) for k, lines in where.items())


def _about_personal(told: Sequence[PersonalData]) -> list[Warned]:
    if not told:
        return []
    kinds = tuple(Message(f"ingest.personal.{p.kind}") for p in told)
    lines = sorted({line for p in told for line in p.lines})
    about = {"count": sum(p.count for p in told), "kinds": kinds, "lines": tuple(str(n) for n in lines[:8])}
    return [Warned(None, Message("ingest.file.personal", about))]


def _about_companies(pairs: Sequence[tuple[str, str]]) -> list[Warned]:
    return [
        Warned(None, Message("ingest.file.alike_companies", {"one": a, "other": b})) for a, b in pairs[:20]
    ]

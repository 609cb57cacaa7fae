"""Records and read columns -> rows to store, rows set aside with the reason, and warnings by line."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from barometer.ingest import names, totals
from barometer.ingest.columns import NUMBERS, Column, token
from barometer.ingest.identifiers import lei, siren
from barometer.ingest.kinds import MISSING, filled
from barometer.ingest.records import Record
from barometer.ingest.result import Rejected, StoredRow, Warned
from barometer.ingest.values import Value, shown
from barometer.model import Message, Qualifier

_Compiled = tuple[Message | None, Message | None, Any, Value | None]
_FEW = 10
_CODES = (("siren", siren), ("lei", lei))
_CONTROL = frozenset(map(chr, [*range(0x20), 0x7F])) - {"\t", "\n", "\r"}


@dataclass(slots=True)
class Rows:
    """What the records of a table became."""

    stored: list[StoredRow] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    not_data: list[tuple[int, str]] = field(default_factory=list)
    duplicates: list[int] = field(default_factory=list)


def build(
    records: Sequence[Record], columns: Mapping[int, Column], kind: str, row_level: bool = False
) -> Rows:
    """A stored row for each record whose cells are all possible; the others with their reason."""
    made = Rows()
    readers = [(i, c.field, _compiled(c)) for i, c in columns.items()]
    kinds = totals.of(records, columns)
    for at, record in enumerate(records):
        match kinds.get(at):
            case "total":
                made.not_data.append((record.line, "total"))
                continue
            case "maybe":
                made.rejected.append(Rejected(record.line, Message("ingest.row.maybe_total"), raw(record)))
                continue
            case "part":
                made.rejected.append(Rejected(record.line, Message("ingest.row.part_of"), raw(record)))
                continue
        _add(made, record, readers)
        if kinds.get(at) == "named" and made.stored and made.stored[-1].line == record.line:
            made.warnings.append(Warned(record.line, Message("ingest.row.named_total")))
    if kind in {"complaints", "exposure"}:
        _one_grain(made, records)
    if row_level:
        _dated(made, records)
    return made


def _dated(made: Rows, records: Sequence[Record]) -> None:
    """Sets aside single complaints without a date: they can't be counted in any period."""
    lines = {row.line for row in made.stored if not _days(row)}
    if not lines:
        return
    made.stored = [row for row in made.stored if row.line not in lines]
    made.warnings = [w for w in made.warnings if w.line not in lines]
    gone = [Rejected(r.line, Message("ingest.row.no_date"), raw(r)) for r in records if r.line in lines]
    made.rejected += gone


def _compiled(column: Column) -> dict[Any, _Compiled]:
    """Each distinct cell of a column as the row needs it: fault, warning, value, and what it says beyond."""
    return {k: (v.fault, v.warning, v.value, v if _says_more(v) else None) for k, v in column.values.items()}


def _says_more(read: Value) -> bool:
    said = read.wording or read.start or read.scale or read.rounding
    return bool(said) or read.qualifier is not Qualifier.EXACT


def _add(made: Rows, record: Record, readers: Sequence[tuple[int, str, dict[Any, _Compiled]]]) -> None:
    values: dict[str, Any] = {}
    details: dict[str, Value] = {}
    warnings: list[Message] = []
    for i, name, compiled in readers:
        cell = record.cells[i]
        fault, warning, value, detail = compiled[cell if type(cell) is str else token(cell)]
        if fault:
            made.rejected.append(Rejected(record.line, fault, raw(record)))
            return
        values[name] = value
        if warning:
            warnings.append(warning)
        if detail:
            details[name] = detail
    if not values.get("company"):
        reason = "ingest.row.no_company" if filled(record.cells) > 1 else "ingest.row.one_cell"
        made.rejected.append(Rejected(record.line, Message(reason), raw(record)))
        return
    if names.endless(str(values["company"])):
        made.rejected.append(Rejected(record.line, endless(str(values["company"])), raw(record)))
        return
    if len(readers) > 1 and not details and all(v is None for n, v in values.items() if n != "company"):
        made.rejected.append(Rejected(record.line, Message("ingest.row.one_cell"), raw(record)))
        return
    for message in (*warnings, *name_warnings(str(values["company"])), *_code_warnings(values)):
        made.warnings.append(Warned(record.line, message))
    made.stored.append(StoredRow(record.line, values, details))


def endless(name: str) -> Message:
    """Why a row is set aside whose company has no name, but a text."""
    return Message("ingest.row.endless_name", {"n": len(name), "name": shown(name), "most": names.LONGEST})


@lru_cache(maxsize=1 << 14)
def name_warnings(name: str) -> tuple[Message, ...]:
    """What a company's name hides: letters of another alphabet, unseen or lost characters."""
    found = []
    if not name.isascii() and (foreign := names.lookalikes(name)):
        about = {"name": shown(name), "letters": tuple(foreign), "script": names.script(foreign[0])}
        found.append(Message("ingest.row.lookalike", about))
    if _CONTROL & set(name) or (not name.isascii() and names.hidden(name)):
        found.append(Message("ingest.row.hidden_characters", {"name": shown(names.clean(name))}))
    if "\ufffd" in name:
        found.append(Message("ingest.row.lost_characters", {"raw": shown(name)}))
    return tuple(found)


def _code_warnings(values: Mapping[str, Any]) -> list[Message]:
    """Of a SIREN or LEI whose check digits don't hold: it can't name a company."""
    if "siren" not in values and "lei" not in values:
        return []
    said = ((name, str(values.get(name) or "").strip(), good) for name, good in _CODES)
    return [
        Message("ingest.row.bad_code", {"code": shown(code), "kind": name.upper()})
        for name, code, good in said
        if code and not good(code) and code.casefold() not in MISSING
    ]


def raw(record: Record) -> str:
    """A record as it stood, for the list of rejects."""
    return ";".join("" if c is None else str(c) for c in record.cells)[:2_000]


def _one_grain(made: Rows, records: Sequence[Record]) -> None:
    """Sets aside the few rows of a longer period than all others: a year among months is their sum."""
    spans = [days for row in made.stored if (days := _days(row))]
    if len(spans) < 3:
        return
    usual = sorted(spans)[(len(spans) - 1) // 2]
    longer = [row for row in made.stored if _days(row) > 1.5 * usual]
    if len(longer) > 0.25 * len(spans) or len(spans) < 4:
        longer = _holding_others(made.stored, longer)
    if not longer:
        return
    by_line = {r.line: r for r in records}
    gone = set(map(id, longer))
    made.stored = [row for row in made.stored if id(row) not in gone]
    kept = {row.line for row in made.stored}
    made.warnings = [w for w in made.warnings if w.line is None or w.line in kept]
    made.rejected += [
        Rejected(row.line, Message("ingest.row.longer_period"), raw(by_line[row.line])) for row in longer
    ]


def _holding_others(stored: Sequence[StoredRow], longer: Sequence[StoredRow]) -> list[StoredRow]:
    """Of the rows of a longer period, those within which the same company has several shorter ones."""
    short: dict[str, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    long = set(map(id, longer))
    for row in stored:
        if id(row) not in long and (span := _span(row)):
            short[names.spelling(str(row.values["company"]))].append(span)
    found = []
    for row in longer:
        span = _span(row)
        inside = short.get(names.spelling(str(row.values["company"])), ())
        if span and len({s for s in inside if span[0] <= s[0] and s[1] <= span[1]}) > 1:
            found.append(row)
    return found


def _span(row: StoredRow) -> tuple[dt.date, dt.date] | None:
    for name in ("period", "date"):
        detail = row.details.get(name)
        if detail and detail.start and detail.end:
            return detail.start, detail.end
    return None


def _days(row: StoredRow) -> int:
    span = _span(row)
    return (span[1] - span[0]).days + 1 if span else 0


def drop_repeats(made: Rows, columns: Sequence[Column], kind: str, row_level: bool, keep: bool) -> None:
    """Takes out rows that repeat another; where the file can't say so for sure, says how many look alike."""
    if any(c.field == "id" for c in columns):
        _repeated_ids(made)
        return
    measured = sorted({c.field for c in columns if c.type in NUMBERS})
    whole: dict[tuple[Any, ...], list[StoredRow]] = defaultdict(list)
    keyed: dict[tuple[Any, ...], list[StoredRow]] = defaultdict(list)
    for row in made.stored:
        key = tuple(_comparable(n, v) for n, v in row.values.items() if n not in measured)
        keyed[key].append(row)
        whole[tuple(row.values.values())].append(row)
    repeats = [group for group in whole.values() if len(group) > 1]
    clashing = [g for g in keyed.values() if len({tuple(r.values.get(n) for n in measured) for r in g}) > 1]
    unkeyed = sum(map(len, clashing)) > max(_FEW, 0.2 * len(made.stored))
    if not unkeyed and not row_level:
        _clashes(made, clashing if kind in {"complaints", "exposure"} else [])
        _spelt_twice(made, keyed.values(), measured)
    if repeats:
        _repeated_rows(made, repeats, row_level or unkeyed or keep)


def _comparable(name: str, value: Any) -> Any:
    return names.spelling(value) if name == "company" and isinstance(value, str) else value


def _clashes(made: Rows, clashing: Sequence[Sequence[StoredRow]]) -> None:
    """Warns of rows that say two things of one company, period and topic."""
    for group in clashing:
        about = {"lines": tuple(str(r.line) for r in group)}
        made.warnings += [Warned(r.line, Message("ingest.row.conflict", about)) for r in group]


def _spelt_twice(made: Rows, groups: Iterable[Sequence[StoredRow]], measured: Sequence[str]) -> None:
    """Warns of rows alike in all but the spelling of the company: kept, for only a person knows."""
    for group in groups:
        first: dict[tuple[Any, ...], StoredRow] = {}
        for row in group:
            earlier = first.setdefault(tuple(row.values.get(n) for n in measured), row)
            if earlier is not row and earlier.values["company"] != row.values["company"]:
                about = {"line": earlier.line}
                made.warnings.append(Warned(row.line, Message("ingest.row.near_duplicate", about)))


def _repeated_ids(made: Rows) -> None:
    first: dict[str, StoredRow] = {}
    kept = []
    for row in made.stored:
        number = str(row.values.get("id") or "")
        earlier = first.setdefault(number, row) if number else row
        if earlier is row:
            kept.append(row)
            continue
        same = dict(earlier.values) == dict(row.values)
        id_ = "ingest.row.duplicate_id" if same else "ingest.row.duplicate_id_differs"
        made.warnings.append(Warned(row.line, Message(id_, {"id": shown(number), "line": earlier.line})))
        made.duplicates.append(row.line)
    made.stored = kept


def _repeated_rows(made: Rows, repeats: list[list[StoredRow]], keep: bool) -> None:
    count = sum(len(group) - 1 for group in repeats)
    if keep:
        made.warnings.append(Warned(None, Message("ingest.file.alike_rows_kept", {"count": count})))
        return
    dropped = [(row, group[0].line) for group in repeats for row in group[1:]]
    gone = {id(row) for row, _ in dropped}
    made.stored = [row for row in made.stored if id(row) not in gone]
    kept = {row.line for row in made.stored}  # of a line turned into several rows, some may stay
    made.warnings = [w for w in made.warnings if w.line is None or w.line in kept]
    lines = sorted((row.line, earlier) for row, earlier in dropped)
    made.duplicates += [line for line, _ in lines]
    made.warnings.append(Warned(None, Message("ingest.file.duplicates_dropped", {"count": count})))
    for line, earlier in lines:
        made.warnings.append(Warned(line, Message("ingest.row.duplicate", {"line": earlier})))

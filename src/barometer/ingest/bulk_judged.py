"""A large file's distinct cells, read by the code of small ones: which rows stay, and what each is worth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from barometer.ingest import header, names, rows, totals
from barometer.ingest.bulk_cells import CODED, Cells
from barometer.ingest.bulk_plan import Irregular, Plan
from barometer.ingest.coded import joined
from barometer.ingest.columns import Column, read
from barometer.ingest.companies import Crosswalk, Register, alike_within, resolve
from barometer.ingest.kinds import is_blank
from barometer.ingest.result import FoundCompany, Rejected, StoredRow
from barometer.ingest.scan import Scan
from barometer.ingest.tally import Axis
from barometer.model import Message

_MOST = 100_000
_MOST_REMARKS = 20
_NO_DAY = dt.date.min


class Lines:
    """On which line of the file each row begins."""

    def __init__(self, scan: Scan, starts: np.ndarray | None = None) -> None:
        self._scan, self._starts = scan, starts

    @staticmethod
    def of(scan: Scan, total: int, columns: int) -> Lines:
        """Of a file in which DuckDB found ``total`` rows. Irregular where it has others."""
        if scan.stray:
            raise Irregular(Message("ingest.irregular.quote", {"line": scan.stray}))
        if scan.returns:
            raise Irregular(Message("ingest.irregular.returns"))
        if total == scan.lines - 1:
            return Lines(scan)
        starts = []
        for number, record in scan.records():
            if not record.strip():
                raise Irregular(Message("ingest.irregular.blank", {"line": number}))
            if record.count(b"\n") > 1 and scan.swallowing(record, columns):
                raise Irregular(Message("ingest.irregular.quote", {"line": number}))
            starts.append(number)
        if total != len(starts) - 1:
            raise Irregular(Message("ingest.irregular.reader"))
        return Lines(scan, np.array(starts[1:]))

    def line(self, row: int) -> int:
        """Of a row, counted from 0."""
        return row + 2 if self._starts is None else int(self._starts[row])

    def of_rows(self, found: np.ndarray) -> tuple[int, ...]:
        """Of the first of many rows."""
        return tuple(self.line(int(row)) for row in found[:_MOST])

    def texts(self, wanted: Sequence[int]) -> Iterator[tuple[int, str]]:
        """(row, its line or lines as they stand) of some rows, in order."""
        asked = iter(wanted)
        at = next(asked, None)
        for row, (_, record) in enumerate(self._scan.records(), -1):
            if at is None:
                return
            if row == at:
                yield row, record.decode("utf-8", "replace").rstrip("\r\n")
                at = next(asked, None)


@dataclass(slots=True)
class Judged:
    """What each row of a file came to.

    kept    chunk by chunk, whether a row is stored
    good    rows that can be read; ``again`` are those among them that repeat an identifier
    faults  by distinct date: why its rows are set aside, if they are
    """

    held: Cells
    moment: Column
    kept: list[np.ndarray]
    blank: np.ndarray
    faults: list[Message | None]
    total: int
    good: int
    again: np.ndarray

    def companies(self) -> tuple[list[StoredRow], list[int]]:
        """Each name with its identifiers, in the order of the file, and how many kept rows have it."""
        coded = [self.held.columns[role] for role in ("company", "siren", "lei")]
        if not any(len(column.cells) > 1 for column in coded[1:]):
            counts, first = coded[0].counts(self.kept), coded[0].first(self.kept)
            there = sorted(np.flatnonzero(counts), key=lambda i: int(first[i]))
            combined = [((coded[0].cells[i], *(c.cells[0] for c in coded[1:])), counts[i]) for i in there]
        else:
            combined = self._combined()
        made = [
            StoredRow(0, dict(zip(("company", "siren", "lei"), told, strict=True))) for told, _ in combined
        ]
        return made, [int(often) for _, often in combined]

    def _combined(self) -> list[tuple[tuple[str, ...], int]]:
        found: dict[tuple[int, ...], int] = {}
        coded = [self.held.columns[role] for role in ("company", "siren", "lei")]
        for i, mask in enumerate(self.kept):
            part = np.stack([column.chunks[i][mask] for column in coded], 1)
            told, first, often = np.unique(part, axis=0, return_index=True, return_counts=True)
            for at in np.argsort(first):
                key = tuple(int(code) for code in told[at])
                found[key] = found.get(key, 0) + int(often[at])
        return [
            (tuple(c.cells[code] for c, code in zip(coded, key, strict=True)), often)
            for key, often in found.items()
        ]


def judged(held: Cells, plan: Plan, answers: Mapping[str, str], today: dt.date, lines: Lines) -> Judged:
    """Which rows stay. Irregular where a column is not what the sample showed, or nothing stays."""
    company, moment = held.columns["company"], held.columns["moment"]
    told = read(plan.moment.field, plan.moment.label, "period", moment.cells, answers, today)
    if told.asked or told.how != plan.moment.how:
        raise Irregular(Message("ingest.irregular.dates", {"column": plan.moment.label}))
    values = [told.value(cell) for cell in moment.cells]
    _no_header_again(held, plan, lines)
    blank = np.array([is_blank(cell) or names.endless(cell) for cell in company.cells])
    undated = np.array([value.start is None for value in values])
    kept = [~(blank[c] | undated[m]) for c, m in zip(company.chunks, moment.chunks, strict=True)]
    _one_grain({v.end - v.start for v in values if v.start and v.end})
    _no_totals(held, plan, kept)
    good = sum(int(mask.sum()) for mask in kept)
    if not good:
        raise Irregular(Message("ingest.refused.no_rows"))
    faults = [v.fault or (None if v.start else Message("ingest.row.no_date")) for v in values]
    again = held.again(kept)
    start = 0
    for mask in kept:
        inside = again[(again >= start) & (again < start + len(mask))]
        mask[inside - start] = False
        start += len(mask)
    return Judged(held, told, kept, blank, faults, held.total, good, again)


def _no_header_again(held: Cells, plan: Plan, lines: Lines) -> None:
    column = held.columns["company"]
    heading = header.plain(plan.header[plan.roles.index("company")])
    for i, cell in enumerate(column.cells):
        if header.plain(cell) == heading:
            every = [np.ones(len(chunk), bool) for chunk in column.chunks]
            line = lines.line(int(column.first(every)[i]))
            raise Irregular(Message("ingest.irregular.header_again", {"line": line}))


def _one_grain(spans: set[dt.timedelta]) -> None:
    """Irregular where a date may span many times another: among days, a year is somebody's sum."""
    days = [span.days + 1 for span in spans]
    if days and max(days) > 1.5 * min(days):
        raise Irregular(Message("ingest.irregular.grain"))


def _no_totals(held: Cells, plan: Plan, kept: Sequence[np.ndarray]) -> None:
    """Irregular where a row may be a total by its first cell, lacking what others have."""
    company = held.columns["company"]
    if plan.roles[0] != "company":
        return
    if any(totals.is_part([cell]) for cell in company.cells):
        raise Irregular(Message("ingest.irregular.total"))
    labelled = np.array([totals.labelled([cell]) for cell in company.cells])
    if not labelled.any():
        return
    for role in {"category", "region"} & {*plan.roles}:
        column = held.columns[role]
        empty = np.array([is_blank(cell) for cell in column.cells])
        for i, mask in enumerate(kept):
            if (mask & labelled[company.chunks[i]] & empty[column.chunks[i]]).any():
                raise Irregular(Message("ingest.irregular.total"))


def companies(
    found: Judged, register: Register | None, crosswalk: Crosswalk | None
) -> tuple[FoundCompany, ...]:
    """The companies of the kept rows, each with whom it is taken for."""
    made, often = found.companies()
    return resolve(made, register, crosswalk, often)


def axes(held: Cells, found: Judged, resolved: Sequence[FoundCompany]) -> tuple[Axis, ...]:
    """Company, day, category and region as they are stored and counted."""
    from barometer.store.landing import new_company
    from barometer.store.places import identifier

    ids = {s: one.match or new_company(one.name) for one in resolved for s in one.spellings}
    columns = {**held.columns, "category": held.columns["category"].instead(held.columns["product"])}
    worth: dict[str, list[Any]] = {
        "company": [ids.get(cell, "") for cell in held.columns["company"].cells],
        "moment": [found.moment.value(c).start or _NO_DAY for c in held.columns["moment"].cells],
        "category": ["" if is_blank(cell) else cell for cell in columns["category"].cells],
        "region": [identifier(cell) for cell in held.columns["region"].cells],
    }
    return tuple(Axis.of(columns[role], told) for role, told in worth.items())


def rejected(plan: Plan, found: Judged, lines: Lines) -> tuple[Rejected, ...]:
    """The first rows set aside, each with its line as it stands. Irregular where one may be a total."""
    company, moment = found.held.columns["company"], found.held.columns["moment"]
    why: dict[int, Message] = {}
    start = 0
    for c, m, mask in zip(company.chunks, moment.chunks, found.kept, strict=True):
        for at in np.flatnonzero(~mask):
            fault = found.faults[m[at]]
            if fault is not None and (fault.id != "ingest.row.no_date" or not found.blank[c[at]]):
                if fault.id == "ingest.row.no_date" and totals.labelled([company.cells[c[at]]]):
                    raise Irregular(Message("ingest.irregular.total"))
                why[start + int(at)] = fault
            elif found.blank[c[at]]:
                cell = company.cells[c[at]]
                missing = is_blank(cell)
                why[start + int(at)] = Message("ingest.row.no_company") if missing else rows.endless(cell)
            if len(why) >= _MOST:
                break
        start += len(mask)
    told = []
    for row, text in lines.texts(list(why)):
        first = next((cell for cell in text.split(plan.dialect.delimiter) if cell.strip('" ')), "")
        if totals.labelled([first.strip('"')]) or totals.is_part([first.strip('"')]):
            raise Irregular(Message("ingest.irregular.total"))
        told.append(Rejected(lines.line(row), why[row], text[:2_000]))
    return tuple(told)


def remarks(
    found: Judged, resolved: Sequence[FoundCompany], plan: Plan, lines: Lines
) -> list[tuple[int | None, Message]]:
    """What the reader must know of the file, and of a name or a date from its first line on."""
    made: list[tuple[int | None, Message]] = [(None, remark) for remark in found.moment.remarks]
    values = found.moment.values.values()
    made += [(None, v.warning) for v in values if v.warning and not v.fault][:_MOST_REMARKS]
    pairs = alike_within(resolved)[:_MOST_REMARKS]
    made += [(None, Message("ingest.file.alike_companies", {"one": a, "other": b})) for a, b in pairs]
    made += _of_names(found, lines)
    if len(found.again):
        made.append((None, Message("ingest.file.duplicates_dropped", {"count": len(found.again)})))
    if alike := _alike(found, plan):
        made.append((None, Message("ingest.file.alike_rows_kept", {"count": alike})))
    free = [shown.label for shown in plan.fields if shown.field == "text"]
    made += [(None, Message("ingest.file.text_not_read", {"column": label})) for label in free]
    return made


def _alike(found: Judged, plan: Plan) -> int:
    """Rows equal to another in all that is read of them, where no identifier tells them apart."""
    known = {shown.index for shown in plan.fields if not plan.roles[shown.index].startswith("unused")}
    columns = [found.held.columns[role] for role in CODED if role in plan.roles]
    sizes = [len(column.cells) for column in columns]
    combined = np.prod([float(size) for size in sizes]) < 2.0**62
    if "record" in plan.roles or len(known) < len(plan.fields) or not combined:
        return 0
    keys = []
    for i, mask in enumerate(found.kept):
        key = np.zeros(int(mask.sum()), np.int64)
        for column, size in zip(columns, sizes, strict=True):
            key = key * size + column.chunks[i][mask]
        keys.append(key)
    ordered = joined(keys, np.dtype(np.int64))
    ordered.sort()
    return int(np.count_nonzero(ordered[1:] == ordered[:-1]))


def _of_names(found: Judged, lines: Lines) -> list[tuple[int | None, Message]]:
    column = found.held.columns["company"]
    told: list[tuple[int, Message]] = [
        (i, m) for i, cell in enumerate(column.cells) for m in rows.name_warnings(cell)
    ]
    first = column.first(found.kept) if told else ()
    made: list[tuple[int | None, Message]] = [
        (lines.line(int(first[i])), m) for i, m in told if first[i] < found.total
    ]
    return made[:_MOST_REMARKS]

"""Which column is which field: as the user says, as headings say, or as cells show; and what is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from barometer.ingest import fields
from barometer.ingest.kinds import is_blank
from barometer.ingest.kinds import kind as cell_kind
from barometer.ingest.records import Cell
from barometer.ingest.stop import Refused
from barometer.ingest.table import Table
from barometer.ingest.values import Asked, Choice, shown
from barometer.model import Message


@dataclass(frozen=True, slots=True)
class Mapped:
    """Field -> column index, how each was found, and the questions left."""

    columns: Mapping[str, int]
    by: Mapping[str, str]
    asked: tuple[Asked, ...] = ()


def of(table: Table, kind: str, chosen: Mapping[str, str] | None, answers: Mapping[str, str]) -> Mapped:
    """The mapping for a file of ``kind``. Refused where the file is plainly of another kind."""
    if chosen is not None:
        found = _as_chosen(table, chosen, answers)
    else:
        found = _by_itself(table, kind, answers)
    if not found.asked:
        _need(kind, found.columns, table.header)
    return found


def _as_chosen(table: Table, chosen: Mapping[str, str], answers: Mapping[str, str]) -> Mapped:
    columns: dict[str, int] = {}
    asked = []
    for name, label in chosen.items():
        if not label:
            continue
        hits = fields.column_of(label, table.header, table.header_rows)
        if len(hits) > 1:
            hits = _same_cells(table, hits) or _answered(answers, name, hits)
        if len(hits) == 1:
            columns[name] = hits[0]
        elif hits:
            asked.append(_which_column(table, name, label, hits))
        else:
            asked.append(_no_column(table, label))
    return Mapped(columns, dict.fromkeys(columns, "user"), tuple(asked))


def _same_cells(table: Table, hits: list[int]) -> list[int]:
    """Two columns under one heading that hold the same are one."""
    first = [r.cells[hits[0]] for r in table.rows]
    return hits[:1] if all([r.cells[i] for r in table.rows] == first for i in hits[1:]) else []


def _answered(answers: Mapping[str, str], name: str, hits: list[int]) -> list[int]:
    answer = answers.get(f"column:{name}", "")
    return [int(answer) - 1] if answer.isdigit() and int(answer) - 1 in hits else hits


def _which_column(table: Table, name: str, label: str, hits: list[int]) -> Asked:
    def sample(i: int) -> tuple[tuple[str, str], ...]:
        return tuple((shown(r.cells[i]), "") for r in table.rows[:3])

    choices = tuple(Choice(str(i + 1), sample(i)) for i in hits)
    about = {"column": label, "count": len(hits), "places": tuple(str(i + 1) for i in hits)}
    return Asked(f"column:{name}", label, Message("ingest.ask.same_heading", about), choices)


def _no_column(table: Table, label: str) -> Asked:
    there = tuple(shown(h, 40) for h in table.header if h)[:12]
    about = {"column": shown(label), "there": there or ("—",)}
    return Asked(f"column:{label}", label, Message("ingest.ask.no_such_column", about), ())


def _by_itself(table: Table, kind: str, answers: Mapping[str, str]) -> Mapped:
    found = {
        name: i for name, i in fields.by_heading(table.header, kind).items() if _can_be(table, name, kind, i)
    }
    if kind == "claims" and "metric" not in found and _CUSTOMERS.search(_heading(table, found.get("value"))):
        del found["value"]  # 'Clients: 4 000 000' says how many there are, not how satisfied they are
    by = dict.fromkeys(found, "heading")
    dated = {"date", "period", "period_start"} & set(found)
    free = [i for i in range(min(table.width, len(table.header))) if i not in found.values()]
    if asked := _partly_satisfied(table, found, answers):
        return Mapped(found, by, (asked,))
    if several := _called_alike(table, kind, found, answers):
        return Mapped(found, by, several)
    profile = table.profile
    dates = [i for i in free if profile is not None and profile.typed[i] == "date"]
    if not dated and len(dates) == 1 and kind != "companies":
        name = "date" if kind == "reports" else "period"
        found[name], by[name] = dates[0], "content"
    return Mapped(found, by)


def _called_alike(
    table: Table, kind: str, found: dict[str, int], answers: Mapping[str, str]
) -> tuple[Asked, ...]:
    """Columns that one figure may stand in, as far as headings say: which is meant? An answer is taken."""
    asked = []
    for name, there in fields.rivals(table.header, kind, found).items():
        hits = [i for i in there if i < table.width and _can_be(table, name, kind, i)]
        hits = _same_cells(table, hits) or _answered(answers, name, hits) if len(hits) > 1 else hits
        if len(hits) == 1:
            found[name] = hits[0]
        elif hits:
            one = _which_column(table, name, table.header[hits[0]], hits)
            labels = tuple(shown(table.header[i], 60) for i in hits)
            if len(set(labels)) > 1:
                about = {"columns": labels, "places": one.message.params["places"]}
                one = replace(one, message=Message("ingest.ask.alike", about))
            asked.append(one)
    return tuple(asked)


_CUSTOMERS = re.compile(
    r"client|customer|abonn|subscri|voyag|passag|passeng|trajet|journey|\bparc\b|assur|account|enrol",
    re.IGNORECASE,
)


def _heading(table: Table, column: int | None) -> str:
    return "" if column is None else table.header[column]


_SATISFIED = re.compile(r"satisf", re.IGNORECASE)
_DEGREE = re.compile(
    r"\b(?:tr[eè]s|plut[oô]t|assez|peu|pas|tout [aà] fait|very|fairly|quite|somewhat|not|extremely)\b"
    r"|insatisf|dissatisf|unsatisf",
    re.IGNORECASE,
)


def _partly_satisfied(table: Table, found: dict[str, int], answers: Mapping[str, str]) -> Asked | None:
    """Answers in columns by degree: 'satisfied' alone is a part of them, so which figure is meant?"""
    if "satisfaction_pct" not in found:
        return None
    labels = [(i, label) for i, label in enumerate(table.header) if _SATISFIED.search(label)]
    if len([i for i, label in labels if _DEGREE.search(label)]) < 1 or len(labels) < 2:
        return None
    chosen = answers.get("column:satisfaction_pct", "")
    if chosen.isdigit() and int(chosen) - 1 in {i for i, _ in labels}:
        found["satisfaction_pct"] = int(chosen) - 1
        return None
    choices = tuple(
        Choice(str(i + 1), tuple((shown(r.cells[i]), "") for r in table.rows[:3])) for i, _ in labels
    )
    about = {
        "columns": tuple(shown(label, 40) for _, label in labels),
        "places": tuple(c.id for c in choices),
    }
    return Asked("column:satisfaction_pct", "", Message("ingest.ask.degrees", about), choices)


def _can_be(table: Table, name: str, kind: str, i: int) -> bool:
    """Whether a column's cells can be what its heading says: 'Upheld: Yes' is no share upheld.

    Only where the field is a number that the kind can do without: else a wrong cell is named, not left.
    """
    field = fields.every_field()[name]
    if field.type != "percent" or kind in field.required or name == "satisfaction_pct":
        return True
    cells = [row.cells[i] for row in table.rows if i < len(row.cells) and not is_blank(row.cells[i])]
    return not cells or any(cell_kind(cell) in ("number", "missing") for cell in cells)


def _need(kind: str, columns: Mapping[str, int], header: Sequence[str]) -> None:
    """Refused where a field is missing that the kind can't do without, or foreign to it."""
    known = fields.every_field()
    foreign = [c for c in columns if c in known and kind not in known[c].kinds]
    likely = fields.likely_kind(header)
    if foreign:
        headings = tuple(shown(header[columns[c]], 40) for c in foreign)
        about = {"fields": headings, "likely": Message(f"ingest.kind.{likely or kind}")}
        raise Refused(Message(f"ingest.refused.foreign.{kind}", about))
    about = {"headings": tuple(shown(h, 40) for h in header if h)[:12] or ("—",)}
    if any(kind in f.required and name not in columns for name, f in known.items()):
        missing = next(n for n, f in known.items() if kind in f.required and n not in columns)
        raise Refused(Message(f"ingest.refused.no_{missing}", about))
    if kind in {"exposure", "companies"} or _has_figure(kind, columns):
        return
    raise Refused(Message(f"ingest.refused.no_figure.{kind}", about))


def _has_figure(kind: str, columns: Mapping[str, int]) -> bool:
    known = fields.every_field()
    if any(c in known and known[c].one_of == "figure" and kind in known[c].kinds for c in columns):
        return True
    if any(c not in known and fields.type_of(c) == "number" for c in columns):
        return True  # a column a year or month
    if any(c not in known and fields.type_of(c) in {"count", "percent", "rating"} for c in columns):
        return True
    return kind == "complaints" and is_row_level(columns)


def is_row_level(columns: Mapping[str, int]) -> bool:
    """Whether complaints come one a row, to be counted: no number of them, but what each is about."""
    counted = {"count", "rate"} & set(columns) or any(
        fields.type_of(c) in {"count", "number"} for c in columns
    )
    return not counted and bool({"id", "category", "product", "text"} & set(columns))


def blank_column(rows: Sequence[Sequence[Cell]], i: int) -> bool:
    """Whether a column holds nothing in any row."""
    return all(is_blank(row[i]) for row in rows)

"""Rules on identifiers: what refers to what, and nothing twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from barometer.store.problem import Problem
from barometer.store.rows import Row, Rows, shown
from barometer.store.schema import tables

# one figure: these, its source, and which of its columns carries the figure
_KEYS = {
    "claims": (
        "company sector country metric threshold scale instrument wave subject population level"
        " asserted_by asked_by period_start period_end source"
    ),
    "complaints": (
        "company sector country channel definition issue region per per_n window population level"
        " period_start period_end source"
    ),
    "exposure": "company sector country measure region population level period_start period_end source",
    "reports": "company sector country venue label reply reply_kind scale period_start period_end source",
}
_VALUES = {
    "claims": ("value", "low", "high"),
    "complaints": ("count", "count_low", "count_high", "rate", "rate_low", "rate_high", "upheld", "timely"),
    "exposure": ("value", "low", "high"),
    "reports": ("count",),
}
# what a package written by hand need not bring: the default figures' lists stand in
_OPTIONAL = {"channels", "metrics"}


def references(rows: Rows) -> Iterator[Problem]:
    """Every company, source, channel, metric and parent named must exist."""
    for table in tables().values():
        for column in table.columns:
            if not column.refers:
                continue
            known = rows.ids(column.refers)
            if not known and column.refers in _OPTIONAL:
                continue
            for row in rows.of(table.name):
                value = row[column.name]
                if value is not None and value not in known:
                    yield row.breach(column.name, "unknown_id", file=f"{column.refers}.csv")


def repeated_ids(rows: Rows) -> Iterator[Problem]:
    """An id stands once in its table."""
    for table in tables().values():
        if not any(column.name == "id" for column in table.columns):
            continue
        first: dict[str, int] = {}
        for row in rows.of(table.name):
            if row["id"] is None:
                continue
            if row["id"] in first:
                yield row.breach("id", "repeated_id", first=first[row["id"]])
            first.setdefault(row["id"], row.line)


def repeated_figures(rows: Rows) -> Iterator[Problem]:
    """One source gives one figure for one company, measure and period.

    Two sources that disagree are two rows, and stay; one source that contradicts itself is a mistake.
    """
    for table, columns in _KEYS.items():
        first: dict[tuple[Any, ...], Row] = {}
        for row in rows.of(table):
            carried = tuple(column for column in _VALUES[table] if row[column] is not None)
            if not carried:
                continue
            key = (*row.key(*columns.split()), carried)
            if key not in first:
                first[key] = row
                continue
            yield _twice(row, first[key], carried)


def _twice(row: Row, other: Row, carried: tuple[str, ...]) -> Problem:
    different = [column for column in carried if row[column] != other[column]]
    if not different:
        return row.breach(carried[0], "repeated_figure", company=row.who, first=other.line)
    column = different[0]
    return row.breach(
        column,
        "contradiction",
        company=row.who,
        value=shown(row[column]),
        other=shown(other[column]),
        first=other.line,
    )


def identifiers(rows: Rows) -> Iterator[Problem]:
    """A SIREN and an LEI carry a checksum."""
    for row in rows.of("companies"):
        if row["siren"] is not None and not siren_is_valid(row["siren"]):
            yield row.breach("siren", "bad_siren")
        if row["lei"] is not None and not lei_is_valid(row["lei"]):
            yield row.breach("lei", "bad_lei")


def siren_is_valid(text: str) -> bool:
    """Nine digits with Luhn's checksum (La Poste's own, 356000000, passes it too)."""
    if not re.fullmatch(r"[0-9]{9}", text):
        return False
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(text))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def lei_is_valid(text: str) -> bool:
    """Twenty letters and digits whose value in base 36, digit by digit, leaves 1 modulo 97 (ISO 17442)."""
    return bool(re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", text)) and (
        int("".join(str(int(character, 36)) for character in text)) % 97 == 1
    )


def parents(rows: Rows) -> Iterator[Problem]:
    """No company is its own parent, over however many steps."""
    above = {row["id"]: row["parent"] for row in rows.of("companies")}
    for row in rows.of("companies"):
        seen: set[str] = set()
        company = row["id"]
        while company is not None and company not in seen:
            seen.add(company)
            company = above.get(company)
        if company is not None and company == row["id"]:
            yield row.breach("parent", "own_parent", company=row["id"])


def aliases(rows: Rows) -> Iterator[Problem]:
    """On one day, a name means one company."""
    held: dict[str, list[Row]] = {}
    for row in rows.of("aliases"):
        for other in held.setdefault(str(row["alias"]), []):
            if other["company"] != row["company"] and _overlap(row, other):
                yield row.breach("alias", "alias_of_two", other=other["company"])
        held[str(row["alias"])].append(row)


def overlapping_complaints(rows: Rows) -> Iterator[Problem]:
    """Periods of one company, channel, definition and window may not share days: they would count twice."""
    key = (
        "company",
        "sector",
        "country",
        "channel",
        "definition",
        "window",
        "per",
        "per_n",
        "issue",
        "region",
    )
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows.of("complaints"):
        if row["period_start"] is not None and row["period_end"] is not None and row["publish"] != "no":
            groups.setdefault(row.key(*key), []).append(row)
    for group in groups.values():
        group.sort(key=lambda row: (row["period_start"], row["period_end"]))
        for one, other in pairwise(group):
            same = one["period_start"] == other["period_start"] and one["period_end"] == other["period_end"]
            if not same and other["period_start"] <= one["period_end"]:
                yield other.breach("period_start", "overlapping_periods", other=str(one["period_end"]))


def _overlap(one: Row, other: Row) -> bool:
    return max(_from(one), _from(other)) <= min(_to(one), _to(other))


def _from(row: Row) -> date:
    return row["valid_from"] or date.min


def _to(row: Row) -> date:
    return row["valid_to"] or date.max


def peer_groups(rows: Rows) -> Iterator[Problem]:
    """In one sector and country a company is in one comparability group."""
    first: dict[tuple[Any, ...], Row] = {}
    for row in rows.of("peer_groups"):
        other = first.setdefault(row.key("sector", "country", "company"), row)
        if other is not row:
            yield row.breach("peer_group", "two_groups", company=row["company"], first=other.line)

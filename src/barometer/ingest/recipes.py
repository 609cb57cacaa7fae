"""A known publisher's file -> rows of the package's tables and an account; no decision is needed.

Every record of the sheets that a recipe knows ends as used, rejected (with the column and value),
duplicate (of which line) or not data (with why); nothing is lost on the way.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from barometer.ingest import container
from barometer.ingest.header import key, plain
from barometer.ingest.kinds import filled, is_blank
from barometer.ingest.recipe import Recipe, matches, shipped
from barometer.ingest.recipe_cells import BadCell, is_missing
from barometer.ingest.recipe_plan import Filled, Heading, Plan
from barometer.ingest.recipe_sheets import Sheet, header, sheets
from barometer.ingest.stop import Refused
from barometer.model import Account, Message


@dataclass(slots=True)
class Reading:
    """What a recipe made of a file.

    missing   word -> cells that hold it instead of a value
    not_data  (line, why): blank, title, header, note, aggregate, other
    """

    recipe: Recipe
    tables: list[Filled] = field(default_factory=list)
    rejected: list[tuple[int, Message]] = field(default_factory=list)
    duplicates: list[tuple[int, int]] = field(default_factory=list)
    not_data: list[tuple[int, str]] = field(default_factory=list)
    missing: Counter[str] = field(default_factory=Counter)
    read: int = 0
    used: int = 0

    @property
    def account(self) -> Account:
        """Read = used + rejected + duplicate + not_data."""
        return Account(self.read, self.used, len(self.rejected), len(self.duplicates), len(self.not_data))

    def of(self, table: str) -> list[Filled]:
        """The rows that go into one table of the package."""
        return [filled_ for filled_ in self.tables if filled_.into == table]


def recipes() -> tuple[Recipe, ...]:
    """The recipes that come with the app, by name."""
    return tuple(shipped().values())


def recognise(path: Path, recipes: Mapping[str, Recipe] | None = None) -> Recipe | None:
    """The recipe whose labels all stand in the file's header; of several, the one that knows most."""
    return recognise_bytes(path.read_bytes(), path.name, recipes)


def recognise_bytes(data: bytes, name: str, recipes: Mapping[str, Recipe] | None = None) -> Recipe | None:
    """As ``recognise``, of a file's bytes."""
    known = shipped() if recipes is None else recipes
    payload = container.open_payload(data, name)
    found = list(sheets(payload, None))
    fitting = [r for r in known.values() if any(header(sheet, r) is not None for sheet in found)]
    return max(fitting, key=lambda recipe: len(recipe.header), default=None)


def follow(path: Path, recipe: Recipe) -> Reading:
    """The file read as ``recipe`` says. Refused where no sheet has its header, or it can't be read."""
    return follow_bytes(path.read_bytes(), path.name, recipe)


def follow_bytes(data: bytes, name: str, recipe: Recipe) -> Reading:
    """As ``follow``, of a file's bytes."""
    payload = container.open_payload(data, name)
    reading = Reading(recipe)
    known = 0
    for sheet in sheets(payload, recipe):
        at = header(sheet, recipe)
        if at is not None:
            known += 1
            _read(sheet, at, reading)
    if not known:
        raise Refused(Message("recipe.not_this_file", {"recipe": recipe.id}))
    _without_shared_codes(reading)
    return reading


def _without_shared_codes(reading: Reading) -> None:
    """Set aside every row whose company code stands for two names: which is meant can't be known."""
    names: dict[str, set[str]] = {}
    coded = [table for table in reading.tables if "company_id" in table.columns]
    for table in coded:
        for code, name in zip(table.columns["company_id"], table.columns["company"], strict=True):
            names.setdefault(code, set()).add(plain(name))
    shared = {code for code, held in names.items() if len(held) > 1}
    bad = {
        line: code
        for table in coded
        for line, code in zip(table.lines, table.columns["company_id"], strict=True)
        if code in shared
    }
    for line, code in sorted(bad.items()):
        told = {"code": code, "names": tuple(sorted(names[code]))}
        reading.rejected.append((line, Message("recipe.code_of_two", told)))
    reading.used -= len(bad)
    for table in reading.tables if bad else ():
        table.drop(bad)


# ---------------------------------------------------------------- rows


def _read(sheet: Sheet, at: int, reading: Reading) -> None:
    recipe = reading.recipe
    top = sheet.lines[at : at + recipe.header_lines]
    heading = Heading([list(row) for _, row in top])
    plans = [
        Plan(rule, heading, recipe, Filled(rule.into, counts_rows=bool(rule.rows))) for rule in recipe.tables
    ]
    reading.tables += [plan.filled for plan in plans]
    reading.read += len(sheet.lines)
    reading.not_data += [(line, "title" if filled(list(row)) else "blank") for line, row in sheet.lines[:at]]
    reading.not_data += [(line, "header") for line, _ in top]
    judge = _Judge(heading, recipe)
    for line, cells in itertools.islice(sheet.lines, at + recipe.header_lines, None):
        if line in sheet.flaws:
            reading.rejected.append((line, Message("recipe.unreadable")))
            continue
        why = judge.not_data(cells)
        first = None if why else judge.duplicate_of(line, cells)
        if why:
            reading.not_data.append((line, why))
        elif first is not None:
            reading.duplicates.append((line, first))
        elif fault := judge.width_fault(cells):
            reading.rejected.append((line, fault))
        else:
            _row(line, cells, plans, reading, judge.record(cells))


def _row(line: int, cells: Sequence[Any], plans: list[Plan], reading: Reading, record: str) -> None:
    wanted = [plan for plan in plans if plan.wants(cells)]
    try:
        rows = [(plan, row) for plan in wanted for row in plan.rows(line, cells, reading.missing)]
    except BadCell as bad:
        reading.rejected.append((line, bad.message))
        return
    if not wanted:
        reading.not_data.append((line, "other"))
    elif not rows:
        reading.rejected.append((line, Message("recipe.no_value")))
    else:
        reading.used += 1
        for plan, row in rows:
            if record and plan.filled.counts_rows:
                row["record"] = record
            plan.filled.add(line, row)


class _Judge:
    """Which records are no data, and which were there before."""

    def __init__(self, heading: Heading, recipe: Recipe) -> None:
        self._recipe = recipe
        self._headers = {key(row) for row in heading.rows}
        self._firsts = {plain(row[0]) for row in heading.rows if row}
        self._width = heading.width
        self._left = [(heading.column(rule.column), rule) for rule in recipe.leave_out]
        self._unique = [heading.column(label) for label in recipe.unique if heading.has(label)]
        self._seen: dict[Any, int] = {}

    def not_data(self, cells: Sequence[Any]) -> str:
        """'' for data; else blank, note, header, aggregate or other."""
        for at, rule in self._left:
            cell = cells[at] if at < len(cells) else None
            if (rule.empty and is_missing(cell, self._recipe)) or any(
                matches(p, cell) for p in rule.patterns
            ):
                return rule.why if any(not is_blank(c) for c in cells) else "blank"
        some = 0
        for cell in cells:
            some += not is_blank(cell)
            if some > 1:
                break
        if some <= 1 < self._width:
            return "note" if some else "blank"
        if plain(cells[0]) in self._firsts and key(list(cells)) in self._headers:
            return "header"
        return ""

    def width_fault(self, cells: Sequence[Any]) -> Message | None:
        """What is wrong with a row that has not as many cells as the header has labels."""
        extra = any(not is_blank(cell) for cell in cells[self._width :])
        if len(cells) >= self._width and not extra:
            return None
        return Message("recipe.cells", {"found": len(cells), "expected": self._width})

    def record(self, cells: Sequence[Any]) -> str:
        """The file's own identifier of a row; '' where it has none."""
        return "|".join(str(cells[at]).strip() for at in self._unique)

    def duplicate_of(self, line: int, cells: Sequence[Any]) -> int | None:
        """The line on which the same identifiers stood before; None for the first time."""
        if not self._unique:
            return None
        mark = tuple(cells[at] if at < len(cells) else None for at in self._unique)
        first = self._seen.setdefault(mark, line)
        return None if first == line else first

"""A recipe's reading as an import: the same record that any other file gives."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from barometer.ingest import container
from barometer.ingest.companies import Crosswalk, Register, resolve
from barometer.ingest.recipe import AUTO, Recipe, RecipeError, find, known
from barometer.ingest.recipes import Reading, follow_bytes, recognise_bytes
from barometer.ingest.result import ImportResult, Rejected, Status, StoredRow, Warned
from barometer.ingest.stop import Refused
from barometer.model import Message

MOST_LISTED = 50_000
"""Rows above which a reading is not listed row by row; it is kept whole all the same."""


def recognise_file(data: bytes, name: str, recipes: Mapping[str, Recipe] | None = None) -> Recipe | None:
    """The recipe that knows a file; None for a file that none knows, or that can't be read at all."""
    try:
        return recognise_bytes(data, name, recipes)
    except Refused:
        return None


def import_with(
    data: bytes,
    name: str,
    recipe: Recipe,
    register: Register | None = None,
    crosswalk: Crosswalk | None = None,
) -> tuple[ImportResult, Reading | None]:
    """A file read by a recipe; refused, with the reason, where it is not the recipe's file."""
    kind = recipe.kind
    digest = hashlib.sha256(data).hexdigest()
    try:
        reading = follow_bytes(data, name, recipe)
    except Refused as refused:
        return ImportResult(Status.REFUSED, kind, name, digest, refused.message, recipe=recipe.id), None
    if not reading.used:
        why = Message("ingest.refused.no_rows")
        return ImportResult(Status.REFUSED, kind, name, digest, why, recipe=recipe.id), None
    result = ImportResult(
        Status.ACCEPTED,
        kind,
        name,
        digest,
        format=container.sniff(data),
        records=tuple(_rows(reading)),
        rejected=tuple(Rejected(line, why) for line, why in sorted(reading.rejected, key=lambda r: r[0])),
        duplicates=tuple(line for line, _ in reading.duplicates),
        not_data=tuple(reading.not_data),
        warnings=tuple(_missing(reading)),
        account=reading.account,
        companies=resolve(list(_names(reading)), register, crosswalk),
        recipe=recipe.id,
    )
    return result, reading


def _rows(reading: Reading) -> list[StoredRow]:
    """The rows by line, their days as text; none where they are too many to be listed."""
    if sum(len(part.lines) for part in reading.tables) > MOST_LISTED:
        return []
    rows = [
        StoredRow(line, {"table": part.into, **_values(part.columns, at)})
        for part in reading.tables
        for at, line in enumerate(part.lines)
    ]
    return sorted(rows, key=lambda row: row.line)


def _values(columns: Mapping[str, list[Any]], at: int) -> dict[str, Any]:
    values = {name: column[at] for name, column in columns.items() if column[at] is not None}
    return {name: v.isoformat() if isinstance(v, dt.date) else v for name, v in values.items()}


def _names(reading: Reading) -> list[StoredRow]:
    """A row for each company of the file that has no code of its own, to be resolved by its name."""
    names: dict[str, int] = {}
    for part in reading.tables:
        if "company" in part.columns and "company_id" not in part.columns:
            for name, line in zip(part.columns["company"], part.lines, strict=True):
                names.setdefault(name, line)
    return [StoredRow(line, {"company": name}) for name, line in names.items()]


def _missing(reading: Reading) -> list[Warned]:
    """How many cells hold a word in place of a figure, by word."""
    return [
        Warned(None, Message("recipe.missing_cells", {"word": word, "count": count}))
        for word, count in reading.missing.most_common(5)
        if word
    ]


def read(
    data: bytes,
    name: str,
    wanted: str,
    home: Path | None,
    register: Register | None,
    crosswalk: Crosswalk | None,
) -> tuple[ImportResult, Reading | None] | None:
    """A file read by the recipe ``wanted``; None where 'auto' finds none. Refused for no such recipe."""
    try:
        recipe = recognise_file(data, name, known(home)) if wanted == AUTO else find(wanted, home)
    except RecipeError as error:
        raise Refused(error.message) from error
    if recipe is None and wanted == AUTO:
        return None
    if recipe is None:
        raise Refused(Message("recipe.unknown", {"recipe": wanted}))
    return import_with(data, name, recipe, register, crosswalk)

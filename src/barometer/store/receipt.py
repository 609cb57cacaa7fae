"""An accepted import -> what the store keeps of it, under an id that anyone with the file rebuilds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from barometer.ingest import mapping
from barometer.ingest.recipe import find
from barometer.ingest.recipes import Reading
from barometer.ingest.result import ImportResult
from barometer.store import recipe_rows, upload_rows
from barometer.store.counting import ROW, by_month, count
from barometer.store.datasets import Deposit, dataset_id
from barometer.store.landing import Context, Landed
from barometer.store.months import many_months, months
from barometer.store.places import identifier


def record(
    result: ImportResult,
    context: Context,
    columns: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """All that a reading depends on, in plain data: with the file, it makes the same dataset again.

    The companies that names were taken for are written down, so that a later register changes nothing.
    ``by_hand``: the user said which column is what, so that reading it again takes the mapping as given.
    """
    chosen = columns if columns is not None else {column.field: column.label for column in result.fields}
    return {
        "mapping": dict(chosen),
        "answers": dict(answers or {}),
        "crosswalk": {company.key: company.match or "new" for company in result.companies},
        "context": {name: value for name, value in asdict(context).items() if value not in (None, "")},
        "read_as": {column.field: column.how for column in result.fields},
        "encoding": result.encoding.name if result.encoding else "",
        "used": result.account.used,
        "recipe": result.recipe,
        "importer": result.version,
        **({"by_hand": True} if columns is not None else {}),
    }


def deposit(
    result: ImportResult,
    original: Path | bytes,
    context: Context,
    columns: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
) -> Deposit:
    """What is kept of an accepted import. ValueError if it was not accepted."""
    if result.status.value != "accepted":
        raise ValueError("only an accepted import is kept")
    told = record(result, context, columns, answers)
    landed = Landed(dataset_id(result.sha256, result.kind, told), context)
    counted: Mapping[str, pa.Table | Path] = {}
    if result.tables:
        counted = _bulk(result, landed)
    elif result.kind == "complaints" and mapping.is_row_level(_columns(result)):
        counted = _counted(result, landed)
    else:
        upload_rows.land(result, landed)
    tables = {**landed.tables(), **counted, "rejects": _rejects(result)}
    return Deposit(original, result.name, result.kind, told, result.account, tables, result.sha256)


def _columns(result: ImportResult) -> dict[str, int]:
    return {column.field: column.index for column in result.fields}


def _counted(result: ImportResult, landed: Landed) -> Mapping[str, pa.Table]:
    """Complaints that come one a row: the rows, company_day and facts; the months land as complaints."""
    ids = upload_rows.companies(result, landed)
    values: dict[str, list[Any]] = {name: [] for name in ROW.names}
    for row in result.records:
        when = upload_rows.period(row)
        if not when:
            continue
        values["company"].append(ids[str(row.values.get("company") or "")])
        values["day"].append(when["period_start"])
        values["category"].append(row.values.get("category") or row.values.get("product"))
        values["region"].append(identifier(row.values.get("region")) or None)
        values["record"].append(str(row.values["id"]) if row.values.get("id") else None)
    rows = pa.table(values, schema=ROW)
    counted = count(rows)
    months(counted["company_month"], landed)
    return {"rows": rows, "company_day": counted["company_day"], "facts": counted["facts"]}


def _bulk(result: ImportResult, landed: Landed) -> Mapping[str, Path]:
    """A large file's tables as the importer left them on the disk; its months land as complaints."""
    upload_rows.companies(result, landed)
    paths = {name: Path(path) for name, path in result.tables}
    many_months(by_month(pq.read_table(paths["company_day"])), landed)
    return paths


def _rejects(result: ImportResult) -> pa.Table:
    """The rows set aside, with their line as it stood and the id of the reason."""
    rows = [
        {
            "line": r.line,
            "original": r.raw,
            "reason": r.reason.id,
            "about": json.dumps(r.reason.params, ensure_ascii=False, default=str),
        }
        for r in result.rejected
    ]
    texts = [(name, pa.string()) for name in ("original", "reason", "about")]
    fields = [("line", pa.int64()), *texts]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def of_staged(result: ImportResult, original: Path | bytes, home: Path | None = None) -> Deposit:
    """What is kept of a file that a recipe read in a child process, which left its tables on the disk.

    home  the store's folder, where a recipe of the user's own lies
    """
    recipe = find(result.recipe, home)
    context = recipe_rows.context(recipe) if recipe else Context()
    told = record(result, context, {}, {})
    tables = {name: Path(path) for name, path in result.tables}
    return Deposit(original, result.name, result.kind, told, result.account, tables)


def of_recipe(
    reading: Reading, result: ImportResult, original: Path | bytes, said: Context | None = None
) -> Deposit:
    """What is kept of a file that a recipe read; ``result`` is the same reading as an import."""
    context = said or recipe_rows.context(reading.recipe)
    told = record(result, context, {}, {})
    landed = Landed(dataset_id(result.sha256, result.kind, told), context)
    matches = {name: found.match for found in result.companies for name in found.spellings if found.match}
    counted = recipe_rows.land(reading, landed, matches)
    tables = {**landed.tables(), **counted, "rejects": _rejects(result)}
    return Deposit(original, result.name, result.kind, told, result.account, tables)

"""ImportResult <-> JSON, for the pipe between the child that parses and the process that asked.

JSON, not pickle: what comes out of a process that read a stranger's bytes is data, never code.
Rows are written as plain lists and each distinct cell reading once, so that a file of many rows
stays small on the wire.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields
from typing import Any

from barometer.ingest.dialect import Dialect
from barometer.ingest.encoding import Encoding
from barometer.ingest.result import (
    FoundCompany,
    ImportResult,
    MappedColumn,
    PersonalData,
    Rejected,
    Status,
    StoredRow,
    Suggestion,
    Warned,
)
from barometer.ingest.values import Asked, Choice, Value
from barometer.model import Account, Message, Qualifier

_CLASSES: dict[str, Any] = {
    c.__name__: c
    for c in (
        ImportResult, Encoding, Dialect, MappedColumn, Rejected, Warned, FoundCompany, Suggestion,
        PersonalData, Asked, Choice, Value, Account, Message,
    )
}  # fmt: skip
_ENUMS: dict[str, Any] = {"Status": Status, "Qualifier": Qualifier}


def dumps(result: ImportResult) -> str:
    """A result as one line of JSON."""
    return json.dumps(_plain(result), ensure_ascii=False, separators=(",", ":"))


def loads(text: str) -> ImportResult:
    """The result that ``dumps`` wrote. ValueError for anything else."""
    found = _object(json.loads(text))
    if not isinstance(found, ImportResult):
        raise ValueError("not an import result")
    return found


def _plain(value: Any) -> Any:
    match value:
        case Status() | Qualifier():
            return {"~": type(value).__name__, "value": value.value}
        case None | bool() | int() | float() | str():
            return value
        case dt.date():
            return {"~": "date", "value": value.isoformat()[:10]}
        case tuple() if value and isinstance(value[0], StoredRow):
            return _rows(value)
        case tuple() | list():
            return [_plain(v) for v in value]
        case dict():
            return {"~": "dict", "value": [[k, _plain(v)] for k, v in value.items()]}
    told = {f.name: getattr(value, f.name) for f in fields(value)}
    return {"~": type(value).__name__, **{k: _plain(v) for k, v in told.items()}}


def _rows(rows: tuple[StoredRow, ...]) -> dict[str, Any]:
    pool: dict[int, int] = {}
    readings: list[Any] = []

    def number(reading: Value) -> int:
        at = pool.get(id(reading))
        if at is None:
            at = pool[id(reading)] = len(readings)
            readings.append(_plain(reading))
        return at

    names = list(dict.fromkeys(name for row in rows[:1] for name in row.values))
    written = [
        [row.line, *(row.values.get(n) for n in names), {n: number(d) for n, d in row.details.items()}]
        for row in rows
    ]
    return {"~": "rows", "names": names, "readings": readings, "rows": written}


def _object(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_object(v) for v in value)
    if not isinstance(value, dict):
        return value
    tag = value.pop("~", "")
    if tag in _ENUMS:
        return _ENUMS[tag](value["value"])
    if tag == "date":
        return dt.date.fromisoformat(value["value"])
    if tag == "dict":
        return {k: _object(v) for k, v in value["value"]}
    if tag == "rows":
        return _stored(value)
    if tag not in _CLASSES:
        raise ValueError(f"unknown record {tag!r}")
    return _CLASSES[tag](**{k: _object(v) for k, v in value.items()})


def _stored(value: dict[str, Any]) -> tuple[StoredRow, ...]:
    names = value["names"]
    readings = [_object(r) for r in value["readings"]]
    return tuple(
        StoredRow(
            row[0], dict(zip(names, row[1:-1], strict=True)), {n: readings[i] for n, i in row[-1].items()}
        )
        for row in value["rows"]
    )

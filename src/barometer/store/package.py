"""A Data Package of figures: a folder of CSV files read into typed tables.

``read`` takes ``data/`` and any folder written by hand with only the required columns. What it
can't read it names, file, line, column and value; it never guesses and never leaves a row out.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from barometer.store.csvfile import Cells, read_cells
from barometer.store.problem import PackageError, Problem, problem
from barometer.store.schema import Column, Table, tables

DATA = Path(__file__).resolve().parents[3] / "data"
"""The default figures."""

_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d{1,2})?")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+-]*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ID_DIGITS = 8
_LARGEST = 2.0**53
#: Complaints by region and month of files with one complaint a row, beside the package's own tables.
REGION_MONTH = pa.schema(
    [(name, pa.string()) for name in ("company", "region")]
    + [("first_day", pa.date32()), ("last_day", pa.date32()), ("complaints", pa.int64())]
    + [(name, pa.string()) for name in ("sector", "country", "channel", "definition", "source")]
)


@dataclass(frozen=True, slots=True)
class Package:
    """The tables of a package, each with every column of its schema; a missing column is null.

    ``id`` is a short hash of the files in name order; ``meta`` is ``datapackage.json`` or empty;
    ``lines`` gives, for each table, the line of its file on which each row starts; ``unknown``
    names the columns that no schema knows and that were not read; ``regional`` counts by region what
    uploads bring one complaint a row.
    """

    folder: Path
    id: str
    tables: Mapping[str, pa.Table]
    meta: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, Sequence[int]] = field(default_factory=dict)
    unknown: Mapping[str, Sequence[str]] = field(default_factory=dict)
    regional: pa.Table = field(default_factory=REGION_MONTH.empty_table)

    def has(self, table: str) -> bool:
        """Whether the package has rows of this table."""
        return bool(self.tables[table].num_rows)


def read(folder: Path) -> Package:
    """The package in ``folder``. PackageError, with every mistake found, if it can't be read."""
    package, problems = load(folder)
    if problems:
        raise PackageError(problems)
    return package


def load(folder: Path) -> tuple[Package, list[Problem]]:
    """What can be read of the package in ``folder``, and every mistake; a bad cell is null."""
    problems: list[Problem] = []
    meta = _meta(folder, problems)
    hashes: dict[str, str] = {}
    found: dict[str, pa.Table] = {}
    lines: dict[str, Sequence[int]] = {}
    unknown: dict[str, Sequence[str]] = {}
    for table in tables().values():
        cells = _cells(folder, table, hashes)
        problems += cells.problems
        found[table.name] = _typed(cells, table, problems)
        lines[table.name] = cells.lines
        if cells.unknown:
            unknown[table.name] = cells.unknown
    return Package(folder, _identity(hashes), found, meta, lines, unknown), problems


def _cells(folder: Path, table: Table, hashes: dict[str, str]) -> Cells:
    try:
        raw = (folder / table.file).read_bytes()
    except FileNotFoundError:
        missing = [problem(table.file, 0, "", "", "file_missing")] if table.required else []
        return Cells(problems=missing)
    except OSError:
        return Cells(problems=[problem(table.file, 0, "", "", "file_unreadable")])
    hashes[table.file] = hashlib.sha256(raw).hexdigest()
    return read_cells(raw, table)


def _identity(hashes: Mapping[str, str]) -> str:
    text = "".join(f"{name} {hashes[name]}\n" for name in sorted(hashes))
    return hashlib.sha256(text.encode()).hexdigest()[:_ID_DIGITS]


def _meta(folder: Path, problems: list[Problem]) -> Mapping[str, Any]:
    path = folder / "datapackage.json"
    if not path.exists():
        return {}
    try:
        meta = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, OSError, RecursionError):
        meta = None
    if isinstance(meta, dict):
        return meta
    problems.append(problem(path.name, 0, "", "", "bad_json"))
    return {}


# ---------------------------------------------------------------- text -> types


def _typed(cells: Cells, table: Table, problems: list[Problem]) -> pa.Table:
    empty = [""] * len(cells.lines)
    texts = {column.name: cells.columns.get(column.name, empty) for column in table.columns}
    values: dict[str, list[Any]] = {}
    for column in table.columns:
        values[column.name] = [
            _cell(text, column, table, line, problems)
            for text, line in zip(texts[column.name], cells.lines, strict=True)
        ]
    _imply(values, texts)
    return pa.table(values, schema=table.arrow)


def _cell(text: str, column: Column, table: Table, line: int, problems: list[Problem]) -> Any:
    if not text:
        if column.required:
            problems.append(problem(table.file, line, column.name, "", "empty"))
        return column.default or None
    value, code = _value(text, column)
    if code:
        problems.append(problem(table.file, line, column.name, text, code, allowed=column.enum))
    return value


def _value(text: str, column: Column) -> tuple[Any, str]:
    """The value of a cell, or None and the code of what is wrong with it."""
    if column.enum:
        return (text, "") if text in column.enum else (None, "not_allowed")
    match column.type:
        case "number" | "integer":
            return _number(text, column.type == "integer")
        case "date":
            return _date(text)
        case "id":
            return (text, "") if _ID.fullmatch(text) else (None, "not_id")
    return text, ""


def _number(text: str, whole: bool) -> tuple[float | int | None, str]:
    if not _NUMBER.fullmatch(text):
        return None, "not_finite" if text.lower().strip("+-") in ("nan", "inf", "infinity") else "not_number"
    if not math.isfinite(float(text)) or (whole and abs(float(text)) > _LARGEST):
        return None, "too_large"
    if not whole:
        return float(text), ""
    value = Decimal(text)
    return (int(value), "") if value == int(value) else (None, "not_whole")


def _date(text: str) -> tuple[date | None, str]:
    if not _DAY.fullmatch(text):
        return None, "not_date"
    try:
        return date.fromisoformat(text), ""
    except ValueError:
        return None, "no_such_day"


# ---------------------------------------------------------------- what an empty cell means


def _imply(values: dict[str, list[Any]], texts: Mapping[str, list[str]]) -> None:
    """Fill what follows from the row's other cells: rounding, qualifier, basis of the period."""
    if "rounding" in values:
        values["rounding"] = [
            _rounding(given, {name: texts[name][row] for name in _FIGURES if name in texts})
            for row, given in enumerate(values["rounding"])
        ]
    if "qualifier" in values:
        point, low, high = _ends(values)
        values["qualifier"] = [
            given or _qualifier(point[row], low[row], high[row])
            for row, given in enumerate(values["qualifier"])
        ]
    if "period_basis" in values:
        pairs = zip(values["period_basis"], values["period_start"], values["period_end"], strict=True)
        values["period_basis"] = [
            basis or ("calendar" if start and end else "unknown") for basis, start, end in pairs
        ]


_FIGURES = ("value", "low", "high", "rate", "rate_low", "rate_high", "count", "count_low", "count_high")


def _rounding(given: float | None, texts: Mapping[str, str]) -> float | None:
    """Unit of the last printed digit: 86 -> 1, 64.40 -> 0.01. A count of complaints is exact.

    Of a range, the finer of its two ends. None where there is no figure.
    """
    if given is not None:
        return given
    for names in (("value",), ("low", "high"), ("rate",), ("rate_low", "rate_high")):
        digits = [printed_digit(texts[name]) for name in names if texts.get(name)]
        known = [digit for digit in digits if digit is not None]
        if known:
            return min(known)
    return 0.0 if any(texts.get(name) for name in ("count", "count_low", "count_high")) else None


def printed_digit(text: str) -> float | None:
    """Unit of the last printed digit of a number's text, or None if it is no number."""
    if not _NUMBER.fullmatch(text):
        return None
    exponent = Decimal(text).as_tuple().exponent
    return float(Decimal(1).scaleb(int(exponent)))


def _ends(values: Mapping[str, list[Any]]) -> tuple[list[Any], list[Any], list[Any]]:
    if "value" in values:
        return values["value"], values["low"], values["high"]
    either = [
        [_first(rate, count) for rate, count in zip(values[f"rate{end}"], values[f"count{end}"], strict=True)]
        for end in ("", "_low", "_high")
    ]
    return either[0], either[1], either[2]


def _first(one: Any, other: Any) -> Any:
    return other if one is None else one


def _qualifier(point: float | None, low: float | None, high: float | None) -> str:
    if point is not None or (low is None and high is None):
        return "exact"
    return "at_least" if high is None else "at_most" if low is None else "range"

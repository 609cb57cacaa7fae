"""One CSV file of a Data Package as cells with their line numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from barometer.store.problem import Problem, problem
from barometer.store.schema import Table


@dataclass(slots=True)
class Cells:
    """The cells of a file by column, the line on which each row starts, and what is wrong."""

    columns: dict[str, list[str]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read_cells(raw: bytes, table: Table) -> Cells:
    """Cells of ``raw``, a comma-separated UTF-8 file with a header; blank lines are left out."""
    cells = Cells()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        cells.problems.append(problem(table.file, line, "", f"0x{raw[error.start]:02X}", "not_utf8"))
        return cells
    rows = _rows(text, table, cells)
    header = next(rows, None)
    if header is None:
        cells.problems.append(problem(table.file, 0, "", "", "no_header"))
        return cells
    names = [name.strip() for name in header[1]]
    if _check_header(names, header[0], table, cells):
        _fill(rows, names, table, cells)
    return cells


def _rows(text: str, table: Table, cells: Cells) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            if row:
                yield line, row
            line = reader.line_num + 1
    except csv.Error:
        cells.problems.append(problem(table.file, line, "", "", "bad_quotes"))


def _check_header(names: list[str], line: int, table: Table, cells: Cells) -> bool:
    known = {column.name for column in table.columns}
    if len(names) == 1 and names[0] not in known and any(mark in names[0] for mark in ";\t"):
        cells.problems.append(problem(table.file, line, "", names[0], "not_comma"))
        return False
    for name in sorted({name for name in names if names.count(name) > 1}):
        cells.problems.append(problem(table.file, line, name, "", "column_twice"))
    for column in table.columns:
        if column.required and column.name not in names:
            cells.problems.append(problem(table.file, line, column.name, "", "column_missing"))
    cells.unknown = [name for name in names if name not in known]
    return not cells.problems


def _fill(rows: Iterator[tuple[int, list[str]]], names: list[str], table: Table, cells: Cells) -> None:
    kept: list[list[str]] = []
    for line, row in rows:
        if len(row) != len(names):
            cells.problems.append(
                problem(table.file, line, "", "", "cells", found=len(row), expected=len(names))
            )
            continue
        kept.append(row)
        cells.lines.append(line)
    for index, name in enumerate(names):
        cells.columns[name] = [row[index].strip() for row in kept]

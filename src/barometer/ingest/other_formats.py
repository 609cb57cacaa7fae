"""Workbooks, JSON records and Parquet -> the same records as a text gives, their types kept."""

from __future__ import annotations

import datetime as dt
import io
import json
import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from barometer.ingest import extent, json_records, limits
from barometer.ingest.container import WORKBOOKS, Payload, weigh_workbook
from barometer.ingest.kinds import filled
from barometer.ingest.records import Cell, Record
from barometer.ingest.stop import Refused
from barometer.model import Message

MOST_CELLS = 20_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """Records of one sheet; ``line`` is its row there. ``header`` where the format names its columns."""

    name: str
    records: list[Record]
    header: tuple[str, ...] = ()


def read(payload: Payload) -> Sheet:
    """The sheet that holds most cells, or the only table of a JSON or Parquet file."""
    sheets = read_all(payload)
    return max(sheets, key=lambda s: sum(filled(r.cells) for r in s.records))


def read_all(payload: Payload) -> list[Sheet]:
    """Every sheet that holds anything. Refused where the file is damaged or holds none."""
    try:
        if payload.format in WORKBOOKS:
            sheets = _workbook(payload)
        elif payload.format == "json":
            sheets = [_json(payload.data)]
        else:
            sheets = [_parquet(payload.data)]
    except (ValueError, RecursionError, OSError):
        raise Refused(Message("ingest.refused.damaged", {"format": payload.format})) from None
    kept = [s for s in sheets if any(filled(r.cells) for r in s.records)]
    if not kept:
        raise Refused(Message("ingest.refused.empty", {"name": payload.name}))
    return kept


def _workbook(payload: Payload) -> list[Sheet]:
    import python_calamine as calamine

    if payload.format != "xls":
        weigh_workbook(payload.data, payload.format)
        extent.judge(payload.data, payload.format)
    try:
        book = calamine.load_workbook(io.BytesIO(payload.data))
        shown = [s.name for s in book.sheets_metadata if s.visible == calamine.SheetVisibleEnum.Visible]
        return [Sheet(name, _sheet(book.get_sheet_by_name(name))) for name in shown or book.sheet_names]
    except calamine.PasswordError:
        raise Refused(Message("ingest.refused.encrypted", {"format": payload.format})) from None
    except calamine.CalamineError:
        raise Refused(Message("ingest.refused.damaged", {"format": payload.format})) from None


def _sheet(sheet: Any) -> list[Record]:
    _fits(sheet.height * sheet.width)
    rows = sheet.to_python(skip_empty_area=False)
    return [Record(i, [_typed(c) for c in row], i) for i, row in enumerate(rows, 1)]


def _fits(cells: int) -> None:
    """Refused where a table has more cells than are read from anything but text."""
    if cells > MOST_CELLS:
        told = {"cells": cells, "limit": MOST_CELLS, "gb": limits.UPLOAD_BYTES >> 30}
        raise Refused(Message("ingest.refused.too_many_cells", told))


def _typed(value: Any) -> Cell:
    """A cell as text, int, float, bool or date; a time of day is dropped from a date."""
    match value:
        case bool() | int() | str() | None:
            return value
        case float():
            if math.isnan(value):
                return None  # how Parquet and pandas write that there is no number
            return int(value) if value.is_integer() and abs(value) < 1e15 else value
        case Decimal():
            return _typed(float(value))
        case dt.datetime():
            return value.date() if value.time() == dt.time() else value
        case dt.date():
            return value
        case bytes():
            return value.decode("utf-8", "replace")
        case list() | dict():
            return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _json(data: bytes) -> Sheet:
    header, rows = json_records.read(data)
    return _named("json", header, [[_typed(c) for c in row] for row in rows])


def _parquet(data: bytes) -> Sheet:
    import pyarrow.parquet as parquet

    file = parquet.ParquetFile(io.BytesIO(data))
    _fits(file.metadata.num_rows * len(file.schema_arrow.names))
    table = file.read()
    columns = [[_typed(v) for v in column.to_pylist()] for column in table.columns]
    return _named("parquet", tuple(table.column_names), [list(row) for row in zip(*columns, strict=True)])


def _named(name: str, header: tuple[str, ...], rows: list[list[Cell]]) -> Sheet:
    """Rows under the names that the format gives; the names stand as line 0."""
    records = [Record(0, list(header)), *(Record(i, row, i) for i, row in enumerate(rows, 1))]
    return Sheet(name, records, header)

"""Rows as numbers -> company_day, facts and the rows themselves, as Parquet.

What sql/build/company_day.sql and facts.sql count, by one sort of whole numbers: a row's company,
day, category and region are one number, whose order is theirs. The tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from barometer.ingest.coded import Coded, TooMany, joined, runs, smallest

_TEXT = pa.dictionary(pa.int32(), pa.string())
_AXES = [("company", _TEXT), ("day", pa.date32()), ("category", _TEXT), ("region", _TEXT)]
_FACTS = pa.schema([*_AXES, ("complaints", pa.int64())])
_COMPANY_DAY = pa.schema([*_AXES[:2], ("complaints", pa.int64())])
_SORTED = ("company", "day")
_ROWS = pa.schema([*_AXES, ("record", pa.string())])


@dataclass(frozen=True, slots=True)
class Axis:
    """One of the four things that rows are counted by.

    values  as stored, sorted, each once: text, or days
    place   for each distinct cell of the file's column, where its value stands in ``values``
    column  the rows' cells
    """

    values: Sequence[Any]
    place: np.ndarray
    column: Coded

    @staticmethod
    def of(column: Coded, worth: Sequence[Any]) -> Axis:
        """Of a column, and what each of its distinct cells is worth; equal worths become one."""
        values = sorted(set(worth))
        at = {value: i for i, value in enumerate(values)}
        return Axis(values, np.array([at[value] for value in worth], smallest(len(values))), column)

    def chunk(self, number: int) -> np.ndarray:
        """Where the values of one chunk's rows stand."""
        places: np.ndarray = self.place[self.column.chunks[number]]
        return places

    def stored(self, places: np.ndarray, empty: bool = True) -> pa.Array:
        """The values at ``places``; '' as null where it is not to be stored as ''."""
        if self.values and not isinstance(self.values[0], str):
            return pa.array(self.values, pa.date32()).take(pa.array(places))
        blank = np.zeros(len(places), bool)
        if not empty and self.values and self.values[0] == "":
            blank = places == 0
        at = pa.array(places.astype(np.int32), mask=blank)
        return pa.DictionaryArray.from_arrays(at, pa.array(self.values, pa.string()))


def count(axes: Sequence[Axis], kept: Sequence[np.ndarray], folder: Path) -> None:
    """company_day.parquet and facts.parquet of the kept rows, each sorted, in ``folder``.

    axes  company, day, category ('' for none), region ('' for none)
    kept  chunk by chunk, which rows count
    TooMany where their combinations are more than a whole number holds.
    """
    sizes = [len(axis.values) for axis in axes]
    if np.prod([float(size) for size in sizes]) >= 2.0**62:
        raise TooMany
    ordered = joined([_keys(axes, sizes, i, mask) for i, mask in enumerate(kept)], np.dtype(np.int64))
    ordered.sort()
    inner = sizes[2] * sizes[3]
    _write(folder / "facts.parquet", _FACTS, _parts(ordered, axes, sizes, _FACTS), _SORTED)
    ordered //= inner
    counted = _parts(ordered, axes[:2], sizes[:2], _COMPANY_DAY)
    _write(folder / "company_day.parquet", _COMPANY_DAY, counted, _SORTED)


def rows(
    axes: Sequence[Axis], kept: Sequence[np.ndarray], records: Iterable[pa.Array] | None, folder: Path
) -> None:
    """rows.parquet: the kept rows in the file's order, with the identifiers that come by chunk."""

    def parts() -> Iterator[pa.Table]:
        given = iter(records) if records is not None else None
        for i, mask in enumerate(kept):
            columns = [axis.stored(axis.chunk(i)[mask], empty=False) for axis in axes]
            if given is None:
                columns.append(pa.nulls(int(mask.sum()), pa.string()))
            else:
                columns.append(next(given).filter(pa.array(mask)))
            yield pa.Table.from_arrays(columns, schema=_ROWS)

    _write(folder / "rows.parquet", _ROWS, parts())


def _keys(axes: Sequence[Axis], sizes: Sequence[int], number: int, mask: np.ndarray) -> np.ndarray:
    key: np.ndarray = axes[0].chunk(number)[mask].astype(np.int64)
    for axis, size in zip(axes[1:], sizes[1:], strict=True):
        key *= size
        key += axis.chunk(number)[mask]
    return key


def _parts(
    ordered: np.ndarray, axes: Sequence[Axis], sizes: Sequence[int], schema: pa.Schema
) -> Iterator[pa.Table]:
    """The counted combinations, in order, as tables."""
    for values, often in runs(ordered):
        places = []
        for size in reversed(sizes[1:]):
            places.append(values % size)
            values = values // size
        places.append(values)
        columns = [axis.stored(at) for axis, at in zip(axes, reversed(places), strict=True)]
        yield pa.Table.from_arrays([*columns, pa.array(often)], schema=schema)


def _write(path: Path, schema: pa.Schema, parts: Iterable[pa.Table], sorted_by: Sequence[str] = ()) -> None:
    """One Parquet file; its columns are plain text and days to whoever reads it.

    sorted_by  columns whose least and largest values tell a reader which parts it needs
    """
    statistics = list(sorted_by) or False
    how: dict[str, Any] = {"compression": "zstd", "compression_level": 1, "store_schema": False}
    with pq.ParquetWriter(path, schema, write_statistics=statistics, **how) as writer:
        for part in parts:
            writer.write_table(part)

"""The sheets of a file as a recipe looks at them: records by line, and where its header stands."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from barometer.ingest import container, encoding
from barometer.ingest.kinds import is_blank
from barometer.ingest.raw import text_records
from barometer.ingest.recipe import Recipe, matches
from barometer.ingest.stop import Refused
from barometer.model import Message

_DEPTH = 60
_Line = tuple[int, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The records of a sheet; ``flaws`` are those that could not be read as one (line -> why)."""

    name: str
    lines: Sequence[_Line]
    flaws: Mapping[int, str] = field(default_factory=dict)


def sheets(payload: container.Payload, recipe: Recipe | None) -> Iterator[Sheet]:
    """The sheets of a file; without a recipe, only as far as their headers may reach."""
    if payload.format == "parquet":
        yield _parquet(payload.data, recipe)
    elif payload.format == "text":
        records = _text(payload.data, recipe is None)
        flaws = {r.line: r.flaw for r in records if r.flaw}
        yield Sheet("", [(r.line, r.cells) for r in records], flaws)
    else:
        from barometer.ingest import other_formats

        for sheet in other_formats.read_all(payload):
            yield Sheet(sheet.name, [(r.line, r.cells) for r in sheet.records])


def _text(data: bytes, top_only: bool) -> list[Any]:
    if not data.strip():
        raise Refused(Message("ingest.refused.empty", {"name": ""}))
    text, _ = encoding.decode(data)
    if top_only:
        text = "\n".join(text.split("\n", 4 * _DEPTH)[: 4 * _DEPTH])
    return text_records(text)


def _parquet(data: bytes, recipe: Recipe | None) -> Sheet:
    """The columns that the recipe asks for, each distinct text once in memory."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = pq.ParquetFile(pa.BufferReader(data)).schema_arrow.names
    if recipe is None:
        return Sheet("", [(0, names)])
    asked = [name for name in names if any(matches(label, name) for label in _labels(recipe))]
    file = pq.ParquetFile(pa.BufferReader(data), read_dictionary=asked)
    columns = [
        _shared(file.read(columns=[name], use_threads=False)[name]) if name in asked else [] for name in names
    ]
    return Sheet("", _Columns(names, columns))


class _Columns(Sequence[_Line]):
    """Columns read as lines, one at a time; a column that nobody asked for holds nothing."""

    def __init__(self, names: list[str], columns: list[list[Any]]) -> None:
        self._names, self._columns = names, columns
        self._size = max(map(len, columns), default=0)

    def __len__(self) -> int:
        return self._size + 1

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return list(itertools.islice(self, *at.indices(len(self))))
        return next(itertools.islice(self, at, at + 1))

    def __iter__(self) -> Iterator[_Line]:
        yield 0, self._names
        held = [column if column else itertools.repeat(None, self._size) for column in self._columns]
        yield from enumerate(zip(*held, strict=True), 1)


def _shared(column: Any) -> list[Any]:
    """The values of a column; equal texts are one object."""
    from pyarrow import types as pa_types

    values: list[Any] = []
    for chunk in column.chunks:
        packed = chunk if pa_types.is_dictionary(chunk.type) else chunk.dictionary_encode()
        words = packed.dictionary.to_pylist()
        values += [None if i is None else words[i] for i in packed.indices.to_pylist()]
    return values


def _labels(recipe: Recipe) -> set[str]:
    """Every label that a recipe may look for in the header."""
    labels = {*recipe.header, *recipe.unique, *(rule.column for rule in recipe.leave_out)}
    for table in recipe.tables:
        for label in table.take.values():
            labels |= {label} if isinstance(label, str) else set(label)
        labels |= {*table.only, *table.each.get("columns", ())}
        labels |= {str(table.period[k]) for k in ("column", "year", "quarter") if k in table.period}
        labels |= {str(table.code["column"])} if table.code else set()
    return labels


def header(sheet: Sheet, recipe: Recipe) -> int | None:
    """Where the header starts: the lines that together hold all its labels, from its first label on."""
    depth = recipe.header_lines
    for at in range(min(_DEPTH, len(sheet.lines))):
        if not any(matches(recipe.header[0], cell) for cell in sheet.lines[at][1]):
            continue
        cells = [c for _, row in sheet.lines[at : at + depth] for c in row if not is_blank(c)]
        if len(cells) >= len(recipe.header) and all(
            any(matches(label, cell) for cell in cells) for label in recipe.header
        ):
            return at
    return None

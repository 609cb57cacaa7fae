"""JSON -> a header and rows, in the shapes that open-data portals and programs write.

A list of records, one record a line, a list inside an answer's envelope, records whose values stand
under 'fields' or 'properties', columns as lists, rows as lists under their names, and pandas' frames.
Two lists that may both be the table are none: nothing is chosen unasked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from barometer.ingest import encoding
from barometer.ingest.stop import Refused
from barometer.model import Message

_LISTS = ("data", "records", "results", "rows", "items", "features", "docs")
_WRAPPERS = ("fields", "properties", "attributes")
_DEPTH = 4
Table = tuple[tuple[str, ...], list[list[Any]]]


def read(data: bytes) -> Table:
    """The names and the rows. Refused for another shape, ValueError for what is no JSON."""
    text, told = encoding.decode(data)
    if not told.certain:
        raise ValueError("JSON in an encoding that can't be told for certain")
    try:
        found = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError:
        found = [json.loads(line, object_pairs_hook=_once) for line in text.splitlines() if line.strip()]
    table = _table(found)
    if table is None:
        raise Refused(Message("ingest.refused.json_shape"))
    return table


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Refused(Message("ingest.refused.json_shape"))
    return found


def _table(found: Any) -> Table | None:
    if isinstance(found, list):
        return _records(found) or _listed(found)
    if not isinstance(found, dict):
        return None
    if table := _columns(found) or _named_rows(found) or _frame(found):
        return table
    lists = [part for part in _inside(found, 0) if _is_records(part)]
    if len(lists) == 1:
        return _records(lists[0])
    known = [found[k] for k in _LISTS if _is_records(found.get(k))]
    if len(known) == 1:
        return _records(known[0])
    return None if lists else _records([found])


def _inside(found: dict[str, Any], depth: int) -> Iterator[list[Any]]:
    """Every list inside an object's objects, not inside its records."""
    for value in found.values():
        if isinstance(value, list):
            yield value
        elif isinstance(value, dict) and depth < _DEPTH:
            yield from _inside(value, depth + 1)


def _is_records(found: Any) -> bool:
    return isinstance(found, list) and bool(found) and all(isinstance(row, dict) for row in found)


def _records(found: list[Any]) -> Table | None:
    """A list of objects: one row each, under all names that any of them has."""
    if not _is_records(found):
        return None
    rows = [_flat(row) for row in found]
    header = tuple(dict.fromkeys(name for row in rows for name in row))
    return header, [[row.get(name) for name in header] for row in rows]


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    """A record with the values of its wrapper and of objects within it, these under 'outer.inner'."""
    flat: dict[str, Any] = {}
    for name, value in record.items():
        if not isinstance(value, dict):
            flat[name] = value
            continue
        inner = _flat(value)
        bare = name in _WRAPPERS and not inner.keys() & (record.keys() | flat.keys())
        flat |= inner if bare else {f"{name}.{key}": part for key, part in inner.items()}
    return flat


def _listed(found: list[Any]) -> Table | None:
    """A list of lists: the names, then the rows."""
    if len(found) < 2 or not all(isinstance(row, list) for row in found):
        return None
    header = found[0]
    named = all(isinstance(name, str) for name in header) and len(set(header)) == len(header)
    if not named or any(len(row) != len(header) for row in found):
        return None
    return tuple(header), found[1:]


def _named_rows(found: dict[str, Any]) -> Table | None:
    """As pandas' 'split': names and rows under two keys."""
    rows = next((found[k] for k in ("data", "rows", "values") if isinstance(found.get(k), list)), None)
    names = next((found[k] for k in ("columns", "header", "fields") if isinstance(found.get(k), list)), None)
    if not rows or not names or not all(isinstance(name, str) for name in names):
        return None
    return _listed([names, *rows])


def _columns(found: dict[str, Any]) -> Table | None:
    """A list of plain values a column, all equally long."""
    columns = list(found.values())
    if len(columns) < 2 or not all(isinstance(c, list) and c for c in columns):
        return None
    if len({len(c) for c in columns}) > 1 or any(isinstance(v, dict | list) for c in columns for v in c):
        return None
    return tuple(found), [list(row) for row in zip(*columns, strict=True)]


def _frame(found: dict[str, Any]) -> Table | None:
    """As pandas' frames: an object of objects, by column then row, or by row then column."""
    parts = list(found.values())
    if len(parts) < 2 or not all(isinstance(p, dict) and p for p in parts):
        return None
    if any(isinstance(v, dict | list) for p in parts for v in p.values()):
        return None
    if any(list(p) != list(parts[0]) for p in parts):
        return None
    numbered = [str(i) for i in range(len(found))]
    if list(found) == numbered:
        return _records(parts)
    if list(parts[0]) == [str(i) for i in range(len(parts[0]))]:
        return tuple(found), [list(row) for row in zip(*(p.values() for p in parts), strict=True)]
    return None

"""The default figures and what a workspace brought, as one package to be asked.

Uploads keep their own ids, sources and channels; only companies are common. Two files with one
complaint a row that hold some of the same complaints are counted together, each identifier once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from barometer.model import Message
from barometer.store.counting import by_region, count, without_repeats
from barometer.store.datasets import Opened
from barometer.store.landing import Context, Landed
from barometer.store.months import months
from barometer.store.package import REGION_MONTH, Package
from barometer.store.schema import tables

_ONCE = ("companies", "sources", "channels", "metrics")


@dataclass(frozen=True, slots=True)
class United:
    """A package of the default figures and uploads, with what must be said of the uniting."""

    package: Package
    notices: tuple[Message, ...] = ()


def unite(base: Package, uploads: Sequence[Opened]) -> United:
    """``base`` with the rows of ``uploads``. The order of the uploads changes nothing but its own."""
    if not uploads:
        return United(base)
    shared = [group for group in _same_rows(uploads) if len(group) > 1]
    together = {upload.entry.id for group in shared for upload in group}
    parts: dict[str, list[pa.Table]] = {name: [base.tables[name]] for name in tables()}
    for upload in uploads:
        for name in upload.paths.keys() & tables().keys():
            if name == "complaints" and upload.entry.id in together:
                continue
            parts[name].append(_shaped(upload.table(name), name))
    notices: list[Message] = []
    regional = [_by_region(upload, upload.table("facts")) for upload in uploads
                if "facts" in upload.paths and upload.entry.id not in together]  # fmt: skip
    for group in shared:
        table, facts, repeats = _counted_once(group)
        parts["complaints"].append(table)
        regional.append(_by_region(group[0], facts))
        if repeats:
            titles = tuple(upload.entry.title for upload in group)
            notices.append(Message("store.counted_once", {"count": repeats, "titles": titles}))
    found = {name: _joined(name, pieces) for name, pieces in parts.items()}
    ids = " ".join([base.id, *sorted(upload.entry.id for upload in uploads)])
    identity = hashlib.sha256(ids.encode()).hexdigest()[: len(base.id)]
    by_place = pa.concat_tables([REGION_MONTH.empty_table(), *regional])
    return United(Package(base.folder, identity, found, base.meta, regional=by_place), tuple(notices))


def _same_rows(uploads: Sequence[Opened]) -> list[list[Opened]]:
    """Uploads of one row a complaint that may hold the same complaints: read alike, with identifiers."""
    groups: dict[str, list[Opened]] = {}
    for upload in uploads:
        if "rows" not in upload.paths or upload.table("rows")["record"].null_count:
            continue
        record = upload.entry.record
        context = record.get("context", {})
        alike = record.get("recipe") or context.get("channel") or ""
        if alike:
            groups.setdefault(f"{alike} {context.get('definition', '')}", []).append(upload)
    return list(groups.values())


def _by_region(upload: Opened, facts: pa.Table) -> pa.Table:
    """The complaints of ``facts`` by region and month, told apart as the upload's own are."""
    counted = by_region(facts)
    about = upload.table("complaints").slice(0, 1).to_pylist()
    if not about:
        return REGION_MONTH.empty_table()
    for name in ("sector", "country", "channel", "definition", "source"):
        same = pa.array([about[0][name] or ""] * counted.num_rows, pa.string())
        counted = counted.append_column(name, same)
    return counted.cast(REGION_MONTH)


def _counted_once(group: Sequence[Opened]) -> tuple[pa.Table, pa.Table, int]:
    rows, repeats = without_repeats([upload.table("rows") for upload in group])
    first = group[0].table("complaints")
    one = first.slice(0, 1).to_pylist()[0]
    context = Context(
        sector=one["sector"],
        country=one["country"],
        channel=one["channel"],
        definition=one["definition"] or "",
    )
    landed = Landed(hashlib.sha256("".join(sorted(u.entry.id for u in group)).encode()).hexdigest(), context)
    counted = count(rows)
    months(counted["company_month"], landed)
    table = landed.tables()["complaints"]
    source = pa.array([one["source"]] * table.num_rows, pa.string())
    at = table.schema.get_field_index("source")
    return table.set_column(at, "source", source), counted["facts"], repeats


def _shaped(table: pa.Table, name: str) -> pa.Table:
    """A stored table in today's columns: one that was not there when it was stored is null."""
    columns = [
        table[field.name].cast(field.type)
        if field.name in table.column_names
        else pa.nulls(table.num_rows, field.type)
        for field in tables()[name].arrow
    ]
    return pa.Table.from_arrays(columns, schema=tables()[name].arrow)


def _joined(name: str, pieces: list[pa.Table]) -> pa.Table:
    """The pieces of a table; of companies, sources, channels and metrics the first of each id."""
    whole = pa.concat_tables(pieces)
    if name not in _ONCE or len(pieces) == 1:
        return whole
    seen: set[str] = set()
    kept = []
    for at, id_ in enumerate(whole["id"].to_pylist()):
        if id_ not in seen:
            seen.add(id_)
            kept.append(at)
    return whole.take(pa.array(kept, pa.int64()))

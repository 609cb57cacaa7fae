"""The months of a file with one complaint a row, as complaints of the package."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from barometer.store.landing import Landed
from barometer.store.schema import tables

_DATED = ("company", "period_start", "period_end")


def months(company_month: pa.Table, landed: Landed, **fixed: str) -> None:
    """A row a company and month; ``fixed`` columns (sector, country, channel) stand before the context's."""
    common = _common(landed, fixed)
    for number, row in enumerate(company_month.to_pylist(), 1):
        dated = {name: row[name] for name in _DATED}
        landed.add("complaints", number, {**common, **dated, "count": row["complaints"]})


def many_months(company_month: pa.Table, landed: Landed) -> None:
    """The same rows, made as columns: a large file's months are a hundred thousand and more."""
    size, about = company_month.num_rows, _common(landed, {})
    begin = f"{landed.dataset[:8]}.complaints."
    made: dict[str, Any] = {name: company_month.column(name) for name in _DATED}
    made["id"] = pa.array([f"{begin}{number}" for number in range(1, size + 1)], pa.string())
    made["count"] = company_month.column("complaints")
    schema = tables()["complaints"].arrow
    for field in schema:
        value = about.get(field.name)
        if field.name not in made:
            blank = value in (None, "")
            made[field.name] = pa.nulls(size, field.type) if blank else pa.repeat(value, size)
    landed.whole["complaints"] = pa.table([made[f.name].cast(f.type) for f in schema], schema=schema)


def _common(landed: Landed, fixed: dict[str, str]) -> dict[str, Any]:
    return {
        **landed.place(fixed),
        "channel": fixed.get("channel") or landed.channel(),
        "definition": landed.context.definition,
        "window": "month",
        "period_basis": "calendar",
        "source": landed.source(),
        "origin": "count",
        "rounding": 0.0,
    }

"""The months of a file with one complaint a row, as complaints of the package."""

from __future__ import annotations

import pyarrow as pa

from barometer.store.landing import Landed


def months(company_month: pa.Table, landed: Landed, **fixed: str) -> None:
    """A row a company and month; ``fixed`` columns (sector, country, channel) stand before the context's."""
    common = {
        **landed.place(fixed),
        "channel": fixed.get("channel") or landed.channel(),
        "definition": landed.context.definition,
        "window": "month",
        "period_basis": "calendar",
        "source": landed.source(),
        "origin": "count",
    }
    for number, row in enumerate(company_month.to_pylist(), 1):
        dated = {name: row[name] for name in ("company", "period_start", "period_end")}
        landed.add("complaints", number, {**common, **dated, "count": row["complaints"], "rounding": 0.0})

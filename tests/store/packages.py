"""Small packages written by hand, to be broken one rule at a time."""

from __future__ import annotations

import csv
from pathlib import Path

Row = dict[str, object]

COMPANIES: list[Row] = [{"id": "alpha", "name": "Alpha"}, {"id": "beta", "name": "Bêta"}]
SOURCES: list[Row] = [
    {"id": "s1", "publisher": "Ofcom", "read_at": "original"},
    {"id": "s2", "publisher": "A newspaper", "read_at": "relay"},
]


def claim(**changes: object) -> Row:
    """A sound claim with the columns given in place of its own."""
    row: Row = {
        "id": "c1",
        "company": "alpha",
        "sector": "telecoms",
        "country": "GB",
        "metric": "share_satisfied",
        "value": "86",
        "unit": "percent",
        "period_start": "2018-01-01",
        "period_end": "2018-03-31",
        "asserted_by": "regulator",
        "source": "s1",
    }
    return row | changes


def complaint(**changes: object) -> Row:
    """A sound rate of complaints."""
    row: Row = {
        "id": "p1",
        "company": "alpha",
        "sector": "telecoms",
        "country": "GB",
        "channel": "ofcom_broadband",
        "rate": "20",
        "per": "customers",
        "per_n": "100000",
        "window": "quarter",
        "period_start": "2018-01-01",
        "period_end": "2018-03-31",
        "source": "s1",
    }
    return row | changes


def exposure(**changes: object) -> Row:
    """A sound number of customers."""
    row: Row = {
        "id": "e1",
        "company": "alpha",
        "sector": "telecoms",
        "country": "GB",
        "measure": "customers",
        "value": "14000",
        "period_start": "2018-01-01",
        "period_end": "2018-03-31",
        "source": "s1",
    }
    return row | changes


def write(folder: Path, **tables: list[Row]) -> Path:
    """A package of the tables given, beside two companies and two sources."""
    for name, rows in ({"companies": COMPANIES, "sources": SOURCES} | tables).items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder

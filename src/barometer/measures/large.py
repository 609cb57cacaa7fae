"""What runs in DuckDB because it may meet millions of rows: the life table of replies, a bootstrap."""

from __future__ import annotations

import math

import duckdb
import pyarrow as pa

from barometer.engine import sql

SEED = "barometer-1"
_TICKETS = 16**13
_MOST_DRAWN = 16


def censoring(cases: pa.Table) -> pa.Table:
    """company, days, at_risk, answered, withdrawn, pending: the life table of each company's replies.

    cases: company, days (waited until the end or until today), outcome ('answered', 'withdrawn' or
    'pending'). Kaplan & Meier 1958, JASA 53:457, table 1.
    """
    return _run("censoring", waiting_case=cases)


def resampled(days: pa.Table, replicates: int, seed: str = SEED) -> pa.Table:
    """company, replicate, complaints: each day of ``days`` (company, day, complaints) drawn anew.

    A day is drawn for all companies together, so that a bad day stays everybody's bad day. Poisson
    weights (Chamandy et al. 2012, 'Estimating uncertainty for massive data streams', Google).
    """
    drawn = pa.table({"replicate": list(range(1, replicates + 1)), "seed": [seed] * replicates})
    return _run("resampled", company_day=days, replicate=drawn, poisson_step=pa.table({"ticket": steps()}))


def steps() -> list[int]:
    """The tickets (of 16^13) from which a day is drawn once, twice, … : the Poisson(1) distribution."""
    below, found = 0.0, []
    for times in range(_MOST_DRAWN):
        below += math.exp(-1) / math.factorial(times)
        found.append(math.ceil(below * _TICKETS))
    return found


def _run(name: str, **tables: pa.Table) -> pa.Table:
    connection = duckdb.connect(":memory:", config={"threads": "2", "memory_limit": "1GB"})
    try:
        for table, rows in tables.items():
            connection.register(table, rows)
        return connection.sql(sql(f"build/{name}")).to_arrow_table()
    finally:
        connection.close()

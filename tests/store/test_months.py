"""Many months are the same rows as few, made another way."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa

from barometer.store.landing import Context, Landed
from barometer.store.months import many_months, months

TABLE = pa.table(
    {
        "company": ["a", "a", "b"],
        "period_start": [dt.date(2024, 1, 3), dt.date(2024, 2, 1), dt.date(2024, 1, 3)],
        "period_end": [dt.date(2024, 1, 31), dt.date(2024, 2, 20), dt.date(2024, 1, 31)],
        "complaints": pa.array([4, 0, 7], pa.int64()),
    }
)


def test_both_ways_land_the_same_complaints() -> None:
    for context in (Context(title="a.csv"), Context(sector="banks", country="fr", definition="upheld")):
        few, many = Landed("0123456789abcdef", context), Landed("0123456789abcdef", context)
        months(TABLE, few)
        many_months(TABLE, many)
        assert few.tables() == many.tables()
        assert many.tables()["complaints"].column("count").to_pylist() == [4, 0, 7]

"""What runs in SQL, computed a second way in Python."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from barometer.measures.large import SEED, censoring, resampled, steps
from barometer.statistics.duration import kaplan_meier


def test_the_life_table_is_that_of_kaplan_meier() -> None:
    chance = random.Random(7)
    cases = [
        (chance.choice("ab"), chance.randint(0, 30), chance.choice(["answered", "withdrawn", "pending"]))
        for _ in range(900)
    ]
    table = censoring(
        pa.table(dict(zip(("company", "days", "outcome"), zip(*cases, strict=True), strict=True)))
    )
    for company in "ab":
        own = [(days, outcome == "answered") for who, days, outcome in cases if who == company]
        curve = kaplan_meier([d for d, _ in own], [r for _, r in own])
        rows = [row for row in table.to_pylist() if row["company"] == company]
        answered = [row for row in rows if row["answered"]]
        assert [row["days"] for row in answered] == list(curve.times)
        assert [row["at_risk"] for row in answered] == list(curve.at_risk)
        share = np.cumprod([1 - int(row["answered"]) / int(row["at_risk"]) for row in answered])
        np.testing.assert_allclose(share, curve.values)


def weight(day: date, replicate: int) -> int:
    ticket = int(hashlib.md5(f"{SEED}|{day}|{replicate}".encode()).hexdigest()[:13], 16)
    return sum(ticket >= step for step in steps())


def test_the_bootstrap_draws_the_same_days_in_sql_and_in_python() -> None:
    chance = random.Random(3)
    start = date(2024, 1, 1)
    rows = [
        {"company": c, "day": start + timedelta(days=i), "at": i, "complaints": chance.randint(0, 9)}
        for i in range(200)
        for c in "abc"
    ]
    found = resampled(pa.Table.from_pylist(rows), 40).to_pylist()
    expected: Counter[tuple[str, int]] = Counter()
    for row in rows:
        for replicate in range(1, 41):
            expected[(str(row["company"]), replicate)] += int(str(row["complaints"])) * weight(
                row["day"], replicate
            )  # type: ignore[arg-type]
    assert {(r["company"], r["replicate"]): int(r["complaints"]) for r in found} == dict(expected)


def test_the_weights_are_poisson() -> None:
    drawn = [weight(date(2024, 1, 1) + timedelta(days=i), r) for i in range(120) for r in range(60)]
    assert abs(np.mean(drawn) - 1) < 0.04 and abs(np.var(drawn) - 1) < 0.06

"""The say-do test (F21): refused, exploratory, or a test."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from barometer.measures.say_do import Talker, say_do
from barometer.messages import LANGUAGES, say
from barometer.model import Code, Estimate, Refusal


def talkers(sizes: tuple[int, ...], seed: int = 4, customers: bool = True) -> list[Talker]:
    random = np.random.default_rng(seed)
    return [
        Talker(
            f"{s}{i}",
            f"s{s}",
            float(talk),
            float(talk * 3 + random.normal(0, 4)),
            1e5 * (i + 1) if customers else None,
        )
        for s, size in enumerate(sizes)
        for i, talk in enumerate(random.integers(0, 12, size))
    ]


@pytest.mark.parametrize(("sizes", "exploratory"), [((4, 4), True), ((15, 14), True), ((15, 15), False)])
def test_eight_to_29_is_exploratory(sizes: tuple[int, ...], exploratory: bool) -> None:
    found = say_do(talkers(sizes))
    assert found.n == sum(sizes) and found.exploratory is exploratory
    assert isinstance(found.r, Estimate) and found.r.value > 0.5


def test_under_eight_refuses_and_companies_alone_in_their_sector_drop_out() -> None:
    found = say_do(talkers((7, 1)))
    assert isinstance(found.r, Refusal) and found.r.code is Code.UNDER_EIGHT
    assert (found.n, found.left_out) == (7, ("10",))
    for lang in LANGUAGES:
        assert all(say(m, lang) for m in (found.r.reason, found.r.have, found.r.need, found.r.action))
    assert say_do([]).n == 0


def test_r_and_partial_a_second_way() -> None:
    made = talkers((6, 5, 7))
    frame = pd.DataFrame(made)
    size = frame.groupby("sector")["talk"].transform("size")
    ranked = {
        name: (frame.groupby("sector")[name].rank() - (size + 1) / 2) / size
        for name in ("talk", "rate", "customers")
    }
    u, v, w = ranked["talk"], ranked["rate"], ranked["customers"]
    found = say_do(made)
    assert isinstance(found.r, Estimate) and isinstance(found.partial, Estimate)
    assert found.r.value == pytest.approx((u * v).sum() / ((u**2).sum() * (v**2).sum()) ** 0.5)
    a = u - w * (u * w).sum() / (w**2).sum()
    b = v - w * (v * w).sum() / (w**2).sum()
    assert found.partial.value == pytest.approx((a * b).sum() / ((a**2).sum() * (b**2).sum()) ** 0.5)


def test_no_partial_without_customers_and_no_r_without_variation() -> None:
    found = say_do(talkers((6, 6), customers=False))
    assert isinstance(found.r, Estimate) and isinstance(found.partial, Refusal)
    flat = say_do([Talker(f"c{i}", "s", 1.0, float(i)) for i in range(9)])
    assert isinstance(flat.r, Refusal) and flat.r.code is Code.NO_VARIATION and flat.p is None

"""The say-do numbers (F21)."""

from __future__ import annotations

import math
from itertools import permutations, product

import numpy as np
import pytest
from scipy import stats

from barometer.statistics.association import (
    associate,
    fisher_interval,
    residuals,
    within_ranks,
)


def test_ranks_are_centred_and_scaled_within_each_sector() -> None:
    found = within_ranks([10, 30, 20, 5, 5], ["a", "a", "a", "b", "b"])
    assert found.tolist() == pytest.approx([-1 / 3, 1 / 3, 0, 0, 0])


def test_one_sector_is_spearman() -> None:
    rng = np.random.default_rng(1)
    x, y = rng.integers(0, 9, 25), rng.integers(0, 9, 25)
    sector = ["s"] * 25
    found = associate(within_ranks(x.tolist(), sector), within_ranks(y.tolist(), sector), sector)
    assert found is not None and not found.exact
    assert found.r == pytest.approx(stats.spearmanr(x, y).statistic)


def test_every_permutation_within_two_sectors_is_counted() -> None:
    sectors = ["a"] * 3 + ["b"] * 4
    u = within_ranks([1, 2, 3, 5, 1, 4, 2], sectors)
    v = within_ranks([2, 1, 3, 9, 2, 5, 4], sectors)
    seen = abs(float((u * v).sum()))
    hits = [
        abs(float(u[:3] @ v[list(p)] + u[3:] @ v[[3 + i for i in q]])) >= seen - 1e-12
        for p, q in product(permutations(range(3)), permutations(range(4)))
    ]
    found = associate(u, v, sectors)
    assert found is not None and found.exact and len(hits) == 144
    assert found.p == pytest.approx(np.mean(hits))


def test_many_are_drawn_from_a_fixed_seed() -> None:
    rng = np.random.default_rng(2)
    sectors = ["a"] * 9 + ["b"] * 8
    u, v = (within_ranks(rng.normal(size=17).tolist(), sectors) for _ in range(2))
    one, two = associate(u, v, sectors), associate(u, v, sectors)
    assert one == two and one is not None and not one.exact
    assert (one.p * 10_000) == pytest.approx(round(one.p * 10_000))
    assert one.p == pytest.approx(stats.spearmanr(u, v).pvalue, abs=0.15)


def test_the_interval() -> None:
    half = 1.959963984540054 * math.sqrt((1 + 0.25 / 2) / 17)
    expected = math.tanh(math.atanh(0.5) - half), math.tanh(math.atanh(0.5) + half)
    assert fisher_interval(0.5, 20) == pytest.approx(expected)
    assert fisher_interval(0.5, 3) == (None, None)
    assert fisher_interval(1.0, 20) == (1.0, 1.0)


def test_sectors_and_controls_cost_degrees_of_freedom() -> None:
    sectors = ["a"] * 5 + ["b"] * 5
    u, v = within_ranks(range(10), sectors), within_ranks([1, 0, 2, 4, 3, 1, 0, 2, 4, 3], sectors)
    plain, partial = associate(u, v, sectors), associate(u, v, sectors, controls=1)
    assert plain is not None and partial is not None
    assert (plain.low, plain.high) == fisher_interval(plain.r, 9)
    assert (partial.low, partial.high) == fisher_interval(plain.r, 8)


def test_what_does_not_vary_has_no_correlation() -> None:
    flat = within_ranks([1, 1, 1, 1], ["a"] * 4)
    assert associate(flat, within_ranks([1, 2, 3, 4], ["a"] * 4), ["a"] * 4) is None


def test_residuals_have_nothing_left_of_the_control() -> None:
    w = within_ranks([3, 1, 4, 1.5, 5, 9, 2], ["a"] * 7)
    u = within_ranks([2, 7, 1, 8, 2.5, 8.5, 1.8], ["a"] * 7)
    left = residuals(u, w)
    assert float(left @ w) == pytest.approx(0, abs=1e-12)
    found = associate(left, residuals(w[::-1].copy(), w), ["a"] * 7, controls=1)
    a, b = np.corrcoef([u, w[::-1], w])[0, 1], np.corrcoef([u, w[::-1], w])
    expected = (a - b[0, 2] * b[1, 2]) / math.sqrt((1 - b[0, 2] ** 2) * (1 - b[1, 2] ** 2))
    assert found is not None and found.r == pytest.approx(expected)

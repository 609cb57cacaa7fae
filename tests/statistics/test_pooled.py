"""Two groups across strata (F20)."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm

from barometer.statistics.pooled import Firm, crude, heterogeneity, mantel_haenszel, pool, simpson, sums


def firms(spread: float = 0.3, per_cell: int = 3, seed: int = 5, effect: float = 1.5) -> list[Firm]:
    random = np.random.default_rng(seed)
    made = []
    for s in range(3):
        for group in (True, False):
            for i in range(per_cell):
                size = float(random.integers(50_000, 400_000))
                rate = 1e-3 * (s + 1) * (effect if group else 1) * math.exp(random.normal(0, spread))
                made.append(Firm(f"{s}{group}{i}", f"s{s}", group, float(random.poisson(size * rate)), size))
    return made


def test_the_ratio_and_its_interval_a_second_way() -> None:
    frame = pd.DataFrame(firms())
    found = pool(firms())
    assert found is not None

    def log_ratio(rows: pd.DataFrame) -> float:
        cells = rows.groupby(["stratum", "in_group"])[["y", "size"]].sum().unstack()
        total = cells["size"].sum(axis=1)
        top = (cells["y"][True] * cells["size"][False] / total).sum()
        return float(np.log(top / (cells["y"][False] * cells["size"][True] / total).sum()))

    whole = log_ratio(frame)
    dropped = np.array([log_ratio(frame.drop(index=i)) for i in frame.index])
    spread = math.sqrt(17 / 18 * ((dropped - dropped.mean()) ** 2).sum())
    assert found.ratio == pytest.approx(math.exp(whole))
    assert found.se_firms == pytest.approx(spread)
    assert found.se_firms is not None and found.se_firms > found.se_counts
    half = stats.t.ppf(0.975, 18 - 3 - 1) * spread
    assert (found.low, found.high) == pytest.approx((math.exp(whole - half), math.exp(whole + half)))


def test_one_stratum_is_the_plain_rate_ratio() -> None:
    two = [Firm("a", "s", True, 30, 1000), Firm("b", "s", False, 20, 2000)]
    found = pool(two)
    assert found is not None and found.ratio == pytest.approx(3.0)
    assert found.se_counts == pytest.approx(math.sqrt(1 / 30 + 1 / 20), rel=0.05)
    assert found.low is None and found.high is None  # it rests on single firms


def test_strata_with_one_group_count_for_nothing() -> None:
    extra = [*firms(), Firm("alone", "s9", True, 900, 1000)]
    assert pool(extra) == pool(firms())
    assert pool([Firm("alone", "s9", True, 900, 1000)]) is None
    assert pool([Firm("a", "s", True, 0, 10), Firm("b", "s", False, 5, 10)]) is None


def test_simpson_turns_the_crude_ratio() -> None:
    """Within each stratum the group has half the rate; it is large where rates are high."""
    strata = [
        Firm("a", "low", True, 5, 1_000), Firm("b", "low", False, 100, 10_000),
        Firm("c", "high", True, 500, 10_000), Firm("d", "high", False, 100, 1_000),
    ]  # fmt: skip
    both = sums(strata)
    assert mantel_haenszel(both) == pytest.approx(0.5)
    assert crude(both) == pytest.approx((505 / 11_000) / (200 / 11_000))
    assert simpson(crude(both), mantel_haenszel(both))
    assert not simpson(1.05, 1.0) and simpson(1.12, 1.0) and simpson(0.99, 1.01)


def test_heterogeneity_is_the_f_test_of_the_interaction() -> None:
    made = firms(spread=0.4)
    frame = pd.DataFrame(made).assign(v=lambda f: np.log((f["y"] + 0.5) / f["size"]))
    apart = ols("v ~ C(stratum) * C(in_group)", frame).fit()
    together = ols("v ~ C(stratum) + C(in_group)", frame).fit()
    expected = anova_lm(together, apart)["Pr(>F)"].iloc[1]
    found = pool(made)
    assert found is not None
    assert heterogeneity(made, found.ratio) == pytest.approx(expected, rel=1e-9)


def test_heterogeneity_of_single_firms_is_by_their_counts() -> None:
    made = firms(per_cell=1)
    found = pool(made)
    assert found is not None
    total = 0.0
    for s in sums(made):
        m = s.a + s.b
        p = found.ratio * s.t1 / (found.ratio * s.t1 + s.t0)
        total += (s.a - m * p) ** 2 / (m * p * (1 - p))
    assert heterogeneity(made, found.ratio) == pytest.approx(stats.chi2.sf(total, 2))
    assert heterogeneity(made[:2], 1.0) is None


def test_the_interval_covers_where_a_poisson_one_does_not() -> None:
    """Honest firms whose own rates vary: the jackknife holds the truth, the counts alone seldom."""
    held = poisson = 0
    for seed in range(60):
        found = pool(firms(spread=0.4, seed=seed, effect=1.0))
        assert found is not None and found.low is not None and found.high is not None
        held += found.low <= 1 <= found.high
        poisson += abs(math.log(found.ratio)) <= 1.96 * found.se_counts
    assert held >= 52 and poisson <= 30

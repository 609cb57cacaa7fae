"""Leave-one-out prediction (F10, F11), funnel and shrinkage (F13, F19) beside other implementations."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize
from statsmodels.stats.meta_analysis import combine_effects

from barometer.statistics.counts import floats
from barometer.statistics.funnel import funnel_limits, overdispersion, root_limits
from barometer.statistics.prediction import flags, paule_mandel, peer_band, predict
from barometer.statistics.shrinkage import shrink

#: Log risk ratios and variances of the 13 BCG trials (Colditz 1994), as printed by metafor's dat.bcg.
BCG = floats(
    [
        (-0.8893, 0.3256), (-1.5854, 0.1946), (-1.3481, 0.4154), (-1.4416, 0.0200), (-0.2175, 0.0512),
        (-0.7861, 0.0069), (-1.6209, 0.2230), (0.0120, 0.0040), (-0.4694, 0.0564), (-1.3713, 0.0730),
        (-0.3394, 0.0124), (0.4459, 0.5325), (-0.0173, 0.0714),
    ]
)  # fmt: skip


def test_paule_mandel_as_statsmodels_and_its_own_equation_have_it() -> None:
    tau2, mean, variance = paule_mandel(BCG[:, 0], BCG[:, 1], np.ones(13, dtype=bool))
    other = combine_effects(BCG[:, 0], BCG[:, 1], method_re="iterated", atol=1e-10, maxiter=200)
    assert float(tau2) == pytest.approx(other.tau2, rel=1e-8)
    w = 1 / (BCG[:, 1] + tau2)
    assert float((w * (BCG[:, 0] - mean) ** 2).sum()) == pytest.approx(12, rel=1e-12)
    assert float(variance) == pytest.approx(1 / w.sum())


def test_no_more_spread_than_chance_gives_none() -> None:
    tau2, mean, _ = paule_mandel(floats([0.1, 0.0, -0.1, 0.05]), floats([1.0] * 4), np.ones(4, dtype=bool))
    assert (float(tau2), float(mean)) == (0.0, pytest.approx(0.0125))


def test_each_company_is_held_against_the_others_only() -> None:
    """The outlier does not widen the band it is judged by."""
    values = floats([0.0, 0.02, -0.02, 0.01, -0.01, 0.0, 3.0])
    found = predict(values, floats([0.001] * 7))
    assert found.tau2[6] == 0 and found.tau2[0] > 1
    assert found.adjusted[6] < 1e-4 < 0.5 < found.adjusted[0]


def test_a_batch_is_each_of_its_parts() -> None:
    rng = np.random.default_rng(3)
    values, s2 = rng.normal(0, 0.5, (4, 9)), rng.uniform(0.01, 0.2, (4, 9))
    together = predict(values, s2)
    for i in range(4):
        alone = predict(values[i], s2[i])
        assert together.t[i] == pytest.approx(alone.t, rel=1e-12)
        assert together.adjusted[i] == pytest.approx(alone.adjusted, rel=1e-12)


@pytest.mark.parametrize(("ratio", "flagged"), [(1.2499, 0), (1.25, 1), (2.0, 1)])
def test_a_small_gap_is_never_flagged(ratio: float, flagged: int) -> None:
    values = floats([0.0, 0.001, -0.001, 0.0005, 0.0, -0.0005, 0.9])
    found = predict(values, floats([1e-5] * 7))
    marks = flags(found, floats([100.0] * 7), floats([1, 1, 1, 1, 1, 1, ratio]))
    assert int(marks[6]) == flagged


def test_no_complaint_at_all_passes_the_threshold_and_needs_its_side() -> None:
    values = floats([0.0, 0.001, -0.001, 0.0005, 0.0, -0.0005, -5.0])
    found = predict(values, floats([1e-5] * 7))
    assert int(flags(found, floats([9.0] * 6 + [0.0]), floats([1] * 6 + [0]))[6]) == -1
    # t below the others, G above 1: no flag
    assert int(flags(found, floats([9.0] * 7), floats([1] * 6 + [3]))[6]) == 0


def test_peer_band_is_the_prediction_on_the_scale_of_the_ratio() -> None:
    found = predict(floats([0.1, 0.2, 0.0, -0.1, 0.05, 0.15]), floats([0.02] * 6))
    low, high = peer_band(found, floats([1.0] * 6))
    assert np.sqrt(low * high) == pytest.approx(np.exp(found.mean))


def test_funnel_limits_are_squared_for_the_chart() -> None:
    expected = floats([20.0, 50.0, 90.0])
    low, high = root_limits(expected, 0.04, 1.96)
    squared = funnel_limits(expected, 0.04, 1.96)
    assert squared[0] == pytest.approx(np.maximum(low, 0) ** 2) and squared[1] == pytest.approx(high**2)
    assert funnel_limits(floats([1.0]), 1.0, 3.09)[0] == pytest.approx([0.0])


def test_no_overdispersion_is_none() -> None:
    expected = floats([20.0, 30, 40, 50, 60, 70, 80, 90, 100, 110])
    assert overdispersion(expected + 0.5, expected).tau2 == 0


def test_shrinkage_solves_its_equations() -> None:
    """The fixed point of Clayton and Kaldor's moments, found again by a root finder."""
    y = floats([2, 25, 9, 40, 11, 3, 30])
    e = floats([6.0, 14, 12, 20, 11, 8, 15])
    found = shrink(y, e)
    assert found.alpha is not None

    def off(both: np.ndarray) -> list[float]:
        alpha, nu = np.exp(both)
        theta = (y + nu) / (e + alpha)
        mean = theta.mean()
        s = ((1 + alpha / e) * (theta - mean) ** 2).sum() / 6
        return [np.log(mean / s / alpha), np.log(mean**2 / s / nu)]

    alpha, nu = np.exp(optimize.fsolve(off, np.log([2.0, 2.0]), xtol=1e-13))
    assert found.alpha == pytest.approx(alpha, rel=1e-7)
    assert found.value == pytest.approx((y + nu) / (e + alpha), rel=1e-8)
    raw = y / e
    assert ((found.value - raw.mean()) ** 2).sum() < ((raw - raw.mean()) ** 2).sum()
    assert (found.low < found.value).all() and (found.value < found.high).all()


def test_counts_that_chance_explains_all_get_the_common_mean() -> None:
    found = shrink(floats([10, 12, 9, 11]), floats([10.0, 11, 10, 10]))
    assert found.value == pytest.approx([42 / 41] * 4) and np.isnan(found.low).all()
    assert shrink(floats([0, 0, 0]), floats([1.0, 2, 3])).value == pytest.approx([0, 0, 0])

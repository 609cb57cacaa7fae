"""Published or independently computed numbers, each with its source and its own tolerance.

``reference_cases.json`` holds them; ``REFERENCE.md`` says which cases do not apply, and why.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from barometer.statistics.association import associate, within_ranks
from barometer.statistics.counts import (
    Z95,
    Z998,
    byar,
    clopper_pearson,
    count_limits,
    floats,
    garwood,
    rate_ratio_exact,
    rate_ratio_wald,
)
from barometer.statistics.duration import kaplan_meier, median
from barometer.statistics.funnel import overdispersion, poisson_limits, root_limits
from barometer.statistics.pooled import simpson
from barometer.statistics.ranks import holm
from barometer.statistics.shares import difference, wilson
from barometer.statistics.shrinkage import posterior

CASES: dict[str, Any] = {
    case["id"]: case
    for case in json.loads(Path(__file__).with_name("reference_cases.json").read_text(encoding="utf-8"))
}
Numbers = list[Any]


def rows(id_: str) -> pytest.MarkDecorator:
    case = CASES[id_]
    return pytest.mark.parametrize("row", case["rows"], ids=[f"{id_}-{i}" for i in range(len(case["rows"]))])


def close(found: Any, expected: Any, id_: str) -> None:
    """Within the tolerance that the case states, whole numbers and missing ones exactly."""
    assert list(found) == pytest.approx(list(expected), rel=CASES[id_]["rtol"], abs=1e-300)


def rounded(found: Any, expected: Any, id_: str) -> None:
    """Equal once rounded to the digits that were printed."""
    assert [round(x, n) for x, n in zip(found, CASES[id_]["digits"], strict=True)] == list(expected)


def test_every_case_names_its_source_and_tolerance() -> None:
    assert all(case["source"] and case["rtol"] >= 0 and case["rows"] for case in CASES.values())
    named = {name.removeprefix("test_reference_") for name in globals() if name.startswith("test_reference_")}
    assert named == set(CASES)


@rows("phe_byar")
def test_reference_phe_byar(row: Numbers) -> None:
    x, confidence, low, high = row
    found = [float(end[0]) for end in byar(floats([x]), confidence)]
    if low is None:  # the package gives none where Byar's lower limit turns negative
        assert found[0] < 0
        found, low = [0.0, found[1]], 0.0
    close(found, [low, high], "phe_byar")


@rows("phe_wilson")
def test_reference_phe_wilson(row: Numbers) -> None:
    x, n, confidence, _, low, high = row
    close(wilson(x, n, confidence), [low, high], "phe_wilson")


@rows("phe_rate")
def test_reference_phe_rate(row: Numbers) -> None:
    x, n, per, confidence, low, high = row
    close([end / n * per for end in count_limits(x, confidence)], [low, high], "phe_rate")


@rows("phe_proportion")
def test_reference_phe_proportion(row: Numbers) -> None:
    x, n, confidence, per, low, high = row
    close([end * per for end in wilson(x, n, confidence)], [low, high], "phe_proportion")


def test_reference_phe_funnel_ratio_significance() -> None:
    case = CASES["phe_funnel_ratio_significance"]["rows"]
    assert len(case) > 250
    for observed, expected, stated in case:
        found = 0
        for confidence, mark in ((0.95, 1), (0.998, 2)):
            low, high = count_limits(observed, confidence)
            found = mark if low > expected else -mark if high < expected else found
        assert found == stated, (observed, expected)


@rows("phe_funnel_ratio_limits")
def test_reference_phe_funnel_ratio_limits(row: Numbers) -> None:
    """The expected numbers at which x observed events lie exactly on a limit, and their ratio in %."""
    x, high95, low95, high998, low998, *percent = row
    found = [float(end[0]) for c in (0.95, 0.998) for end in garwood(floats([x]), c)]
    stated = [low95, high95, low998, high998]
    close(found, stated, "phe_funnel_ratio_limits")
    order = [found[1], found[0], found[3], found[2]]
    close([100 * x / end for end in order], percent, "phe_funnel_ratio_limits")


@rows("newcombe1998_clopper_pearson")
def test_reference_newcombe1998_clopper_pearson(row: Numbers) -> None:
    x, n, *expected = row
    rounded(clopper_pearson(x, n), expected, "newcombe1998_clopper_pearson")


@rows("newcombe1998b_diff_d")
def test_reference_newcombe1998b_diff_d(row: Numbers) -> None:
    rounded(newcombe(row), row[4:], "newcombe1998b_diff_d")


@rows("fagerland2015_diff")
def test_reference_fagerland2015_diff(row: Numbers) -> None:
    rounded(newcombe(row), row[4:], "fagerland2015_diff")


def newcombe(row: Numbers) -> tuple[float, float]:
    x1, n1, x2, n2 = row[:4]
    found = difference(x1 / n1, wilson(x1, n1), x2 / n2, wilson(x2, n2))
    return found.low, found.high


@rows("epitools_pois_exact")
def test_reference_epitools_pois_exact(row: Numbers) -> None:
    x, size, *expected = row
    close([float(end[0]) / size for end in garwood(floats([x]))], expected, "epitools_pois_exact")


@rows("desctools_poissonci")
def test_reference_desctools_poissonci(row: Numbers) -> None:
    x, size, *expected = row
    close([float(end[0]) / size for end in garwood(floats([x]))], expected, "desctools_poissonci")


@rows("epitools_rateratio_wald")
def test_reference_epitools_rateratio_wald(row: Numbers) -> None:
    close(rate_ratio_wald(*row[:4]), row[4:], "epitools_rateratio_wald")


@rows("epir_rateratio_exact")
def test_reference_epir_rateratio_exact(row: Numbers) -> None:
    close(rate_ratio_exact(*row[:4]), row[4:], "epir_rateratio_exact")


@rows("funnelplotr_poisson_limits")
def test_reference_funnelplotr_poisson_limits(row: Numbers) -> None:
    found = [float(end[0]) for c in (0.95, 0.998) for end in poisson_limits(floats([row[0]]), c)]
    close(found, row[1:], "funnelplotr_poisson_limits")


def test_reference_funnelplotr_six_cqc() -> None:
    case = CASES["funnelplotr_six_cqc"]
    table = floats(case["rows"])
    observed, expected = table[:, 0], table[:, 1]
    found = overdispersion(observed, expected)
    close([found.phi, found.tau2], [case["phi"], case["tau2"]], "funnelplotr_six_cqc")
    close(found.z, table[:, 2], "funnelplotr_six_cqc")
    close(1 / (2 * np.sqrt(expected)), table[:, 3], "funnelplotr_six_cqc")
    limits = [end for z in (Z95, Z998) for end in root_limits(expected, found.tau2, z)]
    limits += [end for c in (0.95, 0.998) for end in poisson_limits(expected, c)]
    for column, limit in enumerate(limits, start=4):
        # the package multiplies by 1.959964 and 3.090232: its limits agree to 1e-6
        assert limit == pytest.approx(table[:, column], rel=case["rtol_limits"])


def test_reference_scotland_spatialepi_nb() -> None:
    """The posterior means of lip cancer in Scotland, given the prior that maximum likelihood found."""
    case = CASES["scotland_spatialepi_nb"]
    table = floats(case["rows"])
    shape = case["shape"]
    found = posterior(table[:, 0], table[:, 1], shape / math.exp(case["log_mean"]), shape)
    close(found.value, table[:, 2], "scotland_spatialepi_nb")


@rows("ucb_simpson_mh_or")
def test_reference_ucb_simpson_mh_or(row: Numbers) -> None:
    """Admissions at Berkeley: crude and adjusted lie on two sides of 1, and the warning says so."""
    crude, adjusted = row
    assert crude > 1 > adjusted and simpson(crude, adjusted)


def test_reference_r_cor_test_tuna() -> None:
    case = CASES["r_cor_test_tuna"]
    x, y = zip(*case["rows"], strict=True)
    sector = ["one"] * len(x)
    found = associate(within_ranks(x, sector), within_ranks(y, sector), sector)
    assert found is not None and found.exact
    close([found.r, found.p], [case["r"], case["p"]], "r_cor_test_tuna")


def test_reference_bh1995() -> None:
    p, bh, by_holm = floats(CASES["bh1995"]["rows"]).T
    close(stats.false_discovery_control(p, method="bh"), bh, "bh1995")
    close(holm(p), by_holm, "bh1995")


@pytest.mark.parametrize("group", ["Maintained", "Nonmaintained"])
def test_reference_aml_km(group: str) -> None:
    case = CASES["aml_km"]
    data = [(time, status == 1) for time, status, x in case["rows"] if x == group]
    curve = kaplan_meier([time for time, _ in data], [status for _, status in data])
    assert list(median(curve)) == case["medians"][group]
    steps = [step[1:] for step in case["steps"] if step[0] == f"x={group}" or step[0] == group]
    assert len(steps) == len(curve.times) > 5
    for i, (time, risk, share, low, high) in enumerate(steps):
        assert (curve.times[i], curve.at_risk[i]) == (time, risk)
        close([curve.values[i]], [share], "aml_km")
        if low is not None:
            close([curve.low[i], curve.high[i]], [low, high], "aml_km")

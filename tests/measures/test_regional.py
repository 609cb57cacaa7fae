"""Complaints by region: what is added up, what is refused, what is said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from scipy import stats

from barometer import places
from barometer.measures.denominators import Scope
from barometer.measures.regional import PER, Regional, regional
from barometer.model import Kind, Label, Period

YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))


def scope(country: str = "FR", period: Period = YEAR) -> Scope:
    return Scope("energy", country, "mediator", "", "year", period, ("alpha", "beta"))


def row(region: str, number: float | None, **more: Any) -> dict[str, Any]:
    return {
        "company": "alpha", "region": region, "issue": "", "period_start": YEAR.start,
        "period_end": YEAR.end, "number": number, "number_low": number, "number_high": number,
        "source": "s", "single_rows": False, **more,
    }  # fmt: skip


def made(rows: list[dict[str, Any]], country: str = "FR", level: str = "", **more: Any) -> Regional:
    found = regional(scope(country, **more), rows, level)
    assert found is not None
    return found


def counts(found: Regional) -> dict[str, float | None]:
    return {one.region.id: one.count.value for one in found.places}


def test_a_rate_is_per_inhabitant_with_its_poisson_interval() -> None:
    (paris, rhone) = made([row("75", 8), row("69", 4)]).places
    assert (paris.region.id, rhone.region.id) == ("FR-75", "FR-69")
    assert paris.rate is not None and paris.rate.value == pytest.approx(8 / 2_103_778 * 100_000)
    low, high = stats.chi2.ppf(0.025, 16) / 2, stats.chi2.ppf(0.975, 18) / 2
    assert paris.rate.low == pytest.approx(low / 2_103_778 * PER)
    assert paris.rate.high == pytest.approx(high / 2_103_778 * PER)
    assert paris.rate.kind is Kind.SAMPLING


def test_companies_and_periods_add_up() -> None:
    half = {"period_end": date(2023, 6, 30)}
    rows = [row("75", 8, **half), row("75", 5, company="beta"), row("92", 3), row("75", 2)]
    assert counts(made(rows)) == {"FR-75": 15, "FR-92": 3}


def test_a_total_stands_before_its_issues_and_issues_add_up_without_one() -> None:
    rows = [row("75", 9), row("75", 4, issue="bill"), row("92", 3, issue="bill"), row("92", 2, issue="cut")]
    assert counts(made(rows)) == {"FR-75": 9, "FR-92": 5}


def test_sources_that_disagree_make_a_range_and_no_point() -> None:
    found = made([row("75", 8), row("75", 11, source="other"), row("92", 3)])
    paris = next(one for one in found.places if one.region.id == "FR-75")
    assert (paris.count.value, paris.count.low, paris.count.high) == (None, 8, 11)
    assert paris.rate is not None and paris.rate.value is None and paris.rate.kind is Kind.RANGE
    assert paris.shrunk is None


def test_a_range_as_published_stays_one() -> None:
    found = made([row("75", None, number_low=None, number_high=4.0), row("92", 3)])
    paris = next(one for one in found.places if one.region.id == "FR-75")
    assert (paris.count.value, paris.count.low, paris.count.high) == (None, 0, 4)


def test_a_region_without_a_row_has_no_figure_and_is_no_zero() -> None:
    found = made([row("75", 8), row("92", 0)])
    assert counts(found) == {"FR-75": 8, "FR-92": 0}
    assert len(found.without) == 99 and "FR-13" in {one.id for one in found.without}


def test_places_that_are_not_known_are_listed_with_their_complaints() -> None:
    found = made([row("75", 8), row("92", 1), row("Atlantide", 5), row("", 7)])
    assert found.unread == (("Atlantide", 5.0),)
    assert (found.placed, found.unsaid, found.aside) == (9, 7, 0)


def test_a_rate_without_a_count_is_said_and_not_drawn() -> None:
    found = made([row("75", 8), row("92", 1), row("93", None, number_low=None, number_high=None)])
    assert found.bare == 1 and "FR-93" in {one.id for one in found.without}


def test_every_complaint_is_somewhere() -> None:
    rows = [row(r, n) for r, n in (("75", 8), ("Bretagne", 6), ("", 3), ("Nowhere", 2), ("92", 5))]
    found = made(rows)
    assert found.placed + found.unsaid + found.aside + sum(n or 0 for _, n in found.unread) == 24


def test_published_figures_of_two_levels_are_never_added() -> None:
    """A table may give a region and its departments: one level is shown, the other said."""
    rows = [row("Île-de-France", 100), row("75", 40), row("92", 30), row("Bretagne", 20)]
    found = made(rows)
    assert (found.level, found.levels) == ("region", ("region", "departement"))
    assert counts(found) == {"FR-IDF": 100, "FR-BRE": 20} and found.aside == 70
    finer = made(rows, level="departement")
    assert counts(finer) == {"FR-75": 40, "FR-92": 30} and finer.aside == 120


def test_single_complaints_add_up_to_the_level_above() -> None:
    rows = [row(r, n, single_rows=True) for r, n in (("75", 40), ("92", 30), ("35", 20), ("971", 2))]
    assert made(rows).levels == ("departement", "region")
    assert counts(made(rows, level="region")) == {"FR-IDF": 70, "FR-BRE": 20, "FR-971": 2}


def test_nations_are_no_map_of_the_regions() -> None:
    rows = [row(name, 9) for name in ("England", "Scotland", "Wales")]
    found = made(rows, "GB")
    assert (found.level, found.levels) == ("nation", ("nation",))
    rows = [row(name, 9, single_rows=True) for name in ("London", "South East", "Scotland")]
    found = made(rows, "GB")
    assert (found.level, found.levels) == ("region", ("region", "nation"))
    assert counts(made(rows, "GB", "nation")) == {"GB-ENG": 18, "GB-SCT": 9}


def test_a_level_that_the_figures_do_not_give_is_not_made_up() -> None:
    assert made([row("Bretagne", 9), row("Corse", 2)], level="departement").level == "region"


def test_no_map_where_no_place_is_known() -> None:
    assert regional(scope(), [row("Atlantide", 3)]) is None
    assert regional(scope("DE"), [row("Bayern", 3)]) is None
    assert regional(scope(), []) is None


def test_far_from_the_count_of_inhabitants_no_rate_is_formed() -> None:
    old = Period(date(2004, 1, 1), date(2004, 12, 31))
    found = made([row("CA", 9), row("TX", 5)], "US", period=old)
    assert not found.rated and all(one.rate is None and one.shrunk is None for one in found.places)
    assert [one.region.id for one in found.places] == ["US-CA", "US-TX"]
    assert found.finding.id == "map.title.counts"


def test_few_complaints_are_drawn_towards_the_whole() -> None:
    """One complaint in a small place is a high rate and no dark colour."""
    rows = [row(one.short, round(one.inhabitants / 50_000)) for one in places.at_level("US", "state")]
    rows = [one | {"number": n, "number_low": n, "number_high": n}
            for one, n in ((o, o["number"] * (3 if o["region"] == "CA" else 1)) for o in rows)]  # fmt: skip
    wyoming = next(one for one in rows if one["region"] == "WY")
    wyoming |= {"number": 60, "number_low": 60, "number_high": 60}
    found = made(rows, "US")
    by_id = {one.region.id: one for one in found.places}
    raw, shrunk = by_id["US-WY"].rate, by_id["US-WY"].shrunk
    assert raw is not None and raw.value is not None and shrunk is not None and found.whole is not None
    assert found.whole.value is not None and found.whole.value < shrunk < raw.value
    big = by_id["US-CA"]
    assert big.rate is not None and big.shrunk == pytest.approx(big.rate.value, rel=0.02)


def test_the_title_names_a_region_only_where_chance_does_not_explain_it() -> None:
    even = [row(one.short, round(one.inhabitants / 100_000)) for one in places.at_level("US", "state")]
    assert made(even, "US").finding.id == "map.title.plain"
    high = [one if one["region"] != "NV" else row("NV", 90) for one in even]
    said = made(high, "US").finding
    assert said.id == "map.title.above" and said.params["name"] == Label("Nevada", "Nevada")
    others = sum(one["number"] for one in high if one["region"] != "NV")
    people = 331_449_281 - 3_104_614
    assert said.params["times"] == pytest.approx((90 / 3_104_614) / (others / people))
    assert said.params["rate"] == 2.9


def given(region: str, number: float, **more: Any) -> dict[str, Any]:
    return {
        "company": "alpha", "region": region, "measure": "customers", "number": number, "rounding": 1,
        "low": number, "high": number, "source": "annual_report", **more,
    }  # fmt: skip


def test_customers_of_each_region_come_before_inhabitants() -> None:
    rows = [row("75", 8), row("69", 4)]
    found = regional(scope(), rows, exposed=[given("Paris", 40_000), given("Rhône", 10_000)])
    assert found is not None and (found.per, found.people_sources) == ("customers", ("annual_report",))
    rates = {one.region.id: one.rate.value for one in found.places if one.rate}
    assert rates == {"FR-69": pytest.approx(40), "FR-75": pytest.approx(20)}
    assert found.whole is not None and found.whole.value == pytest.approx(12 / 50_000 * PER)


@pytest.mark.parametrize("exposed", [
    [given("Paris", 40_000)],
    [given("Paris", 40_000), given("Rhône", 10_000, company="beta")],
    [given("Paris", 40_000), given("Rhône", 10_000, measure="households")],
    [given("Paris", 40_000), given("Rhône", 10_000), given("Rhône", 11_000, source="other")],
    [given("Paris", 40_000), given("Rhône", 10_000, rounding=1_000)],
    [given("Paris", 40_000), given("Rhône", 10_000, low=9_000)],
])  # fmt: skip
def test_customers_that_are_not_known_for_all_are_not_used(exposed: list[dict[str, Any]]) -> None:
    found = regional(scope(), [row("75", 8), row("69", 4)], exposed=exposed)
    assert found is not None and (found.per, found.people_sources) == ("inhabitants", ())


def test_one_region_alone_is_said_to_be_alone() -> None:
    said = made([row("Île-de-France", 21_645)], period=Period(date(2016, 1, 1), date(2016, 12, 31))).finding
    assert said.id == "map.title.one" and said.params["rate"] == 174

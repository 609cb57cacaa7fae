"""The default satisfaction figures: named numbers, and every checked row used or left out."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data"
Row = dict[str, str]
FILES = {
    "claims": 22,
    "surveys": 325,
    "complaints": 334,
    "exposure": 34,
    "iceberg": 33,
    "more/claims": 218,
    "more/surveys": 160,
    "more/complaints": 279,
    "more/exposure": 122,
}
FOUNDING = 17
HOLDERS = ("claims", "complaints", "exposure", "reports", "context")


def read(table: str) -> list[Row]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CLAIMS = read("claims")


def values(**where: str) -> dict[str, float]:
    """The values by company of the claims that match."""
    rows = [c for c in CLAIMS if all(c[k] == v for k, v in where.items())]
    rows = [c for c in rows if not c["origin"].startswith("realdata/fr_arcep_mne")]  # the relay that differs
    assert len({c["company"] for c in rows}) == len(rows), "one row a company"
    return {c["company"]: float(c["value"]) for c in rows}


STRATA = [
    (
        {"instrument": "ofcom_residential", "sector": "telecoms_broadband", "wave": "2018q1"},
        {"plusnet": 86, "sky": 83, "virgin_media": 83, "bt": 79, "ee": 79, "talktalk": 72},
    ),
    (
        {"instrument": "ofcom_residential", "sector": "telecoms_broadband", "wave": "2022q1"},
        {
            "bt": 88,
            "ee": 85,
            "sky": 84,
            "plusnet": 79,
            "talktalk": 78,
            "virgin_media": 78,
            "vodafone_uk": 77,
        },
    ),
    (
        {"instrument": "ofcom_residential", "sector": "telecoms_mobile", "wave": "2018q1"},
        {"ee": 93, "o2_uk": 92, "three_uk": 89, "vodafone_uk": 88, "virgin_mobile": 86},
    ),
    (
        {"instrument": "ofgem_gfk", "sector": "energy", "wave": "2016q3"},
        {"british_gas": 50, "edf_energy_uk": 57, "eon_uk": 56, "npower": 47, "scottishpower": 49, "sse": 56},
    ),
    (
        {"instrument": "acsi", "country": "US", "wave": "2018_edition"},
        {
            "southwest_airlines": 80,
            "alaska_airlines": 79,
            "jetblue": 79,
            "american_airlines": 74,
            "delta_air_lines": 74,
            "allegiant": 74,
            "united_airlines": 67,
            "frontier_airlines": 62,
            "spirit_airlines": 62,
        },
    ),
    (
        {"instrument": "arcep_satisfaction", "wave": "2018_edition", "subject": "fixed"},
        {"sfr": 6.6, "bouygues_telecom": 7.4, "free": 7.6, "orange": 7.6},
    ),
    (
        {"instrument": "arcep_satisfaction", "wave": "2018_edition", "subject": "mobile"},
        {"sfr": 6.8, "bouygues_telecom": 7.2, "free": 7.5, "orange": 7.5},
    ),
    (
        {"instrument": "acsi", "wave": "2016_edition"},
        {"delta_air_lines": 71, "southwest_airlines": 80, "jetblue": 80},
    ),
]


@pytest.mark.parametrize("where, expected", STRATA, ids=lambda x: "-".join(x.values()) if "wave" in x else "")
def test_the_published_numbers(where: dict[str, str], expected: dict[str, float]) -> None:
    assert values(**where) == expected


def test_uk_rail_spring_2017() -> None:
    rail = values(instrument="nrps", wave="spring_2017")
    assert len(rail) == 26
    assert (rail["heathrow_express"], rail["northern"], rail["southern_gtr"]) == (97, 83, 72)
    starts = {c["period_start"] for c in CLAIMS if c["wave"] == "spring_2017"}
    ends = {c["period_end"] for c in CLAIMS if c["wave"] == "spring_2017"}
    assert (starts, ends) == ({"2017-01-01"}, {"2017-04-30"})


def test_the_survey_of_2018_has_its_fieldwork_dates() -> None:
    rows = [c for c in CLAIMS if c["instrument"] == "ofcom_residential" and c["wave"] == "2018q1"]
    dates = {(c["period_start"], c["period_end"], c["period_basis"]) for c in rows}
    assert dates == {("2018-01-03", "2018-02-15", "fieldwork")}


def test_two_surveys_of_one_tax_office_stay_two() -> None:
    rows = {
        (c["instrument"], c["subject"], c["asserted_by"]): float(c["value"])
        for c in CLAIMS
        if c["company"] == "dgfip" and c["wave"] == "2024_edition"
    }
    assert rows == {
        ("dgfip_ipsos", "individuals", "company"): 89,
        ("dgfip_ipsos", "professionals", "company"): 91,
        ("delouvrier", "users", "third_party"): 82,
    }


def test_what_contradicts_itself_is_left_out() -> None:
    left = {r["origin"]: r["reason_code"] for r in read("left_out")}
    for origin in ("surveys:294", "surveys:295", "surveys:187", "more/claims:57", "claims:5"):
        assert origin in left
    assert left["more/surveys:60"] == "duplicate"
    assert not {c["origin"] for c in CLAIMS} & set(left)


def test_dissatisfied_is_never_satisfied() -> None:
    (metro,) = [c for c in CLAIMS if c["origin"] == "more/surveys:26"]
    assert (metro["metric"], metro["value"]) == ("share_dissatisfied", "30")


def test_a_company_that_repeats_a_watchdog_does_not_assert() -> None:
    repeated = [c for c in CLAIMS if c["source_type"] == "company_reusing_watchdog_survey"]
    assert len(repeated) == 24
    assert {c["asserted_by"] for c in repeated} == {"regulator"}
    assert all("Transport Focus" in c["note"] for c in repeated)


def test_a_leak_and_a_union_report_are_not_claims_of_the_company() -> None:
    assert not [c for c in CLAIMS if c["source_type"] == "leak"]
    assert {c["asserted_by"] for c in CLAIMS if c["source_type"] == "union_report"} == {"third_party"}


def test_ranges_have_both_ends_and_no_point() -> None:
    ranges = [c for c in CLAIMS if c["qualifier"] == "range"]
    assert {(c["company"], c["low"], c["high"]) for c in ranges} == {
        ("ratp", "86.5", "86.9"),
        ("caf", "96", "97"),
    }
    for c in CLAIMS:
        assert bool(c["value"]) != bool(c["low"] and c["high"]), c["id"]
        assert not c["low"] or float(c["low"]) < float(c["high"]), c["id"]


def test_a_number_that_is_only_words_keeps_them() -> None:
    (fbf,) = [c for c in CLAIMS if c["origin"] == "claims:16"]
    assert (fbf["value"], fbf["qualifier"], fbf["wording"]) == ("90", "approx", "nearly 9 in 10")
    for c in CLAIMS:
        assert c["qualifier"] not in ("approx",) or c["wording"], c["id"]


def test_units_follow_the_metric_and_shares_lie_in_range() -> None:
    units = {m["id"]: m["unit"] for m in read("metrics")}
    for c in CLAIMS:
        assert c["unit"] == units[c["metric"]], c["id"]
        for text in (c["value"], c["low"], c["high"]):
            if text and c["unit"] == "percent":
                assert 0 <= float(text) <= 100, c["id"]
            if text and c["metric"] == "nps":
                assert -100 <= float(text) <= 100, c["id"]


def test_rounding_is_the_last_printed_digit() -> None:
    rounding = {c["origin"]: c["rounding"] for c in CLAIMS}
    assert (rounding["surveys:52"], rounding["claims:18"], rounding["more/claims:118"]) == ("1", "0.1", "1")
    assert all(float(c["rounding"]) > 0 for c in CLAIMS)


def test_periods_are_in_order() -> None:
    for c in CLAIMS:
        if c["period_start"] or c["period_end"]:
            assert date.fromisoformat(c["period_start"]) <= date.fromisoformat(c["period_end"]), c["id"]
        else:
            assert c["period_basis"] == "unknown", c["id"]


def test_what_needs_a_note_has_one() -> None:
    assert all(c["note"] for c in CLAIMS if c["publish"] == "with_note")
    assert {c["publish"] for c in CLAIMS} == {"yes", "with_note"}


@pytest.mark.parametrize("table", ["claims", "companies", "sources", "metrics", "context"])
def test_no_identifier_twice(table: str) -> None:
    ids = [r["id"] for r in read(table)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9_]+", i) for i in ids)


def test_every_reference_exists() -> None:
    companies = {r["id"] for r in read("companies")}
    sources = {r["id"] for r in read("sources")}
    for c in CLAIMS:
        assert c["company"] in companies and c["source"] in sources, c["id"]
    for table in ("aliases", "ownership", "peer_groups"):
        assert {r["company"] for r in read(table)} <= companies
    assert {r["parent"] for r in read("companies") if r["parent"]} <= companies


def test_nothing_is_compared_within_one_company() -> None:
    """A comparison key holds a company once; twice only where two sources disagree on one period."""
    key = ["sector", "country", "metric", "threshold", "scale", "instrument", "wave", "subject"]
    key += ["asserted_by", "company"]
    groups: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for c in CLAIMS:
        groups.setdefault(tuple(c[k] for k in key), []).append(c)
    twice = {rows[0]["id"]: rows for rows in groups.values() if len(rows) > 1}
    assert {rows[0]["company"] for rows in twice.values()} == {"orange"}
    for rows in twice.values():
        assert len({(r["period_start"], r["period_end"]) for r in rows}) == 1
        assert len({r["source"] for r in rows}) == len(rows) == len({r["value"] for r in rows})


def test_rail_has_comparability_groups_in_both_languages() -> None:
    groups = {r["company"]: r["peer_group"] for r in read("peer_groups")}
    rail = {c["company"] for c in CLAIMS if c["sector"] == "rail" and c["country"] == "GB"}
    assert rail <= set(groups)
    assert (groups["heathrow_express"], groups["hull_trains"]) == ("airport", "open_access")
    assert all(r["reason_en"] and r["reason_fr"] for r in read("peer_groups"))


def test_every_checked_row_is_used_or_left_out() -> None:
    used = {o for t in HOLDERS for r in read(t) for o in r["origin"].split(";") if o}
    left = {r["origin"] for r in read("left_out")}
    wanted = {f"{name}:{i}" for name, n in FILES.items() for i in range(n)}
    founding = {o for o in used | left if o.startswith("founding:")}
    assert wanted <= used | left
    assert not used & left
    assert len(founding) == FOUNDING
    assert len((used | left) & (wanted | founding)) == 1544
    assert all(r["reason"] for r in read("left_out"))


def test_the_package_says_what_it_opens_on_and_why() -> None:
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    about = package["barometer"]
    assert "sector=telecoms_broadband" in about["default_view"]
    assert set(about["why"]) == {"en", "fr"}
    for resource in package["resources"]:
        fields = [f["name"] for f in resource["schema"]["fields"]]
        with (DATA / resource["path"]).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == fields

"""The recipes on the publishers' real files; skipped where those are not at hand."""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from barometer.ingest.recipe import shipped
from barometer.ingest.recipes import Reading, follow, recognise
from barometer.ingest.stop import Refused
from barometer.model import Account

REAL = Path(os.environ.get("BAROMETER_REALDATA") or Path(__file__).parents[3] / "shared" / "realdata")
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the publishers' files are not at hand")

CMS = "medicare_stars_2026/2026 Star Ratings Data Table - Measure Data (Oct 8 2025).csv"
ACCOUNTS: dict[str, tuple[str, Account]] = {
    CMS: ("cms_star_ratings", Account(773, 576, rejected=193, not_data=4)),
    "airlines_2015/Tweets.csv": ("airline_tweets", Account(14641, 14485, duplicate=155, not_data=1)),
    "bacen/2021_tri_01.csv": ("bacen_ranking", Account(106, 105, not_data=1)),
    "bacen/2021_tri_02.csv": ("bacen_ranking", Account(112, 111, not_data=1)),
    "bacen/2021_tri_03.csv": ("bacen_ranking", Account(114, 113, not_data=1)),
    "bacen/2021_tri_04.csv": ("bacen_ranking", Account(136, 135, not_data=1)),
    "cfpb/cfpb_2023_06_10000rows.parquet": ("cfpb_complaints", Account(10001, 10000, not_data=1)),
    "cfpb/cfpb_2023_09_10to17_17004rows.parquet": ("cfpb_complaints", Account(17005, 17004, not_data=1)),
    "cfpb/cfpb_2023_09_17to21_7704rows.parquet": ("cfpb_complaints", Account(7705, 7704, not_data=1)),
    "cfpb/cfpb_company_product_year_2023_2025.csv": ("cfpb_by_year", Account(25060, 25059, not_data=1)),
    "fr_arcep_mne/arcep_satisfaction_alertes_utf8.csv": ("arcep_satisfaction", Account(22, 21, not_data=1)),
    "fr_arcep_mne/mne_litiges_fournisseurs_utf8.csv": ("energy_mediator", Account(26, 22, not_data=4)),
    "signalconso/signalconso.parquet": ("signalconso", Account(680992, 680991, not_data=1)),
    "signalconso/signalconso_extrait.csv": ("signalconso", Account(1247, 1245, rejected=1, not_data=1)),
    "sncf_gares_tgv/clean_satisfaction.xlsx": (
        "sncf_station_satisfaction",
        Account(210, 156, rejected=2, not_data=52),
    ),
    "sncf_gares_tgv/satisfaction_sept2021.xlsx": (
        "sncf_station_satisfaction",
        Account(212, 156, rejected=2, not_data=54),
    ),
    "sncf_gares_tgv/frequentation-gares.csv": (
        "sncf_station_traffic",
        Account(3022, 2999, rejected=22, not_data=1),
    ),
    "sncf_gares_tgv/regularite-mensuelle-tgv-aqst.csv": (
        "sncf_tgv_punctuality",
        Account(10688, 10687, not_data=1),
    ),
    "uk_rail_orr/Extracted Yearly Operator Data XL.xlsx": (
        "orr_operators",
        Account(51, 16, rejected=1, not_data=34),
    ),
    "uk_rail_orr/orr_operator_year_tidy_DERIVED.csv": (
        "orr_operator_year",
        Account(168, 142, rejected=25, not_data=1),
    ),
    "uk_rail_orr/table-1223-passenger-journeys-by-operator.xlsx": (
        "orr_journeys",
        Account(80, 71, not_data=9),
    ),
}


@cache
def read(name: str) -> Reading:
    recipe = recognise(REAL / name)
    assert recipe is not None
    return follow(REAL / name, recipe)


def rows(name: str, table: str, **wanted: Any) -> list[dict[str, Any]]:
    """The rows of a table that hold these values."""
    found = []
    for part in read(name).of(table):
        for at in range(len(part.lines)):
            row = {column: values[at] for column, values in part.columns.items()}
            if all(row.get(column) == value for column, value in wanted.items()):
                found.append(row)
    return found


@pytest.mark.parametrize("name", ACCOUNTS)
def test_the_file_is_recognised_and_every_record_accounted_for(name: str) -> None:
    recipe, account = ACCOUNTS[name]
    reading = read(name)
    print(name, reading.account)
    assert reading.recipe.id == recipe
    assert reading.account == account


def test_each_shipped_recipe_is_tried() -> None:
    assert set(shipped()) == {recipe for recipe, _ in ACCOUNTS.values()}


@pytest.mark.parametrize("stem", ["arcep_satisfaction_alertes", "mne_litiges_fournisseurs"])
def test_cp1252_reads_as_utf8_does(stem: str) -> None:
    one, other = (read(f"fr_arcep_mne/{stem}_{tail}.csv") for tail in ("utf8", "cp1252_crlf"))
    assert [part.columns for part in one.tables] == [part.columns for part in other.tables]


def test_an_empty_quarter_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        recognise(REAL / "bacen/2022_tri_02_nao_ha_dados.csv")
    assert refused.value.message.id == "ingest.refused.empty"


def test_other_files_of_the_publishers_are_nobody_s() -> None:
    for name in (
        "airlines_2015/acsi_airline_scores_TRANSCRIBED.csv",
        "medicare_stars_2026/2026 Star Ratings Data Table - Summary Ratings (Oct 8 2025).csv",
    ):
        assert recognise(REAL / name) is None


def test_medicare_492_contracts_hold_both_measures() -> None:
    claims = {r["company_id"]: r for r in rows(CMS, "claims", sector="health_plans")}
    complaints = {r["company_id"]: r for r in rows(CMS, "complaints", sector="health_plans")}
    assert len(claims.keys() & complaints.keys()) == 492
    one = claims["cms_H0028"]
    assert (one["company"], one["value"], one["metric"]) == ("CHA HMO, INC.", 85, "index_0_100")
    assert (str(one["period_start"]), str(one["period_end"])) == ("2025-03-01", "2025-05-31")
    assert complaints["cms_H0028"]["rate"] == 0.16 and complaints["cms_H0028"]["rounding"] == 0.01
    assert complaints["cms_H0028"]["per_n"] == 1000


def test_bacen_index_is_the_upheld_complaints_per_million_clients_truncated() -> None:
    recomputed = 0
    for quarter in range(1, 5):
        name = f"bacen/2021_tri_0{quarter}.csv"
        clients = {r["company"]: r["value"] for r in rows(name, "exposure")}
        for row in rows(name, "complaints", definition="upheld_regulated"):
            if row.get("rate") is None:
                continue
            index = int(row["count"] / clients[row["company"]] * 1e6 * 100) / 100
            assert row["rate"] == pytest.approx(index, abs=0.011), row
            recomputed += 1
    assert recomputed == 142
    (agibank,) = rows("bacen/2021_tri_01.csv", "complaints", company="AGIBANK (conglomerado)", count=58)
    assert agibank["rate"] == 54.79
    (clients_,) = rows("bacen/2021_tri_01.csv", "exposure", company="AGIBANK (conglomerado)")
    assert int(58 / clients_["value"] * 1e6 * 100) / 100 == 54.79
    assert str(agibank["period_start"]) == "2021-01-01" and str(agibank["period_end"]) == "2021-03-31"


def test_station_codes_match_157_of_158() -> None:
    stations = read("sncf_gares_tgv/satisfaction_sept2021.xlsx")
    served = {r["company_id"] for r in rows("sncf_gares_tgv/frequentation-gares.csv", "exposure")}
    codes = {
        line: code
        for part in stations.of("claims")
        for line, code in zip(part.lines, part.columns["company_id"], strict=True)
    }
    codes |= {line: str(why.params["code"]) for line, why in stations.rejected}
    assert len(codes) == 158
    assert sum(code in served for code in codes.values()) == 157
    assert {why.id for _, why in stations.rejected} == {"recipe.code_of_two"}, "Pau and Perigueux share one"
    names = {r["company"] for r in rows("sncf_gares_tgv/frequentation-gares.csv", "exposure")}
    assert not names & {r["company"] for r in rows("sncf_gares_tgv/satisfaction_sept2021.xlsx", "claims")}


def test_station_marks_by_wave() -> None:
    marks = rows("sncf_gares_tgv/satisfaction_sept2021.xlsx", "claims", company_id="uic_87743005")
    assert [(m["wave"], m["value"]) for m in marks][:4] == [
        ("sept 2017", 8.02),
        ("sept 2018", 7.86),
        ("mars 2019", 7.64),
        ("sept 19", 7.78),
    ]
    assert {m["period_basis"] for m in marks} == {"inferred"}


def test_cfpb_september_files_share_932_complaints() -> None:
    first, second = (
        read(f"cfpb/cfpb_2023_09_{part}.parquet") for part in ("10to17_17004rows", "17to21_7704rows")
    )
    ids = [set(reading.of("complaints")[0].columns["record"]) for reading in (first, second)]
    assert len(ids[0] & ids[1]) == 932


def test_cfpb_years_add_up() -> None:
    yearly = read("cfpb/cfpb_company_product_year_2023_2025.csv").of("complaints")[0].columns
    assert sum(yearly["count"]) == 9_363_711
    assert max(yearly["timely"]) <= 100


def test_signalconso_codes_get_their_zero_back() -> None:
    regions = set(read("signalconso/signalconso.parquet").of("complaints")[0].columns["region"])
    assert {"01", "09", "2A", "2B", "75", "974"} <= regions and "1" not in regions
    assert set(read("signalconso/signalconso.parquet").of("complaints")[0].columns["company"]) == {
        "(SignalConso, all companies)"
    }


def test_arcep_disagreeing_sources_are_both_kept() -> None:
    name = "fr_arcep_mne/arcep_satisfaction_alertes_utf8.csv"
    marks = rows(name, "claims", company="Orange", wave="2018", subject="mobile")
    assert sorted(m["value"] for m in marks) == [7.5, 7.6]
    assert len({m["source"] for m in marks}) == 2
    alerts = rows(name, "complaints", company="SFR")
    assert {(a["rate_low"], a["rate_high"], a["per_n"]) for a in alerts} == {(30, 35, 100_000)}


def test_energy_disputes_and_referrals_are_two_channels() -> None:
    name = "fr_arcep_mne/mne_litiges_fournisseurs_utf8.csv"
    found = Counter((r["channel"], r["definition"], r["window"]) for r in rows(name, "complaints"))
    assert found == {
        ("mne_litiges", "disputes_received", "year"): 12,
        ("mne_saisines", "formal_referrals", "12 months"): 10,
    }
    (wekiwi,) = rows(name, "complaints", company="Wekiwi")
    assert (str(wekiwi["period_start"]), str(wekiwi["period_end"])) == ("2024-07-01", "2025-06-30")


def test_orr_years_begin_in_april_and_the_three_files_agree() -> None:
    book = "uk_rail_orr/Extracted Yearly Operator Data XL.xlsx"
    (avanti,) = [
        r
        for r in rows(book, "complaints", company="Avanti West Coast")
        if str(r["period_start"]) == "2024-04-01" and "rate" in r and r["rate"] is not None
    ]
    assert avanti["rate"] == pytest.approx(94.561161492658) and str(avanti["period_end"]) == "2025-03-31"
    journeys = {}
    for name in (
        book,
        "uk_rail_orr/orr_operator_year_tidy_DERIVED.csv",
        "uk_rail_orr/table-1223-passenger-journeys-by-operator.xlsx",
    ):
        (found,) = [
            r
            for r in rows(name, "exposure", company="Avanti West Coast")
            if (str(r["period_start"]), str(r["period_end"])) == ("2024-04-01", "2025-03-31")
        ]
        journeys[name] = found["value"]
    assert set(map(round, journeys.values())) == {34_901_221}


def test_tweets_are_counted_without_their_texts() -> None:
    part = read("airlines_2015/Tweets.csv").of("reports")[0]
    assert "text" not in part.columns
    labels = Counter(zip(part.columns["company"], part.columns["label"], strict=True))
    assert sum(labels.values()) == 14_485
    assert {str(day) for day in part.columns["period_start"]} == {f"2015-02-{day}" for day in range(16, 25)}

"""The complaints side of the default figures: numbers that a reader can name, and rules no row breaks."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
TWEETS = ROOT.parent / "shared" / "realdata" / "airlines_2015" / "Tweets.csv"

#: Shortest and longest period, in days, that a named window may have.
WINDOWS = {"month": (28, 31), "quarter": (89, 92), "half-year": (181, 184), "year": (365, 366)}


def read(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


COMPLAINTS = read("complaints")
EXPOSURE = read("exposure")
CONTEXT = read("context")
REPORTS = read("reports")
AGGREGATES = {row["id"] for row in read("companies") if row["kind"] == "aggregate"}


def rates(channel: str, start: str, window: str) -> dict[str, list[str]]:
    """Printed rates by company, aggregates apart."""
    found: dict[str, list[str]] = {}
    for row in COMPLAINTS:
        if (row["channel"], row["period_start"], row["window"]) != (channel, start, window):
            continue
        if row["company"] not in AGGREGATES and row["rate"]:
            found.setdefault(row["company"], []).append(row["rate"])
    return found


def of_origin(rows: list[dict[str, str]], origin: str) -> list[dict[str, str]]:
    return [row for row in rows if origin in row["origin"].split(";")]


# ---------------------------------------------------------------- numbers that can be named


def test_uk_broadband_of_early_2018() -> None:
    assert rates("ofcom_broadband", "2018-01-01", "quarter") == {
        "plusnet": ["20"],
        "sky": ["5"],
        "virgin_media": ["12"],
        "bt": ["23"],
        "ee": ["13"],
        "talktalk": ["29"],
    }


def test_uk_broadband_of_early_2022() -> None:
    assert rates("ofcom_broadband", "2022-01-01", "quarter") == {
        "ee": ["3"],
        "sky": ["4"],
        "bt": ["7"],
        "now_broadband": ["8"],
        "plusnet": ["11"],
        "vodafone_uk": ["13"],
        "talktalk": ["14"],
        "virgin_media": ["18"],
        "shell_energy_broadband": ["22"],
    }


def test_o2_has_the_figures_of_both_sources_that_disagree() -> None:
    rows = [
        row
        for row in COMPLAINTS
        if row["company"] == "o2_uk"
        and row["channel"] == "ofcom_mobile"
        and row["period_start"] == "2018-01-01"
    ]
    assert sorted(row["rate"] for row in rows) == ["2", "3"]
    assert len({row["source"] for row in rows}) == 2
    assert {row["publish"] for row in rows} == {"with_note"}
    assert rates("ofcom_mobile", "2018-01-01", "quarter")["tesco_mobile"] == ["1"]


def test_us_airlines_of_2017_have_a_rate_and_enplanements() -> None:
    rated = rates("us_dot", "2017-01-01", "year")
    boarded = {
        row["company"]: (int(row["value"]), int(row["rounding"]))
        for row in EXPOSURE
        if row["measure"] == "enplanements" and row["period_start"] == "2017-01-01"
    }
    expected = {
        "southwest_airlines": ("0.47", 157_700_000),
        "alaska_airlines": ("0.57", 26_100_000),
        "delta_air_lines": ("0.92", 145_600_000),
        "jetblue": ("1.14", 40_000_000),
        "united_airlines": ("1.89", 107_200_000),
        "american_airlines": ("1.96", 144_900_000),
        "frontier_airlines": ("2.78", 16_800_000),
        "spirit_airlines": ("5.59", 23_800_000),
    }
    for company, (rate, passengers) in expected.items():
        assert rated[company] == [rate]
        assert boarded[company] == (passengers, 100_000)


def test_us_airlines_of_2015_have_rates_counts_and_labelled_reports() -> None:
    rated = rates("us_dot", "2015-01-01", "year")
    assert rated["american_airlines"] == ["3.36"]
    assert rated["delta_air_lines"] == ["0.74"]
    assert rated["southwest_airlines"] == ["0.52"]
    assert rated["united_airlines"] == ["2.85"]
    assert rated["spirit_airlines"] == ["11.73"]
    assert "us_airways" not in rated
    counted = {row["company"]: row["count"] for row in COMPLAINTS if row["id"].startswith("us_dot_2015_")}
    assert counted["american_airlines"] == "3983"
    assert counted["southwest_airlines"] == ""


#: Labelled tweets of 16 to 24 February 2015 after dropping repeated ids: negative, neutral, positive.
LABELLED = {
    "american_airlines": (1864, 433, 307),
    "delta_air_lines": (955, 723, 544),
    "southwest_airlines": (1186, 664, 570),
    "united_airlines": (2633, 697, 492),
    "us_airways": (2263, 381, 269),
    "virgin_america": (181, 171, 152),
}


def test_labelled_reports_of_the_airlines() -> None:
    found = {(row["company"], row["label"]): row["count"] for row in REPORTS if row["venue"] == "twitter"}
    assert found == {
        (company, label): str(count)
        for company, counts in LABELLED.items()
        for label, count in zip(("negative", "neutral", "positive"), counts, strict=True)
    }
    assert sum(sum(counts) for counts in LABELLED.values()) == 14_485


@pytest.mark.skipif(not TWEETS.exists(), reason="the published set of tweets is not beside the checkout")
def test_labelled_reports_are_those_of_the_published_set() -> None:
    names = {"american_airlines": "American", "delta_air_lines": "Delta", "southwest_airlines": "Southwest"}
    names |= {"united_airlines": "United", "us_airways": "US Airways", "virgin_america": "Virgin America"}
    labels: dict[str, tuple[str, str]] = {}
    with TWEETS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            labels.setdefault(row["tweet_id"], (row["airline"], row["airline_sentiment"]))
    counts = Counter(labels.values())
    for company, expected in LABELLED.items():
        found = tuple(counts[names[company], label] for label in ("negative", "neutral", "positive"))
        assert found == expected


def test_ile_de_france_2016_with_the_shares_of_both_sources() -> None:
    total = of_origin(COMPLAINTS, "founding:idf-2016")
    assert [(row["count"], row["region"], row["issue"]) for row in total] == [("21645", "FR-IDF", "")]
    shares = {
        row["value"]: row["source"] for row in CONTEXT if row["metric"] == "share_of_national_complaints"
    }
    assert set(shares) == {"32", "36"}
    assert shares["32"] == total[0]["source"] != shares["36"]
    assert {row["value"] for row in CONTEXT if row["metric"] == "national_complaints"} == {"69153"}


def test_pole_emploi_2015_counts_claims_for_benefit_and_not_people() -> None:
    found = {
        row["channel"]: row["count"]
        for row in COMPLAINTS
        if row["company"] == "france_travail" and row["period_start"] == "2015-01-01"
    }
    assert found == {"company_first_level": "459341", "mediateur_pole_emploi": "29502"}
    handled = [row for row in EXPOSURE if row["company"] == "france_travail"]
    assert [(row["value"], row["population"]) for row in handled] == [("9200000", "benefit_claims_handled")]


def test_funnels_are_split_and_never_one_cell() -> None:
    sncf = {row["metric"]: row["value"] for row in of_origin(CONTEXT, "iceberg:0")}
    assert sncf == {"journeys": "130000000", "complaints_received": "1000000", "mediator_referrals": "9063"}
    assert len(of_origin(CONTEXT, "iceberg:18")) == 3


def test_the_same_supplier_keeps_count_and_rate_in_one_record() -> None:
    rows = [row for row in COMPLAINTS if row["company"] == "octopus_energy" and row["window"] == "quarter"]
    own = {
        row["period_start"]: (row["rate"], row["count"]) for row in rows if row["per"] == "customer_accounts"
    }
    assert own["2019-10-01"] == ("254", "5634")
    assert own["2022-07-01"] == ("823", "49212")
    assert len(own) == 12


def test_lower_bounds_and_ranges_have_no_point() -> None:
    (defender,) = of_origin(COMPLAINTS, "complaints:131")
    assert (defender["count"], defender["count_low"], defender["qualifier"]) == ("", "82200", "at_least")
    (sncf,) = of_origin(COMPLAINTS, "complaints:118")
    assert (sncf["count"], sncf["count_low"], sncf["count_high"]) == ("", "5945", "5984")


@pytest.mark.parametrize(
    "origin", ["complaints:198", "complaints:200", "complaints:319", "more/complaints:188", "iceberg:16"]
)
def test_a_row_that_must_stay_out_is_left_out_with_its_reason(origin: str) -> None:
    loaded = [row for rows in (COMPLAINTS, EXPOSURE, CONTEXT) for row in of_origin(rows, origin)]
    assert not loaded
    assert [row["reason"] for row in read("left_out") if row["origin"] == origin] != [""]


# ---------------------------------------------------------------- rules that no row breaks


@pytest.mark.parametrize("rows", [COMPLAINTS, EXPOSURE, CONTEXT, REPORTS])
def test_ids_are_unique(rows: list[dict[str, str]]) -> None:
    assert [id_ for id_, count in Counter(row["id"] for row in rows).items() if count > 1] == []


def test_no_rate_without_its_denominator_and_window() -> None:
    rated = [row for row in COMPLAINTS if row["rate"] or row["rate_low"] or row["rate_high"]]
    assert len(rated) > 250
    assert [row["id"] for row in rated if not (row["per"] and row["per_n"] and row["window"])] == []
    assert [row["id"] for row in rated if not float(row["rounding"]) > 0] == []


def test_a_window_is_as_long_as_its_period() -> None:
    for row in COMPLAINTS:
        if row["window"] in WINDOWS and row["period_start"]:
            shortest, longest = WINDOWS[row["window"]]
            days = date.fromisoformat(row["period_end"]) - date.fromisoformat(row["period_start"])
            assert shortest <= days.days + 1 <= longest, row["id"]


@pytest.mark.parametrize("rows", [COMPLAINTS, EXPOSURE, CONTEXT, REPORTS])
def test_periods_are_in_order_and_whole(rows: list[dict[str, str]]) -> None:
    for row in rows:
        assert bool(row["period_start"]) == bool(row["period_end"]), row["id"]
        assert (row["period_basis"] == "unknown") == (not row["period_start"]), row["id"]
        assert row["period_start"] <= row["period_end"], row["id"]
        if row["period_end"]:
            assert date.fromisoformat(row["period_end"]) >= date.fromisoformat(row["period_start"])


def test_one_channel_and_window_never_overlaps_itself() -> None:
    """F23 adds the periods of a channel up, so that two that overlap would count twice."""
    groups: dict[tuple[str, ...], set[tuple[str, str]]] = {}
    for row in COMPLAINTS:
        if row["period_start"]:
            key = tuple(row[name] for name in ("sector", "country", "channel", "definition", "window", "per"))
            groups.setdefault(key, set()).add((row["period_start"], row["period_end"]))
    for key, periods in groups.items():
        for (_, end), (start, _) in pairwise(sorted(periods)):
            assert date.fromisoformat(start) > date.fromisoformat(end), key


def test_shares_lie_between_0_and_100() -> None:
    shares = [row for row in CONTEXT if row["unit"] == "percent"]
    assert len(shares) > 50
    for row in shares:
        for name in ("value", "low", "high"):
            assert not row[name] or 0 <= float(row[name]) <= 100, row["id"]


def test_what_must_be_said_with_a_figure_is_there_to_say() -> None:
    rows = [row for rows in (COMPLAINTS, EXPOSURE, CONTEXT) for row in rows]
    assert [row["id"] for row in rows if row["publish"] == "with_note" and not row["note"]] == []
    assert {row["publish"] for row in rows} <= {"yes", "with_note"}


def test_a_share_a_poll_and_a_legal_claim_are_never_complaints() -> None:
    channels = {row["id"]: row for row in read("channels")}
    for id_ in ("afub", "afutt", "caa_escalated", "db_fahrgastrechte", "euclaim", "self_reported"):
        assert channels[id_]["comparable"] == "no"
        assert not [row for row in COMPLAINTS if row["channel"] == id_]
    assert {row["channel"] for row in COMPLAINTS} <= set(channels)
    assert {channels[id_]["denominator"] for id_ in ("orr", "us_dot")} == {"flow"}
    assert channels["ofcom_broadband"]["denominator"] == "stock"


def test_every_channel_has_a_name_and_the_same_notes_in_both_languages() -> None:
    for row in read("channels"):
        assert row["label_en"] and row["label_fr"], row["id"]
        assert bool(row["note_en"]) == bool(row["note_fr"]), row["id"]

"""The sayings: every number worked out a second way, in pandas, from the files of data/."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from barometer.desk.answering import DATA, Desk, default_desk, open_desk
from barometer.desk.saying import Saying
from barometer.messages import LANGUAGES, number, percent, say, times

IDS = ["proud", "talk", "silent", "public", "america", "region", "telephony", "robots"]


@cache
def table(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / f"{name}.csv", keep_default_na=True)


def only(name: str, **where: object) -> pd.Series:
    rows = table(name)
    for column, value in where.items():
        empty = rows[column].isna() if value is None else rows[column] == value
        rows = rows[empty]
    assert len(rows) == 1, f"{name} {where}: {len(rows)} rows"
    return rows.iloc[0]


def pct(value: float, lang: str) -> str:
    return percent(value / 100, lang)


def told(desk: Desk, lang: str) -> dict[str, str]:
    return {one.id: " ".join(say(part, lang) for part in one.text) for one in desk.sayings()}


def one(id_: str) -> Saying:
    return next(saying for saying in default_desk().sayings() if saying.id == id_)


def verdict(id_: str) -> str:
    return one(id_).verdict.id.rpartition(".")[2]


def test_there_are_eight_in_their_order() -> None:
    assert [saying.id for saying in default_desk().sayings()] == IDS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_share_to_be_proud_of(lang: str) -> None:
    share = only("claims", company="conforama", metric="share_satisfied")["value"]
    said = told(default_desk(), lang)["proud"]
    assert pct(share, lang) in said and pct(100 - share, lang) in said and "2014" in said
    assert pct(share, lang) in say(one("proud").title, lang)
    assert table("complaints").query("company == 'conforama'").empty
    assert verdict("proud") == "cannot_say"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_talk_is_counted_as_noted_and_the_measure_refuses(lang: str) -> None:
    own = table("claims").query("asserted_by == 'company'")
    said = told(default_desk(), lang)["talk"]
    assert number(len(own), lang) in said and str(own["company"].nunique()) in said
    assert say("refusal.under_eight.reason", lang) in said
    assert verdict("talk") == "not_testable"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_silent(lang: str) -> None:
    tarp = only("context", subject="Unhappy customers")["low"]
    homes = only("context", subject="Households with a problem (United States)")["value"]
    rail = only("context", subject="Rail passengers (Great Britain)", metric="share_not_complaining")["value"]
    said = told(default_desk(), lang)["silent"]
    assert all(pct(value, lang) in said for value in (tarp, 100 - homes, rail))
    assert pct(tarp, lang) in say(one("silent").title, lang)
    assert verdict("silent") == "depends"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_public_supplier(lang: str) -> None:
    rates = table("complaints").query("channel == 'mne_litiges' and period_start == '2019-01-01'")
    rates = rates.set_index("company")["rate"]
    shares = table("claims").query(
        "instrument == 'ipsos_trusteam' and metric == 'share_satisfied' and sector == 'energy'"
    )
    shares = shares[~shares["company"].str.startswith("all_")].set_index("company")["value"]
    said = told(default_desk(), lang)["public"]
    for company in ("edf", "engie", "direct_energie"):
        assert pct(shares[company], lang) in said
    for company in ("edf", "all_suppliers_average_energy_fr"):
        assert re.search(rf"\b{rates[company]:.0f}\b", said)
    assert rates["edf"] < rates["all_suppliers_average_energy_fr"] and shares.idxmin() == "edf"
    assert say("sayings.public.opposite", lang) in said
    assert say("refusal.no_common_stratum.reason", lang) in said
    owner = only("ownership", company="edf")["code"]
    assert owner == "public_state"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_america(lang: str) -> None:
    claims = table("claims").dropna(subset=["instrument"])
    by_country = claims.groupby("country")["instrument"].agg(set)
    assert not by_country["FR"] & by_country["US"]
    stories = table("reports")["source"].str.contains("comparing_american_and_french").sum()
    said = told(default_desk(), lang)["america"]
    assert say("sayings.america.no_common", lang) in said
    assert say("sayings.america.accounts", lang, n=stories) in said and stories == 5
    assert say("refusal.no_common_stratum.reason", lang) in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_region(lang: str) -> None:
    here = only("complaints", channel="direccte_idf", issue=None)["count"]
    national = (
        table("complaints")
        .query("channel == 'dgccrf' and sector == 'all' and period_start == '2016-01-01'")["count"]
        .item()
    )
    shares = table("context").query("metric == 'share_of_national_complaints'")
    sources = table("sources").set_index("id")["read_at"]
    shares = shares.set_index(shares["source"].map(sources))["value"]
    homes = table("exposure").query("measure == 'households'").set_index("population")["value"]
    there, away = homes["households_ile_de_france"], homes["households_outside_ile_de_france"]
    said = told(default_desk(), lang)["region"]
    for part in (pct(shares["original"], lang), pct(shares["relay"], lang), number(here, lang)):
        assert part in said
    assert percent(here / national, lang, 0) in said
    rate = here / there
    for total in (national, here / shares["relay"] * 100):
        elsewhere = (total - here) / away
        assert number(elsewhere * 100_000, lang, 0) in said
        assert times(rate / elsewhere, lang) in said
    assert number(rate * 100_000, lang, 0) in said
    numbers = [number(rate * 100_000, "en", 0), times(rate / ((national - here) / away), "en")]
    assert numbers == ["433", "2.3\xa0times"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_telephony(lang: str) -> None:
    shares = table("context").query("metric == 'complaint_share' and source == 'dgccrf_e918f0'")
    shares = shares.set_index("subject")["value"]
    mobile = table("context").query("metric == 'share_on_mobile_telephony'")["value"]
    alerts = only("complaints", channel="arcep_alerts", period_start="2019-01-01", company="all_operators_fr")
    said = told(default_desk(), lang)["telephony"]
    wanted = [
        shares[name] for name in ("Telephony and internet", "Shops and online shops", "Travel and leisure")
    ]
    assert all(pct(value, lang) in said for value in [*wanted, *mobile])
    assert number(alerts["count"], lang) in said
    assert shares.idxmax() != "Telephony and internet" and verdict("telephony") == "not_here"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_robots(lang: str) -> None:
    answered = only("context", metric="share_answered")["value"]
    kinds = table("reports").query("count.isna()", engine="python")["reply_kind"].value_counts()
    said = told(default_desk(), lang)["robots"]
    counted = {"canned": kinds["canned"], "none": kinds["none"], "substantive": kinds["substantive"]}
    assert pct(answered, lang) in said
    assert say("sayings.robots.accounts", lang, **counted) in said


def test_every_saying_leads_somewhere_and_names_its_sources() -> None:
    desk = default_desk()
    for saying in desk.sayings():
        assert saying.view is not None or saying.company in desk.companies
        assert all(source.publisher for source in saying.sources)
        for figure in saying.figures:
            assert {*figure.fact.sources} <= {source.id for source in saying.sources}
    assert {saying.id for saying in desk.sayings() if not saying.sources} == {"talk"}


# --- without a figure ---------------------------------------------------------------------------


@pytest.fixture
def bare(tmp_path: Path) -> Desk:
    """The default figures without those of three sayings, and without any report."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    gone = {
        "claims": "founding_conforama_68",
        "exposure": "households_outside_ile_de_france_2016",
        "context": "complaints_237",
        "reports": "founding_",
    }
    for name, start in gone.items():
        lines = (folder / f"{name}.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(start)]
        (folder / f"{name}.csv").write_text("".join(kept), encoding="utf-8")
    return open_desk(folder)


def test_a_figure_that_is_missing_is_named_and_no_number_stands_in_its_place(bare: Desk) -> None:
    said = told(bare, "en")
    assert "for want of a figure: the figure that the company displayed." in said["proud"]
    assert not re.search(r"\d", said["proud"])
    assert "for want of a figure: the households elsewhere." in said["region"]
    assert "2.3" not in said["region"] and "433" not in said["region"]
    assert "for want of a figure: the share of telephony and internet." in said["telephony"]
    assert "33%" not in said["telephony"]
    assert "standard replies" not in said["robots"].replace("The share of standard replies", "")
    verdicts = {saying.id: saying.verdict.id.rpartition(".")[2] for saying in bare.sayings()}
    assert (verdicts["region"], verdicts["telephony"]) == ("cannot_say", "cannot_say")
    title = next(saying.title for saying in bare.sayings() if saying.id == "proud")
    assert not re.search(r"\d", say(title, "en"))


def test_sources_that_disagree_make_a_span(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    path = folder / "context.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    again = next(line for line in lines if line.startswith("iceberg_21,"))
    lines.append(again.replace("iceberg_21,", "answered_again,").replace(",80,", ",70,"))
    path.write_text("".join(lines), encoding="utf-8")
    assert "70% to 80% of the reports" in told(open_desk(folder), "en")["robots"]


def test_talk_that_is_counted_is_measured(tmp_path: Path) -> None:
    """With claims and campaigns a year for the companies of one channel, the test runs."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    rates = table("complaints").query(
        "channel == 'us_dot' and period_start == '2017-01-01' and window == 'year' and rate > 0"
    )
    names = [name for name in rates["company"] if not name.startswith("all_")]
    lines = [
        f"talk_{name},{name},airlines,US,claims_and_campaigns,{place},,,number,1,exact,,2017-01-01,2017-12-31,"
        f"calendar,{rates['source'].iloc[0]},yes,,,made:talk\n"
        for place, name in enumerate(names, 1)
    ]
    with (folder / "context.csv").open("a", encoding="utf-8") as file:
        file.writelines(lines)
    made = next(saying for saying in open_desk(folder).sayings() if saying.id == "talk")
    assert made.verdict.id == "sayings.verdict.exploratory"
    ranks = rates[rates["company"].isin(names)].set_index("company")["rate"].reindex(names)
    expected = ranks.reset_index(drop=True).corr(pd.Series(range(1, len(names) + 1)), method="spearman")
    assert f"is {number(expected, 'en', 2)} (" in say(made.text[1], "en")

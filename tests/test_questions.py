"""The questions beside the gap: on the default figures each answers or says what is missing."""

from __future__ import annotations

import doctest
import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

import barometer
from barometer.cli import main
from barometer.desk.answering import DATA, default_desk, open_desk
from barometer.desk.questions import UnansweredError, compare, replies
from barometer.messages import say
from barometer.view import View, decode

BROADBAND = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"
ENERGY = "sector=energy&country=GB&time=2016-07..2016-09"
ENGLISH = partial(say, lang="en")


def run(*arguments: str, out: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(list(arguments))
    said = out.readouterr()
    return code, said.out, said.err


# --- the Python API -----------------------------------------------------------------------------


def test_the_example_in_the_docstring_is_what_is_printed() -> None:
    found = doctest.testmod(barometer)
    assert (found.failed, found.attempted) == (0, 3)


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import barometer, sys; print(sorted({'pandas', 'duckdb', 'scipy', 'streamlit'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_the_rows_are_those_of_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("gap", "--view", BROADBAND, "--json", out=capsys)
    told = {row["company"]: row for row in json.loads(out)["rows"]}
    table = barometer.open().gap(BROADBAND).set_index("company")
    assert set(table.index) == set(told)
    for company, row in told.items():
        assert table.loc[company, "ratio"] == row["ratio"]
        assert table.loc[company, "break_even"] == row["break_even"]


def test_a_view_that_cannot_be_honoured_is_an_error_not_another_view() -> None:
    opened = barometer.open(DATA, lang="fr")
    with pytest.raises(ValueError, match="Aucune comparaison"):
        opened.gap("sector=telecoms_broadband&country=GB&time=1950")
    with pytest.raises(ValueError, match="colour"):
        opened.gap("colour=red")


def test_every_comparison_is_listed() -> None:
    table = barometer.open().comparisons()
    assert len(table) == len(default_desk().comparisons())
    assert (table["status"] == "computed").sum() >= 4


# --- say-do ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "part"), [("en", "fewer than eight"), ("fr", "moins de huit")])
def test_saying_and_doing_is_refused(lang: str, part: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, error = run("say-do", "--json", "--lang", lang, out=capsys)
    told = json.loads(out)
    assert (code, told["answer"], told["refused"]["code"]) == (2, None, "under_eight")
    assert part in told["refused"]["reason"] and part in error
    assert barometer.open(lang=lang).say_do() == told


# --- compare --------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["ownership", "country"])
def test_groups_without_a_common_stratum_are_refused(by: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("compare", "--by", by, "--json", out=capsys)
    told = json.loads(out)
    assert (code, told["answer"], told["refused"]["code"]) == (2, None, "no_common_stratum")


def test_the_region_is_answered_once_for_each_total(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("compare", "--by", "region", "--json", out=capsys)
    found = {one["by_total_of"]: one for one in json.loads(out)["answer"]}
    assert code == 0
    complaints = pd.read_csv(DATA / "complaints.csv")
    here = complaints.query("channel == 'direccte_idf' and issue.isna()", engine="python")["count"].item()
    year = complaints.query("channel == 'dgccrf' and sector == 'all' and period_start == '2016-01-01'")
    total = year["count"].item()
    assert found["computed"]["rate"] == pytest.approx(here / 50)
    assert found["computed"]["rate_elsewhere"] == pytest.approx((total - here) / 250)
    assert round(found["computed"]["ratio"]["value"], 1) == 2.3
    assert round(found["relay"]["ratio"]["value"], 1) == 2.8
    assert found["report"]["total"] == pytest.approx(here / 0.32)


def test_two_groups_with_a_common_stratum_are_compared(tmp_path: Path) -> None:
    """Made: four companies of one sector and desk, two of them owned by the State."""
    made = {
        "pub_a": (300, 1_000_000),
        "pub_b": (190, 500_000),
        "pri_a": (100, 800_000),
        "pri_b": (60, 400_000),
    }
    tables = {
        "companies": ["id,name", *(f"{one},{one}" for one in made)],
        "sources": ["id,publisher,read_at", "made,Made for a test,original"],
        "claims": ["id,company,sector,country,metric,unit,asserted_by,source"],
        "ownership": [
            "company,code",
            *(f"{one},{'public_state' if one.startswith('pub') else 'private'}" for one in made),
        ],
        "complaints": [
            "id,company,sector,country,channel,count,window,period_start,period_end,source",
            *(f"y_{o},{o},made,FR,desk,{y},year,2024-01-01,2024-12-31,made" for o, (y, _) in made.items()),
        ],
        "exposure": [
            "id,company,sector,country,measure,value,period_start,period_end,source",
            *(f"x_{o},{o},made,FR,customers,{n},2024-01-01,2024-12-31,made" for o, (_, n) in made.items()),
        ],
    }
    for name, lines in tables.items():
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = compare(open_desk(tmp_path), ENGLISH)
    assert told["answer"]["value"] == pytest.approx((490 / 1.5e6) / (160 / 1.2e6))
    assert told["refused"] is None and told["companies"] == 4 and len(told["strata"]) == 1
    assert "2.45 times the complaints" in told["sentences"][0]


def test_another_word_to_compare_by_is_an_error() -> None:
    with pytest.raises(ValueError, match="not by colour"):
        compare(default_desk(), ENGLISH, "colour")


# --- replies --------------------------------------------------------------------------------------


def test_replies_of_single_accounts(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("replies", "--json", out=capsys)
    told = json.loads(out)
    found = {one["company"]: one for one in told["answer"]}
    assert code == 0
    for one in found.values():
        assert one["n"] == 1 and one["timely"] is None and one["median_days"] is None
        assert one["timely_refused"]["code"] == one["median_refused"]["code"] == "few_accounts"
    said = " ".join(told["sentences"])
    assert "complaint of 21 August 2007, answered after 2 days" in said
    assert "complaint of 25 May 2007, no reply by 21 August 2007, when the account ends" in said
    assert "in time" not in said.replace("a share in time or a median is formed of 5 or more", "")
    assert "anecdotes" in told["sentences"][0]


def test_no_dated_account_is_a_refusal() -> None:
    told = replies(default_desk(), ENGLISH, view=decode("sector=rail&country=FR")[0])
    assert told["answer"] is None and told["refused"]


# --- iceberg --------------------------------------------------------------------------------------


def test_one_complaint_for_so_many_customers(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("iceberg", "--view", BROADBAND, "--factor", "50", "--json", out=capsys)
    found = {one["company"]: one for one in json.loads(out)["answer"]}
    assert code == 0
    assert found["plusnet"]["break_even"]["value"] == pytest.approx(0.14 * 100_000 / 20)
    assert found["plusnet"]["what_if"]["share"]["value"] == pytest.approx(50 * 20 / 100_000)
    assert found["plusnet"]["what_if"]["admits"] == pytest.approx(0.14)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_iceberg_says_of_what_how_surely_and_what_it_does_not_show(
    lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run("iceberg", "--view", BROADBAND, "--lang", lang, out=capsys)
    said = [line for line in out.splitlines() if line]
    assert code == 0
    assert "1er trimestre 2018" in said[0] if lang == "fr" else "1st quarter of 2018" in said[0]
    assert said[-1] == say("questions.iceberg.caveat", lang)
    # F15: Plusnet's 14% as printed, 19.5 to 20.5 complaints per 100,000
    low, high = (0.14 * 100_000 / 20.5, 0.14 * 100_000 / 19.5)
    kind = say("ui.term", lang, id="rounding")
    about = {"name": "Plusnet", "low": low, "high": high, "kind": "rounding"}
    assert say("sentence.company.iceberg_sure", lang, **about) in said and kind in out


def test_a_factor_beyond_all_customers_is_refused() -> None:
    told = barometer.open().iceberg(BROADBAND, factor=10_000)
    plusnet = next(one for one in told["answer"] if one["company"] == "plusnet")
    assert plusnet["what_if"]["refused"]["code"] == "above_all_customers"


def test_a_weighted_score_has_no_iceberg(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, error = run("iceberg", "--view", ENERGY, "--json", out=capsys)
    assert code == 2 and json.loads(out)["answer"] is None
    assert say("refusal.weighted_complaints.reason", "en") in error


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["iceberg", "--factor", "0.5"], "from 1 to 1,000"),
        (["iceberg", "--factor", "1e300"], "from 1 to 1,000"),
        (["iceberg", "--factor", "nan"], "from 1 to 1,000"),
        (["replies", "--deadline", "0"], "from 1 up"),
        (["say-do", "--view", "sector=energy&time=2017"], "time"),
        (["compare", "--view", "colour=red"], "colour"),
        (["iceberg", "--view", "sector=rail&country=GB&time=1950"], "No comparison"),
    ],
)
def test_what_cannot_be_asked_is_said_on_standard_error(
    arguments: list[str], part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, error = run(*arguments, out=capsys)
    assert (code, out) == (2, "")
    assert part in error


def test_an_unanswered_question_names_its_sentences() -> None:
    with pytest.raises(UnansweredError) as raised:
        barometer.open().say_do("metric=nps")
    assert [one.id for one in raised.value.sentences] == ["questions.only_scope"]


@pytest.mark.parametrize(
    ("by", "scope", "said"),
    [
        ("region", View(sector="rail"), "questions.no_scope"),
        ("region", View(country="GB"), "questions.no_scope"),
        ("country", View(country="GB"), "questions.only_sector"),
    ],
)
def test_what_groups_cannot_be_narrowed_by_is_refused(by: str, scope: View, said: str) -> None:
    with pytest.raises(UnansweredError) as raised:
        compare(default_desk(), lambda message: message.id, by, scope)
    assert [one.id for one in raised.value.sentences] == [said]

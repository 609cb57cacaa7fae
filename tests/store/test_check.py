"""`barometer data check`: a small package broken one rule at a time, named in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from barometer.messages import LANGUAGES, catalogue, say
from barometer.store.check import check, check_folder
from barometer.store.package import read
from barometer.store.problem import Problem
from barometer.store.rules_keys import lei_is_valid, siren_is_valid
from tests.store.packages import COMPANIES, Row, claim, complaint, exposure, write

SOUND: dict[str, list[Row]] = {
    "claims": [claim(), claim(id="c2", company="beta", value="83")],
    "complaints": [complaint(), complaint(id="p2", company="beta", rate="5")],
    "exposure": [exposure(), exposure(id="e2", company="beta", value="22000")],
    "aliases": [{"company": "alpha", "alias": "A plc", "valid_from": "", "valid_to": "2018-12-31"}],
    "peer_groups": [{"sector": "telecoms", "country": "GB", "company": "alpha", "peer_group": "fixed"}],
    "reports": [
        {
            "id": "r1",
            "company": "alpha",
            "sector": "telecoms",
            "country": "GB",
            "venue": "twitter",
            "label": "negative",
            "count": "12",
            "source": "s2",
        }
    ],
    "context": [
        {"id": "x1", "metric": "share_with_problem", "value": "31", "unit": "percent", "source": "s2"}
    ],
    "channels": [{"id": "ofcom_broadband"}],
    "metrics": [{"id": "share_satisfied", "unit": "percent"}],
}


def broken(folder: Path, table: str, *rows: Row) -> list[Problem]:
    """What the check says of a sound package with these rows added to a table."""
    tables = {name: list(given) for name, given in SOUND.items()} | {"companies": list(COMPANIES)}
    tables[table] = [*tables[table], *rows]
    return check_folder(write(folder, **tables))


def test_a_sound_package_has_no_problem(tmp_path: Path) -> None:
    assert check_folder(write(tmp_path, **SOUND)) == []


def test_two_sources_that_disagree_are_no_problem(tmp_path: Path) -> None:
    assert broken(tmp_path, "complaints", complaint(id="p3", rate="21", source="s2")) == []


def test_a_count_and_a_rate_of_one_period_are_two_figures(tmp_path: Path) -> None:
    count = complaint(id="p3", rate="", count="2800", per="", per_n="")
    assert broken(tmp_path, "complaints", count) == []


# code -> table, rows to add, line, column and value of the one problem expected
RULES: dict[str, tuple[str, list[Row], int, str, str]] = {
    "unknown_id": ("claims", [claim(id="c3", company="gamma")], 4, "company", "gamma"),
    "repeated_id": ("claims", [claim(id="c2", wave="2019")], 4, "id", "c2"),
    "repeated_figure": ("claims", [claim(id="c3", note="again")], 4, "value", "86"),
    "contradiction": ("complaints", [complaint(id="p3", rate="21")], 4, "rate", "21"),
    "bad_siren": ("companies", [{"id": "c", "name": "C", "siren": "552081318"}], 4, "siren", "552081318"),
    "bad_lei": (
        "companies",
        [{"id": "c", "name": "C", "lei": "5493001KJTIIGC8Y1R13"}],
        4,
        "lei",
        "5493001KJTIIGC8Y1R13",
    ),
    "own_parent": ("companies", [{"id": "c", "name": "C", "parent": "c"}], 4, "parent", "c"),
    "alias_of_two": ("aliases", [{"company": "beta", "alias": "A plc"}], 3, "alias", "A plc"),
    "overlapping_periods": (
        "complaints",
        [complaint(id="p3", period_start="2018-03-01", period_end="2018-05-31")],
        4,
        "period_start",
        "2018-03-01",
    ),
    "two_groups": (
        "peer_groups",
        [{"sector": "telecoms", "country": "GB", "company": "alpha", "peer_group": "mobile"}],
        3,
        "peer_group",
        "mobile",
    ),
    "period_order": (
        "claims",
        [claim(id="c3", period_start="2018-04-01")],
        4,
        "period_start",
        "2018-04-01",
    ),
    "period_half": ("exposure", [exposure(id="e3", period_end="")], 4, "period_end", ""),
    "negative": ("complaints", [complaint(id="p3", rate="-5", issue="billing")], 4, "rate", "-5"),
    "count_not_whole": ("complaints", [complaint(id="p3", count="20.5")], 4, "count", "20.5"),
    "no_exposure": ("exposure", [exposure(id="e3", value="0", population="all")], 4, "value", "0"),
    "no_sample": ("claims", [claim(id="c3", n="0", wave="2019")], 4, "n", "0"),
    "off_scale": ("claims", [claim(id="c3", value="860", wave="2019")], 4, "value", "860"),
    "ends_order": ("claims", [claim(id="c3", value="", low="90", high="80")], 4, "low", "90"),
    "outside_ends": (
        "claims",
        [claim(id="c3", value="86", low="87", high="90")],
        4,
        "value",
        "86",
    ),
    "no_figure": ("claims", [claim(id="c3", value="")], 4, "value", ""),
    "rate_without": ("complaints", [complaint(id="p3", issue="billing", window="")], 4, "window", ""),
    "not_metric_unit": ("claims", [claim(id="c3", unit="index", wave="2019")], 4, "unit", "index"),
    "two_units": (
        "claims",
        [
            claim(id="c3", metric="share_satisfied", value="8", unit="percent", wave="a"),
            claim(id="c4", metric="share_satisfied", value="8", unit="mark", wave="a", company="beta"),
        ],
        5,
        "unit",
        "mark",
    ),
    "two_denominators": (
        "complaints",
        [complaint(id="p3", issue="billing", per_n="1000")],
        4,
        "per_n",
        "1000",
    ),
    "column_unknown": ("claims", [claim(id="c3", wave="2019", vlaue="1")], 1, "vlaue", ""),
    "not_finite": ("claims", [claim(id="c3", value="inf")], 4, "value", "inf"),
    "not_allowed": ("claims", [claim(id="c3", qualifier="about", wave="2019")], 4, "qualifier", "about"),
}
ALSO = {"two_units": "not_metric_unit", "not_finite": "no_figure"}


@pytest.mark.parametrize("code", RULES)
def test_each_rule_names_file_line_column_and_value(tmp_path: Path, code: str) -> None:
    table, rows, line, column, value = RULES[code]
    problems = broken(tmp_path, table, *rows)
    found = [p for p in problems if p.message.id == f"check.{code}"]
    assert [(p.file, p.line, p.column, p.value) for p in found] == [(f"{table}.csv", line, column, value)]
    assert {p.message.id for p in problems} <= {f"check.{code}", f"check.{ALSO.get(code, code)}"}
    for lang in LANGUAGES:
        sentence = say(found[0].sentence, lang)
        assert (
            f"{table}.csv" in sentence and str(line) in sentence and column in sentence and value in sentence
        )


def test_a_reference_of_each_kind(tmp_path: Path) -> None:
    rows: dict[str, list[Row]] = {
        "claims": [claim(source="s9", metric="happiness")],
        "complaints": [complaint(channel="ofcom_post", company="gamma")],
        "companies": [*COMPANIES, {"id": "c", "name": "C", "parent": "group"}],
        "channels": SOUND["channels"],
        "metrics": SOUND["metrics"],
    }
    found = check(read(write(tmp_path, **rows)))
    assert {(p.file, p.column, p.value) for p in found} == {
        ("companies.csv", "parent", "group"),
        ("claims.csv", "metric", "happiness"),
        ("claims.csv", "source", "s9"),
        ("complaints.csv", "channel", "ofcom_post"),
        ("complaints.csv", "company", "gamma"),
    }


def test_a_package_without_channels_and_metrics_uses_its_own_names(tmp_path: Path) -> None:
    rows = {"claims": [claim(metric="happiness")], "complaints": [complaint(channel="ofcom_post")]}
    assert check_folder(write(tmp_path, **rows)) == []


def test_a_company_that_contradicts_itself_is_quoted_with_both_values(tmp_path: Path) -> None:
    (found,) = broken(tmp_path, "complaints", complaint(id="p3", rate="21"))
    assert say(found.sentence, "en") == (
        "complaints.csv, line 4, column rate, '21': alpha: 21 here, 20 on line 2, from one source, "
        "for the same measure and period."
    )
    assert say(found.sentence, "fr") == (
        "complaints.csv, ligne 4, colonne rate, «_21_»_: alpha_: 21 ici, 20 ligne 2, "
        "d’une seule source, pour la même mesure et la même période.".replace("_", "\N{NO-BREAK SPACE}")
    )


def test_marks_stay_on_their_scale(tmp_path: Path) -> None:
    mark = claim(id="c3", metric="mean", unit="mark", scale="0-10", value="11")
    found = check_folder(write(tmp_path, claims=[mark]))
    assert [p.message.id for p in found] == ["check.off_scale"]


def test_a_folder_without_its_files_is_named_once(tmp_path: Path) -> None:
    assert [p.file for p in check_folder(tmp_path / "absent")] == ["companies.csv", "sources.csv"]


@pytest.mark.parametrize(("text", "valid"), [("552081317", True), ("356000000", True), ("55208131", False)])
def test_siren_checksum(text: str, valid: bool) -> None:
    assert siren_is_valid(text) is valid


def test_lei_checksum() -> None:
    assert lei_is_valid("5493001KJTIIGC8Y1R12")
    assert not lei_is_valid("5493001KJTIIGC8Y1R21") and not lei_is_valid("5493001kjtiigc8y1r12")


def test_every_sentence_of_the_check_is_reached_by_a_test() -> None:
    from tests.store.test_package import BROKEN_CELLS, BROKEN_FILES

    places = {f"at_{form}" for form in ("cell", "empty", "line", "file")}
    reached = {*RULES, *BROKEN_CELLS, *BROKEN_FILES, *places, "file_missing", "bad_json"}
    ids = {name.removeprefix("check.") for name in catalogue("en") if name.startswith("check.")}
    assert ids - reached == {"file_unreadable"}

"""Recipes on small made files: each part of what docs/recipes.md promises, and each mistake named."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from barometer.ingest.recipe import RecipeError, load, matches, shipped
from barometer.ingest.recipe_cells import days
from barometer.ingest.recipes import Reading, follow, recipes, recognise
from barometer.ingest.stop import Refused
from barometer.messages import LANGUAGES, say

RECIPE = """
title = { en = "Made", fr = "Fabriqué" }
publisher = "Nobody"
header = ["Firme", "Année", "Plaintes*"]
decimal = ","
missing = ["n.d."]
unique = ["Dossier"]
leave_out = [{ column = "Firme", is = ["Total*"], why = "aggregate" }]

[[table]]
into = "complaints"
set = { sector = "energy", country = "FR", channel = "mne", per = "customers", per_n = 1000, window = "year" }
take = { company = "Firme", rate = "Plaintes*", region = "Dép", definition = "Type" }
pad = { region = 2 }
translate = { definition = { "litige*" = "disputes", "saisine*" = "referrals" } }
period = { column = "Année" }
"""
FILE = """Observatoire de l'énergie;;;;;
;;;;;
Dossier;Firme;Année;Plaintes pour 1 000;Dép;Type
1;Alpha;2023;1,50;1;litiges
2;Bêta;2023;n.d.;2A;saisines
3;Gamma;2023;12;75;Litige simple
3;Gamma;2023;12;75;Litige simple
4;Delta;2023;1.5.2;75;litiges
5;Eta;l'an dernier;3;75;litiges
6;Zeta;2023;3;75;autre
7;Total général;2023;99;75;litiges
8;Theta;2023;4
"""


def made(folder: Path, recipe: str = RECIPE, text: str = FILE) -> tuple[Path, Path]:
    (folder / "made.toml").write_text(recipe, encoding="utf-8")
    (folder / "made.csv").write_text(text, encoding="utf-8")
    return folder / "made.csv", folder / "made.toml"


def read(folder: Path, recipe: str = RECIPE, text: str = FILE) -> Reading:
    file, path = made(folder, recipe, text)
    return follow(file, load(path))


def rows(reading: Reading, table: str) -> list[dict[str, Any]]:
    return [
        {name: values[at] for name, values in part.columns.items()}
        for part in reading.of(table)
        for at in range(len(part.lines))
    ]


def test_every_record_ends_somewhere(tmp_path: Path) -> None:
    reading = read(tmp_path)
    assert [r["company"] for r in rows(reading, "complaints")] == ["Alpha", "Gamma"]
    assert reading.duplicates == [(7, 6)]
    assert [(line, why.id) for line, why in reading.rejected] == [
        (5, "recipe.no_value"),
        (8, "recipe.bad_number"),
        (9, "recipe.bad_date"),
        (10, "recipe.no_translation"),
        (12, "recipe.cells"),
    ]
    assert reading.not_data == [(1, "title"), (2, "blank"), (3, "header"), (11, "aggregate")]
    account = reading.account
    assert (account.read, account.used, account.rejected, account.duplicate) == (12, 2, 5, 1)
    assert reading.missing == {"n.d.": 1}


def test_cells_become_what_the_recipe_says(tmp_path: Path) -> None:
    alpha, gamma = rows(read(tmp_path), "complaints")
    assert (alpha["rate"], alpha["rounding"], alpha["region"], alpha["definition"]) == (
        1.5,
        0.01,
        "01",
        "disputes",
    )
    assert (gamma["rate"], gamma["rounding"], gamma["region"]) == (12, 1, "75")
    assert (alpha["period_start"], alpha["period_end"]) == (date(2023, 1, 1), date(2023, 12, 31))
    assert (alpha["channel"], alpha["per_n"]) == ("mne", 1000)


def test_a_file_is_recognised_by_its_header_alone(tmp_path: Path) -> None:
    file, path = made(tmp_path)
    renamed = file.rename(tmp_path / "export (3).txt")
    mine = {"made": load(path)}
    found = recognise(renamed, mine)
    assert found is not None and found.id == "made"
    assert recognise(renamed) is None
    with pytest.raises(Refused) as refused:
        follow(renamed, shipped()["bacen_ranking"])
    assert refused.value.message.id == "recipe.not_this_file"


WIDE = """
title = { en = "Wide", fr = "Large" }
publisher = "Nobody"
header = ["Code", "Gare", "Note sept 2017"]
missing = ["-"]

[[table]]
into = "claims"
set = { sector = "rail", country = "FR", metric = "mean", unit = "mark", asserted_by = "company" }
take = { company = "Gare" }
code = { column = "Code", prefix = "uic_87", digits = 6 }
[table.each]
columns = ["Note *"]
but = ["* écart"]
becomes = "wave"
value = "value"
[table.period]
basis = "inferred"
[table.period.from_each]
"Note sept 2017" = "2017-09"
"Note hiver" = "2020-01..2020-03"

[[table]]
into = "exposure"
set = { sector = "rail", country = "FR", measure = "passengers" }
take = { company = "Gare" }
each = { columns = ["Voyageurs*"], value = "value" }
times = { value = 1000 }
period = { from_each = "year", year_starts = 4 }
"""
WIDE_FILE = """Code,Gare,Note sept 2017,Note hiver,Note écart,Voyageurs 2018 (milliers)
743,BOURG,8.02,-,0.1,12
744,MÂCON,-,7.5,0.1,-
745,DOLE,-,-,-,-
744,MACON LOCHE,7.0,7.1,0.1,3
746,DOLE B,7,7.1,0.1,3
"""


def test_a_wide_table_gives_a_row_a_column(tmp_path: Path) -> None:
    reading = read(tmp_path, WIDE, WIDE_FILE)
    claims = rows(reading, "claims")
    assert [(c["company_id"], c["wave"], c["value"]) for c in claims] == [
        ("uic_87000743", "Note sept 2017", 8.02),
        ("uic_87000746", "Note sept 2017", 7),
        ("uic_87000746", "Note hiver", 7.1),
    ]
    assert (claims[2]["period_start"], claims[2]["period_end"]) == (date(2020, 1, 1), date(2020, 3, 31))
    exposure = rows(reading, "exposure")
    assert [(e["value"], e["period_start"], e["period_end"]) for e in exposure] == [
        (12_000, date(2018, 4, 1), date(2019, 3, 31)),
        (3_000, date(2018, 4, 1), date(2019, 3, 31)),
    ]


def test_a_code_of_two_names_sets_both_aside(tmp_path: Path) -> None:
    reading = read(tmp_path, WIDE, WIDE_FILE)
    assert [(line, why.id) for line, why in reading.rejected] == [
        (4, "recipe.no_value"),
        (3, "recipe.code_of_two"),
        (5, "recipe.code_of_two"),
    ]
    assert reading.account.used == 2


ROWS = """
title = { en = "Rows", fr = "Lignes" }
publisher = "Nobody"
header = ["id", "firm", "day"]
dates = "mdy"
unique = ["id"]
[[table]]
into = "reports"
rows = "count"
set = { sector = "airlines", country = "US", venue = "twitter" }
take = { company = "firm" }
period = { column = "day" }
"""


def test_rows_that_count_themselves_keep_their_identifier(tmp_path: Path) -> None:
    reading = read(
        tmp_path, ROWS, "id,firm,day\n7,Alpha,2/3/2015 11:35\n8,Beta,12/31/2015\n7,Alpha,2/3/2015 11:35\n"
    )
    found = rows(reading, "reports")
    assert [(r["record"], r["company"], r["period_start"]) for r in found] == [
        ("7", "Alpha", date(2015, 2, 3)),
        ("8", "Beta", date(2015, 12, 31)),
    ]
    assert reading.duplicates == [(4, 2)]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2018", "2018-01-01", "2018-12-31"),
        ("Apr to Jun 2011", "2011-04-01", "2011-06-30"),
        ("Apr 2022 to Mar 2023 [note 7] [p]", "2022-04-01", "2023-03-31"),
        ("03/2025 – 05/2025", "2025-03-01", "2025-05-31"),
        ("01/07/2024-30/06/2025", "2024-07-01", "2025-06-30"),
        ("2023-09-11T12:00:00-05:00", "2023-09-11", "2023-09-11"),
    ],
)
def test_periods_as_publishers_write_them(written: str, first: str, last: str) -> None:
    assert days(written, "dmy") == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("written", ["", "last year", "Jun 2012 to Apr 2011", "31/02/2024", "total"])
def test_what_is_no_period_is_none(written: str) -> None:
    assert days(written, "dmy") is None


def test_each_shipped_recipe_has_a_title_in_both_languages() -> None:
    for recipe in recipes():
        assert recipe.title("fr") and recipe.title("en") and recipe.publisher
        assert recipe.name == recipe.id and recipe.kind in {
            "claims",
            "complaints",
            "exposure",
            "reports",
            "context",
        }


def test_a_star_stands_for_anything_and_case_for_nothing() -> None:
    assert matches("Plaintes*", "plaintes pour 1 000") and matches("*", "x")
    assert not matches("Plaintes", "plaintes pour 1 000") and not matches("a.c", "abc")


BROKEN = {
    "unknown_key": RECIPE.replace("decimal =", "decimel ="),
    "missing_key": RECIPE.replace('publisher = "Nobody"\n', ""),
    "unknown_value": RECIPE.replace('into = "complaints"', 'into = "complaint"'),
    "not_toml": RECIPE + "\n[[table",
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_mistake_in_a_recipe_is_named(tmp_path: Path, code: str) -> None:
    _, path = made(tmp_path, BROKEN[code])
    with pytest.raises(RecipeError) as error:
        load(path)
    assert error.value.message.id == f"recipe.{code}"
    for lang in LANGUAGES:
        assert "made.toml" in say(error.value.message, lang)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (('rate = "Plaintes*"', 'rate = "Réclamations"'), "no_column"),
        (('period = { column = "Année" }', 'period = { fixed = "jadis" }'), "bad_period"),
    ],
)
def test_a_recipe_that_does_not_fit_the_file_is_refused(
    tmp_path: Path, change: tuple[str, str], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path, RECIPE.replace(*change))
    assert refused.value.message.id == f"recipe.{code}"


def test_a_column_that_no_package_has_is_named(tmp_path: Path) -> None:
    _, path = made(tmp_path, RECIPE.replace('region = "Dép"', 'regoin = "Dép"'))
    with pytest.raises(RecipeError) as error:
        load(path)
    assert error.value.message.params["key"] == "table.take.regoin"


def test_a_torn_line_and_a_row_without_code_are_set_aside(tmp_path: Path) -> None:
    torn = read(
        tmp_path, WIDE, 'Code,Gare,Note sept 2017\n743,"BOURG,8\n,MÂCON,7\n744,DOLE,7\n'.replace("7\n", "7\n")
    )
    assert {why.id for _, why in torn.rejected} <= {"recipe.unreadable", "recipe.cells", "recipe.no_company"}
    assert [c["company"] for c in rows(torn, "claims")] == ["DOLE"]

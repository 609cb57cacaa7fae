"""A folder of CSV files -> typed tables, or every mistake in it by file, line, column and value."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from barometer.messages import LANGUAGES, say
from barometer.store.package import Package, printed_digit, read
from barometer.store.problem import PackageError, Problem
from barometer.store.schema import table_schema, tables
from tests.store.packages import claim, complaint, exposure, write


def mistakes(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(PackageError) as caught:
        read(folder)
    return caught.value.problems


def row(package: Package, table: str, index: int = 0) -> dict[str, object]:
    found: dict[str, object] = package.tables[table].slice(index, 1).to_pylist()[0]
    return found


def test_only_the_required_columns(tmp_path: Path) -> None:
    package = read(write(tmp_path, claims=[claim()], complaints=[complaint()], exposure=[exposure()]))
    assert row(package, "claims")["value"] == 86.0
    assert row(package, "claims")["period_end"] == date(2018, 3, 31)
    assert row(package, "claims")["n"] is None
    assert row(package, "claims")["level"] == "brand"
    assert row(package, "claims")["publish"] == "yes"
    assert row(package, "complaints")["per_n"] == 100_000
    assert set(package.tables) == set(tables())
    assert package.tables["reports"].num_rows == 0 and not package.has("reports")
    assert package.tables["reports"].schema == tables()["reports"].arrow


@pytest.mark.parametrize(
    ("text", "digit"),
    [("86", 1.0), ("64.40", 0.01), ("7.5", 0.1), ("-0.12", 0.01), ("1e3", 1000.0), ("n.d.", None)],
)
def test_the_last_printed_digit(text: str, digit: float | None) -> None:
    assert printed_digit(text) == digit


def test_rounding_is_read_off_the_digits(tmp_path: Path) -> None:
    claims = [
        claim(value="86"),
        claim(id="c2", value="64.40"),
        claim(id="c3", value="86", rounding="0"),
        claim(id="c4", value="", low="15", high="20.5"),
    ]
    complaints = [
        complaint(rate="0.92", count="84"),
        complaint(id="p2", rate="", count="84", per="", per_n="", window="year"),
    ]
    package = read(write(tmp_path, claims=claims, complaints=complaints))
    assert package.tables["claims"]["rounding"].to_pylist() == [1.0, 0.01, 0.0, 0.1]
    assert package.tables["claims"]["qualifier"].to_pylist() == ["exact", "exact", "exact", "range"]
    assert package.tables["complaints"]["rounding"].to_pylist() == [0.01, 0.0]


def test_one_end_alone_is_at_least_or_at_most(tmp_path: Path) -> None:
    claims = [
        claim(value="", low="70"),
        claim(id="c2", value="", high="20"),
        claim(id="c3", qualifier="approx"),
    ]
    package = read(write(tmp_path, claims=claims))
    assert package.tables["claims"]["qualifier"].to_pylist() == ["at_least", "at_most", "approx"]


def test_basis_of_the_period(tmp_path: Path) -> None:
    claims = [claim(), claim(id="c2", period_start="", period_end=""), claim(id="c3", period_basis="edition")]
    package = read(write(tmp_path, claims=claims))
    assert package.tables["claims"]["period_basis"].to_pylist() == ["calendar", "unknown", "edition"]


def test_bom_blank_lines_and_quoted_line_breaks_keep_their_line_numbers(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "aliases.csv").write_bytes(
        b"\xef\xbb\xbfcompany,alias,valid_from\r\n\r\n"
        b'alpha,"Alpha\r\nplc",2018-01-01\r\nbeta,B\xc3\xaata,2018-02-30\r\n'
    )
    found = mistakes(tmp_path)
    assert [(p.file, p.line, p.column, p.value) for p in found] == [
        ("aliases.csv", 5, "valid_from", "2018-02-30")
    ]


def test_identity_follows_the_files(tmp_path: Path) -> None:
    first, second, third = (tmp_path / name for name in "abc")
    for folder in (first, second, third):
        folder.mkdir()
    write(first, claims=[claim()])
    write(second, claims=[claim()])
    write(third, claims=[claim(value="87")])
    assert read(first).id == read(second).id != read(third).id
    assert len(read(first).id) == 8 and int(read(first).id, 16) >= 0


def test_unknown_columns_are_named_and_not_read(tmp_path: Path) -> None:
    package = read(write(tmp_path, claims=[claim(roundig="1")]))
    assert list(package.unknown["claims"]) == ["roundig"]
    assert package.tables["claims"].schema == tables()["claims"].arrow


BROKEN_CELLS = {
    "not_number": ("value", "86,5"),
    "not_finite": ("value", "NaN"),
    "too_large": ("value", "9" * 400),
    "not_whole": ("n", "12.5"),
    "not_date": ("period_start", "01/02/2018"),
    "no_such_day": ("period_end", "2018-02-30"),
    "not_allowed": ("asserted_by", "Ofcom"),
    "not_id": ("company", "Bêta plc"),
    "empty": ("company", ""),
}


@pytest.mark.parametrize("code", BROKEN_CELLS)
def test_a_cell_that_cannot_be_read(tmp_path: Path, code: str) -> None:
    column, value = BROKEN_CELLS[code]
    write(tmp_path, claims=[claim(), claim(**{"id": "c2", "n": "5", column: value})])
    (found,) = mistakes(tmp_path)
    assert (found.file, found.line, found.column) == ("claims.csv", 3, column)
    assert found.value == value or found.value.endswith("…")
    assert found.message.id == f"check.{code}"
    for lang in LANGUAGES:
        sentence = say(found.sentence, lang)
        assert "claims.csv" in sentence and column in sentence and "3" in sentence


BROKEN_FILES = {
    "not_utf8": b"company,alias\nalpha,B\xeata\n",
    "no_header": b"",
    "not_comma": b"company;alias\nalpha;Alpha\n",
    "bad_quotes": b'company,alias\nalpha,"Alpha\n',
    "column_twice": b"company,alias,alias\n",
    "column_missing": b"company,name\n",
    "cells": b"company,alias\nalpha,Alpha,plc\n",
}


@pytest.mark.parametrize("code", BROKEN_FILES)
def test_a_file_that_cannot_be_read(tmp_path: Path, code: str) -> None:
    write(tmp_path)
    (tmp_path / "aliases.csv").write_bytes(BROKEN_FILES[code])
    (found,) = mistakes(tmp_path)
    assert (found.file, found.message.id) == ("aliases.csv", f"check.{code}")
    assert say(found.sentence, "fr") != say(found.sentence, "en")


def test_a_folder_that_holds_nothing(tmp_path: Path) -> None:
    assert [(p.file, p.message.id) for p in mistakes(tmp_path / "absent")] == [
        ("companies.csv", "check.file_missing"),
        ("sources.csv", "check.file_missing"),
    ]


@pytest.mark.parametrize("text", ["{", "[1]", "[" * 100_000])
def test_a_descriptor_that_is_no_object(tmp_path: Path, text: str) -> None:
    write(tmp_path)
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    assert [p.message.id for p in mistakes(tmp_path)] == ["check.bad_json"]


def test_the_descriptor_is_handed_on(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "datapackage.json").write_text('{"barometer": {"default_view": "v=1"}}', encoding="utf-8")
    assert read(tmp_path).meta["barometer"]["default_view"] == "v=1"


def test_table_schema_names_type_constraint_and_key() -> None:
    schema = table_schema("claims")
    fields = {entry["name"]: entry for entry in schema["fields"]}
    assert fields["value"]["type"] == "number" and fields["period_start"]["type"] == "date"
    assert fields["asserted_by"]["constraints"] == {
        "required": True,
        "enum": ["company", "regulator", "third_party"],
    }
    assert {"fields": ["company"], "reference": {"resource": "companies", "fields": ["id"]}} in schema[
        "foreignKeys"
    ]
    parent = {"fields": ["parent"], "reference": {"resource": "", "fields": ["id"]}}
    assert parent in table_schema("companies")["foreignKeys"]

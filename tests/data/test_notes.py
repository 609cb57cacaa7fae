"""What is said in two languages: nobody meets a note that they can't read, or one that says more."""

from __future__ import annotations

import csv
import json
import re
from functools import partial
from pathlib import Path

import pytest

from barometer.desk import Desk, open_desk
from barometer.export.payload import payload
from barometer.messages import say
from barometer.model import Claim, Label, noted
from barometer.records import claim
from barometer.store.schema import table_schema, tables
from barometer.view import decode
from tests.store.packages import claim as written

DATA = Path(__file__).parents[2] / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
#: Tables with a note, a reason or a rule: the English column of each; the French one ends in _fr.
NOTES = {
    **dict.fromkeys(
        ("claims", "complaints", "exposure", "reports", "context", "sources", "companies", "ownership"),
        "note",
    ),
    "left_out": "reason",
    "metrics": "rule",
}
PAIRS = [(table, column, f"{column}_fr") for table, column in NOTES.items()] + [
    ("channels", "note_en", "note_fr"),
    ("channels", "label_en", "label_fr"),
    ("metrics", "label_en", "label_fr"),
    ("peer_groups", "reason_en", "reason_fr"),
]
NO_BREAK = "\N{NO-BREAK SPACE}"


def read(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def numbers(text: str) -> set[str]:
    """The numbers of a sentence without their thousands and decimal signs; 2017-18 is 2017-2018."""
    text = re.sub(r"(20|19)(\d\d)-(\d\d)\b", r"\1\2-\g<1>\3", text)
    return set(re.findall(r"\d+", re.sub("(?<=\\d)[.,\N{NARROW NO-BREAK SPACE}](?=\\d)", "", text)))


@pytest.mark.parametrize(("table", "english", "french"), PAIRS)
def test_what_is_said_in_one_language_is_said_in_the_other(table: str, english: str, french: str) -> None:
    rows = read(table)
    assert any(row[english] for row in rows)
    for row in rows:
        assert bool(row[english]) == bool(row[french]), row
        assert numbers(row[english]) == numbers(row[french]), row


@pytest.mark.parametrize(("table", "english", "french"), PAIRS)
def test_french_is_set_as_french(table: str, english: str, french: str) -> None:
    for said in {row[french] for row in read(table)}:
        assert not re.search(r"(?<!Which)[ \w»)][:;?!](?=\s|$)|[ \w]%|« |[ \w]»|«[ \w]|'", said), said
        assert not re.search(r"\d[ .]\d", said), said
        assert not re.search(f"[{NO_BREAK} ]{{2}}", said), said


def test_one_note_has_one_translation() -> None:
    found: dict[str, set[str]] = {}
    for table, column in NOTES.items():
        for row in read(table):
            if row[column]:
                found.setdefault(row[column], set()).add(row[f"{column}_fr"])
    assert len(found) > 400
    assert [note for note, french in found.items() if len(french) > 1] == []


def test_a_french_reader_of_an_answer_gets_no_english_note(desk: Desk) -> None:
    answer = desk.answer(decode("sector=telecoms_mobile&country=GB&time=2018-01..2018-03")[0])
    labels = [note.params.get("label", note.params.get("note")) for note in answer.notes]
    english = {label.en for label in labels if isinstance(label, Label)}
    told = payload(answer, partial(say, lang="fr"))
    notes = {note for row in told["rows"] for note in row["notes"]}
    assert len(notes) == len(english) > 1
    assert not notes & english
    plain = payload(answer, partial(say, lang="en"))
    assert {note for row in plain["rows"] for note in row["notes"]} == english


def test_the_file_of_a_company_has_its_notes_in_both_languages(desk: Desk) -> None:
    notes = desk.company("france_travail").notes
    assert len(notes) > 5
    assert all(note.en != note.fr for note in notes)


def test_a_note_without_french_is_shown_as_it_stands() -> None:
    row = written(note="Lu sur une affiche.") | {"value": 86.0, "rounding": 1.0}
    one: Claim = claim(row)
    assert noted(one) == Label("Lu sur une affiche.", "Lu sur une affiche.")
    assert noted(claim(row | {"note_fr": "Autre."})).fr == "Autre."


@pytest.fixture(scope="module")
def desk() -> Desk:
    return open_desk(DATA)


# ---------------------------------------------------------------- the descriptor


def test_the_descriptor_has_every_table_with_the_schema_of_the_reader() -> None:
    described = {resource["name"]: resource for resource in PACKAGE["resources"]}
    assert set(described) == set(tables())
    for name, resource in described.items():
        assert resource["schema"] == table_schema(name), name
        assert resource["path"] == tables()[name].file


@pytest.mark.parametrize("table", tables())
def test_the_columns_of_a_file_are_those_of_its_schema(table: str) -> None:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        assert next(csv.reader(lines)) == [column.name for column in tables()[table].columns]


def test_the_descriptor_says_when_the_package_was_made() -> None:
    assert PACKAGE["created"] == "2026-11-23T00:00:00Z"

"""The command line answers in one JSON object, with an exit code that says what it came to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from barometer.ingest import command
from tests.awkward.table import COMPLAINTS, complaints, lines, numbered, text, with_cell


def run(capsys: pytest.CaptureFixture[str], file: Path, *options: str) -> tuple[int, dict[str, Any]]:
    code = command.main([str(file), "--kind", "complaints", "--dry-run", "--records", "--json", *options])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def columns(tmp_path: Path) -> str:
    (tmp_path / "columns.json").write_text(json.dumps(COMPLAINTS), encoding="utf-8")
    return str(tmp_path / "columns.json")


def test_accepted(tmp_path: Path, columns: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = complaints()
    file = tmp_path / "a.csv"
    file.write_text(text(with_cell(lines(COMPLAINTS, rows), 3, 2, "-5")), encoding="utf-8")
    code, answer = run(capsys, file, "--columns", columns)
    assert (code, answer["status"], answer["error"]) == (0, "accepted", None)
    expected = {line: row for line, row in numbered(rows).items() if line != 3}
    assert {r["line"]: r["values"] for r in answer["records"]} == expected
    assert answer["rejected"][0]["line"] == 3
    assert "-5" in answer["rejected"][0]["original"]
    assert answer["account"] == {"read": 7, "used": 5, "rejected": 1, "duplicate": 0, "not_data": 1}
    assert answer["read_as"]["delimiter"] == ";"


def test_needs_a_choice_then_takes_the_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Opérateur;Plaintes pour 100 000\nA;1.234\nB;2.345\n", encoding="utf-8")
    code, asked = run(capsys, file, "--lang", "fr")
    assert (code, asked["status"]) == (3, "needs_choice")
    question = asked["questions"][0]
    assert question["message"] == asked["error"]
    assert [r["id"] for r in question["readings"]] == ["comma", "point"]
    (tmp_path / "answers.json").write_text(json.dumps({question["id"]: "point"}), encoding="utf-8")
    code, answer = run(capsys, file, "--answers", str(tmp_path / "answers.json"))
    assert (code, [r["values"]["rate"] for r in answer["records"]]) == (0, [1.234, 2.345])


def test_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"%PDF-1.7")
    code, answer = run(capsys, file)
    assert (code, answer["status"], answer["records"]) == (2, "refused", [])
    assert "PDF" in answer["error"]
    code, answer = run(capsys, tmp_path / "none.csv")
    assert (code, answer["status"]) == (2, "refused")
    (tmp_path / "bad.json").write_text("[1]", encoding="utf-8")
    code, answer = run(capsys, file, "--columns", str(tmp_path / "bad.json"))
    assert (code, "bad.json" in answer["error"]) == (2, True)


def test_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.csv"
    file.write_text(text(lines(COMPLAINTS, complaints())), encoding="utf-8")
    assert command.main([str(file), "--kind", "complaints", "--dry-run"]) == 0
    assert capsys.readouterr().out == "7 = 6 + 0 + 0 + 1\n"


def test_what_is_accepted_is_handed_to_the_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.csv"
    file.write_text(text(lines(COMPLAINTS, complaints())), encoding="utf-8")
    code = command.main(
        [str(file), "--kind", "complaints", "--json"],
        keep=lambda result, path, columns, answers: f"{path.name}:{result.kind}",
    )
    assert (code, json.loads(capsys.readouterr().out)["dataset"]) == (0, "a.csv:complaints")

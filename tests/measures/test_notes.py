"""Each measure has a note, in both languages, and the notes keep to the code."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

import barometer.measures
from barometer.measures.notes import Note, calibration, notes
from barometer.messages import french_spaces
from barometer.model import Label
from barometer.statistics.calibration import SEED, SIZES, SPREADS

HERE = Path(barometer.measures.__file__).parent


def test_every_note_beside_the_code_is_read() -> None:
    found = {path.stem for path in HERE.glob("*.toml")} - {"calibration"}
    assert found == {note.id for note in notes()}


@pytest.mark.parametrize("note", notes(), ids=lambda note: note.id)
def test_a_note_says_all_of_it_in_both_languages(note: Note) -> None:
    labels = [value for f in fields(Note) if isinstance(value := getattr(note, f.name), Label)]
    assert len(labels) == 7
    for label in labels:
        assert label.en and label.fr and label.en != label.fr
        assert not re.search(r"\S [:;?!»](?:\W|$)", french_spaces(label.fr))
        assert not re.search(r"(?<=\w)[;?!](?=\s|$)", label.fr), "French sets its punctuation off"
    assert all((HERE / f"{name}.py").exists() for name in note.code)


def test_the_notes_name_every_rule_of_the_method() -> None:
    named = {formula for note in notes() for formula in note.formulas}
    assert named == {f"F{i}" for i in range(1, 25)}


def test_papers_name_an_author_and_a_year() -> None:
    papers = [paper for note in notes() for paper in note.papers]
    assert len(papers) > 20
    assert all(re.search(r"[A-Z]\w+.* (?:18|19|20)\d\d", paper) for paper in papers)


def test_the_calibration_is_the_full_one() -> None:
    found = calibration()
    assert found.seed == SEED
    assert [(c.tail, c.sd, c.k) for c in found.cells] == [(t, s, k) for t, s in SPREADS for k in SIZES]


def test_what_the_ratio_s_note_says_of_power_is_what_the_table_says() -> None:
    """'A threefold gap is missed in 12 to 87 strata of 100 where companies differ by themselves.'"""
    power = [c.power for c in calibration().cells if c.tail == "normal" and c.sd > 0]
    ratio = next(note for note in notes() if note.id == "m1_ratio")
    missed = [round(100 * (1 - p)) for p in (max(power), min(power))]
    assert f"in {missed[0]} to {missed[1]} strata" in ratio.misread.en
    assert f"dans {missed[0]} à {missed[1]} strates" in ratio.misread.fr
    outside = [c.excludes_1 for c in calibration().cells if c.tail == "normal" and c.sd > 0]
    assert min(outside) > 0.25 and max(outside) < 0.6

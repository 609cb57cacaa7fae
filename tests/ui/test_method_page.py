"""Sources and method: made from the notes, the calibration that ran, and the figures."""

from __future__ import annotations

from barometer.desk import default_desk
from barometer.measures.notes import calibration, notes
from tests.ui.conftest import Open, words


def tables(app: object) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))  # type: ignore[attr-defined]


def test_every_measure_has_its_note_and_the_calibration_its_table(opened: Open) -> None:
    app = opened("method")
    labels = [one.label for one in app.expander]
    assert labels[: len(notes())] == [note.title.en for note in notes()]
    table = tables(app)
    cell = next(one for one in calibration().cells if (one.tail, one.sd, one.k) == ("normal", 0.4, 9))
    assert f"{cell.flagged * 100:.1f}%" in table
    assert "heavy tails" in table
    assert str(calibration().seed) in words(app)


def test_the_page_names_what_sources_disagree_on(opened: Open) -> None:
    app = opened("method", lang="fr")
    table = tables(app)
    assert "O2 (UK)" in table
    assert "36\xa0%" in table
    assert "32\xa0%" in table
    assert f"Sources ({len(default_desk().sources)})" in [
        str(one.value).replace("\\", "") for one in app.subheader
    ]

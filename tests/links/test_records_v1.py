"""Links to one's own figures, written on 23 November 2026: still read, still making the same dataset.

They are literal, as somebody saved them: a change that makes one of them mean anything else fails here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from barometer.desk import default_desk
from barometer.ingest.companies import Register
from barometer.ingest.importing import import_bytes
from barometer.ingest.result import ImportResult
from barometer.store import carried
from barometer.store.carried import Carried
from barometer.store.datasets import Store
from barometer.store.keeping import keep, register_of, typed
from barometer.view import decode

#: a file whose columns a person named, and its words by hand
FILE = (
    "Qui;Indice;Satisfaits;Début;Fin\n"
    "Orange;12,5;86,5;15/03/2018;28/04/2018\nSFR;8,5;74,2;15/03/2018;28/04/2018\n"
).encode("cp1252")
OF_FILE = (
    "5e3a5ad86c146b5a0407a808b2b52985@3.336aebfbbb81."
    "eNpNzEEKwjAQheGrlFmLYMGNaxFc6gVKOhl1ME1KMhGk9AAexXP0YnZm5TLvm_wTPOHQAAbHQ4FNA259TkARk-d4Nxt37b6FeUU0"
    "LISSspJQIExD6VwI-hlTjZLfSqerDmPtA5cH2fXy8SxUs4KwBNKx32J5WXyw-JobXbTEpbI1KHPyHUVvXY5_YxGXRefj8u2rqBQnXG4O"
    "hVPsRjQ9R89IMM8_Ke1Lag"
)
OF_FIGURE = (
    "c548336aebcd03ff71834b20697c8a63@2.656381a580d6."
    "eNp1j0EOgjAQRa9iuoYEEA3hAG5NvEBTyqiNpSWdYYGEu0trDCC66_9v-ufPwB6s3DGphWqQRdNrkgNDkGSdJwQapG2QC60Dt50h"
    "13t0unhDIIIjqHkVzGm2Fab3pO0qrfAOIefshLmBt0mRhtkqd8UxOrDRk7D7k7D6hIIUXoUkZQ1vpZ9k4Z_fA07ZmiMJF_wsSYs4"
    "2cfpkoKpZ5bHWfFObVoNHNUzFEqTJA9Fmu8iy6tWeQv1o8lKb_ct5Z8bN944vgA2GYkT"
)
VIEW = "v=1&sector=telecoms_all&country=FR&time=2018-03..2018-04"


@pytest.fixture(scope="module")
def register() -> Register:
    return register_of(default_desk().package)


def carried_by(token: str) -> Carried:
    view, notices = decode(f"{VIEW}&ds=default@5eda646a~{token}")
    assert notices == () and view.ds[1:] == (token,)
    told = carried.read(token)
    assert told is not None and not told.cut
    return told


def kept(home: Path, told: Carried, result: ImportResult, data: bytes, register: Register) -> str:
    store = Store(home)
    columns = told.columns or {name: name for name in told.typed}
    return keep(store, store.new_workspace(), result, data, told.context, columns, told.answers, register)


def test_the_same_file_makes_the_same_dataset(tmp_path: Path, register: Register) -> None:
    told = carried_by(OF_FILE)
    assert (told.lines, told.sha256, told.kind) == (3, "336aebfbbb81", "claims")
    assert carried.absent(OF_FILE).id == "notice.file_needed"
    result = import_bytes(FILE, "saved.csv", told.kind, told.columns, told.answers, told.crosswalk, register)
    assert [row.values["satisfaction_pct"] for row in result.records] == [12.5, 8.5]
    assert kept(tmp_path, told, result, FILE, register) == told.dataset


def test_a_typed_figure_needs_no_file(tmp_path: Path, register: Register) -> None:
    told = carried_by(OF_FIGURE)
    assert told.typed["company"] == "Orange" and told.context.publisher == "Orange"
    assert carried.absent(OF_FIGURE).id == "notice.figure_needed"
    result, data = typed(told.typed, told.kind, register, answers=told.answers, crosswalk=told.crosswalk)
    (row,) = result.records
    assert (row.values["satisfaction_pct"], row.values["sample_size"]) == (86.5, 1004)
    assert kept(tmp_path, told, result, data, register) == told.dataset

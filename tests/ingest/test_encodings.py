"""French files with three accented words in any encoding a newsroom meets: read right, or asked about."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from barometer.ingest.importing import import_bytes
from barometer.ingest.result import Status

WORDS = (
    "Télécom Azur", "Énergie Plus", "Société Générale", "Île d'Yeu", "Forêt", "Cœur", "Ça va", "Où", "Noël",
    "Hôpital", "Août", "Maïs", "Œuvre", "Gâteau", "Mélèze", "Réunion", "Être", "Ève", "À bientôt", "Pâques",
)  # fmt: skip
COLUMNS = {"company": "Entreprise", "satisfaction_pct": "Satisfaction (%)", "date": "Date"}
CERTAIN = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32-be", "cp1252", "iso8859-1")
DETECTED = ("iso8859-15", "mac_roman", "cp850", "cp437")


@pytest.mark.parametrize("encoding", [*CERTAIN, *DETECTED])
def test_three_accented_words_are_read_right_or_asked_about(encoding: str) -> None:
    came = Counter[str]()
    for seed in range(80):
        names = random.Random(seed).sample(WORDS, 3)
        lines = [f"{name};8{i};2024-01-1{i}\r\n" for i, name in enumerate(names)]
        text = ";".join(COLUMNS.values()) + "\r\n" + "".join(lines)
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        result = import_bytes(data, "a.csv", "claims", COLUMNS)
        came[result.status.value] += 1
        if result.status is Status.ACCEPTED:
            assert [row.values["company"] for row in result.records] == names
        else:
            assert [q.id for q in result.questions] == ["encoding"]
    assert came["accepted"] >= 0.9 * came.total() > 0
    if encoding in CERTAIN[:6]:
        assert came["accepted"] == came.total() == 80

"""A column a month becomes a row a month, if the user says so."""

from __future__ import annotations

from barometer.ingest.importing import import_bytes

DATA = "Opérateur;Région;janv. 2024;févr. 2024\nA;Nord;3;4\nB;Sud;5;n.d.\n".encode()


def test_unpivoted_on_a_yes() -> None:
    result = import_bytes(DATA, "a.csv", "complaints", answers={"wide": "unpivot"})
    assert [(r.line, *r.values.values()) for r in result.records] == [
        (2, "A", "Nord", "2024-01", 3),
        (2, "A", "Nord", "2024-02", 4),
        (3, "B", "Sud", "2024-01", 5),
        (3, "B", "Sud", "2024-02", None),
    ]
    assert (result.account.read, result.account.used) == (5, 4)


def test_left_as_it_is_there_is_no_number_of_complaints() -> None:
    result = import_bytes(DATA, "a.csv", "complaints", answers={"wide": "leave"})
    assert result.error is not None
    assert result.error.id == "ingest.refused.no_figure.complaints"

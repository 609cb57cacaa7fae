"""Small made tables in French and English, and how to write them badly. All companies are invented."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

CLAIMS = {
    "company": "Entreprise",
    "satisfaction_pct": "Taux de satisfaction (%)",
    "date": "Date de l'enquête",
    "sample_size": "Échantillon",
    "source": "Source",
}
COMPLAINTS = {
    "company": "Opérateur",
    "period": "Mois",
    "count": "Nombre de réclamations",
    "category": "Motif",
    "region": "Région",
}
REPORTS = {"date": "Date", "company": "Enseigne", "rating": "Note", "text": "Commentaire", "city": "Ville"}
COMPANIES = (
    "Réseau Opale",
    "Éclair & Fils",
    "Banque d'Armor",
    "Assurances Tilleul",
    "Cars du Lac",
    "Fibre Ardenne",
)
_TEXTS = ("Service correct, rien à dire.", "Trois semaines sans réponse.", "« Remboursé » mais jamais reçu.")

Row = dict[str, Any]


def claims(count: int = 6) -> list[Row]:
    return [
        {
            "company": COMPANIES[i % 6],
            "satisfaction_pct": 61.5 + 4 * i,
            "date": f"2024-{i % 12 + 1:02d}-{13 + i:02d}",
            "sample_size": 500 + 251 * i,
            "source": f"https://exemple.test/{i}",
        }
        for i in range(count)
    ]


def complaints(count: int = 6) -> list[Row]:
    return [
        {
            "company": COMPANIES[i % 6],
            "period": f"202{3 + i % 2}-{i % 12 + 1:02d}",
            "count": 37 + 103 * i,
            "category": ("Facturation", "Démarchage", "Panne")[i % 3],
            "region": ("Île-de-France", "Réunion")[i % 2],
        }
        for i in range(count)
    ]


def reports(count: int = 6) -> list[Row]:
    return [
        {
            "date": f"2024-{i % 12 + 1:02d}-{13 + i:02d}",
            "company": COMPANIES[i % 6],
            "rating": i % 5 + 1,
            "text": f"{_TEXTS[i % 3]} ({i})",
            "city": ("Évry", "Nîmes")[i % 2],
        }
        for i in range(count)
    ]


@dataclass(frozen=True)
class Case:
    """A bad file and everything an import of it must come to.

    stored    line -> values; these rows and no others
    rejected  line -> end of the reason's id
    warned    line (None: the file) -> ends of the ids of warnings that must be there
    stops     end of the id of the error where the file is refused or asked about
    """

    name: str
    data: bytes
    kind: str
    columns: Mapping[str, str] | None
    stored: Mapping[int, Row] = field(default_factory=dict)
    rejected: Mapping[int, str] = field(default_factory=dict)
    warned: Mapping[int | None, Sequence[str]] = field(default_factory=dict)
    status: str = "accepted"
    stops: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    file: str = "upload.csv"


def dmy(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"


def comma(number: float) -> str:
    return f"{number:g}".replace(".", ",")


FRENCH: dict[str, Callable[[Any], Any]] = {"satisfaction_pct": lambda v: f"{comma(v)} %", "date": dmy}


def lines(
    columns: Mapping[str, str], rows: Sequence[Row], delimiter: str = ";", **ways: Callable[[Any], Any]
) -> list[str]:
    """The header and the rows as lines of text, each field written its way."""
    body = [delimiter.join(str(ways.get(f, str)(row[f])) for f in columns) for row in rows]
    return [delimiter.join(columns.values()), *body]


def text(made: Sequence[str], end: str = "\n") -> str:
    return "".join(line + end for line in made)


def numbered(rows: Sequence[Row], start: int = 2) -> dict[int, Row]:
    return dict(enumerate(rows, start))


def without(rows: Mapping[int, Row], *gone: int) -> dict[int, Row]:
    return {line: row for line, row in rows.items() if line not in gone}


def with_cell(made: Sequence[str], line: int, column: int, cell: str, delimiter: str = ";") -> list[str]:
    """The lines with one cell of one line (1-based) written anew."""
    cells = made[line - 1].split(delimiter)
    cells[column] = cell
    return [*made[: line - 1], delimiter.join(cells), *made[line:]]

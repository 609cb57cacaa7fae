"""The list of upload fields (fields.toml), and which column of a file is which of them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from barometer.ingest import result
from barometer.ingest.header import plain
from barometer.ingest.kinds import is_year
from barometer.ingest.moments import moment

KINDS = result.KINDS


@dataclass(frozen=True, slots=True)
class Field:
    """One field that a file may hold; see fields.toml."""

    name: str
    kinds: tuple[str, ...]
    type: str
    lands: str
    required: tuple[str, ...] = ()
    one_of: str = ""
    personal: bool = False
    choices: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


@cache
def every_field() -> Mapping[str, Field]:
    """All fields by name, in the order of fields.toml."""
    path = Path(__file__).with_name("fields.toml")
    told: dict[str, dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: _field(name, entry) for name, entry in told.items()}


def _field(name: str, entry: Mapping[str, Any]) -> Field:
    return Field(
        name,
        tuple(entry["kinds"]),
        entry["type"],
        entry["lands"],
        tuple(entry.get("required", ())),
        entry.get("one_of", ""),
        entry.get("personal", False),
        tuple(entry.get("choices", ())),
        tuple(entry["fr"]),
        tuple(entry["en"]),
    )


def of_kind(kind: str) -> list[Field]:
    """The fields that a kind of file may hold."""
    return [f for f in every_field().values() if kind in f.kinds]


def type_of(role: str) -> str:
    """The type of a field, also of one repeated by year or month (count_2023, 2024-05); '' if unknown."""
    known = every_field()
    if role in known:
        return known[role].type
    base = re.sub(r"[_\- ]?(?:19|20)\d{2}(?:[_-]\d{1,2})?$", "", role)
    if base != role:
        return known[base].type if base in known else "number"
    return "number" if moment(role).form == "date" else ""


def key(label: str) -> str:
    """A heading without case, accents, punctuation and what stands in brackets."""
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", plain(label))
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+|%|°", text.replace("œ", "oe")))


@cache
def _synonyms() -> Mapping[str, tuple[str, ...]]:
    """What any field is called -> the fields called so."""
    found: dict[str, tuple[str, ...]] = {}
    for one in every_field().values():
        for name in dict.fromkeys(map(key, (one.name.replace("_", " "), *one.fr, *one.en))):
            found[name] = (*found.get(name, ()), one.name)
    return found


@cache
def _called(label: str) -> str:
    """The longest synonym that a heading is, begins with or ends with; '' for none."""
    synonyms = _synonyms()
    if label in synonyms:
        return label
    words = label.split()
    for count in range(len(words) - 1, 0, -1):
        for part in (" ".join(words[:count]), " ".join(words[-count:])):
            if len(part) > 3 and part in synonyms:
                return part
    return ""


def by_heading(header: Sequence[str], kind: str) -> dict[str, int]:
    """Field -> column, by the headings alone: those equal to a synonym before those that hold one.

    A heading is first what it is called most fully: 'Taux de satisfaction' is no rate of complaints.
    """
    known = every_field()
    keys = [key(label) for label in header]
    found: dict[str, int] = {}
    for whole in (True, False):
        for i, label in enumerate(keys):
            synonym = _called(label)
            if i in found.values() or not synonym or (synonym == label) is not whole:
                continue
            fits = [f for f in _synonyms()[synonym] if kind in known[f].kinds and f not in found]
            if fits:
                found[fits[0]] = i
    return found


def rivals(header: Sequence[str], kind: str, found: Mapping[str, int]) -> dict[str, list[int]]:
    """Figures of ``found`` that other columns are called as fully as the one taken: field -> all of them.

    'Réclamations 2017' and 'Réclamations 2018': which is meant, no heading says.
    """
    known = every_field()
    keys = [key(label) for label in header]

    def fits(name: str, i: int, whole: bool) -> bool:
        synonym = _called(keys[i])
        return bool(synonym) and name in _synonyms()[synonym] and (synonym == keys[i]) is whole

    there: dict[str, list[int]] = {}
    for name, taken in found.items():
        if name == "company" or not (known[name].one_of or kind in known[name].required):
            continue
        whole = _called(keys[taken]) == keys[taken]
        others = [i for i in range(len(keys)) if i not in found.values() and fits(name, i, whole)]
        if others:
            there[name] = sorted([taken, *others])
    return there


def likely_kind(header: Sequence[str]) -> str:
    """The kind whose own fields (its figures) the headings name most, or single complaints; '' for none.

    What no other kind has tells more: 'Réclamations' beside 'Clients' is a table of complaints.
    """
    scores = {}
    for kind in KINDS[:4]:
        found = by_heading(header, kind)
        known = every_field()
        figures = [f for f in found if f != "company" and (known[f].one_of or kind in known[f].required)]
        alone = sum(known[f].kinds == (kind,) for f in figures)
        scores[kind] = 2 * len(figures) + alone + ("company" in found) if figures else 0
    best = max(scores, key=lambda k: scores[k])
    if scores[best]:
        return best
    single = by_heading(header, "complaints")
    dated = {"date", "period"} & set(single)
    # without any figure, only complaints that come one a row can be meant
    about = {"id", "category", "product"} & set(single)
    return "complaints" if "company" in single and len(about) + len(dated) > 1 else ""


def column_of(label: str, header: Sequence[str], header_rows: Sequence[Sequence[str]]) -> list[int]:
    """The columns that a label names: as it reads, else without punctuation, else one of its lines."""
    for wanted, shown in (
        (plain(label), [plain(h) for h in header]),
        (_bare(label), [_bare(h) for h in header]),
    ):
        exact = [i for i, h in enumerate(shown) if h and h == wanted]
        if exact:
            return exact
    lines = [_filled(row, len(header)) for row in header_rows]
    for row in lines:
        parts = [i for i, h in enumerate(row) if h and plain(h) == plain(label)]
        if len(parts) == 1:
            return parts
    words = set(_bare(label).split())
    together = [
        set(_bare(" ".join(row[i] for row in lines if i < len(row))).split()) for i in range(len(header))
    ]
    return [i for i, have in enumerate(together) if words and have == words]


def _bare(label: str) -> str:
    text = "".join(c for c in unicodedata.normalize("NFKD", plain(label)) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+|%", text))


def _filled(row: Sequence[str], width: int) -> list[str]:
    """A line of group names with each name over all the columns it spans."""
    if all(row) or not any(row):
        return [*row, *[""] * (width - len(row))]
    shown, last = [], ""
    for cell in [*row, *[""] * (width - len(row))]:
        last = cell or last
        shown.append(last)
    return shown


def wide_columns(header: Sequence[str], taken: Collection[int]) -> list[int]:
    """Columns whose heading is a month, quarter or year: a table that holds one column a period."""
    found = [
        i
        for i, label in enumerate(header)
        if i not in taken and label and (is_year(label) or moment(label).form in {"date", "business"})
    ]
    return found if len(found) > 1 else []

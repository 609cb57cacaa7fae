"""The regions that a map can show: French departments and regions, UK nations and regions, US states.

``regions.csv`` is the reviewed register: ids are ISO 3166-2, but for England's regions, which it does
not know: GB- and their ITL 1 code. A place is read only from its id, its code, its name in French or
English, or a spelling that the register lists; any other is left unread, never guessed.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from barometer.model import Label

#: The levels of each country that has a map, the finest first.
LEVELS: Mapping[str, tuple[str, ...]] = {
    "FR": ("departement", "region"),
    "GB": ("region", "nation"),
    "US": ("state",),
}
#: The year for which the register's inhabitants were counted or estimated.
COUNTED: Mapping[str, int] = {"FR": 2023, "GB": 2019, "US": 2020}
#: INSEE's codes of regions are also codes of departments: 75 is Paris, and Nouvelle-Aquitaine.
_BOTH = frozenset(re.findall(r"\d\d", "01 02 03 04 06 11 24 27 28 32 44 52 53 75 76 84 93 94"))


@dataclass(frozen=True, slots=True)
class Region:
    """One region of the register.

    levels       the levels at which it stands: Scotland is a nation and a region
    within       the region, of the level above, that holds it; '' for none
    short        what is written where there is no room for the name
    inhabitants  people, in the year of ``COUNTED``
    """

    id: str
    country: str
    levels: tuple[str, ...]
    within: str
    name: Label
    short: str
    inhabitants: int


@cache
def register() -> Mapping[str, Region]:
    """Every region by its id."""
    return {row["id"]: _region(row) for row in _rows()}


def at_level(country: str, level: str) -> tuple[Region, ...]:
    """The regions of a country's map at one level."""
    return tuple(one for one in register().values() if one.country == country and level in one.levels)


def read(country: str, written: Iterable[str]) -> dict[str, str]:
    """The ids of places as a file writes them, spelling -> id; what is not known is not in it.

    Numbers that may all be codes of French regions as well as of departments are left unread: which
    of the two is meant is said by none of them.
    """
    spellings = list(dict.fromkeys(written))
    codes = {one for one in map(_key, spellings) if re.fullmatch(r"\d{1,3}|2[ab]", one)}
    unsure = country == "FR" and codes <= _BOTH
    known = _spellings().get(country, {})
    found: dict[str, str] = {}
    for one in spellings:
        key = _key(one)
        if unsure and key in codes:
            continue
        id_ = known.get(key.zfill(2) if country == "FR" and key.isdigit() else key)
        if id_:
            found[one] = id_
    return found


def _rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "regions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _region(row: Mapping[str, str]) -> Region:
    return Region(
        row["id"], row["country"], tuple(row["levels"].split()), row["within"],
        Label(row["name_en"], row["name_fr"]), row["short"], int(row["inhabitants"]),
    )  # fmt: skip


@cache
def _spellings() -> Mapping[str, Mapping[str, str]]:
    """By country: every spelling of the register, without accents and capitals -> id."""
    found: dict[str, dict[str, str]] = {country: {} for country in LEVELS}
    for row in _rows():
        names = [row["id"], row["name_en"], row["name_fr"], row["short"], *row["also"].split()]
        for name in names:
            other = found[row["country"]].setdefault(_key(name), row["id"])
            if other != row["id"]:
                raise ValueError(f"{name!r} stands for {other} and for {row['id']}")
    return found


def _key(written: str) -> str:
    """A spelling without accents, capitals and signs: "Côte-d'Or" -> cote_d_or."""
    plain = unicodedata.normalize("NFKD", written.replace("’", "'")).encode("ascii", "ignore").decode()
    return "_".join(re.findall(r"[a-z0-9]+", plain.lower()))

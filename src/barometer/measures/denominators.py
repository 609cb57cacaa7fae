"""How many could complain in each region of a map: what the figures say, else the register's inhabitants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from barometer import places
from barometer.model import Period

#: Inhabitants counted longer before or after the complaints make no rate.
_YEARS = 10

Rows = Sequence[Mapping[str, Any]]
Ends = tuple[float, float]
"""The least and the most complaints that the figures allow."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose complaints, through which channel, when."""

    sector: str
    country: str
    channel: str
    definition: str
    window: str
    period: Period
    companies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class People:
    """How many could complain in each region, of what, and who says so (nobody named: the register)."""

    per: str
    counts: Mapping[str, float]
    sources: tuple[str, ...] = ()


def inhabitants(scope: Scope, counts: Mapping[str, Ends]) -> People | None:
    """The register's inhabitants; None where they were counted too far from the complaints."""
    years = (scope.period.start.year, scope.period.end.year)
    if any(abs(year - places.COUNTED[scope.country]) > _YEARS for year in years):
        return None
    return People("inhabitants", {id_: places.register()[id_].inhabitants for id_ in counts})


def exposed_people(scope: Scope, counts: Mapping[str, Ends], rows: Rows, exposed: Rows) -> People | None:
    """One measure that gives one number for every company in every region of the map; else None."""
    known = places.read(scope.country, (row["region"] for row in exposed))
    here = places.read(scope.country, (row["region"] for row in rows if row["region"]))
    wanted = {(row["company"], id_) for row in rows if (id_ := here.get(row["region"], "")) in counts}
    if not wanted or {id_ for _, id_ in wanted} != set(counts):
        return None
    for measure in dict.fromkeys(row["measure"] for row in exposed):
        mine = [row for row in exposed if row["measure"] == measure and row["region"] in known]
        found: dict[tuple[str, str], set[float]] = {}
        for row in mine:
            given = row["number"] if _known_well(row) else 0.0
            found.setdefault((row["company"], known[row["region"]]), set()).add(given)
        numbers = {key: next(iter(values)) for key, values in found.items() if len(values) == 1}
        if all(numbers.get(key) for key in wanted):
            sums = {id_: sum(numbers[key] for key in wanted if key[1] == id_) for id_ in counts}
            return People(measure, sums, tuple(dict.fromkeys(str(row["source"]) for row in mine)))
    return None


def _known_well(row: Mapping[str, Any]) -> bool:
    """Whether a number is a point, its last printed digit worth no more than a hundredth of it."""
    number = row["number"]
    return bool(number) and row["low"] == row["high"] and row["rounding"] <= number / 100

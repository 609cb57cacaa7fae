"""The comparisons that a package of figures allows, and each one's measures.

A comparison is one stratum: a claimed side (metric, threshold, scale, survey, wave, asserter) and
an observed side (channel, definition, length of period) of one sector and country, within one
comparability group (F1). The join runs in DuckDB (``build/comparison``, ``ask/strata``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from barometer.engine import Engine
from barometer.measures.gap import compute
from barometer.measures.joined import Records, observations
from barometer.measures.settled import ImpossibleNumber
from barometer.model import (
    Asserter,
    Claim,
    Comparison,
    Exposure,
    Gap,
    Observation,
    Period,
    Query,
    Status,
    Stratum,
)
from barometer.records import complaints

_KEY = (
    "sector", "country", "metric", "threshold", "scale", "instrument", "subject", "wave",
    "channel", "definition", "per", "per_n", "weighted",
)  # fmt: skip

Joined = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Computed:
    """A stratum with its measures, its rows as joined (by company) and the query that ran.

    distance: days between the claims' windows and the complaints, 0 where they overlap.
    """

    stratum: Stratum
    gap: Gap
    joined: Mapping[str, Joined]
    query: Query
    distance: int

    @property
    def entry(self) -> Comparison:
        """Its line in the list of comparisons."""
        return Comparison(self.stratum, len(_both(self.gap)), self.gap.status, self.gap.codes)


class Strata:
    """Every comparison of a package.

    names: company id -> name. groups: (sector, country) -> company -> comparability group.
    claims, exposures: records by id, so that each row brings what its numbers were read from.
    """

    def __init__(
        self,
        engine: Engine,
        names: Mapping[str, str],
        groups: Mapping[tuple[str, str], Mapping[str, str]],
        claims: Mapping[str, Claim],
        exposures: Mapping[str, Exposure],
    ) -> None:
        self._engine, self._names, self._groups = engine, names, groups
        self._claims, self._exposures = claims, exposures
        self._keys = {row["comparison"]: _stratum(row) for row in engine.run("ask/comparisons")}

    @cached_property
    def worth(self) -> tuple[Computed, ...]:
        """Every comparison with its measures, those that say most first; computed once."""
        return tuple(sorted(_worth_a_line(self._run()), key=lambda one: _order(one.entry)))

    def all(self) -> tuple[tuple[Comparison, frozenset[str]], ...]:
        """Every comparison with what it can say, and its companies; those that say most first."""
        return tuple((one.entry, frozenset(one.joined)) for one in self.worth)

    def each(self) -> Iterator[tuple[Comparison, Gap]]:
        """Every comparison with its measures, in the order of ``all``."""
        for one in self.worth:
            yield one.entry, one.gap

    def compute(
        self, stratum: Stratum, *, first: date | None = None, last: date | None = None, lag: int = 0
    ) -> Computed | None:
        """The measures of one stratum, its regulator's periods bounded by first and last.

        lag: months by which complaints follow the claim, 0-6. None if nothing is left to compare.
        """
        wanted = _identity(stratum)
        for comparison, key in self._keys.items():
            if _identity(key) == wanted:
                for computed in self._run(comparison, first, last, lag):
                    if computed.stratum.peer_group == stratum.peer_group:
                        return computed
        return None

    def _run(
        self,
        comparison: int | None = None,
        first: date | None = None,
        last: date | None = None,
        lag: int = 0,
    ) -> Iterator[Computed]:
        params = {"comparison": comparison, "from": first, "until": last, "lag": lag}
        rows = self._engine.run("ask/strata", **params)
        query = self._engine.query("ask/strata", **params)
        ids = sorted({id_ for row in rows for id_ in row["complaint_ids"] or ()})
        found = map(complaints, self._engine.run("ask/complaints_by_id", ids=ids))
        records = Records(self._claims, {one.id: one for one in found}, self._exposures)
        for number, joined in groupby(rows, key=lambda row: row["comparison"]):
            yield from self._by_group(self._keys[number], list(joined), records, query)

    def _by_group(
        self, stratum: Stratum, rows: Sequence[Joined], records: Records, query: Query
    ) -> Iterator[Computed]:
        """One result for each comparability group that has a claim and a complaint to set together."""
        groups = self._groups.get((stratum.sector, stratum.country), {})
        seen = observations(rows, records, self._names, groups, stratum.per_n)
        joined = {row["company"]: row for row in rows}
        for group in sorted({one.peer_group for one in seen}):
            members = [one for one in seen if one.peer_group == group]
            if not stratum.channel or any(_has_both(one) for one in members):
                found = replace(stratum, period=_period(rows), peer_group=group)
                own = {one.company: joined[one.company] for one in members}
                named = _numbered(query, found, rows[0]["comparison"])
                try:
                    gap = compute(members, found)
                except ImpossibleNumber:
                    # in a list one impossible figure must not take the others away; asked alone, it is named
                    if query.params["comparison"] is None:
                        continue
                    raise
                yield Computed(found, gap, own, named, _days_apart(rows))


def _numbered(query: Query, stratum: Stratum, comparison: int) -> Query:
    """The query of one comparison, and which one its number stands for."""
    params = {**query.params, "comparison": comparison}
    return replace(query, params=params, about=f"comparison {comparison}: {_written(stratum)}")


def _worth_a_line(found: Iterable[Computed]) -> Iterator[Computed]:
    """Of each claimed side, the observed sides that overlap it in time; if none does, the nearest.

    A wave of 2018 beside complaints of 2012 is no comparison that anyone would look for, but a
    claimed side is never dropped: its refusal says which period is missing.
    """
    sides: dict[Any, list[Computed]] = {}
    for one in found:
        sides.setdefault(_claimed_side(one.stratum), []).append(one)
    for group in sides.values():
        overlapping = [one for one in group if one.distance == 0]
        yield from overlapping or [min(group, key=lambda one: (one.distance, -len(_both(one.gap))))]


def _claimed_side(stratum: Stratum) -> tuple[Any, ...]:
    names = (*_KEY[:8], "asserted_by", "peer_group")
    return tuple(getattr(stratum, name) for name in names)


def _days_apart(rows: Sequence[Joined]) -> int:
    """Days between the claims' windows and the nearest complaints; 0 where they overlap."""
    if rows[0]["overlapping"] or rows[0]["p_start"] is None:
        return 0
    claimed = _period(rows)
    first: date = rows[0]["p_start"]
    last: date = rows[0]["p_end"]
    return max((first - claimed.end).days, (claimed.start - last).days)


def _stratum(row: Joined) -> Stratum:
    return Stratum(
        **{name: row[name] for name in _KEY},
        window=row["length"],
        asserted_by=Asserter(row["asserted_by"]),
        period=Period(date.min, date.min),
    )


def _identity(stratum: Stratum, group: str = "") -> Stratum:
    return replace(stratum, period=Period(date.min, date.min), peer_group=group)


def _written(stratum: Stratum) -> str:
    """A comparison's key as words, for the reader of its query."""
    parts = {name: getattr(stratum, name) for name in (*_KEY, "window", "peer_group")}
    return " ".join(f"{name}={value}" for name, value in parts.items() if value)


def _period(rows: Sequence[Joined]) -> Period:
    """The span of P; where no period overlaps a claim, the span of the claims themselves."""
    if rows[0]["overlapping"]:
        return Period(rows[0]["p_start"], rows[0]["p_end"])
    starts = [row["from_day"] for row in rows if row["from_day"]]
    ends = [row["to_day"] for row in rows if row["to_day"]]
    return Period(min(starts), max(ends))


def _has_both(seen: Observation) -> bool:
    return seen.claim is not None and (seen.y is not None or seen.rate is not None)


def _both(gap: Gap) -> list[str]:
    return [row.observation.company for row in gap.rows if _has_both(row.observation)]


_RANKING = {Status.COMPUTED: 0, Status.RANKS: 1, Status.RAW: 2, Status.REFUSED: 3}


def _order(entry: Comparison) -> tuple[Any, ...]:
    stratum = entry.stratum
    return (
        stratum.sector,
        stratum.country,
        _RANKING[entry.status],
        -entry.companies,
        -stratum.period.end.toordinal(),
        stratum.channel,
        stratum.instrument,
        stratum.subject,
        stratum.peer_group,
        stratum.wave,
    )

"""The comparisons that a package of figures allows, and each one's measures.

A comparison is one stratum: a claimed side (metric, threshold, scale, survey, wave, asserter) and
an observed side (channel, definition, length of period) of one sector and country, within one
comparability group (F1). The join runs in DuckDB (``ask/comparisons``, ``ask/stratum``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from barometer.engine import Engine
from barometer.measures.gap import compute
from barometer.measures.joined import FLOWS, observations
from barometer.model import Asserter, Comparison, Gap, Observation, Period, Query, Status, Stratum

_KEY = (
    "sector", "country", "metric", "threshold", "scale", "instrument", "subject", "wave",
    "channel", "definition", "per", "per_n",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Computed:
    """A stratum with its measures, its rows as joined (by company) and the query that ran."""

    stratum: Stratum
    gap: Gap
    joined: Mapping[str, Mapping[str, Any]]
    overlapping: int
    query: Query


class Strata:
    """Every comparison of a package.

    names: company id -> name. groups: (sector, country) -> company -> comparability group.
    denominators: channel -> 'stock' or 'flow', as the package says.
    """

    def __init__(
        self,
        engine: Engine,
        names: Mapping[str, str],
        groups: Mapping[tuple[str, str], Mapping[str, str]],
        denominators: Mapping[str, str],
    ) -> None:
        self._engine, self._names = engine, names
        self._groups, self._denominators = groups, denominators

    def comparisons(self) -> tuple[Comparison, ...]:
        """Every comparison with what it can say, those that say most first in their sector."""
        found = [entry for row in self._engine.run("ask/comparisons") for entry in self._entries(row)]
        return tuple(sorted(found, key=_order))

    def _entries(self, row: Mapping[str, Any]) -> list[Comparison]:
        stratum = _stratum(row)
        return [
            Comparison(
                computed.stratum, _both(computed.gap.rows), computed.gap.status, computed.gap.codes
            )
            for computed in self.compute_all(stratum)
        ]

    def compute(
        self, stratum: Stratum, *, first: date | None = None, last: date | None = None, lag: int = 0
    ) -> Computed | None:
        """The measures of one stratum, its regulator's periods bounded by first and last.

        lag: months by which complaints follow the claim, 0-6. None if nothing is left to compare.
        """
        for computed in self.compute_all(stratum, first=first, last=last, lag=lag):
            if computed.stratum.peer_group == stratum.peer_group:
                return computed
        return None

    def compute_all(
        self, stratum: Stratum, *, first: date | None = None, last: date | None = None, lag: int = 0
    ) -> list[Computed]:
        """The same for each comparability group that has a claim and a complaint to set beside it."""
        params = _parameters(stratum, first, last, lag, self._is_flow(stratum))
        rows = self._engine.run("ask/stratum", **params)
        if not rows or rows[0]["p_start"] is None:
            return []
        query = self._engine.query("ask/stratum", **params)
        groups = self._groups.get((stratum.sector, stratum.country), {})
        seen = observations(rows, self._names, groups, stratum.per_n)
        found = replace(stratum, period=_period(rows))
        joined = {row["company"]: row for row in rows}
        split = [(group, [o for o in seen if o.peer_group == group]) for group in sorted({o.peer_group for o in seen})]
        return [
            Computed(
                replace(found, peer_group=group),
                compute(members, replace(found, peer_group=group)),
                {o.company: joined[o.company] for o in members},
                int(rows[0]["overlapping"]),
                query,
            )
            for group, members in split
            if any(_has_both(o) for o in members)
        ]

    def _is_flow(self, stratum: Stratum) -> bool:
        return self._denominators.get(stratum.channel) == "flow" or stratum.per in FLOWS


def _stratum(row: Mapping[str, Any]) -> Stratum:
    return Stratum(
        **{name: row[name] for name in _KEY},
        window=row["length"],
        asserted_by=Asserter(row["asserted_by"]),
        period=Period(date.min, date.min),
    )


def _parameters(
    stratum: Stratum, first: date | None, last: date | None, lag: int, flow: bool
) -> dict[str, Any]:
    return {name: getattr(stratum, name) for name in _KEY} | {
        "length": stratum.window,
        "asserted_by": stratum.asserted_by.value,
        "from": first,
        "until": last,
        "lag": lag,
        "flow": flow,
    }


def _period(rows: Sequence[Mapping[str, Any]]) -> Period:
    """The span of P; where no period overlaps a claim, the span of the claims themselves."""
    if rows[0]["overlapping"]:
        return Period(rows[0]["p_start"], rows[0]["p_end"])
    starts = [row["from_day"] for row in rows if row["from_day"]]
    ends = [row["to_day"] for row in rows if row["to_day"]]
    return Period(min(starts), max(ends))


def _has_both(seen: Observation) -> bool:
    return seen.claim is not None and (seen.y is not None or seen.rate is not None)


def _both(rows: Sequence[Any]) -> int:
    return sum(_has_both(row.observation) for row in rows)


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

"""Complaints by region: per inhabitant where the region's inhabitants are known, else as counts.

A choropleth of counts would be a map of where people live, so that counts alone are never coloured.
Colours take the rate after gamma-Poisson shrinkage (F19), as METHOD asks of maps: few complaints in a
small region say little. The raw rate with its interval (F2) stands beside it, and in the sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from barometer import places
from barometer.model import Estimate, Kind, Message, Period, Query
from barometer.places import Region
from barometer.statistics.counts import count_limits, floats
from barometer.statistics.shrinkage import shrink

#: Rates are complaints per so many inhabitants.
PER = 100_000
#: Inhabitants counted longer before or after the complaints make no rate.
_YEARS = 10
#: Fewer complaints than expected here: a region is not named for its rate.
_EXPECTED = 5.0


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
class Place:
    """One region with its complaints.

    count    complaints; a range where sources disagree or give a range, then without a point
    rate     complaints per PER inhabitants and its 95% interval; None where no rate may be formed
    shrunk   the same after shrinkage, which gives the colour; None beside a range
    """

    region: Region
    count: Estimate
    rate: Estimate | None = None
    shrunk: float | None = None

    @property
    def most(self) -> float:
        """The count, or the upper end of its range."""
        return next(end for end in (self.count.value, self.count.high, 0.0) if end is not None)


@dataclass(frozen=True, slots=True)
class Regional:
    """The complaints of a scope by region, at one level.

    levels   the levels that the figures give, the one with most complaints first
    places   the regions that have a figure, highest rate first; any other region has none, not zero
    unread   places that the register does not know, as written, with their complaints
    unsaid   complaints without a region (of files with one complaint a row)
    aside    complaints given at another level, which can't be split or added up without counting twice
    whole    the rate of all regions with a figure together; None where no rate may be formed
    finding  what the map shows, for its title
    """

    scope: Scope
    level: str
    levels: tuple[str, ...]
    places: tuple[Place, ...]
    unread: tuple[tuple[str, float | None], ...]
    unsaid: float
    aside: float
    whole: Estimate | None
    finding: Message
    sources: tuple[str, ...]
    query: Query | None = field(default=None, compare=False)

    @property
    def rated(self) -> bool:
        """Whether regions are coloured by a rate; else counts are drawn as circles."""
        return self.whole is not None

    @property
    def decimals(self) -> int:
        """Decimals with which the rates are written."""
        return decimals([one.rate for one in self.places if one.rate])

    @property
    def without(self) -> tuple[Region, ...]:
        """The regions of the level that have no figure."""
        here = {one.region.id for one in self.places}
        return tuple(r for r in places.at_level(self.scope.country, self.level) if r.id not in here)

    @property
    def placed(self) -> float:
        """Complaints of the regions on the map; of a range its upper end."""
        return sum(one.most for one in self.places)


Rows = Sequence[Mapping[str, Any]]
_Ends = tuple[float, float]


def regional(scope: Scope, rows: Rows, level: str = "", query: Query | None = None) -> Regional | None:
    """The rows of ``ask/complaints_by_region`` on a map; None where no row stands in a known region.

    ``level`` is taken where the figures give it, else the level with most complaints.
    """
    if scope.country not in places.LEVELS:
        return None
    counted = _by_place(rows)
    known = places.read(scope.country, (written for written in counted if written))
    every: dict[str, _Ends] = {}
    for written, ends in counted.items():
        if written in known:
            every[known[written]] = _added(every.get(known[written]), ends)
    single = bool(rows) and all(row["single_rows"] for row in rows)
    by_level = {name: _at(name, every, single) for name in places.LEVELS[scope.country]}
    levels = _offered(by_level)
    if not levels:
        return None
    chosen = level if level in levels else levels[0]
    found, whole = _places(scope, by_level[chosen])
    return Regional(
        scope=scope, level=chosen, levels=tuple(levels), places=found,
        unread=tuple(
            (written, ends[1]) for written, ends in counted.items() if written and written not in known
        ),
        unsaid=counted.get("", (0.0, 0.0))[1], aside=_total(every) - _total(by_level[chosen]),
        whole=whole, finding=_finding(scope, chosen, found, whole),
        sources=tuple(dict.fromkeys(str(row["source"]) for row in rows)), query=query,
    )  # fmt: skip


def _by_place(rows: Rows) -> dict[str, _Ends]:
    """Complaints by place as written, over companies, periods and issues: (least, most).

    A place's own total stands before the sum of its issues; sources that disagree make a range.
    """
    figures: dict[tuple[Any, ...], dict[str, dict[str, _Ends]]] = {}
    for row in rows:
        low, high = row["number_low"], row["number_high"]
        if high is None:
            continue
        key = (row["region"], row["company"], row["period_start"], row["period_end"])
        by_issue = figures.setdefault(key, {}).setdefault(str(row["source"]), {})
        by_issue[row["issue"]] = _added(by_issue.get(row["issue"]), (float(low or 0), float(high)))
    found: dict[str, _Ends] = {}
    for key, by_source in figures.items():
        sums = [_whole(by_issue) for by_issue in by_source.values()]
        ends = min(low for low, _ in sums), max(high for _, high in sums)
        found[str(key[0])] = _added(found.get(str(key[0])), ends)
    return found


def _whole(by_issue: Mapping[str, _Ends]) -> _Ends:
    if "" in by_issue:
        return by_issue[""]
    return sum(low for low, _ in by_issue.values()), sum(high for _, high in by_issue.values())


def _added(one: _Ends | None, other: _Ends) -> _Ends:
    return other if one is None else (one[0] + other[0], one[1] + other[1])


def _total(counts: Mapping[str, _Ends]) -> float:
    return sum(high for _, high in counts.values())


def _offered(by_level: Mapping[str, Mapping[str, _Ends]]) -> list[str]:
    """The levels that a map can show, that with most complaints first.

    A level counts where a region stands at it alone: Scotland by itself makes no map of the regions.
    """
    some = sorted((name for name in by_level if by_level[name]), key=lambda name: -_total(by_level[name]))
    own = [name for name in some if any(places.register()[id_].levels == (name,) for id_ in by_level[name])]
    return own or some[:1]


def _at(level: str, every: Mapping[str, _Ends], single: bool) -> dict[str, _Ends]:
    """The counts at a level. Smaller regions are added up only where each complaint is one row:
    published figures may give a region and its departments, and some of them only.
    """
    found: dict[str, _Ends] = {}
    for id_, ends in every.items():
        region = places.register()[id_]
        if level in region.levels:
            found[id_] = _added(found.get(id_), ends)
        elif single and region.within and level in places.register()[region.within].levels:
            found[region.within] = _added(found.get(region.within), ends)
    return found


def _places(scope: Scope, counts: Mapping[str, _Ends]) -> tuple[tuple[Place, ...], Estimate | None]:
    """The places, highest rate (or count) first, and the rate of all of them together."""
    register = places.register()
    years = (scope.period.start.year, scope.period.end.year)
    if any(abs(year - places.COUNTED[scope.country]) > _YEARS for year in years):
        bare = [Place(register[id_], _estimate(*ends)) for id_, ends in counts.items()]
        return tuple(sorted(bare, key=lambda one: (-one.most, one.region.id))), None
    people = sum(register[id_].inhabitants for id_ in counts)
    low, high = (sum(ends[side] for ends in counts.values()) for side in (0, 1))
    whole = _rate(low, high, people)
    shrunk = _shrunk(counts, people)
    found = [
        Place(register[id_], _estimate(*ends), _rate(*ends, register[id_].inhabitants), shrunk.get(id_))
        for id_, ends in counts.items()
    ]
    return tuple(sorted(found, key=_by_rate)), whole


def _by_rate(one: Place) -> tuple[float, str]:
    assert one.rate is not None
    return -next(end for end in (one.rate.value, one.rate.high, 0.0) if end is not None), one.region.id


def _estimate(low: float, high: float) -> Estimate:
    return Estimate(low, None, None, Kind.NONE) if low == high else Estimate(None, low, high, Kind.RANGE)


def _rate(low: float, high: float, people: float) -> Estimate:
    """Complaints per PER inhabitants: with F2's limits; of a range, from its least to its most."""
    ends = count_limits(low).low / people * PER, count_limits(high).high / people * PER
    if low != high:
        return Estimate(None, *ends, Kind.RANGE)
    return Estimate(low / people * PER, *ends, Kind.SAMPLING)


def _shrunk(counts: Mapping[str, _Ends], people: float) -> dict[str, float]:
    """F19 over the regions with a point: each rate drawn towards that of all, the more the fewer."""
    points = {id_: low for id_, (low, high) in counts.items() if low == high}
    mean = sum(points.values()) / people if people else 0.0
    if len(points) < 2 or mean == 0:
        return {id_: y / places.register()[id_].inhabitants * PER for id_, y in points.items()}
    expected = [places.register()[id_].inhabitants * mean for id_ in points]
    found = shrink(floats(list(points.values())), floats(expected))
    return {id_: float(value) * mean * PER for id_, value in zip(points, found.value, strict=True)}


def decimals(rates: Sequence[Estimate]) -> int:
    """Decimals for rates of one map: none from 100 on, more where all are small."""
    known = [end for one in rates for end in (one.value, one.high if one.value is None else None) if end]
    most = max(known, default=0.0)
    return 0 if most >= 100 else 1 if most >= 1 else 2 if most >= 0.1 else 4


def _finding(scope: Scope, level: str, found: Sequence[Place], whole: Estimate | None) -> Message:
    """The highest rate that chance does not explain, against all other regions; else what is drawn."""
    words = {"level": Message(f"map.level.{level}"), "by": Message(f"map.by.{level}")}
    about: dict[str, Any] = words | {"period": scope.period, "n": PER}
    if whole is not None and len(found) == 1 and whole.value is not None:
        alone = {"name": found[0].region.name, "rate": round(whole.value, decimals([whole]))}
        return Message("map.title.one", about | alone)
    if whole is None:
        return Message("map.title.counts", about)
    for one in found if whole.value is not None else ():
        rate, elsewhere = one.rate, _elsewhere(one, found)
        places_ = decimals([other.rate for other in found if other.rate])
        if rate is not None and rate.value is not None and _stands_out(one, elsewhere):
            told = {
                "name": one.region.name,
                "rate": round(rate.value, places_),
                "times": rate.value / elsewhere,
            }
            return Message("map.title.above", about | told)
    return Message("map.title.plain", about)


def _elsewhere(one: Place, found: Sequence[Place]) -> float:
    """The rate of all other regions with a figure together; 0 without one."""
    rest = [other for other in found if other is not one]
    people = sum(other.region.inhabitants for other in rest)
    return sum(other.most for other in rest) / people * PER if people else 0.0


def _stands_out(one: Place, elsewhere: float) -> bool:
    """Whether a rate is above the others' by more than 99.8% limits allow, with enough expected."""
    people = one.region.inhabitants
    if one.count.value is None or elsewhere / PER * people < _EXPECTED:
        return False
    return count_limits(one.count.value, 0.998).low / people * PER > elsewhere

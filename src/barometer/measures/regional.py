"""Complaints by region: per customer or household where figures give them by region, else per inhabitant.

A choropleth of counts would be a map of where people live, so that counts alone are never coloured.
Colours take the rate after gamma-Poisson shrinkage (F19), as METHOD asks of maps: few complaints in a
small region say little. The raw rate with its interval (F2) stands beside it, and in the sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from barometer import places
from barometer.measures.denominators import Ends, People, Rows, Scope, exposed_people, inhabitants
from barometer.measures.stated import counted_as
from barometer.model import Estimate, Kind, Message, Query
from barometer.places import Region
from barometer.statistics.counts import count_limits, floats
from barometer.statistics.shrinkage import shrink

#: Rates are complaints per so many inhabitants, customers or households.
PER = 100_000
#: Fewer complaints than expected here: a region is not named for its rate.
_EXPECTED = 5.0


@dataclass(frozen=True, slots=True)
class Place:
    """One region with its complaints.

    count    complaints; a range where sources disagree or give a range, then without a point
    people   inhabitants of the region, or the customers or households that the figures give for it
    rate     complaints per PER of them and its 95% interval; None where no rate may be formed
    shrunk   the same after shrinkage, which gives the colour; None beside a range
    """

    region: Region
    count: Estimate
    people: float
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
    bare     rows of places that give a rate and no count: they are not drawn
    per      what the rates are per: inhabitants, customers, households
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
    bare: int
    per: str
    whole: Estimate | None
    finding: Message
    sources: tuple[str, ...]
    people_sources: tuple[str, ...] = ()
    queries: tuple[Query, ...] = field(default=(), compare=False)

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


def regional(
    scope: Scope, rows: Rows, level: str = "", queries: tuple[Query, ...] = (), exposed: Rows = ()
) -> Regional | None:
    """The rows of ``ask/complaints_by_region`` on a map; None where no row stands in a known region.

    ``level`` is taken where the figures give it, else the level with most complaints. ``exposed`` are the
    rows of ``ask/exposure_by_region``: used where they cover every region and company on the map.
    """
    if scope.country not in places.LEVELS:
        return None
    counted = _by_place(rows)
    known = places.read(scope.country, (written for written in counted if written))
    every: dict[str, Ends] = {}
    for written, ends in counted.items():
        if written in known:
            every[known[written]] = _added(every.get(known[written]), ends)
    single = bool(rows) and all(row["single_rows"] for row in rows)
    by_level = {name: _at(name, every, single) for name in places.LEVELS[scope.country]}
    levels = _offered(by_level)
    if not levels:
        return None
    chosen = level if level in levels else levels[0]
    own = exposed_people(scope, by_level[chosen], rows, exposed)
    people = own or inhabitants(scope, by_level[chosen])
    found, whole = _places(by_level[chosen], people)
    return Regional(
        scope=scope, level=chosen, levels=tuple(levels), places=found,
        unread=tuple(
            (written, ends[1]) for written, ends in counted.items() if written and written not in known
        ),
        unsaid=counted.get("", (0.0, 0.0))[1], aside=_total(every) - _total(by_level[chosen]),
        bare=sum(row["number_high"] is None for row in rows),
        per=people.per if people else "", whole=whole, finding=_finding(scope, chosen, found, whole, people),
        people_sources=people.sources if people else (),
        sources=tuple(dict.fromkeys(str(row["source"]) for row in rows)), queries=queries,
    )  # fmt: skip


def _by_place(rows: Rows) -> dict[str, Ends]:
    """Complaints by place as written, over companies, periods and issues: (least, most).

    A place's own total stands before the sum of its issues; sources that disagree make a range.
    """
    figures: dict[tuple[Any, ...], dict[str, dict[str, Ends]]] = {}
    for row in rows:
        low, high = row["number_low"], row["number_high"]
        if high is None:
            continue
        key = (row["region"], row["company"], row["period_start"], row["period_end"])
        by_issue = figures.setdefault(key, {}).setdefault(str(row["source"]), {})
        by_issue[row["issue"]] = _added(by_issue.get(row["issue"]), (float(low or 0), float(high)))
    found: dict[str, Ends] = {}
    for key, by_source in figures.items():
        sums = [_whole(by_issue) for by_issue in by_source.values()]
        ends = min(low for low, _ in sums), max(high for _, high in sums)
        found[str(key[0])] = _added(found.get(str(key[0])), ends)
    return found


def _whole(by_issue: Mapping[str, Ends]) -> Ends:
    if "" in by_issue:
        return by_issue[""]
    return sum(low for low, _ in by_issue.values()), sum(high for _, high in by_issue.values())


def _added(one: Ends | None, other: Ends) -> Ends:
    return other if one is None else (one[0] + other[0], one[1] + other[1])


def _total(counts: Mapping[str, Ends]) -> float:
    return sum(high for _, high in counts.values())


def _offered(by_level: Mapping[str, Mapping[str, Ends]]) -> list[str]:
    """The levels that a map can show, that with most complaints first.

    A level counts where a region stands at it alone: Scotland by itself makes no map of the regions.
    """
    some = sorted((name for name in by_level if by_level[name]), key=lambda name: -_total(by_level[name]))
    own = [name for name in some if any(places.register()[id_].levels == (name,) for id_ in by_level[name])]
    return own or some[:1]


def _at(level: str, every: Mapping[str, Ends], single: bool) -> dict[str, Ends]:
    """The counts at a level. Smaller regions are added up only where each complaint is one row:
    published figures may give a region and its departments, and some of them only.
    """
    found: dict[str, Ends] = {}
    for id_, ends in every.items():
        region = places.register()[id_]
        if level in region.levels:
            found[id_] = _added(found.get(id_), ends)
        elif single and region.within and level in places.register()[region.within].levels:
            found[region.within] = _added(found.get(region.within), ends)
    return found


def _places(counts: Mapping[str, Ends], people: People | None) -> tuple[tuple[Place, ...], Estimate | None]:
    """The places, highest rate (or count) first, and the rate of all of them together."""
    register = places.register()
    if people is None:
        bare = [
            Place(register[id_], _estimate(*ends), register[id_].inhabitants) for id_, ends in counts.items()
        ]
        return tuple(sorted(bare, key=lambda one: (-one.most, one.region.id))), None
    low, high = (sum(ends[side] for ends in counts.values()) for side in (0, 1))
    shrunk = _shrunk(counts, people.counts)
    found = [
        Place(register[id_], _estimate(*ends), size, _rate(*ends, size), shrunk.get(id_))
        for id_, ends in counts.items()
        for size in (people.counts[id_],)
    ]
    return tuple(sorted(found, key=_by_rate)), _rate(low, high, sum(people.counts.values()))


def _by_rate(one: Place) -> tuple[float, str]:
    assert one.rate is not None
    return -next(end for end in (one.rate.value, one.rate.high, 0.0) if end is not None), one.region.id


def _estimate(low: float, high: float) -> Estimate:
    return Estimate(low, None, None, Kind.NONE) if low == high else Estimate(None, low, high, Kind.RANGE)


def _rate(low: float, high: float, people: float) -> Estimate:
    """Complaints per PER people: with F2's limits; of a range, from its least to its most."""
    ends = count_limits(low).low / people * PER, count_limits(high).high / people * PER
    if low != high:
        return Estimate(None, *ends, Kind.RANGE)
    return Estimate(low / people * PER, *ends, Kind.SAMPLING)


def _shrunk(counts: Mapping[str, Ends], people: Mapping[str, float]) -> dict[str, float]:
    """F19 over the regions with a point: each rate drawn towards that of all, the more the fewer."""
    points = {id_: low for id_, (low, high) in counts.items() if low == high}
    mean = sum(points.values()) / sum(people[id_] for id_ in points) if points else 0.0
    if len(points) < 2 or mean == 0:
        return {id_: y / people[id_] * PER for id_, y in points.items()}
    found = shrink(floats(list(points.values())), floats([people[id_] * mean for id_ in points]))
    return {id_: float(value) * mean * PER for id_, value in zip(points, found.value, strict=True)}


def decimals(rates: Sequence[Estimate]) -> int:
    """Decimals for rates of one map: none from 100 on, more where all are small."""
    known = [end for one in rates for end in (one.value, one.high if one.value is None else None) if end]
    most = max(known, default=0.0)
    return 0 if most >= 100 else 1 if most >= 1 else 2 if most >= 0.1 else 4


def _finding(
    scope: Scope, level: str, found: Sequence[Place], whole: Estimate | None, people: People | None
) -> Message:
    """The highest rate that chance does not explain, against all other regions; else what is drawn."""
    words = {"level": Message(f"map.level.{level}"), "by": Message(f"map.by.{level}")}
    noun = counted_as(scope.channel)
    about: dict[str, Any] = words | {"period": scope.period}
    if whole is None or people is None:
        return Message(f"map.title.counts{noun}", about)
    about |= {"n": PER, "per": people.per}
    if len(found) == 1 and whole.value is not None:
        alone = {"name": found[0].region.name, "rate": round(whole.value, decimals([whole]))}
        return Message(f"map.title.one{noun}", about | alone)
    for one in found if whole.value is not None else ():
        rate, elsewhere = one.rate, _elsewhere(one, found)
        places_ = decimals([other.rate for other in found if other.rate])
        if rate is not None and rate.value is not None and _stands_out(one, elsewhere):
            told = {
                "name": one.region.name,
                "rate": round(rate.value, places_),
                "times": rate.value / elsewhere,
            }
            return Message(f"map.title.above{noun}", about | told)
    return Message(f"map.title.plain{noun}", about)


def _elsewhere(one: Place, found: Sequence[Place]) -> float:
    """The rate of all other regions with a figure together; 0 without one."""
    rest = [other for other in found if other is not one]
    people = sum(other.people for other in rest)
    return sum(other.most for other in rest) / people * PER if people else 0.0


def _stands_out(one: Place, elsewhere: float) -> bool:
    """Whether a rate is above the others' by more than 99.8% limits allow, with enough expected."""
    people = one.people
    if one.count.value is None or elsewhere / PER * people < _EXPECTED:
        return False
    return count_limits(one.count.value, 0.998).low / people * PER > elsewhere

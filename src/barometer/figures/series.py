"""Series over time: points that each stand for a period, joined only where that is honest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from barometer.model import Claim, Complaints, Estimate, Kind, Period, Qualifier, Quantity

TO_DATE = "year to date"


class Measure(StrEnum):
    """What a series counts; each has its own column of panels."""

    CLAIM = "claim"
    COMPLAINTS = "complaints"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a period.

    group      definition, metric and scale in one id: a change of it is a break in the series
    filling    whether reports of the period are still coming in
    qualifier  how exactly the source states the figure: 'at least 82' is not drawn as 82
    sources    ids of what it was read in, or computed from
    """

    period: Period
    estimate: Estimate
    group: str = ""
    filling: bool = False
    qualifier: Qualifier = Qualifier.EXACT
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One company's (or the sector's) points of one measure, in one unit.

    unit    percent (fractions), or anything else (numbers as they are)
    sector  whether it is the sector's own series, drawn thin behind every company's
    panel   sets it apart from series of the same measure and unit that another panel draws
    """

    company: str
    name: str
    measure: Measure
    unit: str
    points: tuple[Point, ...]
    sector: bool = False
    panel: str = ""

    @property
    def kind(self) -> tuple[Measure, str]:
        """What its panel draws: the measure, and the unit or the panel's own name."""
        return self.measure, self.panel or self.unit

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of what its points rest on, in the order in which they are first needed."""
        return tuple(dict.fromkeys(id_ for point in self.points for id_ in point.sources))

    def ordered(self) -> tuple[Point, ...]:
        """The points by their start; on the same days, by definition."""
        return tuple(sorted(self.points, key=lambda p: (p.period.start, p.group, p.period.end)))


def joined_runs(series: Series) -> list[list[Point]]:
    """The points in runs that a line may join: neighbouring periods of one definition, no gap.

    A range has no point that a line could pass through, nor have two figures of one period: both stay
    by themselves.
    """
    runs: list[list[Point]] = []
    stated = Counter((point.group, point.period.start) for point in series.points)

    def single(point: Point) -> bool:
        return point.estimate.value is not None and stated[point.group, point.period.start] == 1

    for point in sorted(series.points, key=lambda p: (p.group, p.period.start)):
        last = runs[-1][-1] if runs else None
        near = last is not None and last.group == point.group and _neighbours(last.period, point.period)
        if last is not None and near and single(last) and single(point):
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def levels(estimate: Estimate) -> tuple[float, ...]:
    """Where a figure is drawn over its period: at its value; a range at both ends, never between them."""
    if estimate.value is not None:
        return (estimate.value,)
    return tuple(end for end in (estimate.low, estimate.high) if end is not None)


def breaks(series: Series) -> list[date]:
    """The days on which the definition changes: between the last of one and the first of another."""
    found = []
    for before, after in pairwise(series.ordered()):
        if before.group != after.group and after.period.start > before.period.start:
            found.append(before.period.end + (after.period.start - before.period.end) / 2)
    return found


def _neighbours(before: Period, after: Period) -> bool:
    return timedelta(0) < after.start - before.end <= timedelta(days=1)


def midday(period: Period) -> date:
    """The middle of a period."""
    return period.start + (period.end - period.start) / 2


def claim_series(company: str, name: str, claims: Iterable[Claim]) -> list[Series]:
    """A company's published figures, one series a unit; question, survey and length make the group."""
    dated = [(claim, claim.period) for claim in claims if claim.period is not None and _known(claim.quantity)]
    found = []
    for unit in dict.fromkeys(claim.quantity.unit for claim, _ in dated):
        mine = [(claim, period) for claim, period in dated if claim.quantity.unit == unit]
        factor = 0.01 if unit == "percent" else 1.0
        points = tuple(
            Point(
                period,
                _estimate(claim.quantity, factor),
                _claim_group(claim),
                qualifier=claim.quantity.qualifier,
                sources=(claim.source,),
            )
            for claim, period in mine
        )
        found.append(Series(company, name, Measure.CLAIM, unit, points))
    return found


def complaint_series(
    company: str, name: str, complaints: Iterable[Complaints], as_of: date | None = None
) -> list[Series]:
    """A company's complaints, rates and counts apart; channel, definition, window, topic make the group.

    as_of: the day on which the figures were put together; a period that had not ended then is filling.
    """
    dated = [(record, record.period) for record in complaints if record.period is not None]
    found = []
    for unit in ("rate", "count"):
        mine = [(r, p, q) for r, p in dated if (q := r.rate if unit == "rate" else r.count) and _known(q)]
        if unit == "count":
            mine = [(r, p, q) for r, p, q in mine if r.rate is None]
        if mine:
            points = tuple(
                Point(
                    period, _estimate(q, 1.0), _complaint_group(r), is_filling(r, as_of), q.qualifier,
                    (r.source,),
                )
                for r, period, q in mine
            )  # fmt: skip
            found.append(Series(company, name, Measure.COMPLAINTS, unit, points))
    return found


def is_filling(record: Complaints, as_of: date | None) -> bool:
    """Whether complaints of the record's period may still have been coming in when it was read."""
    if record.window == TO_DATE:
        return True
    return as_of is not None and record.period is not None and record.period.end >= as_of


def _known(quantity: Quantity) -> bool:
    return quantity.value is not None or (quantity.low is not None and quantity.high is not None)


def _claim_group(claim: Claim) -> str:
    parts = (
        claim.metric,
        claim.threshold,
        claim.scale,
        claim.subject,
        claim.instrument,
        claim.asserted_by.value,
        _length(claim.period),
    )
    return "|".join(parts)


def _length(period: Period | None) -> str:
    """A month, a quarter, half a year or a year: figures about unlike lengths are no one series."""
    days = period.days if period else 0
    return str(next((n for n in (45, 135, 270) if days <= n), 366))


def _complaint_group(record: Complaints) -> str:
    parts: Sequence[str] = (
        record.channel,
        record.definition,
        record.window,
        record.issue,
        record.region,
        record.per,
    )
    return "|".join((*parts, str(record.per_n or "")))


def _estimate(quantity: Quantity, factor: float) -> Estimate:
    """A published figure with the ends of its range, or of its last printed digit."""
    if quantity.low is not None and quantity.high is not None and quantity.low < quantity.high:
        value = quantity.value * factor if quantity.value is not None else None
        return Estimate(value, quantity.low * factor, quantity.high * factor, Kind.RANGE)
    value = quantity.value if quantity.value is not None else quantity.low
    assert value is not None
    half = quantity.rounding / 2
    kind = Kind.ROUNDING if half else Kind.NONE
    return Estimate(value * factor, (value - half) * factor, (value + half) * factor, kind)

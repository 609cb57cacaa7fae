"""Observations -> the numbers that the formulas use, with what is settled in them and what is not."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from barometer.model import Claim, Complaints, Exposure, Observation, Qualifier, Quantity

_DEFAULT_PER = 100_000


class ImpossibleNumber(ValueError):
    """A figure that cannot be (F-rules: nothing is clipped): which company, which field, which value."""

    def __init__(self, company: str, field: str, value: float) -> None:
        super().__init__(f"{company}: {field} cannot be {value}")
        self.company, self.field, self.value = company, field, value


class Origin(Enum):
    """Why a figure has two ends."""

    POINT = "point"
    RANGE = "range"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Ends:
    """A figure's two ends, equal for a point; ``rounding`` is still to be reckoned with at each."""

    low: float
    high: float
    rounding: float = 0.0
    origin: Origin = Origin.POINT

    @property
    def unsettled(self) -> bool:
        """A published range, or sources that disagree: two ends and no point (F8, F12)."""
        return self.low < self.high


@dataclass(frozen=True, slots=True)
class Figures:
    """One company's numbers. claim: a fraction or its metric's own unit; count: complaints; rate:
    complaints per ``per_n``; exposure: customers, journeys… None where nothing usable is published:
    'at least 500 complaints' bounds nothing from above, so it is not a figure here.
    """

    observation: Observation
    claim: Ends | None
    count: Ends | None
    rate: Ends | None
    exposure: Ends | None
    per_n: int

    @property
    def counted(self) -> Ends | None:
        """The complaints as a number: counted, or rate x exposure / per where only a rate is (F3)."""
        if self.count is not None:
            return self.count
        if self.rate is None or self.exposure is None:
            return None
        return Ends(
            self.rate.low * self.exposure.low / self.per_n, self.rate.high * self.exposure.high / self.per_n
        )

    @property
    def has_exposure_data(self) -> bool:
        return self.exposure is not None and (self.count is not None or self.rate is not None)


def read(observation: Observation, *, share: bool) -> Figures:
    """The numbers of one observation; ImpossibleNumber for one that cannot be.

    ``share``: the claim is a share of customers, so that it must lie in [0, 1].
    """
    _check(observation, share)
    floor, ceiling = (0.0, 1.0) if share else (-math.inf, math.inf)
    seen = observation
    return Figures(
        observation=seen,
        claim=_ends(seen.claim, floor, ceiling, seen.claims),
        count=_ends(seen.y, 0.0, math.inf, seen.complaints),
        rate=_zero_is_a_range(_ends(seen.rate, 0.0, math.inf, seen.complaints, rates=True)),
        exposure=_positive(_ends(seen.exposure, 0.0, math.inf, seen.exposures)),
        per_n=seen.per_n or _DEFAULT_PER,
    )


def _positive(exposure: Ends | None) -> Ends | None:
    """'At most N customers' may be none: not a number that a rate can be formed on."""
    return exposure if exposure is None or exposure.low > 0 else None


def _zero_is_a_range(rate: Ends | None) -> Ends | None:
    """F3: a rate whose last digit reaches down to 0 is the range from 0."""
    if rate is None or rate.rounding == 0 or rate.low - rate.rounding / 2 > 0:
        return rate
    if rate.unsettled:
        return Ends(0.0, rate.high, rate.rounding, rate.origin)
    return Ends(0.0, rate.high + rate.rounding / 2, 0.0, Origin.RANGE)


def _ends(
    quantity: Quantity | None, floor: float, ceiling: float, records: Sequence[Record], *, rates: bool = False
) -> Ends | None:
    """The two ends. Those of a range in a source's own words are exact; readings that disagree are
    each as rounded as printed.
    """
    if quantity is None:
        return None
    low, high = _bounds(quantity)
    low = floor if low is None else low
    high = ceiling if high is None else high
    if math.isinf(low) or math.isinf(high):
        return None
    if low == high:
        return Ends(low, high, quantity.rounding)
    if _from_sources(quantity, records, rates):
        return Ends(low, high, quantity.rounding, Origin.SOURCES)
    return Ends(low, high, 0.0, Origin.RANGE)


def _from_sources(quantity: Quantity, records: Sequence[Record], rates: bool) -> bool:
    """Whether the two ends come from sources that disagree; the records tell, else the qualifier."""
    if any(quantity_of(record, rates=rates) is not None for record in records):
        return disagree(records, rates=rates)
    return quantity.qualifier not in (Qualifier.RANGE, Qualifier.AT_LEAST, Qualifier.AT_MOST)


def _bounds(quantity: Quantity) -> tuple[float | None, float | None]:
    """The ends as published: None on the side that 'at least' or 'at most' leaves open."""
    point = quantity.value
    if quantity.is_range:
        return quantity.low, quantity.high
    if point is None:
        point = quantity.low if quantity.low is not None else quantity.high
        both = quantity.low is not None and quantity.high is not None
        if point is None or not both:
            return (None, None) if point is None else (quantity.low, quantity.high)
    if quantity.qualifier is Qualifier.AT_LEAST:
        return point, None
    if quantity.qualifier is Qualifier.AT_MOST:
        return None, point
    return point, point


Record = Claim | Complaints | Exposure


def quantity_of(record: Record, *, rates: bool = False) -> Quantity | None:
    """The quantity of a record: a claim's, an exposure's, a count or (``rates``) a rate."""
    if isinstance(record, Complaints):
        return record.rate if rates else record.count
    return record.quantity


def disagree(records: Iterable[Record], *, rates: bool = False) -> bool:
    """Whether two records of one company and period give different figures."""
    seen: dict[object, set[tuple[float | None, float | None, float | None]]] = {}
    for record in records:
        quantity = quantity_of(record, rates=rates)
        if quantity is not None:
            key = (record.period.start, record.period.end) if record.period else None
            seen.setdefault(key, set()).add((quantity.value, quantity.low, quantity.high))
    return any(len(values) > 1 for values in seen.values())


def _check(observation: Observation, share: bool) -> None:
    company = observation.company
    limit = 1.0 if share else math.inf
    _possible(company, "claim", observation.claim, -math.inf if not share else 0.0, limit)
    _possible(company, "complaints", observation.y, 0.0, math.inf)
    _possible(company, "rate", observation.rate, 0.0, math.inf)
    _possible(company, "exposure", observation.exposure, 0.0, math.inf)
    if observation.exposure is not None and 0 in _numbers(observation.exposure):
        raise ImpossibleNumber(company, "exposure", 0.0)
    for field, value in (("n", observation.n), ("per", observation.per_n)):
        if value is not None and not 0 < value < math.inf:
            raise ImpossibleNumber(company, field, value)
    if observation.coverage is not None and not 0 <= observation.coverage <= 1 + 1e-9:
        raise ImpossibleNumber(company, "coverage", observation.coverage)


def _possible(company: str, field: str, quantity: Quantity | None, low: float, high: float) -> None:
    if quantity is None:
        return
    for value in _numbers(quantity):
        if math.isnan(value) or math.isinf(value) or not low <= value <= high:
            raise ImpossibleNumber(company, field, value)
    if not 0 <= quantity.rounding < math.inf:
        raise ImpossibleNumber(company, f"{field} rounding", quantity.rounding)
    if quantity.low is not None and quantity.high is not None and quantity.low > quantity.high:
        raise ImpossibleNumber(company, field, quantity.low)


def _numbers(quantity: Quantity) -> list[float]:
    return [x for x in (quantity.value, quantity.low, quantity.high) if x is not None]

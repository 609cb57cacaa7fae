"""M2: the claimed share minus the share that an independent survey finds (F14)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from barometer.measures.settled import Ends, ImpossibleNumber
from barometer.model import Asserter, Claim, Code, Estimate, Kind, Message, Qualifier, Quantity, Refusal
from barometer.statistics.counts import Interval
from barometer.statistics.shares import difference, rounding_limits, wilson

#: figures that are a point, give or take their last digit
_POINTS = frozenset({Qualifier.EXACT, Qualifier.ROUNDED})
_UNSTATED = frozenset({"", "unstated"})


@dataclass(frozen=True, slots=True)
class Difference:
    """M2 of one company.

    points      C - S as a fraction of 1 (times 100: points); what its interval covers is its kind
    odds_ratio  w*: how many times likelier the dissatisfied would have to post for the claim to hold,
                where the observed share is of people who chose to answer; None if C = 1, S = 0 or S = 1
    """

    points: Estimate
    odds_ratio: float | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A company's own figure, the figure that another found on the same metric, and what lies between.

    loose  whether what counts as satisfied is said on neither side, so that the questions may differ
    """

    claim: Claim
    survey: Claim
    found: Difference | Refusal
    loose: bool = False


def same_metric(claim: Quantity, n: int | None, observed: Quantity, n_observed: int | None) -> Difference:
    """F14. ``claim`` and ``observed``: shares as fractions with their rounding; ``n`` and ``n_observed``: how
    many were asked, None where it is not published: that side is then rounding's alone.

    The interval's kind is SAMPLING where both surveys' sizes are known, ROUNDING where one is missing, NONE
    where neither a size nor a rounding is known, RANGE where a share is published as a range: no point then.
    ImpossibleNumber for a share outside [0, 1].
    """
    ours, theirs = _share(claim), _share(observed)
    for value in (ours.low, ours.high, theirs.low, theirs.high):
        if not 0 <= value <= 1:
            raise ImpossibleNumber("", "share", value)
    if ours.unsettled or theirs.unsettled:
        low = difference(*_side(ours, ours.low, n), *_side(theirs, theirs.high, n_observed))
        high = difference(*_side(ours, ours.high, n), *_side(theirs, theirs.low, n_observed))
        return Difference(Estimate(None, low.low, high.high, Kind.RANGE), None)
    found = difference(*_side(ours, ours.low, n), *_side(theirs, theirs.low, n_observed))
    kind = Kind.SAMPLING if n and n_observed else Kind.ROUNDING
    kind = Kind.NONE if found.low == found.high else kind
    return Difference(Estimate(found.value, found.low, found.high, kind), found.odds_ratio)


def asked_by_others(claims: Iterable[Claim]) -> tuple[Asked, ...]:
    """Each share that a company publishes of itself, beside each that another found on the same metric in
    overlapping days; the newest first.

    Where the people, the threshold or the level differ there is a refusal in the difference's place.
    """
    every = [one for one in claims if one.period is not None and _is_share(one)]
    own = [one for one in every if one.asserted_by is Asserter.COMPANY]
    found = [
        Asked(one, other, _between(one, other), not _stated(one))
        for one in own
        for other in every
        if other.asserted_by is not Asserter.COMPANY and _meets(one, other)
    ]
    return tuple(sorted(found, key=lambda pair: (-_last(pair.claim), pair.claim.id, pair.survey.id)))


def _is_share(claim: Claim) -> bool:
    """A share of those who answered: an index may be in percent too."""
    return claim.quantity.unit == "percent" and claim.metric.startswith("share_")


def _meets(one: Claim, other: Claim) -> bool:
    """The same company and metric, in days that overlap."""
    facets = ("company", "sector", "country", "metric")
    if one.period is None or other.period is None:
        return False
    same = all(getattr(one, name) == getattr(other, name) for name in facets)
    return same and one.period.start <= other.period.end and other.period.start <= one.period.end


def _between(one: Claim, other: Claim) -> Difference | Refusal:
    why = next(_mismatches(one, other), None)
    if why is not None:
        return why
    shares = (_fraction(one.quantity), _fraction(other.quantity))
    return same_metric(shares[0], one.n, shares[1], other.n)


def _mismatches(one: Claim, other: Claim) -> Iterator[Refusal]:
    """Why no difference may be taken, the gravest first."""
    if (one.subject, one.population) != (other.subject, other.population):
        yield _refusal(Code.POPULATION_MISMATCH)
    if (one.level or "brand") != (other.level or "brand"):
        yield _refusal(Code.LEVEL_MISMATCH)
    if one.scale != other.scale or (_stated(one) and _stated(other) and one.threshold != other.threshold):
        yield _refusal(Code.MIXED_METRIC)
    if _stated(one) != _stated(other):
        yield _refusal(Code.MIXED_METRIC, "_open")
    if not (_settled(one.quantity) and _settled(other.quantity)):
        yield _refusal(Code.MISSING_CLAIM)


def _refusal(code: Code, why: str = "") -> Refusal:
    have, need, action = (
        Message(f"refusal.{code.value}.asked_{part}") for part in ("have", "need", "action")
    )
    return Refusal(code, have, need, action, why=f"_asked{why}")


def _stated(claim: Claim) -> bool:
    """Whether the source says which answers count as satisfied."""
    return claim.threshold not in _UNSTATED


def _settled(quantity: Quantity) -> bool:
    """Whether a share is known as a point or between two ends: 'more than 82%' is neither."""
    return quantity.is_range or (quantity.value is not None and quantity.qualifier in _POINTS)


def _last(claim: Claim) -> int:
    return claim.period.end.toordinal() if claim.period is not None else 0


def _fraction(quantity: Quantity) -> Quantity:
    """A percentage as a fraction of 1, its rounding with it."""
    value, low, high = (
        None if end is None else end / 100 for end in (quantity.value, quantity.low, quantity.high)
    )
    return replace(quantity, value=value, low=low, high=high, rounding=quantity.rounding / 100)


def _side(share: Ends, at: float, n: int | None) -> tuple[float, Interval]:
    """A share with its limits."""
    return at, wilson(at * n, n) if n else rounding_limits(at, share.rounding)


def _share(share: Quantity) -> Ends:
    if share.is_range and share.low is not None and share.high is not None:
        return Ends(share.low, share.high)
    if share.value is None:
        raise ValueError("the share has no number")
    return Ends(share.value, share.value, share.rounding)

"""The rate of complaints as it stands, and M4: the customers to one complaint, N* (F3, F15)."""

from __future__ import annotations

from barometer.measures.settled import Ends, Figures
from barometer.model import Estimate, Kind, Mode
from barometer.statistics.counts import count_limits


def rate(figures: Figures, basis: Mode) -> Estimate | None:
    """Complaints per ``per_n`` with their interval: sampling where counted on an exposure, from
    rounding alone where only a rate is published, the ends of a range. None where neither is known.
    """
    if _counted(figures, basis):
        return _sampled(figures)
    return _published(figures.rate) if figures.rate is not None else None


def _counted(figures: Figures, basis: Mode) -> bool:
    """Whether the rate is formed on the exposure, rather than as published."""
    if not figures.has_exposure_data or figures.observation.level_mismatch:
        return False
    return basis is Mode.EXPOSURE or figures.rate is None


def _sampled(figures: Figures) -> Estimate:
    counted, exposure = figures.counted, figures.exposure
    assert counted is not None and exposure is not None
    if counted.unsettled or exposure.unsettled:
        low, high = _range_of_rate(figures)
        return Estimate(None, low, high, Kind.RANGE)
    low, high = count_interval(figures)
    per, size = figures.per_n, exposure.low
    value = figures.rate.low if figures.count is None and figures.rate else counted.low * per / size
    return Estimate(value, low * per / size, high * per / size, Kind.SAMPLING)


def _range_of_rate(figures: Figures) -> tuple[float, float]:
    """The ends of the rate per ``per_n``; a published rate does not depend on the exposure."""
    if figures.count is None and figures.rate is not None:
        return figures.rate.low, figures.rate.high
    assert figures.count is not None and figures.exposure is not None
    per = figures.per_n
    return figures.count.low * per / figures.exposure.high, figures.count.high * per / figures.exposure.low


def count_interval(figures: Figures) -> tuple[float, float]:
    """F2 limits of a settled count; for a rate times exposure those at the ends of its last digit (F3)."""
    counted, half = figures.counted, 0.0
    assert counted is not None
    if figures.count is None and figures.rate is not None and figures.exposure is not None:
        half = figures.rate.rounding / 2 * figures.exposure.low / figures.per_n
    return count_limits(counted.low - half).low, count_limits(counted.high + half).high


def _published(rate: Ends) -> Estimate:
    if rate.unsettled:
        return Estimate(None, rate.low, rate.high, Kind.RANGE)
    half = rate.rounding / 2
    kind = Kind.ROUNDING if half else Kind.NONE
    return Estimate(rate.low, max(0.0, rate.low - half), rate.high + half, kind)


def break_even(figures: Figures, basis: Mode) -> Estimate | None:
    """F15: N* = d N/y, customers who did not say they were satisfied for one complaint.

    None where the complaints' rate is unknown. For a claim of 99% or more only an upper bound, and
    none at y = 0; at y = 0 otherwise only a lower one.
    """
    if figures.claim is None:
        return None
    if not _counted(figures, basis):
        return _from_rate(figures, figures.rate) if figures.rate is not None else None
    counted, exposure = figures.counted, figures.exposure
    assert counted is not None and exposure is not None
    d = _admitted(figures.claim)
    if d.unsettled or counted.unsettled or exposure.unsettled:
        low, high = (end / figures.per_n for end in _range_of_rate(figures))
        return _spread(d, low, high)
    low, high = count_interval(figures)
    mass = d.low * exposure.low
    value = _over(mass, counted.low)
    return Estimate(value, mass / high, _over(mass, low), Kind.SAMPLING)


def _admitted(claim: Ends) -> Ends:
    return Ends(1 - claim.high, 1 - claim.low, claim.rounding)


def _from_rate(figures: Figures, rate: Ends) -> Estimate:
    assert figures.claim is not None
    d, per = _admitted(figures.claim), figures.per_n
    if d.unsettled or rate.unsettled:
        return _spread(d, rate.low / per, rate.high / per)
    half, mass = rate.rounding / 2, d.low * per
    low, high = _over(mass, rate.low + half), _over(mass, max(0.0, rate.low - half))
    return Estimate(_over(mass, rate.low), low, high, Kind.ROUNDING if half else Kind.NONE)


def _spread(d: Ends, low: float, high: float) -> Estimate:
    """F15 for a range: from d over its high end to d over its low end."""
    return Estimate(None, _over(d.low, high), _over(d.high, low), Kind.RANGE)


def _over(mass: float, events: float) -> float | None:
    return mass / events if events > 0 else None


def break_even_at_99(figures: Figures, basis: Mode) -> Estimate | None:
    """F15 for a claim of 99% or more: N* is at most (d + u/2) N/y; none at y = 0."""
    found = rate(figures, basis)
    if found is None or figures.claim is None:
        return None
    per_head = (found.value if found.value is not None else found.low or 0.0) / figures.per_n
    most = 1 - figures.claim.low + figures.claim.rounding / 2
    bound = _over(most, per_head)
    return None if bound is None else Estimate(None, None, bound, Kind.ROUNDING)

"""What is said of a difference between two surveys (M2), and of what its ends cover."""

from __future__ import annotations

from collections.abc import Iterator

from barometer.measures.difference import Asked, Difference
from barometer.model import Kind, Message


def difference(found: Difference) -> Message:
    """'+5 points (+3.2 to +6.6)', or the two ends where there is no point."""
    one = found.points
    low, high = ((end or 0.0) * 100 for end in (one.low, one.high))
    if one.value is None:
        return Message("company.asked.range", {"low": low, "high": high})
    params = {"x": one.value * 100, "low": low, "high": high}
    return Message(f"company.asked.points{'_alone' if one.kind is Kind.NONE else ''}", params)


def how_sure(pair: Asked, found: Difference) -> Iterator[Message]:
    """What the interval covers, whether it holds 0, and whether the questions may differ."""
    one = found.points
    half = one.kind is Kind.ROUNDING and (pair.claim.n or pair.survey.n)
    yield Message(f"company.asked.sure_{'half' if half else one.kind.value}")
    if one.kind is not Kind.NONE and (one.low or 0.0) <= 0 <= (one.high or 0.0):
        yield Message("company.asked.zero")
    if pair.loose:
        yield Message("company.asked.loose")

"""M4's what-if: what share of customers it would take, if only one in so many complained (F15)."""

from __future__ import annotations

from dataclasses import dataclass

from barometer.measures.said import refuse
from barometer.model import Code, Estimate, Message, Refusal, Row


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A labelled assumption, never a finding.

    factor  customers with cause for each who complained to the channel, as the reader assumes
    share   the customers with cause that this makes, as a share of all; refused above 1
    admits  1 - claim: the customers who did not say they were satisfied, for comparison
    """

    factor: float
    share: Estimate | Refusal
    admits: float | None


def what_if(row: Row, factor: float) -> WhatIf:
    """M4 as y f/N for one company of an answer; ValueError for a factor below 1.

    From the count and exposure, or from the published rate; the interval is theirs, the factor has none.
    """
    if not factor >= 1:
        raise ValueError(f"an iceberg factor is at least 1, not {factor}")
    claim = row.observation.claim
    admits = 1 - claim.value if claim is not None and claim.value is not None else None
    if row.rate is None:
        return WhatIf(factor, refuse(Code.MISSING_COMPLAINTS, parts=(Message("have.nothing"),)), admits)
    per = row.observation.per_n or 100_000
    low, value, high = (_scaled(end, factor, per) for end in (row.rate.low, row.rate.value, row.rate.high))
    central = value if value is not None else high
    if central is None or central > 1:
        return WhatIf(factor, refuse(Code.ABOVE_ALL_CUSTOMERS, factor=factor, share=central), admits)
    most = min(high, 1.0) if high is not None else None
    return WhatIf(factor, Estimate(value, low, most, row.rate.kind), admits)


def _scaled(end: float | None, factor: float, per: int) -> float | None:
    return None if end is None else end * factor / per

"""What the rows of a gap say, as the figures need it: order, decimals, which side of the expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from barometer.answer.order import Order
from barometer.figures.look import Look, decimals
from barometer.measures.stated import bound_of
from barometer.model import (
    Code,
    Estimate,
    Gap,
    Kind,
    Message,
    Qualifier,
    Quantity,
    Rank,
    Refusal,
    Row,
    Stratum,
)
from barometer.statistics.shares import wilson

_MOST_ONE_SIDED = 4
_USUAL = Order()


class Side(StrEnum):
    """Where the observed number lies; colour, shape and the side of the tick all say it."""

    MORE = "more"
    FEWER = "fewer"
    EVEN = "even"


def side(row: Row) -> Side:
    """Above, below, or neither: an interval that holds 1 licenses no side."""
    if not isinstance(row.ratio, Estimate):
        return Side.EVEN
    low, high = ends(row.ratio)
    if low is None or high is None:
        return Side.EVEN
    return Side.MORE if low > 1 else Side.FEWER if high < 1 else Side.EVEN


def ends(estimate: Estimate) -> tuple[float | None, float | None]:
    """The interval's ends, the point standing for an end that is missing."""
    low = estimate.low if estimate.low is not None else estimate.value
    high = estimate.high if estimate.high is not None else estimate.value
    return low, high


def middle(estimate: Estimate | None) -> float | None:
    """The point; where only a range is known, the middle of it (to sort by, never to print)."""
    if estimate is None:
        return None
    if estimate.value is not None:
        return estimate.value
    low, high = ends(estimate)
    return (low + high) / 2 if low is not None and high is not None else None


def hollow(estimate: Estimate | None) -> bool:
    """Whether a mark is drawn hollow: anything but a sampling interval behind it."""
    return estimate is None or estimate.kind is not Kind.SAMPLING


def has_claim(row: Row) -> bool:
    return row.observation.claim is not None


def has_rate(row: Row) -> bool:
    return row.rate is not None and middle(row.rate) is not None


def has_count(row: Row) -> bool:
    y = row.observation.y
    return y is not None and claim_middle(y) is not None


def claim_middle(claim: Quantity | None) -> float | None:
    """A published figure's point, or the middle of its range (to sort by, never to print)."""
    if claim is None:
        return None
    if claim.value is not None:
        return claim.value
    return (claim.low + claim.high) / 2 if claim.low is not None and claim.high is not None else None


def claim_ends(claim: Quantity) -> tuple[float, float] | None:
    """The ends of a published range, or of the last printed digit; shares stay within 0 and 1."""
    if claim.low is not None and claim.high is not None:
        return claim.low, claim.high
    if claim.value is None or claim.rounding <= 0:
        return None
    low, high = claim.value - claim.rounding / 2, claim.value + claim.rounding / 2
    return (max(0.0, low), min(1.0, high)) if claim.unit == "percent" else (low, high)


def claim_drawn(row: Row) -> Estimate | None:
    """A published figure as it is drawn, with what is uncertain in it.

    Sampling (Wilson's limits) for a share whose survey size is published, else rounding alone; where
    one end only is published that end is the point, and the ends are all that it leaves open.
    """
    claim, n = claimed(row), row.observation.n
    if claim is None:
        return None
    limit = published_end(claim)
    low, high = claim_ends(claim) or (claim.value, claim.value)
    if limit is not None:
        return Estimate(limit, low, high, Kind.RANGE)
    if claim.value is not None and n and claim.unit == "percent":
        limits = wilson(claim.value * n, n)
        return Estimate(claim.value, limits.low, limits.high, Kind.SAMPLING)
    return Estimate(claim.value, low, high, Kind.ROUNDING if claim.value is not None else Kind.RANGE)


def published_end(claim: Quantity) -> float | None:
    """The one end that its source gives of 'more than 82%' or 'at most 5'; None for any other figure."""
    if claim.qualifier is Qualifier.AT_LEAST:
        return claim.low if claim.low is not None else claim.value
    if claim.qualifier is Qualifier.AT_MOST:
        return claim.high if claim.high is not None else claim.value
    return None


_POINTED = {Qualifier.AT_LEAST: "triangle-right", Qualifier.AT_MOST: "triangle-left"}


def pointed(claim: Quantity) -> str:
    """The shape of a published figure's mark: it points to where the figure is left open."""
    return _POINTED.get(claim.qualifier, "circle")


def drawn(gap: Gap, order: Order = _USUAL) -> tuple[list[Row], list[Row]]:
    """The rows to draw, in order, and those only to name.

    A company with a figure on one side only is drawn, grey, while there are few; else it is named
    under the figure.
    """
    both = [row for row in gap.rows if has_claim(row) and (has_rate(row) or has_count(row))]
    single = [row for row in gap.rows if row not in both]
    show = single if len(single) <= _MOST_ONE_SIDED or not both else []
    return order.of([*both, *show]), [row for row in single if row not in show]


def has_ratio(gap: Gap) -> bool:
    """Whether any company of the gap has a ratio (else the figure shows places or raw numbers)."""
    return any(isinstance(row.ratio, Estimate) for row in gap.rows)


def has_ranks(gap: Gap) -> bool:
    return any(isinstance(row.rank_claim, Rank) and isinstance(row.rank_observed, Rank) for row in gap.rows)


def per_n(gap: Gap, stratum: Stratum) -> int:
    """What the rates of a stratum are per."""
    known = [row.observation.per_n for row in gap.rows if row.observation.per_n]
    return stratum.per_n or (known[0] if known else 100_000)


def per_unit(gap: Gap, stratum: Stratum) -> str:
    """Who could have complained, as an id: customers, journeys, enplanements."""
    measured = [row.observation.exposure.unit for row in gap.rows if row.observation.exposure]
    return stratum.per or (measured[0] if measured else "") or "customers"


def rate_places(gap: Gap) -> int:
    """Decimals of the rates: as published; two significant digits where they come from counts."""
    if counts_only(gap):
        return 0
    published = [row.observation.rate for row in gap.rows if row.rate is not None]
    if published and all(published):
        return min(3, max(_places(rate) for rate in published if rate is not None))
    rates = [value for row in gap.rows if (value := middle(row.rate))]
    return 0 if not rates or min(rates) >= 10 else 1 if min(rates) >= 1 else 2


def _places(rate: Quantity) -> int:
    """Decimals of a published figure: of its last printed digit, else of the number as it is."""
    printed = decimals(rate.rounding)
    if printed is not None:
        return printed
    known = [end for end in (rate.value, rate.low, rate.high) if end is not None]
    return max((len(f"{end:.6f}".rstrip("0").partition(".")[2]) for end in known), default=0)


def place_words(rank: Rank, look: Look) -> str:
    """A place, with its set where one is known: '3 (2–5)'; a tie is its places: '1–2', never '1.5'."""
    place, low, high = (look.digits(one) for one in (rank.point, rank.low, rank.high))
    if rank.shared:
        return look.span(low, high)
    if rank.low == rank.high:
        return place
    return look.phrase("figures.place", place=place, low=low, high=high)


# What is wrong with a comparison comes before what is merely absent.
MISMATCHES = (
    Code.WINDOW_UNDER_HALF, Code.POPULATION_MISMATCH, Code.LEVEL_MISMATCH, Code.MIXED_METRIC, Code.CLAIM_99,
)  # fmt: skip


def apart(row: Row) -> bool:
    """Whether the two sides of a row may not even stand beside each other."""
    return any(refusal.code in _APART for refusal in row.refused)


_APART = frozenset({Code.WINDOW_UNDER_HALF, Code.POPULATION_MISMATCH, Code.LEVEL_MISMATCH})


def main_refusal(row: Row) -> Refusal | None:
    """The refusal to print where there is room for one, as in the sentence and the table."""
    return row.told


def headlined(gap: Gap) -> Gap:
    """The gap as a headline may show it: ratios more than tenfold apart leave the places alone."""
    if Code.WIDE_SPREAD not in gap.codes:
        return gap
    why = Refusal(
        Code.WIDE_SPREAD,
        have=gap.why_wide,
        need=Message("refusal.wide_spread.need"),
        action=Message("refusal.wide_spread.action"),
        why="_open" if gap.open_ranges else "",
    )
    return replace(
        gap, rows=tuple(replace(row, ratio=why, expected_rate=None, shrunk=None, flag="") for row in gap.rows)
    )


def bound(stated: Sequence[Quantity]) -> Qualifier | None:
    """'At least' or 'at most', where every record behind a figure says it."""
    said = {one.qualifier for one in stated}
    return next((how for how in (Qualifier.AT_LEAST, Qualifier.AT_MOST) if said == {how}), None)


def claimed(row: Row) -> Quantity | None:
    """The published figure as its source states it: 'more than 82%' is no range from 82% to 100%."""
    seen = row.observation
    stated = [record.quantity for record in seen.claims]
    how = bound(stated)
    if seen.claim is None or how is None:
        return seen.claim
    strict = bound_of(stated) in ("more_than", "less_than")
    return replace(seen.claim, qualifier=how, wording=stated[0].wording if strict else "")


def counts_only(gap: Gap) -> bool:
    """Whether complaints are known as counts alone, without the number who could complain."""
    return not any(has_rate(row) for row in gap.rows) and any(has_count(row) for row in gap.rows)


def observed(gap: Gap, row: Row) -> Estimate | None:
    """What is drawn of the complaints: the rate; the count where no company has a rate."""
    if not counts_only(gap):
        return row.rate if has_rate(row) else None
    y = row.observation.y
    return Estimate(y.value, y.low, y.high) if y is not None and has_count(row) else None


def observed_bound(gap: Gap, row: Row) -> Qualifier | None:
    """'At least' or 'at most', where that is all that the records say of a company's complaints."""
    return bound(observed_stated(gap, row))


def observed_stated(gap: Gap, row: Row) -> list[Quantity]:
    """A company's complaints as each of their records states them."""
    stated = [one.count if counts_only(gap) else one.rate for one in row.observation.complaints]
    return [one for one in stated if one is not None]


def observed_point(gap: Gap, row: Row, known: Estimate) -> tuple[float | None, str]:
    """Where the mark of the complaints stands, and its shape if it points: 'at most 3' points down from 3."""
    if known.value is None and observed_bound(gap, row) is Qualifier.AT_MOST:
        return known.high, _POINTED[Qualifier.AT_MOST]
    return known.value, ""


def grey(gap: Gap, row: Row) -> bool:
    """Whether a company is shown without being compared as the others of the gap are."""
    if isinstance(row.ratio, Estimate) or not row.refused:
        return False
    return has_ratio(gap) or not isinstance(row.rank_claim, Rank)

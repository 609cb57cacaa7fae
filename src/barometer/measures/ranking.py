"""M3: ranks by claim and by observed rate, their confidence sets, and the gap (F16, F17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from barometer.measures.eligibility import FEWEST, unsettled
from barometer.measures.rates import rate
from barometer.measures.settled import Figures
from barometer.model import Kind, Mode, Rank
from barometer.statistics.counts import Floats, floats
from barometer.statistics.ranks import gap_set, published_ranks, rank_sets, rate_tests, share_tests


@dataclass(frozen=True, slots=True)
class Ranks:
    """The three ranks of one company; the gap is claim minus observed: negative = claims better."""

    claim: Rank
    observed: Rank
    gap: Rank


@dataclass(frozen=True, slots=True)
class _Side:
    """Published ranks (point, first, last), the least and greatest over combinations, and the sets."""

    point: Floats
    first: Floats
    last: Floats
    least: Floats
    most: Floats
    sets: tuple[Floats, Floats] | None


def ranks(
    figures: Sequence[Figures], basis: Mode, *, share: bool, higher_is_better: bool = True
) -> tuple[Ranks, ...]:
    """F16 and F17 for the ranked companies, in their order; () for fewer than four.

    share: the claims are shares, so that pairs of them can be tested where every n is published.
    """
    if len(figures) < FEWEST:
        return ()
    open_ = bool(unsettled(figures, basis))
    claims = _side(_claim_ends(figures, higher_is_better), _claim_sets(figures, share))
    seen = _side(_rate_ends(figures, basis), None if open_ else _rate_sets(figures, basis))
    return tuple(_of_company(claims, seen, i, open_) for i in range(len(figures)))


def _side(ends: tuple[Floats, Floats], sets: tuple[Floats, Floats] | None) -> _Side:
    low, high = ends
    point, first, last = published_ranks(low, high)
    least, most = _extreme_ranks(low, high) if (low < high).any() else (point, point)
    return _Side(point, first, last, least, most, sets)


def _extreme_ranks(low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Each company's least and greatest average rank over all combinations of the ends: its own at
    the better end and all others at their worse, and the reverse.
    """
    at_best = [published_ranks(ends, ends)[0][i] for i, ends in _own(low, high)]
    at_worst = [published_ranks(ends, ends)[0][i] for i, ends in _own(high, low)]
    return floats(at_best), floats(at_worst)


def _own(own: Floats, rest: Floats) -> list[tuple[int, Floats]]:
    return [(i, np.where(np.arange(len(own)) == i, own, rest)) for i in range(len(own))]


def _claim_ends(figures: Sequence[Figures], higher_is_better: bool) -> tuple[Floats, Floats]:
    """The claims, turned so that 1 = lowest is the best."""
    ends = [one.claim for one in figures if one.claim is not None]
    low, high = _as_printed([e.low for e in ends]), _as_printed([e.high for e in ends])
    return (-high, -low) if higher_is_better else (low, high)


def _rate_ends(figures: Sequence[Figures], basis: Mode) -> tuple[Floats, Floats]:
    per = figures[0].per_n
    low, high = [], []
    for one in figures:
        found = rate(one, basis)
        assert found is not None
        ends = (found.low, found.high) if found.value is None else (found.value, found.value)
        scale = 1.0 if one.per_n == per else per / one.per_n
        low.append((ends[0] or 0.0) * scale)
        high.append((ends[1] or 0.0) * scale)
    return _as_printed(low), _as_printed(high)


def _as_printed(values: Sequence[float]) -> Floats:
    """Without the last bits of floating arithmetic, which would part figures that are equal."""
    return floats([float(f"{value:.12g}") for value in values])


def _claim_sets(figures: Sequence[Figures], share: bool) -> tuple[Floats, Floats] | None:
    """F17: only where every survey's n is published and no claim is a range."""
    sizes = [one.observation.n for one in figures]
    claims = [one.claim for one in figures if one.claim is not None]
    if not share or any(claim.unsettled for claim in claims) or not all(sizes):
        return None
    values = floats([claim.low for claim in claims])
    return rank_sets(-values, share_tests(values, floats(sizes)))


def _rate_sets(figures: Sequence[Figures], basis: Mode) -> tuple[Floats, Floats] | None:
    if basis is not Mode.EXPOSURE:
        return None
    y = floats([one.counted.low for one in figures if one.counted is not None])
    exposure = floats([one.exposure.low for one in figures if one.exposure is not None])
    return rank_sets(y / exposure, rate_tests(y, exposure))


def _of_company(claims: _Side, seen: _Side, i: int, open_: bool) -> Ranks:
    point = float(claims.point[i] - seen.point[i])
    return Ranks(_rank(claims, i, open_), _rank(seen, i, open_), _gap(claims, seen, i, point, open_))


def _rank(side: _Side, i: int, open_: bool) -> Rank:
    if side.sets is not None:
        return Rank(float(side.point[i]), float(side.sets[0][i]), float(side.sets[1][i]), Kind.SAMPLING)
    ranged = open_ and side.least[i] < side.most[i]
    kind = Kind.RANGE if ranged else Kind.NONE
    return Rank(float(side.point[i]), float(side.first[i]), float(side.last[i]), kind)


def _gap(claims: _Side, seen: _Side, i: int, point: float, open_: bool) -> Rank:
    """F17's set where the observed ranks have one; F12's least and greatest where a range is open."""
    if open_:
        low, high = float(claims.least[i] - seen.most[i]), float(claims.most[i] - seen.least[i])
        return Rank(point, low, high, Kind.RANGE)
    if seen.sets is None:
        return Rank(point, point, point, Kind.NONE)
    published = float(claims.point[i])
    claimed = (published, published)
    if claims.sets is not None:
        claimed = float(claims.sets[0][i]), float(claims.sets[1][i])
    low, high = gap_set(claimed, (float(seen.sets[0][i]), float(seen.sets[1][i])))
    return Rank(point, low, high, Kind.SAMPLING)

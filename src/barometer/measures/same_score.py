"""M0: same published score, different complaints. It assumes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from barometer.measures.settled import Figures
from barometer.model import Estimate, SameScore


def same_score(figures: Sequence[Figures], rates: Mapping[str, Estimate]) -> tuple[SameScore, ...]:
    """Every set of companies with an equal published figure, on any scale, the best figure first;
    in each the companies in order of their rate (a range by its middle), then of their name.

    ``figures`` are the companies that may be set side by side; ``rates`` their raw rates by id.
    """
    sets: dict[float, list[Figures]] = {}
    for one in figures:
        if one.claim is not None and not one.claim.unsettled:
            sets.setdefault(round(one.claim.low, 9), []).append(one)
    ties = [sets[value] for value in sorted(sets, reverse=True) if len(sets[value]) > 1]
    return tuple(_tie(members, rates) for members in ties)


def _tie(members: Sequence[Figures], rates: Mapping[str, Estimate]) -> SameScore:
    claim = members[0].observation.claim
    assert claim is not None
    ordered = sorted(members, key=lambda one: (_middle(rates[one.observation.company]), one.observation.name))
    return SameScore(claim, tuple(one.observation.company for one in ordered))


def _middle(rate: Estimate) -> float:
    if rate.value is not None:
        return rate.value
    return ((rate.low or 0.0) + (rate.high or 0.0)) / 2

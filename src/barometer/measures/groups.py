"""Two groups of companies: public against private, one country or region against another (F20)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from barometer.measures.said import refuse
from barometer.model import Code, Estimate, Kind, Refusal
from barometer.statistics.counts import rate_ratio
from barometer.statistics.pooled import Firm, Sums, crude, heterogeneity, mantel_haenszel, pool, simpson, sums


@dataclass(frozen=True, slots=True)
class Part:
    """One stratum that holds both groups: complaints and exposure of each, and their rate ratio."""

    stratum: str
    channel: str
    complaints: tuple[float, float]
    exposure: tuple[float, float]
    ratio: float | None


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """F20 of one question.

    adjusted    the Mantel-Haenszel rate ratio, group over others, or why there is no single number
    crude       the same without strata, or why not (never across channels)
    simpson     crude and adjusted differ in sign or by more than 10%
    p_strata    p of 'the same ratio in all strata'; None with one stratum
    no_interval why a ratio that is given has no interval, else None
    """

    adjusted: Estimate | Refusal
    crude: Estimate | Refusal
    simpson: bool
    p_strata: float | None
    firms: int
    parts: tuple[Part, ...]
    no_interval: Refusal | None = None


def compare(firms: Sequence[Firm], channels: Mapping[str, str]) -> GroupComparison:
    """F20 for firms with their complaints and exposure; ``channels`` names each stratum's channel.

    Refused where no stratum holds both groups; no single number where the strata disagree.
    """
    strata = sums(firms)
    pooled = pool(firms)
    parts = tuple(_part(one, channels) for one in strata)
    if pooled is None:
        missing = refuse(Code.NO_COMMON_STRATUM, strata=len(strata))
        return GroupComparison(missing, missing, False, None, 0, parts)
    p = heterogeneity(firms, pooled.ratio)
    found = _crude(strata, channels)
    warn = isinstance(found, Estimate) and found.value is not None and simpson(found.value, pooled.ratio)
    adjusted: Estimate | Refusal
    if p is not None and p < 0.05:
        adjusted = refuse(Code.STRATA_DISAGREE, strata=len(strata), p=p)
    else:
        kind = Kind.NONE if pooled.low is None else Kind.SAMPLING
        adjusted = Estimate(pooled.ratio, pooled.low, pooled.high, kind)
    lone = refuse(Code.LONE_FIRM, firms=pooled.firms) if pooled.low is None else None
    return GroupComparison(adjusted, found, warn, p, pooled.firms, parts, lone)


def _part(one: Sums, channels: Mapping[str, str]) -> Part:
    ratio = mantel_haenszel([one])
    return Part(
        one.stratum, channels[one.stratum], (one.a, one.b), (one.t1, one.t0), ratio if ratio > 0 else None
    )


def _crude(strata: Sequence[Sums], channels: Mapping[str, str]) -> Estimate | Refusal:
    if len({channels[one.stratum] for one in strata}) > 1:
        return refuse(Code.OTHER_CHANNELS, strata=len(strata))
    value = crude(strata)
    return Estimate(value) if value > 0 else refuse(Code.NO_COMMON_STRATUM, strata=len(strata))


@dataclass(frozen=True, slots=True)
class Region:
    """A region against the rest of the country, per 100,000 households, by one total.

    total  the country's complaints as that source gives them, or count/share where it gives a share
    """

    label: str
    total: float
    rate: float
    rate_elsewhere: float
    ratio: Estimate


def region(
    count: float, totals: Mapping[str, float], households: float, households_elsewhere: float
) -> tuple[Region, ...]:
    """One answer for each total that sources give; they are never averaged.

    count and totals in complaints, households in numbers of households. ValueError where a total is
    below the region's own count.
    """
    return tuple(
        _region(label, count, total, households, households_elsewhere) for label, total in totals.items()
    )


def _region(label: str, count: float, total: float, households: float, elsewhere: float) -> Region:
    rest = total - count
    if rest <= 0:
        raise ValueError(f"a total of {total} leaves nothing outside the region's {count}")
    found = rate_ratio(count, households, rest, elsewhere)
    per = 100_000
    ratio = Estimate(found.ratio, found.low, found.high, Kind.SAMPLING)
    return Region(label, total, count / households * per, rest / elsewhere * per, ratio)

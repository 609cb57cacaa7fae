"""The say-do test: do those who talk most about service do least? (F21)"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from barometer.measures.said import refuse
from barometer.model import Code, Estimate, Kind, Refusal
from barometer.statistics.association import Association, associate, residuals, within_ranks

FEWEST = 8
FEWEST_FOR_A_TEST = 30


@dataclass(frozen=True, slots=True)
class Talker:
    """One company: claims and campaigns a year, complaints per head, customers (None: not known)."""

    company: str
    sector: str
    talk: float
    rate: float
    customers: float | None = None


@dataclass(frozen=True, slots=True)
class SayDo:
    """F21. r > 0: within their sectors, those who talk more are complained about more.

    exploratory  8 to 29 companies: no test
    p, exact     share of within-sector permutations at least as strong; whether all were counted
    partial      r with company size taken out of both sides, or why not, and its p
    left_out     companies alone in their sector
    """

    r: Estimate | Refusal
    p: float | None
    exact: bool
    partial: Estimate | Refusal
    p_partial: float | None
    n: int
    sectors: int
    exploratory: bool
    left_out: tuple[str, ...]


def say_do(talkers: Sequence[Talker]) -> SayDo:
    """F21 over companies of several sectors; a sector of one drops out. Refused below 8 companies."""
    used, left = _in_company(talkers)
    sectors = [one.sector for one in used]
    n, groups = len(used), len(set(sectors))
    if n < FEWEST:
        few = refuse(Code.UNDER_EIGHT, n=n)
        return SayDo(few, None, False, few, None, n, groups, False, left)
    u = within_ranks([one.talk for one in used], sectors)
    v = within_ranks([one.rate for one in used], sectors)
    found = associate(u, v, sectors)
    partial, p_partial = _partial(used)
    return SayDo(
        r=_estimate(found, n),
        p=found.p if found else None,
        exact=found.exact if found else False,
        partial=partial,
        p_partial=p_partial,
        n=n,
        sectors=groups,
        exploratory=n < FEWEST_FOR_A_TEST,
        left_out=left,
    )


def _in_company(talkers: Sequence[Talker]) -> tuple[list[Talker], tuple[str, ...]]:
    size = Counter(one.sector for one in talkers)
    used = [one for one in talkers if size[one.sector] > 1]
    return used, tuple(one.company for one in talkers if size[one.sector] == 1)


def _partial(talkers: Sequence[Talker]) -> tuple[Estimate | Refusal, float | None]:
    """Among those whose customers are known, with ranks of log customers taken out of both sides."""
    used, _ = _in_company([one for one in talkers if one.customers])
    if len(used) < FEWEST:
        return refuse(Code.UNDER_EIGHT, n=len(used)), None
    sectors = [one.sector for one in used]
    w = within_ranks([math.log(one.customers) for one in used if one.customers], sectors)
    u = residuals(within_ranks([one.talk for one in used], sectors), w)
    v = residuals(within_ranks([one.rate for one in used], sectors), w)
    found = associate(u, v, sectors, controls=1)
    return _estimate(found, len(used)), found.p if found else None


def _estimate(found: Association | None, n: int) -> Estimate | Refusal:
    if found is None:
        return refuse(Code.NO_VARIATION, n=n)
    return Estimate(found.r, found.low, found.high, Kind.NONE if found.low is None else Kind.SAMPLING)

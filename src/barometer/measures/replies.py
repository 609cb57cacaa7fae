"""Reply quality: answered in time, how long it takes, and how many replies are canned."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from barometer.measures.said import refuse
from barometer.model import Code, Estimate, Kind, Refusal
from barometer.statistics.duration import Curve, cumulative_incidence, kaplan_meier, median
from barometer.statistics.shares import wilson

RUN = 5
ALIKE = 0.8
FEWEST_ALIKE = 3


@dataclass(frozen=True, slots=True)
class Case:
    """One complaint: received, replied to, withdrawn (each None where it has not happened)."""

    received: date
    replied: date | None = None
    withdrawn: date | None = None


@dataclass(frozen=True, slots=True)
class Replies:
    """Reply times of one company, as of one day.

    timely       share answered by the deadline, of the complaints whose deadline has passed
    median       days until half have a reply; refused where half is not reached
    waiting      share still without a reply after so many days, pending cases censored
    answered     share answered after so many days where complaints are also withdrawn, else None
    """

    timely: Estimate | Refusal
    due: int
    median: Estimate | Refusal
    waiting: Curve | None
    answered: Curve | None
    pending: int
    withdrawn: int


def replies(cases: Sequence[Case], *, deadline: int, as_of: date) -> Replies:
    """Reply quality on the day ``as_of``; ``deadline`` in days after receipt.

    What happened after ``as_of`` is not known yet. ValueError for a reply before its complaint.
    """
    known = [_as_of(case, as_of) for case in cases if case.received <= as_of]
    due = [case for case in known if _is_due(case, deadline, as_of)]
    in_time = sum(case.replied is not None and _days(case, as_of) <= deadline for case in due)
    waiting = _waiting(known, as_of)
    withdrawn = sum(case.withdrawn is not None for case in known)
    return Replies(
        timely=_share(in_time, len(due)) if due else refuse(Code.NONE_DUE, n=len(known)),
        due=len(due),
        median=_median(waiting, len(known)),
        waiting=waiting,
        answered=_answered(known, as_of) if withdrawn else None,
        pending=sum(case.replied is None and case.withdrawn is None for case in known),
        withdrawn=withdrawn,
    )


def _as_of(case: Case, as_of: date) -> Case:
    """What was known of a case on that day; the first of reply and withdrawal ends it."""
    ends = [day for day in (case.replied, case.withdrawn) if day is not None]
    if any(day < case.received for day in ends):
        raise ValueError(f"a complaint of {case.received} cannot end on {min(ends)}")
    replied = case.replied if case.replied is not None and case.replied <= as_of else None
    withdrawn = case.withdrawn if case.withdrawn is not None and case.withdrawn <= as_of else None
    if replied is not None and withdrawn is not None:
        replied, withdrawn = (replied, None) if replied <= withdrawn else (None, withdrawn)
    return Case(case.received, replied, withdrawn)


def _is_due(case: Case, deadline: int, as_of: date) -> bool:
    """Whether the deadline has passed (its own day included in it) with the complaint still standing."""
    withdrawn_in_time = case.withdrawn is not None and (case.withdrawn - case.received).days <= deadline
    return (as_of - case.received).days > deadline and not withdrawn_in_time


def _days(case: Case, as_of: date) -> int:
    return ((case.replied or case.withdrawn or as_of) - case.received).days


def _waiting(cases: Sequence[Case], as_of: date) -> Curve | None:
    if not any(case.replied for case in cases):
        return None
    return kaplan_meier([_days(c, as_of) for c in cases], [c.replied is not None for c in cases])


def _answered(cases: Sequence[Case], as_of: date) -> Curve:
    events = [1 if case.replied else 2 if case.withdrawn else 0 for case in cases]
    return cumulative_incidence([_days(case, as_of) for case in cases], events)


def _median(waiting: Curve | None, n: int) -> Estimate | Refusal:
    value, low, high = median(waiting) if waiting else (None, None, None)
    if value is None:
        return refuse(Code.NOT_REACHED, n=n)
    return Estimate(value, low, high, Kind.SAMPLING)


def _share(x: int, n: int) -> Estimate:
    limits = wilson(x, n)
    return Estimate(x / n, limits.low, limits.high, Kind.SAMPLING)


@dataclass(frozen=True, slots=True)
class Canned:
    """Replies that are near-duplicates of each other, and the rule that says so.

    share       of the replies, with Wilson's limits
    groups      the places of the replies in each group of near-duplicates, the largest first
    run, alike  two replies are alike if they share ``alike`` of their runs of ``run`` words
    fewest      and a group counts from so many replies up
    """

    share: Estimate | Refusal
    groups: tuple[tuple[int, ...], ...]
    run: int = RUN
    alike: float = ALIKE
    fewest: int = FEWEST_ALIKE


def canned(texts: Sequence[str]) -> Canned:
    """The canned share of replies: after capitals, accents, digits and punctuation are set aside, two
    replies whose runs of five words overlap by 80% or more (Jaccard; Broder 1997) are the same text.
    """
    if not texts:
        return Canned(refuse(Code.NONE_DUE, n=0), ())
    groups = [group for group in _alike([_runs(text) for text in texts]) if len(group) >= FEWEST_ALIKE]
    groups.sort(key=lambda group: (-len(group), group))
    return Canned(_share(sum(len(group) for group in groups), len(texts)), tuple(groups))


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    plain = unicodedata.normalize("NFKD", text).casefold()
    words = re.findall(r"[^\W\d_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return frozenset(tuple(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1)))


def _alike(runs: Sequence[frozenset[tuple[str, ...]]]) -> list[tuple[int, ...]]:
    """Groups linked by pairs that are alike; only texts that share a run are compared."""
    seen: dict[tuple[str, ...], list[int]] = defaultdict(list)
    group = list(range(len(runs)))
    for i, own in enumerate(runs):
        shared = Counter(j for one in own for j in seen[one])
        for j, both in shared.items():
            if both >= ALIKE * (len(own) + len(runs[j]) - both):
                _join(group, i, j)
        for one in own:
            seen[one].append(i)
    found: dict[int, list[int]] = defaultdict(list)
    for i in range(len(runs)):
        found[_root(group, i)].append(i)
    return [tuple(members) for members in found.values()]


def _root(group: list[int], i: int) -> int:
    while group[i] != i:
        group[i] = group[group[i]]
        i = group[i]
    return i


def _join(group: list[int], i: int, j: int) -> None:
    first, second = sorted((_root(group, i), _root(group, j)))
    group[second] = first

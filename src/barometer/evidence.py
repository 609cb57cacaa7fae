"""What the measures beside the gap are given: talkers, firms of two groups, single complaints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from barometer.engine import Engine
from barometer.measures.groups import GroupComparison, Region, compare, region
from barometer.measures.replies import Case
from barometer.measures.say_do import Talker
from barometer.model import Basis, Report
from barometer.statistics.pooled import Firm

#: Owners of the two groups; an arm of a foreign State, a mutual or a trust is in neither.
PUBLIC = frozenset({"public_state", "public_majority", "public_body"})
PRIVATE = frozenset({"private", "private_state_minority"})


def talkers(engine: Engine) -> tuple[Talker, ...]:
    """Companies whose claims and campaigns a year are counted, each with its complaint rate per head.

    The figures count none yet: published claims are noted where found, which is no census.
    """
    return tuple(
        Talker(row["company"], row["sector"], row["talk"], row["rate"] / row["per_n"], row["customers"])
        for row in engine.run("ask/talk")
        if row["per_n"]
    )


def public_and_private(engine: Engine) -> GroupComparison:
    """F20: companies owned by a State or a public body against private ones."""
    owners = {**dict.fromkeys(PUBLIC, True), **dict.fromkeys(PRIVATE, False)}
    rows = [row for row in engine.run("ask/owned") if row["code"] in owners]
    return _compared([(row, owners[row["code"]]) for row in rows], within_country=True)


def country_against_country(engine: Engine, ours: str, theirs: str) -> GroupComparison:
    """F20: the companies of one country's market against those of another's."""
    rows = [row for row in engine.run("ask/owned") if row["country"] in (ours, theirs)]
    return _compared([(row, row["country"] == ours) for row in rows], within_country=False)


def _compared(rows: Sequence[tuple[Mapping[str, Any], bool]], *, within_country: bool) -> GroupComparison:
    firms, channels = [], {}
    for row, in_group in rows:
        names = ("sector", "channel", "definition", "length", "period_start")
        key = " ".join(str(row[name]) for name in names if row[name])
        key = f"{key} {row['country']}" if within_country else key
        channels[key] = str(row["channel"])
        firms.append(Firm(row["company"], key, in_group, row["complaints"], row["size"]))
    return compare(firms, channels)


def against_the_rest(
    count: float, shares: Mapping[str, float], households: float, elsewhere: float
) -> tuple[Region, ...]:
    """A region's complaints per household against the rest of the country's, by each share of the
    country's total that a source gives (fractions).
    """
    totals = {name: count / share for name, share in shares.items()}
    return region(count, totals, households, elsewhere)


def accounts(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Single accounts by customers; counts of labelled reports are none."""
    return tuple(one for one in reports if one.count is None)


def cases(reports: Sequence[Report]) -> dict[str, tuple[tuple[Case, ...], date]]:
    """By company, its dated accounts as complaints, and the day to which they were followed.

    Left out: accounts whose period no source states, and replies whose day is not known.
    """
    found: dict[str, list[tuple[Case, date]]] = {}
    for one in accounts(reports):
        if one.period is None or one.period.basis is not Basis.CALENDAR:
            continue
        if one.reply == "no":
            found.setdefault(one.company, []).append((Case(one.period.start), one.period.end))
        elif one.reply == "yes" and one.reply_days is not None:
            replied = one.period.start + timedelta(days=one.reply_days)
            found.setdefault(one.company, []).append((Case(one.period.start, replied), one.period.end))
    return {
        company: (tuple(case for case, _ in known), max(day for _, day in known))
        for company, known in found.items()
    }

"""What the measures beside the gap are given: talkers, firms of two groups, single complaints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


def talkers(engine: Engine, sector: str = "", country: str = "") -> tuple[Talker, ...]:
    """Companies whose claims and campaigns a year are counted, each with its complaint rate per head.

    The default figures count none: published claims are noted where found, which is no census.
    """
    return tuple(
        Talker(
            row["company"], _key(row, "country"), row["talk"], row["rate"] / row["per_n"], row["customers"]
        )
        for row in _within(engine.run("ask/talk"), sector, country)
        if row["per_n"]
    )


def public_and_private(engine: Engine, sector: str = "", country: str = "") -> GroupComparison:
    """F20: companies owned by a State or a public body against private ones."""
    owners = {**dict.fromkeys(PUBLIC, True), **dict.fromkeys(PRIVATE, False)}
    rows = _within(engine.run("ask/owned"), sector, country)
    return _compared([(row, owners[row["code"]]) for row in rows if row["code"] in owners], "country")


def country_against_country(engine: Engine, ours: str, theirs: str, sector: str = "") -> GroupComparison:
    """F20: the companies of one country's market against those of another's."""
    rows = [row for row in _within(engine.run("ask/owned"), sector, "") if row["country"] in (ours, theirs)]
    return _compared([(row, row["country"] == ours) for row in rows])


def _within(rows: Iterable[Mapping[str, Any]], sector: str, country: str) -> list[Mapping[str, Any]]:
    return [row for row in rows if sector in ("", row["sector"]) and country in ("", row["country"])]


def _key(row: Mapping[str, Any], *more: str) -> str:
    """One sector and channel, in a word; what else must be alike is named by ``more``."""
    return " ".join(str(row[name]) for name in ("sector", "channel", "definition", *more) if row[name])


def _compared(rows: Sequence[tuple[Mapping[str, Any], bool]], *more: str) -> GroupComparison:
    firms, channels = [], {}
    for row, in_group in rows:
        key = _key(row, "length", "period_start", *more)
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

"""Complaints by region for an answer and for a company: which records are asked for, and the map of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from barometer.answer import Answer
from barometer.engine import Engine
from barometer.measures.denominators import Scope
from barometer.measures.regional import Regional, regional
from barometer.model import Complaints, Message, Period
from barometer.view import View


def of_answer(engine: Engine, answer: Answer, view: View) -> Regional | None:
    """The complaints behind an answer by region: of the company in focus, else of all that it shows.

    The days are those of the complaints that stand in the comparison. None where no region is known.
    """
    stratum, gap = answer.stratum, answer.gap
    if stratum is None or gap is None:
        return None
    rows = {row.observation.company: row.observation for row in gap.rows}
    shown = [row.observation.company for row in answer.shown] or list(rows)
    companies = (view.focus,) if view.focus in rows else tuple(shown)
    period = _span(record for one in companies for record in rows[one].complaints)
    if period is None:
        return None
    place = (stratum.sector, stratum.country, stratum.channel, stratum.definition, stratum.window)
    return of_scope(engine, Scope(*place, period, companies), view.area)


def no_map(view: View, answer: Answer) -> list[Message]:
    """What of the map that a view asks for can't be had."""
    if not view.area or view.tab != "over_time" or answer.gap is None:
        return []
    found = answer.regional
    if found is None:
        return [Message("map.page.no_map")]
    if view.area in found.levels:
        return []
    given = [Message(f"map.level.{one}") for one in found.levels]
    return [Message("map.page.no_level", {"wanted": Message(f"map.level.{view.area}"), "given": given})]


def of_company(engine: Engine, company: str, records: Sequence[Complaints], area: str) -> list[Regional]:
    """A map for each channel through which complaints about a company are known by region."""
    groups: dict[tuple[str, ...], list[Complaints]] = {}
    for one in records:
        key = (one.sector, one.country, one.channel, one.definition, one.window)
        groups.setdefault(key, []).append(one)
    found = []
    for (sector, country, channel, definition, window), group in groups.items():
        period = _span(group)
        # one issue alone is no picture of a channel
        if period is not None and not all(one.issue for one in group):
            scope = Scope(sector, country, channel, definition, window, period, (company,))
            found.append(of_scope(engine, scope, area))
    return [one for one in found if one is not None]


def of_scope(engine: Engine, scope: Scope, area: str = "") -> Regional | None:
    """The map of a scope; None where its figures name no region that a map knows."""
    asked = {
        "sector": scope.sector, "country": scope.country, "channel": scope.channel,
        "definition": scope.definition, "window": scope.window, "first": scope.period.start,
        "last": scope.period.end, "companies": list(scope.companies),
    }  # fmt: skip
    names = ("ask/complaints_by_region", "ask/exposure_by_region")
    rows = engine.run(names[0], **asked)
    if not rows:
        return None
    queries = tuple(engine.query(name, **asked) for name in names)
    return regional(scope, rows, area, queries, engine.run(names[1], **asked))


def _span(records: Iterable[Complaints]) -> Period | None:
    """From the first to the last day of some records; None where none is dated."""
    known = [one.period for one in records if one.period is not None]
    if not known:
        return None
    return Period(min(one.start for one in known), max(one.end for one in known))

"""The map's points to take away: a row a region, those without a figure too, and as plain data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from barometer import places
from barometer.measures.regional import PER, Place, Regional
from barometer.model import Estimate, Message

Say = Callable[[Message], str]
Cell = str | int | float | None

COLUMNS = (
    "region", "name", "level", "country", "complaints", "complaints_low", "complaints_high", "inhabitants",
    "inhabitants_year", "rate", "rate_low", "rate_high", "per", "per_n", "per_count", "rate_as_coloured",
    "period_start", "period_end", "channel", "companies", "sources",
)  # fmt: skip


def rows(found: Regional, say: Say) -> list[dict[str, Cell]]:
    """One row a region of the level; a region without a figure has empty cells, never zeros."""
    scope = found.scope
    about: dict[str, Cell] = {
        "level": found.level,
        "country": scope.country,
        "per": found.per or None,
        "per_n": PER if found.rated else None,
        "period_start": scope.period.start.isoformat(),
        "period_end": scope.period.end.isoformat(),
        "channel": scope.channel,
        "companies": " ".join(scope.companies),
        "sources": " ".join(found.sources),
    }
    told = [_place(one) | _named(one.region, say) | about for one in found.places]
    told += [_named(region, say) | about for region in found.without]
    return [{name: row.get(name) for name in COLUMNS} for row in told]


def _named(region: places.Region, say: Say) -> dict[str, Cell]:
    return {
        "region": region.id,
        "name": say(Message("value.label", {"label": region.name})),
        "inhabitants": region.inhabitants,
        "inhabitants_year": places.COUNTED[region.country],
    }


def _whole(value: float | None) -> float | int | None:
    """A count without a needless decimal."""
    return int(value) if value is not None and value.is_integer() else value


def _place(one: Place) -> dict[str, Cell]:
    rate = one.rate or Estimate(None, None, None, one.count.kind)
    return {
        "complaints": _whole(one.count.value),
        "complaints_low": _whole(one.count.low),
        "complaints_high": _whole(one.count.high),
        "rate": rate.value,
        "rate_low": rate.low,
        "rate_high": rate.high,
        "rate_as_coloured": one.shrunk,
        "per_count": _whole(float(one.people)) if one.rate else None,
    }


def told(found: Regional, say: Say) -> dict[str, Any]:
    """The map as JSON-ready data: what it says, its regions, and the complaints that stand on none."""
    return {
        "sentence": say(found.finding),
        "level": found.level,
        "levels": list(found.levels),
        "regions": rows(found, say),
        "whole": found.whole.value if found.whole else None,
        "placed": found.placed,
        "without_region": found.unsaid,
        "at_another_level": found.aside,
        "unread": [{"written": written, "complaints": n} for written, n in found.unread],
        "boundaries": say(Message("map.boundaries")),
        "inhabitants": say(Message(f"map.inhabitants.{found.scope.country}")),
    }

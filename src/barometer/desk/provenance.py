"""Where the figures come from: each source with its rows, what sources disagree on, what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from barometer import records
from barometer.answer.checked import Record, mark, standings, unread
from barometer.desk.answering import Desk
from barometer.figures.look import Meta
from barometer.measures.regional import Regional
from barometer.model import Complaints, Kept, Label, Message, Period, Quantity, Source, called

TABLES = ("claims", "complaints", "exposure", "reports", "context")
#: Two rows with the same values in these columns state the same thing.
_SAME = {
    "claims": (
        "company", "sector", "country", "metric", "threshold", "scale", "instrument", "wave", "subject",
        "population",
    ),
    "complaints": (
        "company", "sector", "country", "channel", "definition", "issue", "region", "population", "window",
        "per", "per_n",
    ),
    "exposure": ("company", "sector", "country", "measure", "population"),
    "context": ("subject", "sector", "country", "metric"),
}  # fmt: skip
_WHEN = ("period_start", "period_end")
_NOTHING = Kept()


@dataclass(frozen=True, slots=True)
class Cited:
    """A source and how many rows of each table rest on it."""

    source: Source
    rows: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.rows.values())


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One fact that sources state differently; every value with its source, none averaged.

    what: the id of the channel, the metric or the measure
    """

    about: Label
    what: str
    period: Period | None
    stated: tuple[tuple[Quantity, Message | None, str], ...]


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A row of the published figures that was not loaded, and why."""

    origin: str
    company: str
    value: str
    reason: Label


def cited(desk: Desk) -> tuple[Cited, ...]:
    """Every source with its rows, the most cited first."""
    counts = {name: Counter(desk.package.tables[name].column("source").to_pylist()) for name in TABLES}
    found = [Cited(one, {name: counts[name][one.id] for name in TABLES}) for one in desk.sources.values()]
    return tuple(sorted(found, key=lambda one: (-one.total, one.source.publisher.casefold())))


@lru_cache(maxsize=4)
def figures_by_source(desk: Desk) -> Mapping[str, Sequence[Record]]:
    """Every figure that charts may rest on, by the source it was read in."""
    found: dict[str, list[Record]] = {}
    rows = desk.package.tables["complaints"].to_pylist()
    complaints = (records.complaints(row) for row in rows if row.get("publish") != "no")
    held = desk.held
    every: list[Record] = [*held.claims.values(), *complaints, *held.exposures.values(), *held.reports]
    for record in every:
        found.setdefault(record.source, []).append(record)
    return found


def behind_map(desk: Desk, found: Regional) -> list[Record]:
    """The figures behind a map: a source's complaints by region, else all that it holds."""
    held, scope = figures_by_source(desk), found.scope
    records: list[Record] = []
    for id_ in found.sources:
        own = held.get(id_, ())
        here = [
            one
            for one in own
            if isinstance(one, Complaints)
            and one.region
            and (one.sector, one.channel) == (scope.sector, scope.channel)
        ]
        records += here or own
    return records


def map_meta(desk: Desk, found: Regional, link: str, kept: Kept = _NOTHING) -> Meta:
    """What a map's texts need besides its figures: names, sources, who read them there, its link."""
    known = desk.sources
    return Meta(
        labels={**desk.metrics, **desk.channels},
        names={id_: one.name for id_, one in desk.companies.items() if one.kind != "aggregate"},
        sources={id_: known[id_] for id_ in (*found.sources, *found.people_sources) if id_ in known},
        mark=_map_mark(desk, found, kept),
        checked_on=desk.checked_on,
        made=desk.created,
        link=link,
    )


def _map_mark(desk: Desk, found: Regional, kept: Kept) -> tuple[Message, ...]:
    """Whether the map's figures were read at their source; of a source that holds no row, as it was read."""
    records, known = behind_map(desk, found), desk.sources
    bare = {id_: known[id_] for id_ in found.sources if id_ in known} if not records else {}
    return mark((*standings(records, known, kept.checks), *unread(bare)))


def disagreements(desk: Desk) -> tuple[Disagreement, ...]:
    """What two sources state differently of the same company, question and period."""
    return tuple(_disagreement(desk, table, rows) for table in _SAME for rows in _contested(desk, table))


def _contested(desk: Desk, table: str) -> Iterator[Sequence[Mapping[str, Any]]]:
    groups: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for row in desk.package.tables[table].to_pylist():
        if row["period_start"] is not None and row.get("publish") != "no":
            groups.setdefault(tuple(row.get(name) for name in (*_SAME[table], *_WHEN)), []).append(row)
    for rows in groups.values():
        if len({row["source"] for row in rows}) > 1 and len({_stated(table, row)[0] for row in rows}) > 1:
            yield rows


def _disagreement(desk: Desk, table: str, rows: Sequence[Mapping[str, Any]]) -> Disagreement:
    first = rows[0]
    about = first.get("company") or first["subject"]
    return Disagreement(
        about=called(desk.companies[about]) if about in desk.companies else Label(about, about),
        what=first.get("channel") or first.get("measure") or first["metric"],
        period=records.period(first),
        stated=tuple((*_stated(table, row), row["source"]) for row in rows),
    )


def _stated(table: str, row: Mapping[str, Any]) -> tuple[Quantity, Message | None]:
    """The number of a row, and what it is per where it is a rate."""
    if table == "complaints":
        record = records.complaints(row)
        if record.rate is not None:
            return record.rate, Message("value.per", {"n": record.per_n or 1, "per": record.per})
        assert record.count is not None
        return record.count, None
    unit = row.get("unit") or row.get("measure") or ""
    return records.quantity(row, "value", "low", "high", unit), None


def left_out(desk: Desk) -> tuple[LeftOutRow, ...]:
    """The published rows that were not loaded, each with its reason."""
    return tuple(
        LeftOutRow(
            row["origin"],
            row.get("company") or "",
            row.get("value") or "",
            Label(row["reason"], row.get("reason_fr") or row["reason"]),
        )
        for row in desk.package.tables["left_out"].to_pylist()
    )

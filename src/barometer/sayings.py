"""The sayings put to the test: each a verdict and a text whose numbers come from the figures."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from barometer import records
from barometer.desk import Desk
from barometer.model import Asserter, Claim, Label, Message, Period, Quantity, Report, Source
from barometer.view import View, decode

#: Households outside Île-de-France in 2016, in round numbers, as the saying takes them.
OTHER_HOUSEHOLDS = 25_000_000
_PER = 100_000


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the figures that a saying rests on.

    what     metric or channel, as the data name it
    about    the company or whom else it is about
    """

    id: str
    about: str
    what: Label
    quantity: Quantity
    per: Message | None
    period: Period | None
    source: str
    note: Label

    @property
    def value(self) -> float:
        """The number as a sentence takes it: a share as a fraction; the near end of an 'at least'."""
        point = self.quantity.value if self.quantity.value is not None else self.quantity.low
        if point is None:
            raise ValueError(f"{self.id} has no number to fill a sentence with")
        return point / 100 if self.quantity.unit == "percent" else point


@dataclass(frozen=True, slots=True)
class Saying:
    """One saying: what is asked, the verdict's label, what can and can't be said, where to look."""

    id: str
    title: Message
    verdict: Message
    text: Message
    page: str
    view: View
    facts: tuple[Fact, ...]
    reports: tuple[Report, ...]
    sources: Mapping[str, Source]


def sayings(desk: Desk) -> tuple[Saying, ...]:
    """The sayings on the default figures. KeyError where a row that one rests on is gone."""
    rows = _rows(desk)
    return tuple(_saying(desk, one, rows) for one in _list())


@cache
def _list() -> tuple[Mapping[str, Any], ...]:
    path = Path(__file__).with_suffix(".toml")
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["saying"])


def _rows(desk: Desk) -> dict[str, Mapping[str, Any]]:
    """The rows of the four tables of figures by 'table:id'."""
    tables = ("claims", "complaints", "exposure", "context")
    wanted = {place for one in _list() for place in one["facts"].values()}
    return {
        f"{table}:{row['id']}": row
        for table in tables
        for row in desk.package.tables[table].to_pylist()
        if f"{table}:{row['id']}" in wanted
    }


def _saying(desk: Desk, one: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]]) -> Saying:
    facts = {name: _fact(desk, place, rows[place]) for name, place in one["facts"].items()}
    counted = {name: _reports(desk, wanted) for name, wanted in one.get("reports", {}).items()}
    params: dict[str, Any] = {name: fact.value for name, fact in facts.items()}
    params |= {f"{name}_period": fact.period for name, fact in facts.items()}
    params |= {name: len(found) for name, found in counted.items()}
    params |= _DERIVED.get(one["id"], _nothing)(desk, params)
    reports = tuple(report for found in counted.values() for report in found)
    cited = dict.fromkeys([*(fact.source for fact in facts.values()), *(report.source for report in reports)])
    return Saying(
        id=one["id"],
        title=Message(f"sayings.{one['id']}.title"),
        verdict=Message(f"sayings.verdict.{one['verdict']}"),
        text=Message(f"sayings.{one['id']}.text", params),
        page=one["page"],
        view=decode(one["view"])[0],
        facts=tuple(facts.values()),
        reports=reports,
        sources={id_: desk.sources[id_] for id_ in cited},
    )


def _fact(desk: Desk, place: str, row: Mapping[str, Any]) -> Fact:
    table = place.partition(":")[0]
    per = None
    if table == "complaints":
        record = records.complaints(row)
        quantity = record.rate or record.count
        assert quantity is not None
        if record.rate is not None:
            per = Message("value.per", {"n": record.per_n or _PER, "per": record.per})
        what = desk.channels[record.channel]
    elif table == "exposure":
        quantity, what = records.exposure(row).quantity, _named(desk, row["measure"])
    else:
        quantity, what = _published(row), _named(desk, row["metric"])
    about = row.get("company") or row["subject"]
    note = row.get("note") or ""
    return Fact(
        row["id"],
        desk.names.get(about, about),
        what,
        quantity,
        per,
        records.period(row),
        row["source"],
        Label(note, row.get("note_fr") or note),
    )


def _published(row: Mapping[str, Any]) -> Quantity:
    return records.quantity(row, "value", "low", "high", row.get("unit") or "")


def _named(desk: Desk, id_: str) -> Label:
    return desk.metrics.get(id_) or Label(id_.replace("_", " "), id_.replace("_", " "))


def _reports(desk: Desk, wanted: Mapping[str, str]) -> tuple[Report, ...]:
    """Single accounts (rows without a count) that have the values asked for."""
    return tuple(
        report
        for report in desk.held.reports
        if report.count is None and all(getattr(report, name) == value for name, value in wanted.items())
    )


Params = dict[str, Any]


def _nothing(desk: Desk, found: Params) -> Params:
    return {}


def _proud(desk: Desk, found: Params) -> Params:
    return {"rest": 1 - found["c"]}


def _talk(desk: Desk, found: Params) -> Params:
    own: list[Claim] = [c for c in desk.claims.values() if c.asserted_by is Asserter.COMPANY]
    return {"n": len(desk.claims), "own": len(own), "companies": len({claim.company for claim in own})}


def _silent(desk: Desk, found: Params) -> Params:
    period = found["us_period"]
    return {"us": 1 - found["us"], "first": period.start.year, "last": period.end.year}


def _idf(desk: Desk, found: Params) -> Params:
    """Rates per 100,000 households here and elsewhere, by the original's total and by the relay's."""
    received, here = found["received"], found["households"]
    rate = received / here * _PER
    other = (found["national"] - received) / OTHER_HOUSEHOLDS * _PER
    other_relay = received * (1 / found["relay"] - 1) / OTHER_HOUSEHOLDS * _PER
    return {
        "own": received / found["national"],
        "rate": rate,
        "other": other,
        "times": rate / other,
        "times_relay": rate / other_relay,
        "here": here / 1e6,
        "others": OTHER_HOUSEHOLDS / 1e6,
    }


_DERIVED: Mapping[str, Callable[[Desk, Params], Params]] = {
    "proud": _proud,
    "talk": _talk,
    "silent": _silent,
    "idf": _idf,
}

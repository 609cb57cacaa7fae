"""What a package holds, as records by id; and all of it on one company."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from barometer import records
from barometer.answer import CompanyFile
from barometer.desk.finding import Finder
from barometer.engine import Engine
from barometer.model import Claim, Company, Comparison, Exposure, Label, Report, Source, noted
from barometer.store.package import Package

Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Holdings:
    """The records of a package, all but its complaints, which stay in the engine.

    groups: (sector, country) -> company -> comparability group
    rules: what must be known of a metric or a channel before its figures are read, by id
    unclaimed: the metrics that are never the claimed side of a comparison
    """

    companies: Mapping[str, Company]
    names: Mapping[str, str]
    aliases: Sequence[Raw]
    ownership: Sequence[Raw]
    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    exposures: Mapping[str, Exposure]
    reports: Sequence[Report]
    channels: Mapping[str, Label]
    metrics: Mapping[str, Label]
    groups: Mapping[tuple[str, str], Mapping[str, str]]
    rules: Mapping[str, Label]
    unclaimed: frozenset[str]


def hold(package: Package) -> Holdings:
    """The records of a package that can be read (store.package.read)."""
    rows = {name: table.to_pylist() for name, table in package.tables.items() if name != "complaints"}
    companies: dict[str, Company] = by_id(map(records.company, rows["companies"]))
    return Holdings(
        companies=companies,
        names={id_: company.name for id_, company in companies.items()},
        aliases=rows["aliases"],
        ownership=rows["ownership"],
        sources=by_id(map(records.source, rows["sources"])),
        claims=by_id(map(records.claim, _published(rows["claims"]))),
        exposures=by_id(map(records.exposure, _published(rows["exposure"]))),
        reports=tuple(map(records.report, rows["reports"])),
        channels=_labels(rows["channels"]),
        metrics=_labels(rows["metrics"]),
        groups=_groups(rows["peer_groups"]),
        rules=_rules(rows["metrics"], "rule", "rule_fr") | _rules(rows["channels"], "note_en", "note_fr"),
        unclaimed=frozenset(row["id"] for row in rows["metrics"] if row.get("claim_side") == "no"),
    )


def _published(rows: Iterable[Raw]) -> Iterator[Raw]:
    """The rows that may be shown: what a package marks as not to be published is nowhere to be seen."""
    return (row for row in rows if row.get("publish") != "no")


def company_file(
    held: Holdings, engine: Engine, finder: Finder, company: str, comparisons: tuple[Comparison, ...]
) -> CompanyFile:
    """All figures on one company that may be published. KeyError for an unknown id."""
    known = held.companies[company]
    found = map(records.complaints, engine.run("ask/complaints_of_company", company=company))
    complaints = tuple(record for record in found if record.publish != "no")
    own = (claim for claim in held.claims.values() if claim.company == company)
    claims = sorted(own, key=_by_metric_and_time)
    exposures = tuple(one for one in held.exposures.values() if one.company == company)
    reports = tuple(report for report in held.reports if report.company == company)
    cited = [one.source for part in (claims, complaints, exposures, reports) for one in part]
    notes = [noted(one) for part in (claims, complaints, exposures) for one in part if one.note]
    return CompanyFile(
        company=known,
        aliases=finder.aliases(company),
        ownership=tuple(_said(row) for row in held.ownership if row["company"] == company),
        claims=tuple(claims),
        complaints=complaints,
        exposures=exposures,
        reports=reports,
        comparisons=comparisons,
        notes=tuple(dict.fromkeys(notes)),
        sources={id_: held.sources[id_] for id_ in dict.fromkeys(cited) if id_ in held.sources},
        queries=(engine.query("ask/complaints_of_company", company=company),),
        related=_related(held, known),
    )


def _by_metric_and_time(claim: Claim) -> tuple[str, int]:
    return claim.metric, claim.period.start.toordinal() if claim.period else 0


def _said(row: Raw) -> dict[str, str]:
    return {key: str(value) for key, value in row.items() if value is not None}


def _related(held: Holdings, known: Company) -> tuple[str, ...]:
    """Other companies of the same group."""
    family = [c.id for c in held.companies.values() if known.parent and c.parent == known.parent]
    return tuple(id_ for id_ in family if id_ != known.id)


def by_id(found: Iterable[Any]) -> dict[str, Any]:
    """Records by their id."""
    return {record.id: record for record in found}


def _labels(rows: Sequence[Raw]) -> dict[str, Label]:
    plain = {row["id"]: row["id"].replace("_", " ") for row in rows}
    return {
        id_: Label(row.get("label_en") or plain[id_], row.get("label_fr") or plain[id_])
        for id_, row in ((row["id"], row) for row in rows)
    }


def _rules(rows: Sequence[Raw], en: str, fr: str) -> dict[str, Label]:
    return {row["id"]: Label(row[en], row.get(fr) or row[en]) for row in rows if row.get(en)}


def _groups(rows: Sequence[Raw]) -> dict[tuple[str, str], dict[str, str]]:
    groups: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        groups.setdefault((row["sector"], row["country"]), {})[row["company"]] = row["peer_group"]
    return groups

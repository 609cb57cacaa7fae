"""What several sources say of the same companies: a panel a source, with what it can't say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from barometer.figures.look import Look
from barometer.figures.reading import (
    claim_drawn,
    claim_middle,
    claimed,
    ends,
    middle,
    per_n,
    per_unit,
    rate_places,
)
from barometer.messages import percent
from barometer.model import Claim, Estimate, Gap, Kind, Message, Period, Quantity, Report, Row, Stratum
from barometer.statistics.shares import wilson


@dataclass(frozen=True, slots=True)
class Panel:
    """One source: its figure for each company and what it can't say.

    heading  what is measured, with its unit; None: the published figure, as its stratum names it
    cannot   what the figure can't say
    share    whether values are fractions to be printed as percentages; ``places`` decimals else
    zero     whether the scale begins at zero         when     the days that it covers
    sources  ids of what it was read in
    claims   the published figures as their sources state them ('more than 82%'), where these are claims;
    asked    their records: how many were asked, by whom
    """

    heading: Message | None
    cannot: Message
    values: Mapping[str, Estimate]
    share: bool = False
    places: int | None = None
    zero: bool = True
    when: Period | None = None
    sources: tuple[str, ...] = ()
    claims: Mapping[str, Quantity] = field(default_factory=dict)
    asked: tuple[Claim, ...] = ()

    def said(self, company: str, look: Look) -> str:
        """A company's figure; 'no figure' where the source has none: missing, not zero."""
        estimate = self.values.get(company)
        if estimate is None or middle(estimate) is None:
            return look.phrase("figures.alt.nothing")
        if company in self.claims:
            return look.claim(self.claims[company])
        if not self.share:
            return look.estimate(estimate, self.places)
        if estimate.value is not None:
            return percent(estimate.value, look.lang, self.places)
        low, high = ends(estimate)
        return look.span(
            percent(low or 0.0, look.lang, self.places), percent(high or 0.0, look.lang, self.places)
        )


def panels_of(
    gap: Gap, stratum: Stratum, reports: Sequence[Report]
) -> tuple[tuple[Panel, ...], dict[str, str]]:
    """The three panels of a stratum that has users' reports, and the companies that are in all three."""
    negative = negative_share(reports)
    rows = [
        row for row in sorted(gap.rows, key=lambda one: -(claim_middle(one.observation.claim) or 0.0))
        if row.observation.claim is not None and row.rate is not None and row.observation.company in negative
    ]  # fmt: skip
    names = {row.observation.company: row.observation.name for row in rows}
    panels = (_claims(rows), _rates(gap, rows, stratum), _reports(names, negative, reports))
    return panels, names


def _claims(rows: Sequence[Row]) -> Panel:
    claims = {row.observation.company: claim for row in rows if (claim := claimed(row)) is not None}
    share = any(claim.unit == "percent" for claim in claims.values())
    records = [record for row in rows for record in row.observation.claims]
    return Panel(
        heading=None,
        cannot=Message("figures.cannot.claim"),
        values={row.observation.company: one for row in rows if (one := claim_drawn(row)) is not None},
        share=share,
        zero=False,
        when=_whole(record.period for record in records),
        sources=tuple(record.source for record in records),
        claims=claims,
        asked=tuple(records),
    )


def _rates(gap: Gap, rows: Sequence[Row], stratum: Stratum) -> Panel:
    records = [record for row in rows for record in row.observation.complaints]
    return Panel(
        heading=Message("figures.heading.rate", {"n": per_n(gap, stratum), "per": per_unit(gap, stratum)}),
        cannot=Message("figures.cannot.rate"),
        values={row.observation.company: row.rate for row in rows if row.rate is not None},
        places=rate_places(gap),
        when=_whole(record.period for record in records) or stratum.period,
        sources=tuple(record.source for record in records),
    )


def _reports(names: Mapping[str, str], negative: Mapping[str, Estimate], reports: Sequence[Report]) -> Panel:
    mine = [report for report in reports if report.company in names]
    return Panel(
        heading=Message("figures.panel.reports", {"venue": mine[0].venue if mine else ""}),
        cannot=Message("figures.cannot.reports"),
        values={company: negative[company] for company in names},
        share=True,
        places=0,
        when=_whole(report.period for report in mine),
        sources=tuple(report.source for report in mine),
    )


def _whole(periods: Iterable[Period | None]) -> Period | None:
    known = [period for period in periods if period is not None]
    return Period(min(p.start for p in known), max(p.end for p in known)) if known else None


def negative_share(reports: Sequence[Report]) -> dict[str, Estimate]:
    """Share of each company's labelled reports that are negative, with Wilson's limits.

    A report without a count is one account. The limits hold sampling noise only: people who write
    are not the company's customers.
    """
    found = {}
    for company in dict.fromkeys(report.company for report in reports):
        labelled = [
            (r.label, 1 if r.count is None else r.count) for r in reports if r.company == company and r.label
        ]
        total = sum(count for _, count in labelled)
        if total:
            x = sum(count for label, count in labelled if label == "negative")
            limits = wilson(x, total)
            found[company] = Estimate(x / total, limits.low, limits.high, Kind.SAMPLING)
    return found

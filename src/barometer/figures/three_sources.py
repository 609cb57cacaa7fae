"""Several sources on the same companies, side by side, each with what it can't say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from barometer.figures.arrange import Line, Track
from barometer.figures.chart import ChartText
from barometer.figures.cited import capital, footer, semicolons, source_list
from barometer.figures.look import Look, Meta
from barometer.figures.marks import Dot
from barometer.figures.reading import (
    claim_ends,
    claim_middle,
    ends,
    hollow,
    middle,
    per_n,
    per_unit,
    rate_places,
)
from barometer.figures.scales import number_ticks, percent_ticks
from barometer.figures.sheet import Sheet
from barometer.figures.typeset import width
from barometer.messages import percent
from barometer.model import Estimate, Gap, Kind, Message, Period, Report, Stratum
from barometer.statistics.shares import wilson


@dataclass(frozen=True, slots=True)
class Panel:
    """One source: its figure for each company and what it can't say.

    heading  what is measured, with its unit          cannot   what the figure can't say
    share    whether values are fractions to be printed as percentages; ``places`` decimals else
    zero     whether the scale begins at zero         when     the days that it covers
    sources  ids of what it was read in
    """

    heading: Message
    cannot: Message
    values: Mapping[str, Estimate]
    share: bool = False
    places: int | None = None
    zero: bool = True
    when: Period | None = None
    sources: tuple[str, ...] = ()

    def said(self, company: str, look: Look) -> str:
        """A company's figure; 'no figure' where the source has none: missing, not zero."""
        estimate = self.values.get(company)
        if estimate is None or middle(estimate) is None:
            return look.phrase("figures.alt.nothing")
        if not self.share:
            return look.estimate(estimate, self.places)
        if estimate.value is not None:
            return percent(estimate.value, look.lang, self.places)
        low, high = ends(estimate)
        return look.span(
            percent(low or 0.0, look.lang, self.places), percent(high or 0.0, look.lang, self.places)
        )


def three_sources(
    panels: Sequence[Panel], names: Mapping[str, str], stratum: Stratum, meta: Meta, look: Look, focus: str = ""
) -> go.Figure:  # fmt: skip
    """The companies of ``names`` (in that order) on one track a source; none corrects another."""
    headings = [look.say(panel.heading) for panel in panels]
    about = {"sector": stratum.sector, "country": stratum.country, "period": stratum.period}
    title = (look.phrase("figures.title.sources", names=list(names.values())),)
    text = ChartText(
        title=title,
        subtitle=capital(look.phrase("figures.subtitle.scope", **about)),
        notes=(look.phrase("figures.note.three"), *(look.say(note) for note in meta.notes)),
        sources=_sources(panels, meta, look),
        footer=footer(meta, look),
        alt=_alternative(panels, headings, names, title, look),
    )
    tracks = [_track(panel, heading, look) for panel, heading in zip(panels, headings, strict=True)]
    lines = [Line(company, name, focus=company == focus) for company, name in names.items()]
    sheet = Sheet(text, lines, tracks, [], look)
    for index, panel in enumerate(panels):
        _draw(sheet, index, panel, names, look)
    return sheet.drawing.figure()


def _sources(panels: Sequence[Panel], meta: Meta, look: Look) -> tuple[str, ...]:
    ids = [source for panel in panels for source in panel.sources]
    said = semicolons(source_list(ids, meta, look), look).rstrip(".")
    return (look.phrase("figures.source.other", sources=said),) if ids else ()


def _alternative(
    panels: Sequence[Panel], headings: Sequence[str], names: Mapping[str, str], title: tuple[str, ...], look: Look
) -> str:  # fmt: skip
    rows = []
    for company, name in names.items():
        parts = (
            f"{heading} {panel.said(company, look)}" for panel, heading in zip(panels, headings, strict=True)
        )
        rows.append(look.phrase("figures.alt.row", name=name, figures=", ".join(parts)))
    cannot = " ".join(look.say(panel.cannot) for panel in panels)
    return f"{' '.join(title)}. {semicolons(rows, look)}. {cannot}"


def _track(panel: Panel, heading: str, look: Look) -> Track:
    known = [end for one in panel.values.values() for end in ends(one) if end is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    low = 0.0 if panel.zero else low - max((high - low) * 0.08, abs(high) * 0.02)
    high += max((high - low) * 0.02, 1e-9)
    ticks = (percent_ticks if panel.share else number_ticks)(low, high, 4, look)
    label = max((width(panel.said(company, look), look.sizes.head) for company in panel.values), default=20.0)
    return Track(heading, low, high, ticks, room=(8, label + 16), foot=_foot(panel, look))


def _foot(panel: Panel, look: Look) -> str:
    """When it was measured, and what it can't say."""
    when = f"{capital(look.phrase('figures.period', p=panel.when))}. " if panel.when else ""
    return when + look.say(panel.cannot)


def _draw(sheet: Sheet, index: int, panel: Panel, names: Mapping[str, str], look: Look) -> None:
    dots = []
    for company, name in names.items():
        said = panel.said(company, look)
        estimate = panel.values.get(company)
        if estimate is None or middle(estimate) is None:
            sheet.remark(index, company, said)
            continue
        low, high = ends(estimate)
        hover = look.phrase("figures.hover.claim", name=name, c=said)
        dots.append(
            Dot(company, estimate.value, low, high, look.colours.even, hover, hollow=hollow(estimate))
        )
        sheet.label(index, company, high if high is not None else 0.0, said)
    sheet.dots(index, f"source-{index}", dots)


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
    claims = {
        row.observation.company: row.observation.claim for row in rows if row.observation.claim is not None
    }
    scores = {
        company: Estimate(claim.value, *(claim_ends(claim) or (None, None)), Kind.ROUNDING)
        for company, claim in claims.items()
    }
    share = any(claim.unit == "percent" for claim in claims.values())
    kind = "share" if share else "score"
    per = {"n": per_n(gap, stratum), "per": per_unit(gap, stratum)}
    venue = {"venue": reports[0].venue if reports else ""}
    return (
        Panel(
            Message(f"figures.panel.{kind}"), Message("figures.cannot.claim"), scores, share=share, zero=False,
            when=_whole([record.period for row in rows for record in row.observation.claims]),
            sources=tuple(record.source for row in rows for record in row.observation.claims),
        ),
        Panel(
            Message("figures.heading.rate", per), Message("figures.cannot.rate"),
            {row.observation.company: row.rate for row in rows if row.rate is not None}, places=rate_places(gap),
            when=_whole([record.period for row in rows for record in row.observation.complaints]) or stratum.period,
            sources=tuple(record.source for row in rows for record in row.observation.complaints),
        ),
        Panel(
            Message("figures.panel.reports", venue), Message("figures.cannot.reports"),
            {company: negative[company] for company in names}, share=True, places=0,
            when=_whole([report.period for report in reports]),
            sources=tuple(report.source for report in reports),
        ),
    ), names  # fmt: skip


def _whole(periods: Sequence[Period | None]) -> Period | None:
    known = [period for period in periods if period is not None]
    return Period(min(p.start for p in known), max(p.end for p in known)) if known else None


def negative_share(reports: Sequence[Report]) -> dict[str, Estimate]:
    """Share of each company's labelled reports that are negative, with Wilson's limits.

    The limits hold sampling noise only: people who write are not the company's customers.
    """
    found = {}
    for company in dict.fromkeys(report.company for report in reports):
        labelled = [(r.label, r.count or 0) for r in reports if r.company == company and r.label]
        total = sum(count for _, count in labelled)
        if total:
            x = sum(count for label, count in labelled if label == "negative")
            limits = wilson(x, total)
            found[company] = Estimate(x / total, limits.low, limits.high, Kind.SAMPLING)
    return found

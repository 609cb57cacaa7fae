"""An answer: what every page, route, command and export starts from, so that numbers are equal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from barometer.answer.order import Order
from barometer.measures.iceberg import WhatIf
from barometer.measures.regional import Regional
from barometer.model import (
    Claim,
    Code,
    Company,
    Comparison,
    Complaints,
    Exposure,
    Gap,
    Label,
    Message,
    Query,
    Refusal,
    Report,
    Row,
    Source,
    Stratum,
)
from barometer.view import View


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A company that the question concerns and that is not compared, with what it lacks."""

    company: str
    name: str
    reason: Message
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said of one company: the sentence, how sure, the caveat (METHOD, 'Words')."""

    company: Message
    sure: Message | None
    caveat: Message | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One view answered.

    view          the view, completed with the comparison that answers it
    comparison    None where nothing answers the view: then ``notices`` and ``alternatives`` say so
    gap           the measures; its rows are all companies of the comparison
    shown         the rows that the view's ``entity`` asks for, in the order of the chart
    left_out      companies on one side only, with what they lack
    alternatives  other comparisons that the view could also have meant
    sources       every source behind the rows, by id
    drawn         what the charts draw: ``gap``, of the companies that the view's ``entity`` asks for
    regional      the complaints by region, where the view opens the tab that shows them
    others        further published figures on the same companies whose periods overlap this one's:
                  another survey, question or group of people; never a side of this comparison
    one_sided     the few companies with a figure on one side only that the chart draws, grey, below the
                  others; they are compared with nobody
    moved         that complaints are looked for some months later, where the view asks for it
    made          the day on which the figures were put together
    measure       which chart is drawn: the one that the view asks for, where this answer allows it
    what_if       by company, the share that the view's ``factor`` assumes: never a finding
    """

    view: View
    comparison: Comparison | None
    stratum: Stratum | None
    gap: Gap | None
    shown: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]
    notices: tuple[Message, ...]
    alternatives: tuple[Comparison, ...]
    sources: Mapping[str, Source]
    names: Mapping[str, str]
    sentence: Message | None
    same_score: tuple[Message, ...]
    sentences: Mapping[str, Sentences]
    notes: tuple[Message, ...]
    related: tuple[tuple[str, tuple[str, ...]], ...]
    reports: tuple[Report, ...]
    queries: tuple[Query, ...]
    data_id: str
    checked_on: str
    made: date | None = None
    empty: Message | None = None
    others: tuple[Claim, ...] = ()
    drawn: Gap | None = None
    regional: Regional | None = None
    one_sided: tuple[Row, ...] = ()
    moved: Message | None = None
    measure: str = "ratio"
    what_if: Mapping[str, WhatIf] = field(default_factory=dict)

    @property
    def order(self) -> Order:
        """How the companies of the chart, the table and the files are sorted."""
        wide = self.gap is not None and Code.WIDE_SPREAD in self.gap.codes
        counts = self.gap is not None and all(row.rate is None for row in self.gap.rows)
        return Order(self.measure, self.view.sort, wide, counts)

    @property
    def plotted(self) -> tuple[Row, ...]:
        """Every company that has a mark or a line in the chart, in its order: the rows of table and files."""
        return (*self.shown, *self.one_sided)


@dataclass(frozen=True, slots=True)
class Timeline:
    """A comparison's question and channel through all their periods, companies and aggregates alike.

    claims      answers to the same question of the same survey, of any wave
    complaints  of the same channel, per the same thing, over periods of the same length
    gaps        the comparisons of this question and channel, each of its own wave and period
    """

    claims: tuple[Claim, ...]
    complaints: tuple[Complaints, ...]
    gaps: tuple[tuple[Stratum, Gap], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One comparison as one company stands in it: its row with its records, and what is said of it."""

    comparison: Comparison
    row: Row
    said: Sentences


@dataclass(frozen=True, slots=True)
class CompanyFile:
    """All that the figures hold on one company, each with its source."""

    company: Company
    aliases: tuple[str, ...]
    ownership: tuple[Mapping[str, str], ...]
    claims: tuple[Claim, ...]
    complaints: tuple[Complaints, ...]
    exposures: tuple[Exposure, ...]
    reports: tuple[Report, ...]
    comparisons: tuple[Comparison, ...]
    notes: tuple[Label, ...]
    sources: Mapping[str, Source]
    queries: tuple[Query, ...] = ()
    related: tuple[str, ...] = field(default=())
    sides: tuple[Side, ...] = ()

"""The records of the figures: claims, complaints, exposure, reports, and where they were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from barometer.model.codes import Asserter, Basis, Qualifier, ReadAt


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence not yet said: an id of the catalogue and its parameters (see messages.say)."""

    id: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Label:
    """A name that the data bring in both languages, as a parameter of a Message."""

    en: str
    fr: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A published number with all that its source says of its precision.

    value     the point as published; None where only a range or wording is
    low, high the ends of a published range, or of sources that disagree (None for a point)
    unit      unit id: percent, points, mark, index, score, complaints, customers, ...
    rounding  the last printed digit, in the unit (1 = to the point, 0.1, 0 = exact)
    wording   the source's words where a number alone says more than they do ('nearly 9 in 10')
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    rounding: float = 0.0
    qualifier: Qualifier = Qualifier.EXACT
    wording: str = ""

    @property
    def is_range(self) -> bool:
        """True where two different ends are known, so that no point may be used."""
        return self.low is not None and self.high is not None and self.low < self.high


@dataclass(frozen=True, slots=True)
class Period:
    """Days from start to end, both counted."""

    start: date
    end: date
    basis: Basis = Basis.CALENDAR

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was read."""

    id: str
    publisher: str
    title: str = ""
    url: str = ""
    read_at: ReadAt = ReadAt.RELAY
    relay: str = ""
    published: str = ""
    checked_on: str = ""
    retrieved: str = ""
    licence: str = ""
    note: str = ""
    note_fr: str = ""

    @property
    def unsaid(self) -> bool:
        """Whether it is a reader's own file whose publisher nobody named: the file's name stands for one."""
        return self.read_at is ReadAt.UPLOAD and self.publisher == self.title and not self.url

    @property
    def archive(self) -> str:
        """Where copies of its page are listed, if any were kept; the copy itself where that was read."""
        if not self.url.startswith(("https://", "http://")):
            return ""
        return self.url if "://web.archive.org" in self.url else f"https://web.archive.org/web/*/{self.url}"

    def published_for(self, name: str) -> bool:
        """Whether somebody else published what the company called ``name`` says of itself.

        A parent, a ministry or an audit office: then a sentence names both. The publisher is the company
        where the company's name, without what stands in brackets after it, is part of the publisher's.
        """
        return not self.unsaid and name.partition(" (")[0].casefold() not in self.publisher.casefold()


@dataclass(frozen=True, slots=True)
class Claim:
    """A published satisfaction figure, whoever asserts it."""

    id: str
    company: str
    sector: str
    country: str
    metric: str
    quantity: Quantity
    period: Period | None
    asserted_by: Asserter
    source: str
    threshold: str = ""
    scale: str = ""
    instrument: str = ""
    wave: str = ""
    subject: str = ""
    n: int | None = None
    population: str = ""
    level: str = ""
    asked_by: str = ""
    paid_by: str = ""
    publish: str = "yes"
    note: str = ""
    note_fr: str = ""


@dataclass(frozen=True, slots=True)
class Complaints:
    """Complaints of one company through one channel in one of the regulator's periods."""

    id: str
    company: str
    sector: str
    country: str
    channel: str
    period: Period | None
    source: str
    count: Quantity | None = None
    rate: Quantity | None = None
    per: str = ""
    per_n: int | None = None
    window: str = ""
    definition: str = ""
    issue: str = ""
    region: str = ""
    population: str = ""
    level: str = ""
    publish: str = "yes"
    note: str = ""
    note_fr: str = ""


@dataclass(frozen=True, slots=True)
class Exposure:
    """How many could have complained: customers, journeys, enplanements."""

    id: str
    company: str
    sector: str
    country: str
    measure: str
    quantity: Quantity
    period: Period | None
    source: str
    population: str = ""
    level: str = ""
    publish: str = "yes"
    note: str = ""
    note_fr: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What users said: a count of reports with one label, or a single account."""

    id: str
    company: str
    sector: str
    country: str
    venue: str
    period: Period | None
    source: str
    label: str = ""
    count: int | None = None
    rating: float | None = None
    scale: str = ""
    reply: str = ""
    reply_days: float | None = None
    reply_kind: str = ""
    note: str = ""
    note_fr: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """A company, a brand, a public body, or an aggregate that is never compared with one."""

    id: str
    name: str
    kind: str = "company"
    country: str = ""
    parent: str = ""
    siren: str = ""
    lei: str = ""
    note: str = ""
    note_fr: str = ""
    name_fr: str = ""


def called(one: Company) -> Label:
    """The name of a company in both languages; most have one name."""
    return Label(one.name, one.name_fr or one.name)


def noted(one: Source | Claim | Complaints | Exposure | Report | Company) -> Label:
    """The note of a record in both languages; as it stands where it has no French one."""
    return Label(one.note, one.note_fr or one.note)


@dataclass(frozen=True, slots=True)
class Account:
    """Lines of a file: read = used + rejected + duplicate + not_data, always."""

    read: int
    used: int
    rejected: int = 0
    duplicate: int = 0
    not_data: int = 0

    def __post_init__(self) -> None:
        if self.read != self.used + self.rejected + self.duplicate + self.not_data:
            raise ValueError(f"the account does not balance: {self}")

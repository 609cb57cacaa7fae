"""The records: what every layer hands to the next.

Every stored value is an id in English ASCII or a number with its unit. The records are frozen:
a figure, once read, is never changed in place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Qualifier(StrEnum):
    """How exactly a source states a figure."""

    EXACT = "exact"
    ROUNDED = "rounded"
    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"
    ESTIMATE = "estimate"


class Basis(StrEnum):
    """Where a period comes from; only fieldwork and calendar are dates that a source states."""

    FIELDWORK = "fieldwork"
    CALENDAR = "calendar"
    EDITION = "edition"
    PUBLICATION = "publication"
    INFERRED = "inferred"
    ASSUMED = "assumed"
    UNKNOWN = "unknown"


class Asserter(StrEnum):
    """Who asserts a satisfaction figure; the app never writes 'X claims' of another's figure."""

    COMPANY = "company"
    REGULATOR = "regulator"
    THIRD_PARTY = "third_party"


class ReadAt(StrEnum):
    """Whether the figure was read on its publisher's own page or in a relay."""

    ORIGINAL = "original"
    RELAY = "relay"
    UPLOAD = "upload"


class Kind(StrEnum):
    """What an interval is made of."""

    SAMPLING = "sampling"
    ROUNDING = "rounding"
    RANGE = "range"
    NONE = "none"


class Code(StrEnum):
    """Why a number is refused, or what limits a stratum (FORMULAS F24, in this order)."""

    MISSING_CLAIM = "missing_claim"
    MISSING_COMPLAINTS = "missing_complaints"
    MISSING_EXPOSURE = "missing_exposure"
    CLAIM_99 = "claim_99"
    MIXED_METRIC = "mixed_metric"
    POPULATION_MISMATCH = "population_mismatch"
    LEVEL_MISMATCH = "level_mismatch"
    WINDOW_UNDER_HALF = "window_under_half"
    FEW_COMPANIES = "few_companies"
    EXPECTED_UNDER_1 = "expected_under_1"
    EXPECTED_UNDER_5 = "expected_under_5"
    NOT_A_SHARE = "not_a_share"
    WEIGHTED_COMPLAINTS = "weighted_complaints"
    # of a stratum
    RATES_ONLY = "rates_only"
    PUBLISHED_RANGE = "published_range"
    NO_FLAG_UNDER_6 = "no_flag_under_6"
    NO_FUNNEL_UNDER_10 = "no_funnel_under_10"
    SOURCES_DISAGREE = "sources_disagree"
    TOO_MANY_RANGES = "too_many_ranges"
    WIDE_SPREAD = "wide_spread"
    # of the other measures
    NO_COMMON_STRATUM = "no_common_stratum"
    STRATA_DISAGREE = "strata_disagree"
    LONE_FIRM = "lone_firm"
    OTHER_CHANNELS = "other_channels"
    UNDER_EIGHT = "under_eight"
    NO_VARIATION = "no_variation"
    NONE_DUE = "none_due"
    NOT_REACHED = "not_reached"
    ABOVE_ALL_CUSTOMERS = "above_all_customers"


class Mode(StrEnum):
    """Which data a stratum's ratio rests on (F1); the two are never mixed."""

    EXPOSURE = "exposure"
    RATES = "rates"
    RAW = "raw"


class Status(StrEnum):
    """What a comparison can say."""

    COMPUTED = "computed"
    RANKS = "ranks"
    RAW = "raw"
    REFUSED = "refused"


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


def noted(one: Source | Claim | Complaints | Exposure | Report | Company) -> Label:
    """The note of a record in both languages; as it stands where it has no French one."""
    return Label(one.note, one.note_fr or one.note)


@dataclass(frozen=True, slots=True)
class Stratum:
    """What is compared with what: one sector, country, channel, metric and period.

    ``period`` spans the regulator's periods P that overlap a claim's window (F23); where none
    does, it is the span of the claims' windows and every company is refused. ``windows`` is the
    length of the regulator's period (quarter, year, flow…), never mixed.
    """

    sector: str
    country: str
    channel: str
    window: str
    definition: str
    metric: str
    threshold: str
    scale: str
    instrument: str
    subject: str
    asserted_by: Asserter
    wave: str
    period: Period
    peer_group: str = ""
    per: str = ""
    per_n: int | None = None
    weighted: bool = False

    @property
    def gives_ratio(self) -> bool:
        """Whether complaints, each counted once, stand beside a share of customers (M1, M4)."""
        return self.is_share and not self.weighted

    @property
    def is_share(self) -> bool:
        """Whether 1 - claim is a share of customers, so that a ratio can be formed at all."""
        return self.metric == "share_satisfied"


@dataclass(frozen=True, slots=True)
class Observation:
    """One company of a stratum as the join hands it to the measures. Shares are fractions.

    claim     in the metric's own unit; a share as a fraction of 1 (0.86), its rounding too (0.01)
    y         complaints over all periods of P; None where unknown
    rate      complaints per ``per_n``; its rounding in the same unit; None where unknown
    exposure  customers, journeys… (a number, not thousands); None where unknown
    coverage  days of the claim's window in P / days of the window; None where it has no window
    """

    company: str
    name: str
    claim: Quantity | None
    y: Quantity | None
    rate: Quantity | None
    per_n: int | None
    exposure: Quantity | None
    n: int | None = None
    coverage: float | None = 1.0
    population_mismatch: bool = False
    level_mismatch: bool = False
    mixed_metric: bool = False
    peer_group: str = ""
    claims: tuple[Claim, ...] = ()
    complaints: tuple[Complaints, ...] = ()
    exposures: tuple[Exposure, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number and the interval around it; ``value`` is None where no point may be printed."""

    value: float | None
    low: float | None = None
    high: float | None = None
    kind: Kind = Kind.NONE


@dataclass(frozen=True, slots=True)
class Refusal:
    """A number that is not given: the code, what we have, what is missing, what to do."""

    code: Code
    have: Message
    need: Message
    action: Message

    @property
    def reason(self) -> Message:
        return Message(f"refusal.{self.code.value}.reason", self.have.params)


@dataclass(frozen=True, slots=True)
class Rank:
    """A place among k companies, 1 = best, with its confidence set where one can be had.

    ``point`` is the average rank (ties look like ties); ``low`` to ``high`` the set.
    ``kind`` is SAMPLING for a Holm confidence set, RANGE where published ranges overlap,
    NONE for ranks as published.
    """

    point: float
    low: float
    high: float
    kind: Kind = Kind.NONE


@dataclass(frozen=True, slots=True)
class Row:
    """One company of an answer. Each of ratio, break_even and the ranks is a number or a refusal.

    rate and expected_rate are complaints per ``per_n``; expected is a count, in mode exposure only.
    ``other`` is F6: how many times as often (or as rarely) these customers would have to turn to
    the channel for the gap to vanish. ``flag`` is 'high', 'low' or '' (not flagged is not cleared).
    ratio_range, where a figure of the stratum is unsettled: the least and the greatest G (F8, F12);
    ``ratio`` then has no point, and its ends are the interval's lower and upper limit there.
    """

    observation: Observation
    rate: Estimate | None
    expected: Estimate | None
    expected_rate: Estimate | None
    ratio: Estimate | Refusal
    shrunk: Estimate | None
    other: float | None
    break_even: Estimate | Refusal
    rank_claim: Rank | Refusal
    rank_observed: Rank | Refusal
    rank_gap: Rank | Refusal
    flag: str = ""
    p_adjusted: float | None = None
    peer_band: Estimate | None = None
    refused: tuple[Refusal, ...] = ()
    ratio_range: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class SameScore:
    """M0: companies of one stratum with an equal published figure, in order of their rate."""

    claim: Quantity
    companies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Funnel:
    """Spiegelhalter's funnel (F13): drawn from ten companies up, never a flag."""

    phi: float
    tau2: float
    expected: tuple[float, ...]
    low95: tuple[float, ...]
    high95: tuple[float, ...]
    low998: tuple[float, ...]
    high998: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What measures.gap says of a stratum; rows in the order of the observations given."""

    mode: Mode
    status: Status
    k: int
    k_measured: int
    k_rank: int
    rows: tuple[Row, ...]
    same_score: tuple[SameScore, ...]
    codes: tuple[Code, ...]
    funnel: Funnel | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A query that ran, as the reader may read it."""

    name: str
    sql: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One entry of the list of comparisons that exist."""

    stratum: Stratum
    companies: int
    status: Status
    codes: tuple[Code, ...] = ()
    note: Message | None = None


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

"""What the measures say of a stratum: numbers with their interval, or the refusal in their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from barometer.model.codes import Asserter, Code, Kind, Mode, Status
from barometer.model.records import Claim, Complaints, Exposure, Message, Period, Quantity


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

    @property
    def together(self) -> tuple[Period, ...]:
        """The regulator's periods that its complaints were taken over, first to last."""
        return tuple(sorted({one.period for one in self.complaints if one.period}, key=lambda p: p.start))


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
    why: str = ""  #: the variant of the reason, where the code has several ('_bound')

    @property
    def reason(self) -> Message:
        return Message(f"refusal.{self.code.value}.reason{self.why}", self.have.params)


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

    @property
    def shared(self) -> bool:
        """Whether the place is written as its span: tied, between two, or open as a range leaves it."""
        return self.low < self.high and (self.kind is not Kind.SAMPLING or not self.point.is_integer())


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

    @property
    def told(self) -> Refusal | None:
        """The refusal to say first where one is said: what to do next. ``refused`` keeps F24's order.

        A side that is missing comes first; then what keeps the two sides apart, since what else is
        missing would mend nothing before it; then the number of customers, then that of companies.
        """
        return min(self.refused, key=lambda one: _TOLD_FIRST.index(one.code), default=None)


_TOLD_FIRST = (
    Code.MISSING_CLAIM, Code.MISSING_COMPLAINTS, Code.POPULATION_MISMATCH, Code.LEVEL_MISMATCH,
    Code.WINDOW_UNDER_HALF, Code.MIXED_METRIC, Code.CLAIM_99, Code.MISSING_EXPOSURE, Code.FEW_COMPANIES,
    Code.EXPECTED_UNDER_1, Code.EXPECTED_UNDER_5,
)  # fmt: skip


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

    @property
    def open_ranges(self) -> bool:
        """Whether a figure behind its ratios is a range: what is said of their spread then only may be so."""
        both = [(row.rate, row.observation.claim) for row in self.rows]
        return any(r.value is None or c.value is None for r, c in both if r is not None and c is not None)

    @property
    def why_wide(self) -> Message:
        """Why its ratios make no headline, under the code WIDE_SPREAD."""
        return Message(f"refusal.wide_spread.reason{'_open' if self.open_ranges else ''}")


@dataclass(frozen=True, slots=True)
class Query:
    """A query that ran, as the reader may read it; ``about`` says in words what its numbers stand for."""

    name: str
    sql: str
    params: Mapping[str, Any]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One entry of the list of comparisons that exist."""

    stratum: Stratum
    companies: int
    status: Status
    codes: tuple[Code, ...] = ()
    note: Message | None = None

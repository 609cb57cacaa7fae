"""One company's row of a stratum: each number, or the refusal that stands in its place (F24)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from barometer.measures.eligibility import FEWEST, Membership
from barometer.measures.ranking import Ranks
from barometer.measures.rates import break_even, break_even_at_99, rate
from barometer.measures.refusals import refusal
from barometer.measures.settled import Figures
from barometer.measures.standard import Standard, Standards
from barometer.model import Code, Estimate, Kind, Rank, Refusal, Row, Stratum
from barometer.statistics.ratio import other_explanation


@dataclass(frozen=True, slots=True)
class Context:
    """What the rows of one stratum share."""

    stratum: Stratum
    who: Membership
    standards: Standards | None
    ranks: tuple[Ranks, ...]
    eligible: dict[int, int] = field(init=False)
    ranked: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "eligible", {place: i for i, place in enumerate(self.who.eligible)})
        object.__setattr__(self, "ranked", {place: i for i, place in enumerate(self.who.ranked)})


@dataclass(frozen=True, slots=True)
class Line:
    """One company's row in the making."""

    context: Context
    figures: Figures
    place: int

    def row(self) -> Row:
        """The company's row: every measure a number or its refusal."""
        standard = self._standard()
        codes = self._codes(standard)
        ratio = self._ratio(standard, codes)
        first, second, third = self._ranks()
        return Row(
            observation=self.figures.observation,
            rate=rate(self.figures, self.context.who.basis),
            expected=standard.expected if standard else None,
            expected_rate=standard.expected_rate if standard else None,
            ratio=ratio,
            shrunk=standard.shrunk if standard else None,
            other=_other(ratio),
            break_even=self._break_even(codes),
            rank_claim=first,
            rank_observed=second,
            rank_gap=third,
            flag=standard.flag if standard else "",
            p_adjusted=standard.p_adjusted if standard else None,
            peer_band=standard.peer_band if standard else None,
            refused=tuple(self._refusal(code, standard) for code in codes),
            ratio_range=standard.ratio_range if standard and isinstance(ratio, Estimate) else None,
        )

    def _standard(self) -> Standard | None:
        index = self.context.eligible.get(self.place)
        return None if index is None or self.context.standards is None else self.context.standards.rows[index]

    def _codes(self, standard: Standard | None) -> tuple[Code, ...]:
        """F24's codes of this company, in its order."""
        codes = list(self.context.who.codes[self.place])
        if self._too_few():
            codes.append(Code.FEW_COMPANIES)
        if standard is not None and standard.refused is not None:
            codes.append(standard.refused)
        return tuple(codes)

    def _too_few(self) -> bool:
        who = self.context.who
        return len(who.eligible if self.context.stratum.gives_ratio else who.ranked) < FEWEST

    def _ratio(self, standard: Standard | None, codes: Sequence[Code]) -> Estimate | Refusal:
        barred = ratio_barred(self.context.stratum)
        if barred is not None:
            return self._refusal(barred, None)
        if standard is not None and not codes:
            return standard.ratio
        return self._refusal(codes[0], standard)

    def _break_even(self, codes: Sequence[Code]) -> Estimate | Refusal:
        """F15: whatever k is; refused where the two sides do not belong together."""
        barred = ratio_barred(self.context.stratum)
        if barred is not None:
            return self._refusal(barred, None)
        barring = [code for code in codes if code in _BARS_BREAK_EVEN]
        if barring:
            return self._refusal(barring[0], None)
        at_99 = Code.CLAIM_99 in codes
        found = (break_even_at_99 if at_99 else break_even)(self.figures, self.context.who.basis)
        if found is not None:
            return found
        lacking = [code for code in codes if code in (Code.MISSING_COMPLAINTS, Code.MISSING_EXPOSURE)]
        return self._refusal(lacking[0] if lacking else Code.CLAIM_99, None)

    def _ranks(self) -> tuple[Rank | Refusal, Rank | Refusal, Rank | Refusal]:
        index = self.context.ranked.get(self.place)
        if index is not None and self.context.ranks:
            found = self.context.ranks[index]
            return found.claim, found.observed, found.gap
        own = [code for code in self.context.who.codes[self.place] if code in _BARS_RANKS]
        reason = self._refusal(own[0] if own and index is None else Code.FEW_COMPANIES, None)
        return reason, reason, reason

    def _refusal(self, code: Code, standard: Standard | None) -> Refusal:
        who = self.context.who
        count = len(who.eligible if self.context.stratum.gives_ratio else who.ranked)
        return refusal(
            code,
            self.figures,
            who.basis,
            k=count,
            coverage=self.figures.observation.coverage,
            expected=standard.expected_least if standard else None,
        )


_BARS_RANKS = frozenset({
    Code.MISSING_CLAIM, Code.MISSING_COMPLAINTS, Code.MISSING_EXPOSURE,
    Code.POPULATION_MISMATCH, Code.LEVEL_MISMATCH, Code.WINDOW_UNDER_HALF,
})  # fmt: skip
_BARS_BREAK_EVEN = frozenset({
    Code.MISSING_CLAIM, Code.MIXED_METRIC,
    Code.POPULATION_MISMATCH, Code.LEVEL_MISMATCH, Code.WINDOW_UNDER_HALF,
})  # fmt: skip


def ratio_barred(stratum: Stratum) -> Code | None:
    """Why no company of this stratum can have a ratio, whatever its figures."""
    if not stratum.is_share:
        return Code.NOT_A_SHARE
    return Code.WEIGHTED_COMPLAINTS if stratum.weighted else None


def _other(ratio: Estimate | Refusal) -> float | None:
    """F6; a range from rounding alone is no interval, so that G itself stands."""
    if isinstance(ratio, Refusal):
        return None
    if ratio.kind is Kind.ROUNDING:
        return other_explanation(ratio.value, None, None)
    return other_explanation(ratio.value, ratio.low, ratio.high)

"""What is said of an answer: the sentences of METHOD's 'Words', as Messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from barometer.answer.amounts import (
    ROUGH,
    bounded,
    complaint_words,
    ends_of,
    of_a_part,
    rate_ends,
    rate_said,
    share_said,
    span,
    with_noun,
)
from barometer.answer.parts import Sentences
from barometer.answer.terms import Terms
from barometer.measures.stated import FLOORS, bound_of, figure_of, noun_of
from barometer.model import (
    Code,
    Estimate,
    Kind,
    Message,
    Observation,
    Rank,
    Refusal,
    Row,
    Status,
)


class Words(Terms):
    """Builds the sentences of one stratum."""

    def sector(self, of: int = 0) -> Message:
        """The sector in one sentence: the range of the claims beside the range of the rates.

        of: how many companies have both sides, where the rows are only some of them; the sentence says so
        """
        period: Any = self.stratum.period
        if of:
            there = sum(row.observation.claim is not None for row in self.gap.rows)
            period = Message("sentence.of_some", {"p": period, "k": there, "n": of})
        scope: dict[str, Any] = {
            "sector": self.stratum.sector,
            "country": self.stratum.country,
            "period": period,
            "topic": self.topic,
        }
        rows = [row for row in self.gap.rows if _compared(row)]
        if self.gap.status is Status.REFUSED or not rows:
            about = "" if self._plain else "_about"
            return Message(f"sentence.sector_refused{about}", scope | {"reason": self._why_refused()})
        measured = of_a_part([row.observation for row in rows], self.stratum.period)
        if len(rows) == 1 and self.gap.status is Status.RAW:
            dated = f"_dated{figure_of(self.stratum)}" if measured else ""
            told = {"said": self.company(rows[0]).company, "measured": measured}
            return Message(f"sentence.{'scoped' if of else 'sector_one'}{dated}", scope | told)
        claims = [end for row in rows for end in self._claim_ends(row.observation)]
        rates = [end for row in rows for end in rate_ends(row.rate)]
        if not rates or not claims:
            return Message(f"sentence.sector_counts{self._weighted}", scope)
        params = {"c": span(claims), "r": self._rates(min(rates), max(rates)), "per": self.per}
        params["said"] = self._said
        if min(rates) == 0 and all(self._rate_bound(row) for row in rows if 0.0 in rate_ends(row.rate)):
            # nobody published that 0: it is where 'fewer than 3' begins
            params["r"] = self._up_to(max(rates))
        native = "" if self.stratum.is_share else "_native"
        if measured:
            last = "c" if native else "said"
            params[last] = Message(
                f"sentence.dated{figure_of(self.stratum)}", {"said": params[last], "period": measured}
            )
        return Message(f"sentence.sector{native}{self._weighted}", scope | params)

    def _claim_ends(self, seen: Observation) -> list[tuple[float, Message]]:
        """The ends of a claim, each with its words; the one end that is published of 'more than 82%'."""
        bound = bound_of([one.quantity for one in seen.claims])
        if seen.claim is not None and bound and seen.claim.value is None:
            end = (seen.claim.low if bound in FLOORS else seen.claim.high) or 0.0
            return [(end, self.claim(seen.claim))]
        write = share_said if self._unit == "percent" else self._native
        return [(end, write(end)) for end in ends_of(seen.claim)]

    def _rates(self, low: float, high: float) -> Message:
        said = rate_said(high)
        if low != high:
            said = Message("value.span", {"low": rate_said(low), "high": said})
        return with_noun(said, high, noun_of(self.stratum))

    def _up_to(self, high: float) -> Message:
        return with_noun(Message("value.up_to", {"c": rate_said(high)}), high, noun_of(self.stratum))

    def _why_refused(self) -> Message:
        """What bars those that have a figure, and complaints if any has them: what to do next."""
        claimed = [row for row in self.gap.rows if row.observation.claim is not None]
        claimed.sort(key=lambda row: row.rate is None and row.observation.y is None)
        refusals = [refusal for row in claimed if (refusal := row.told)]
        if not refusals:
            return Message("notice.no_comparison")
        first = refusals[0]
        if first.code in _SAID_OF_A_SECTOR:
            return Message(f"refusal.{first.code.value}.sector", first.have.params)
        return first.reason

    def same_score(self) -> tuple[Message, ...]:
        """M0: each set of companies with an equal published figure, all ties named."""
        rows = {row.observation.company: row for row in self.gap.rows}
        return tuple(
            Message(
                "sentence.same" if self._plain else "sentence.same_about",
                {
                    "c": self.claim(tie.claim),
                    "topic": self._in_brackets,
                    "pairs": self._pairs(rows, tie.companies),
                },
            )
            for tie in self.gap.same_score
        )

    def _pairs(self, rows: Mapping[str, Row], companies: Sequence[str]) -> Message:
        first, *others = (self._pair(rows[company]) for company in companies)
        said = Message(f"sentence.same_first{self._weighted}", first)
        for params in others:
            said = Message("sentence.same_next", params | {"head": said})
        return said

    def _pair(self, row: Row) -> dict[str, Any]:
        """A company's rate after the first one's: a number alone, its noun is already said."""
        number = bounded(row.rate, self._rate_bound(row))
        noun = self.rate(row)
        return {"name": row.observation.name, "r": number, "rated": noun, "per": self.per}

    def company(self, row: Row) -> Sentences:
        """The company's sentence, how sure it is, and the caveat that always follows."""
        seen = row.observation
        if seen.claim is None or (row.rate is None and seen.y is None) or not _compared(row):
            return Sentences(self.refused(row), None, None)
        base = {
            "name": seen.name,
            "c": self.claim(seen.claim),
            "said": self._said,
            "who": self.who,
            "asserter": self.asserter(seen),
            "channel": self.received(seen),
            "per": self.per,
            "r": self.rate(row),
            "others": self.gap.k - 1,
        }
        placed = isinstance(row.rank_claim, Rank) and isinstance(row.rank_observed, Rank)
        if isinstance(row.ratio, Estimate) and not (self._wide and placed):
            return self._with_ratio(row, row.ratio, base)
        if isinstance(row.rank_claim, Rank) and isinstance(row.rank_observed, Rank):
            places = {
                "rank_claim": self.place(row.rank_claim, "rank_claim"),
                "rank_observed": self.place(row.rank_observed, "rank_observed"),
            }
            ranked = Message(f"sentence.company.ranked{self._weighted}", base | places)
            return Sentences(ranked, None, Message("sentence.caveat.ranks"))
        if row.rate is None and seen.y is not None:
            y = complaint_words(
                Estimate(seen.y.value, seen.y.low, seen.y.high), self.stratum.weighted,
                bound_of([one.count for one in seen.complaints]), self.stratum.channel,
            )  # fmt: skip
            rough = any(one.count and one.count.qualifier in ROUGH for one in seen.complaints)
            y = Message("value.about", {"c": y}) if rough else y
            counted = Message(f"sentence.company.counted{self._weighted}", base | {"y": y})
            return Sentences(counted, None, Message("sentence.caveat.raw"))
        raw = Message(f"sentence.company.raw{self._weighted}", base)
        return Sentences(raw, None, Message("sentence.caveat.raw"))

    def _with_ratio(self, row: Row, ratio: Estimate, base: Mapping[str, Any]) -> Sentences:
        sure = self._sure(row, ratio)
        caveat = self._caveat(row, ratio)
        if ratio.value is None:
            ends = {"low": ratio.low, "high": ratio.high}
            return Sentences(Message("sentence.company.range", {**base, **ends}), sure, caveat)
        expected = row.expected_rate.value if row.expected_rate else None
        side = "above" if ratio.value >= 1 else "below"
        said = Message(f"sentence.company.{side}", {**base, "e": expected, "g": ratio.value})
        return Sentences(said, sure, caveat)

    def _sure(self, row: Row, ratio: Estimate) -> Message:
        kind = ratio.kind.value
        told: dict[str, Any] = {"low": ratio.low, "high": ratio.high}
        if row.observation.n and ratio.kind is Kind.SAMPLING:
            kind = "sampling_n"
        elif row.observation.n and ratio.kind is Kind.ROUNDING:
            # without customers no sampling interval exists, the survey's size known or not
            kind, told["n"] = "rounding_n", row.observation.n
        return Message(f"sentence.sure.{kind}", told)

    def _caveat(self, row: Row, ratio: Estimate) -> Message:
        if row.other is None or (ratio.low or 0.0) <= 1 <= (ratio.high or 0.0):
            kind = "neutral" if ratio.kind is Kind.SAMPLING else "neutral_range"
            return Message(f"sentence.caveat.{kind}", {"name": row.observation.name})
        near = ratio.value if ratio.value is not None else ratio.low or 0.0
        side = "above" if near >= 1 else "below"
        params = {"channel": self._channel, "who": self.who, "x": row.other, "share": 1 / row.other}
        return Message(f"sentence.caveat.{side}", params)

    def refused(self, row: Row) -> Message:
        """'No comparison for A: why. We have… Missing…'"""
        refusal = _first_refusal(row)
        params = {"name": row.observation.name, "reason": refusal.reason}
        return Message("sentence.company.refused", params | {"have": refusal.have, "need": refusal.need})

    def iceberg(self, row: Row) -> Message | None:
        """M4 in a sentence, beside the same number for the others (1 / phi)."""
        known = row.break_even
        if not isinstance(known, Estimate) or not self.stratum.is_share:
            return None
        params = {"name": row.observation.name, "channel": self._channel, "n": known.value}
        params["who"] = Message(f"value.left.{self._people}")
        if known.value is None:
            ends = {"low": known.low, "high": known.high}
            side = "range" if None not in ends.values() else "least" if known.high is None else "most"
            return Message(f"sentence.company.iceberg_{side}", params | ends) if any(ends.values()) else None
        if isinstance(row.ratio, Estimate) and row.ratio.value is not None and not self._wide:
            others = {"m": known.value * row.ratio.value, "others": self.gap.k - 1}
            return Message("sentence.company.iceberg", params | others)
        return Message("sentence.company.iceberg_alone", params)

    def iceberg_sure(self, row: Row) -> Message | None:
        """F15's interval of that number, of complaints alone; None where it has no point or no interval."""
        known = row.break_even
        if self.iceberg(row) is None or not isinstance(known, Estimate):
            return None
        if None in (known.value, known.low, known.high):
            return None
        ends = {"low": known.low, "high": known.high, "kind": known.kind.value}
        return Message("sentence.company.iceberg_sure", {"name": row.observation.name} | ends)

    def no_ratio(self, row: Row) -> Message | None:
        """Why no ratio is printed of a company; None where one is."""
        if isinstance(row.ratio, Refusal):
            return (row.told or row.ratio).reason
        return self.gap.why_wide if self._wide else None


_SAID_OF_A_SECTOR = frozenset({Code.MISSING_COMPLAINTS, Code.MISSING_EXPOSURE, Code.MIXED_METRIC})
_NOT_COMPARED = {
    Code.MISSING_CLAIM, Code.MISSING_COMPLAINTS, Code.POPULATION_MISMATCH, Code.LEVEL_MISMATCH,
    Code.WINDOW_UNDER_HALF,
}  # fmt: skip


def _compared(row: Row) -> bool:
    """Whether the two sides of a row may be set side by side at all."""
    return not any(refusal.code in _NOT_COMPARED for refusal in row.refused)


def _first_refusal(row: Row) -> Refusal:
    """What bars a row: its own code, else the refusal that stands in a number's place."""
    parts = (row.told, row.ratio, row.rank_claim, row.break_even)
    return next(part for part in parts if isinstance(part, Refusal))

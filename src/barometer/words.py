"""What is said of an answer: the sentences of METHOD's 'Words', as Messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from barometer.answer import Sentences
from barometer.model import (
    Asserter,
    Code,
    Estimate,
    Gap,
    Kind,
    Label,
    Message,
    Observation,
    Quantity,
    Rank,
    Refusal,
    Row,
    Source,
    Status,
    Stratum,
)


class Words:
    """Builds the sentences of one stratum; names of channels and metrics come from the data."""

    def __init__(
        self,
        stratum: Stratum,
        gap: Gap,
        channels: Mapping[str, Label],
        metrics: Mapping[str, Label],
        sources: Mapping[str, Source],
    ) -> None:
        self.stratum, self.gap = stratum, gap
        self._channel = channels.get(stratum.channel, _plain(stratum.channel))
        self._metric = metrics.get(stratum.metric, _plain(stratum.metric))
        self._sources = sources
        seen = _observations(gap)
        per_n = stratum.per_n or next((one.per_n for one in seen if one.per_n), 100_000)
        counted = next((one.exposure.unit for one in seen if one.exposure and one.exposure.unit), "")
        self.per = Message("value.per", {"n": per_n, "per": stratum.per or counted or "customers"})

    def sector(self) -> Message:
        """The sector in one sentence: the range of the claims beside the range of the rates."""
        scope = {
            "sector": self.stratum.sector,
            "country": self.stratum.country,
            "period": self.stratum.period,
        }
        if self.gap.status is Status.REFUSED:
            return Message("sentence.sector_refused", scope | {"reason": self._why_refused()})
        claims = [end for row in self.gap.rows if _compared(row) for end in _ends(row.observation.claim)]
        rates = [end for row in self.gap.rows if _compared(row) for end in _rate_ends(row.rate)]
        if not rates or not claims:
            return Message("sentence.sector_counts", scope)
        spread = {"r_min": _rate(min(rates)), "r_max": _rate(max(rates)), "per": self.per}
        one = "_one" if min(rates) == max(rates) and min(claims) == max(claims) else ""
        if self.stratum.is_share:
            ends = {"c_min": _share(min(claims)), "c_max": _share(max(claims))}
            return Message(f"sentence.sector{one}", scope | spread | ends)
        native = {
            "metric": self._metric,
            "c_min": self._native(min(claims)),
            "c_max": self._native(max(claims)),
        }
        return Message(f"sentence.sector_native{one}", scope | spread | native)

    def _why_refused(self) -> Message:
        """The first reason of those that have a figure; it is the same for all where no period overlaps."""
        claimed = [row for row in self.gap.rows if row.observation.claim is not None and row.refused]
        reasons = [row.refused[0] for row in sorted(claimed, key=lambda row: row.rate is None)]
        return reasons[0].reason if reasons else Message("notice.no_comparison")

    def same_score(self) -> tuple[Message, ...]:
        """M0: each set of companies with an equal published figure, all ties named."""
        rows = {row.observation.company: row for row in self.gap.rows}
        return tuple(
            Message("sentence.same", {"c": self.claim(tie.claim), "pairs": self._pairs(rows, tie.companies)})
            for tie in self.gap.same_score
        )

    def _pairs(self, rows: Mapping[str, Row], companies: Sequence[str]) -> Message:
        first, *others = (self._pair(rows[company]) for company in companies)
        said = Message("sentence.same_first", first)
        for params in others:
            said = Message("sentence.same_next", params | {"head": said})
        return said

    def _pair(self, row: Row) -> dict[str, Any]:
        return {"name": row.observation.name, "r": rate_words(row.rate), "per": self.per}

    def company(self, row: Row) -> Sentences:
        """The company's sentence, how sure it is, and the caveat that always follows."""
        seen = row.observation
        if seen.claim is None or (row.rate is None and seen.y is None) or not _compared(row):
            return Sentences(self.refused(row), None, None)
        base = {
            "name": seen.name,
            "c": self.claim(seen.claim),
            "asserter": self.asserter(seen),
            "channel": self._channel,
            "per": self.per,
            "r": rate_words(row.rate),
            "others": self.gap.k - 1,
        }
        if isinstance(row.ratio, Estimate):
            return self._with_ratio(row, row.ratio, base)
        if isinstance(row.rank_claim, Rank) and isinstance(row.rank_observed, Rank):
            places = {
                "rank_claim": self._place(row.rank_claim, "rank_claim"),
                "rank_observed": self._place(row.rank_observed, "rank_observed"),
            }
            return Sentences(
                Message("sentence.company.ranked", base | places), None, Message("sentence.caveat.ranks")
            )
        if row.rate is None:
            counted = Message("sentence.company.counted", base | {"y": _count(seen.y)})
            return Sentences(counted, None, Message("sentence.caveat.raw"))
        return Sentences(Message("sentence.company.raw", base), None, Message("sentence.caveat.raw"))

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
        if ratio.kind is Kind.SAMPLING and row.observation.n:
            kind = "sampling_n"
        return Message(f"sentence.sure.{kind}", {"low": ratio.low, "high": ratio.high})

    def _caveat(self, row: Row, ratio: Estimate) -> Message:
        if row.other is None or (ratio.low or 0.0) <= 1 <= (ratio.high or 0.0):
            return Message("sentence.caveat.neutral", {"name": row.observation.name})
        near = ratio.value if ratio.value is not None else ratio.low or 0.0
        side = "above" if near >= 1 else "below"
        return Message(f"sentence.caveat.{side}", {"channel": self._channel, "x": row.other})

    def refused(self, row: Row) -> Message:
        """'No comparison for A: why. We have… Missing…'"""
        refusal = _first_refusal(row)
        params = {"name": row.observation.name, "reason": refusal.reason}
        return Message("sentence.company.refused", params | {"have": refusal.have, "need": refusal.need})

    def iceberg(self, row: Row) -> Message | None:
        """M4 in a sentence, beside the same number for the others (1 / phi)."""
        if (
            not isinstance(row.break_even, Estimate)
            or row.break_even.value is None
            or not self.stratum.is_share
        ):
            return None
        params = {"name": row.observation.name, "channel": self._channel, "n": row.break_even.value}
        if isinstance(row.ratio, Estimate) and row.ratio.value is not None:
            others = {"m": row.break_even.value * row.ratio.value, "others": self.gap.k - 1}
            return Message("sentence.company.iceberg", params | others)
        return Message("sentence.company.iceberg_alone", params)

    def asserter(self, seen: Observation) -> Message:
        """Who asserts the figure: the company itself, or the publisher of the survey."""
        kind = self.stratum.asserted_by
        source = self._sources.get(seen.claims[0].source) if seen.claims else None
        if kind is Asserter.COMPANY or source is None:
            return Message(f"asserter.{kind.value}", {"name": seen.name, "publisher": seen.name})
        return Message(f"asserter.{kind.value}", {"name": seen.name, "publisher": source.publisher})

    def claim(self, claim: Quantity) -> Message:
        """A claim in its own unit: a share as a percentage, an index with its name."""
        if claim.unit == "percent":
            if claim.value is None:
                return Message("value.share_range", {"low": claim.low, "high": claim.high})
            return _share(claim.value)
        if claim.value is None:
            ends = {"low": self._native(claim.low or 0.0), "high": self._native(claim.high or 0.0)}
            return Message("value.range", ends)
        return self._native(claim.value)

    def _native(self, value: float) -> Message:
        """A mark or an index with the top of its scale, points with their sign."""
        kind = {"index": "index", "points": "points", "mark": "mark", "score": "mark", "stars": "mark"}
        top = self.stratum.scale.rpartition("-")[2]
        unit = kind.get(self._unit, "plain")
        if unit == "mark" and not top.replace(".", "").isdigit():
            unit = "plain"
        return Message(f"value.{unit}", {"c": value, "top": top} if unit == "mark" else {"c": value})

    @property
    def _unit(self) -> str:
        return next((row.observation.claim.unit for row in self.gap.rows if row.observation.claim), "")

    def _place(self, rank: Rank, side: str) -> Message:
        """'3', '7-8, tied', or '6 (between 5 and 6)' where the data leave several places open."""
        here = {"point": rank.point, "k": self.gap.k_rank}
        if rank.kind is not Kind.NONE and rank.low != rank.high:
            return Message("sentence.place.set", here | {"low": rank.low, "high": rank.high})
        peers = [getattr(row, side) for row in self.gap.rows]
        ties = sum(isinstance(peer, Rank) and peer.point == rank.point for peer in peers)
        if ties < 2:
            return Message("sentence.place.one", here)
        first = rank.point - (ties - 1) / 2
        return Message("sentence.place.tied", {"low": first, "high": first + ties - 1, "k": self.gap.k_rank})


def rate_words(rate: Estimate | None) -> Message | None:
    """A rate as published: a number, or its range where only that is known."""
    if rate is None:
        return None
    if rate.value is None:
        return Message("value.rate_range", {"low": rate.low, "high": rate.high})
    return _rate(rate.value)


def _count(y: Quantity | None) -> Message | None:
    if y is None:
        return None
    return rate_words(Estimate(y.value, y.low, y.high))


def _rate(value: float) -> Message:
    digits = 0 if value >= 1000 else 1 if value >= 100 else 2
    return Message("value.rate", {"r": round(value, digits)})


def _share(value: float) -> Message:
    return Message("value.share", {"c": value})


def _ends(quantity: Quantity | None) -> list[float]:
    if quantity is None:
        return []
    return [end for end in (quantity.value, quantity.low, quantity.high) if end is not None]


def _rate_ends(rate: Estimate | None) -> list[float]:
    if rate is None:
        return []
    if rate.value is not None:
        return [rate.value]
    return [end for end in (rate.low, rate.high) if end is not None]


_NOT_COMPARED = {
    Code.MISSING_CLAIM, Code.MISSING_COMPLAINTS, Code.POPULATION_MISMATCH, Code.LEVEL_MISMATCH,
    Code.WINDOW_UNDER_HALF,
}  # fmt: skip


def _compared(row: Row) -> bool:
    """Whether the two sides of a row may be set side by side at all."""
    return not any(refusal.code in _NOT_COMPARED for refusal in row.refused)


def _first_refusal(row: Row) -> Refusal:
    """What bars a row: its own first code, else the refusal that stands in a number's place."""
    parts = (*row.refused, row.ratio, row.rank_claim, row.break_even)
    return next(part for part in parts if isinstance(part, Refusal))


def _observations(gap: Gap) -> list[Observation]:
    return [row.observation for row in gap.rows]


def _plain(id_: str) -> Label:
    return Label(id_.replace("_", " "), id_.replace("_", " "))

"""What is said of an answer: the sentences of METHOD's 'Words', as Messages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from barometer.answer.amounts import (
    ROUGH,
    bounded,
    complaint_words,
    ends_of,
    native_said,
    of_a_part,
    people,
    rate_ends,
    rate_said,
    share_said,
    span,
    taken_together,
    with_noun,
)
from barometer.answer.parts import Sentences
from barometer.measures.stated import FLOORS, bound_of, noun_of
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
        scope: dict[str, Any] = {
            "sector": self.stratum.sector,
            "country": self.stratum.country,
            "period": self.stratum.period,
            "topic": self.topic,
        }
        rows = [row for row in self.gap.rows if _compared(row)]
        if self.gap.status is Status.REFUSED or not rows:
            about = "" if self._plain else "_about"
            return Message(f"sentence.sector_refused{about}", scope | {"reason": self._why_refused()})
        measured = of_a_part([row.observation for row in rows], self.stratum.period)
        if len(rows) == 1 and self.gap.status is Status.RAW:
            dated = "_dated" if measured else ""
            told = {"said": self.company(rows[0]).company, "measured": measured}
            return Message(f"sentence.sector_one{dated}", scope | told)
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
            params[last] = Message("sentence.dated", {"said": params[last], "period": measured})
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

    def received(self, seen: Observation) -> Label | Message:
        """Who received the complaints, and over how many of its periods where over several."""
        whole = taken_together([seen])
        if whole is None:
            return self._channel
        return Message("value.together", {"channel": self._channel, **whole})

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
        if (
            not isinstance(row.break_even, Estimate)
            or row.break_even.value is None
            or not self.stratum.is_share
        ):
            return None
        params = {"name": row.observation.name, "channel": self._channel, "n": row.break_even.value}
        params["who"] = Message(f"value.left.{self._people}")
        if isinstance(row.ratio, Estimate) and row.ratio.value is not None and not self._wide:
            others = {"m": row.break_even.value * row.ratio.value, "others": self.gap.k - 1}
            return Message("sentence.company.iceberg", params | others)
        return Message("sentence.company.iceberg_alone", params)

    def asserter(self, seen: Observation) -> Message:
        """Who asserts the figure: the company itself, or the publisher of the survey."""
        kind = self.stratum.asserted_by
        source = self._sources.get(seen.claims[0].source) if seen.claims else None
        if kind is Asserter.COMPANY or source is None:
            return Message(f"asserter.{kind.value}", {"name": seen.name, "publisher": seen.name})
        said = "file" if source.unsaid else kind.value
        return Message(f"asserter.{said}", {"name": seen.name, "publisher": source.publisher})

    def claim(self, claim: Quantity) -> Message:
        """A claim in its own unit: a share as a percentage, an index with its name."""
        bound = bound_of(self._quantities(claim)) if claim.value is None else ""
        if bound:
            end = (claim.low if bound in FLOORS else claim.high) or 0.0
            return Message(
                f"value.{bound}", {"c": share_said(end) if claim.unit == "percent" else self._native(end)}
            )
        if claim.unit == "percent":
            if claim.value is None:
                return Message("value.share_range", {"low": claim.low, "high": claim.high})
            return share_said(claim.value)
        if claim.value is None:
            ends = {"low": self._native(claim.low or 0.0), "high": self._native(claim.high or 0.0)}
            return Message("value.range", ends)
        return self._native(claim.value)

    def _native(self, value: float) -> Message:
        """A mark or an index with the top of its scale, points with their sign."""
        return native_said(value, self._unit, self.stratum.scale)

    def _quantities(self, claim: Quantity) -> list[Quantity | None]:
        """The claim as its sources state it: 'more than 82%' is a range for the measures only."""
        seen = (row.observation for row in self.gap.rows if row.observation.claim is claim)
        return [one.quantity for found in seen for one in found.claims]

    def rate(self, row: Row) -> Message | None:
        """A company's rate with its noun, as its sources word it: 'fewer than 3 complaints'."""
        return complaint_words(row.rate, self.stratum.weighted, self._rate_bound(row), self.stratum.channel)

    def no_ratio(self, row: Row) -> Message | None:
        """Why no ratio is printed of a company; None where one is."""
        if isinstance(row.ratio, Refusal):
            return (row.told or row.ratio).reason
        return self.gap.why_wide if self._wide else None

    def _rate_bound(self, row: Row) -> str:
        if row.rate is None or row.rate.value is not None:
            return ""
        return bound_of([one.rate for one in row.observation.complaints])

    @property
    def _plain(self) -> bool:
        """Whether the figure is the share satisfied of all customers, which needs no name."""
        return self.stratum.is_share and not self.stratum.subject

    @property
    def topic(self) -> Message:
        """What was asked, and of whom where not of all customers."""
        about = "_about" if self.stratum.subject else ""
        params = {"metric": _inside(self._metric), "subject": self.stratum.subject}
        return Message(f"value.topic{about}", params)

    @property
    def _in_brackets(self) -> Message:
        """The same inside brackets, whose own brackets become commas: '(satisfaction index, 0-100)'."""
        params = self.topic.params
        return Message(self.topic.id, {**params, "metric": _flat(params["metric"])})

    @property
    def _said(self) -> Message:
        """'satisfied', 'satisfied (fixed lines)', or the metric by its name where it is another."""
        if not self.stratum.is_share:
            return Message("value.said_metric", {"topic": self._in_brackets})
        about = "_about" if self.stratum.subject else ""
        return Message(f"value.said{about}", {"subject": self.stratum.subject})

    @property
    def _people(self) -> str:
        return people(self.per.params["per"])

    @property
    def who(self) -> Message:
        """Whose complaints are counted: customers, or passengers where journeys are."""
        return Message(f"value.who.{self._people}")

    @property
    def _weighted(self) -> str:
        return "_weighted" if self.stratum.weighted else ""

    @property
    def _wide(self) -> bool:
        """METHOD: companies that are not alike are shown by their ranks, without a headline."""
        return Code.WIDE_SPREAD in self.gap.codes

    @property
    def _unit(self) -> str:
        return next((row.observation.claim.unit for row in self.gap.rows if row.observation.claim), "")

    def place(self, rank: Rank, side: str) -> Message:
        """'3', '7-8, tied', or '6 (between 5 and 6)' where the data leave several places open."""
        here = {"point": rank.point, "k": self.gap.k_rank}
        ends = {"low": rank.low, "high": rank.high}
        if rank.kind is not Kind.NONE and rank.low != rank.high:
            kind = "between" if rank.shared else "set"
            return Message(f"sentence.place.{kind}", here | ends)
        peers = [getattr(row, side) for row in self.gap.rows]
        ties = sum(isinstance(peer, Rank) and peer.point == rank.point for peer in peers)
        if ties < 2:
            return Message("sentence.place.one", here)
        first = rank.point - (ties - 1) / 2
        return Message("sentence.place.tied", {"low": first, "high": first + ties - 1, "k": self.gap.k_rank})


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


def _observations(gap: Gap) -> list[Observation]:
    return [row.observation for row in gap.rows]


def _plain(id_: str) -> Label:
    return Label(id_.replace("_", " "), id_.replace("_", " "))


_BRACKETS = re.compile(r"\s*\(([^()]*)\)")


def _flat(label: Label) -> Label:
    return Label(*(_BRACKETS.sub(r", \1", text) for text in (label.en, label.fr)))


def _inside(label: Label) -> Label:
    """A name as it stands inside a sentence."""
    return Label(label.en[:1].lower() + label.en[1:], label.fr[:1].lower() + label.fr[1:])

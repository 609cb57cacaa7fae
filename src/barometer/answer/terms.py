"""What the parts of an answer's sentences are called: claims, rates, places, who asserts, who complained."""

from __future__ import annotations

import re
from collections.abc import Mapping

from barometer.answer.amounts import (
    complaint_words,
    native_said,
    people,
    share_said,
    taken_together,
)
from barometer.measures.stated import FLOORS, bound_of
from barometer.model import (
    Asserter,
    Code,
    Gap,
    Kind,
    Label,
    Message,
    Observation,
    Quantity,
    Rank,
    Row,
    Source,
    Stratum,
)


class Terms:
    """The vocabulary of one stratum, as Messages; names of channels and metrics come from the data."""

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

    def received(self, seen: Observation) -> Label | Message:
        """Who received the complaints, and over how many of its periods where over several."""
        whole = taken_together([seen])
        if whole is None:
            return self._channel
        return Message("value.together", {"channel": self._channel, **whole})

    def asserter(self, seen: Observation) -> Message:
        """Who asserts the figure: the company itself, or the publisher of the survey."""
        kind = self.stratum.asserted_by
        source = self._sources.get(seen.claims[0].source) if seen.claims else None
        if kind is Asserter.COMPANY and source is not None and source.published_for(str(seen.name)):
            return Message("asserter.published", {"name": seen.name, "publisher": source.publisher})
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

"""The numbered figures of a letter: what is to be published of a company, one paragraph each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from barometer.answer import Answer
from barometer.answer.amounts import (
    ROUGH,
    complaint_words,
    expected_words,
    rate_said,
    share_said,
    taken_together,
)
from barometer.answer.asked import difference, how_sure
from barometer.answer.words import Words
from barometer.export.voice import Voice
from barometer.measures.difference import Difference, asked_by_others
from barometer.measures.stated import bound_of, noun_of
from barometer.model import (
    Basis,
    Claim,
    Complaints,
    Estimate,
    Message,
    Observation,
    Quantity,
    Rank,
    Row,
    noted,
)

_MEASURED = frozenset({Basis.FIELDWORK, Basis.CALENDAR})
#: bases with a sentence of their own: of an edition, of the day of publication, partly inferred by us
_SAID_APART = frozenset({Basis.EDITION, Basis.PUBLICATION, Basis.INFERRED})


class LetterFigures:
    """The paragraphs on one row of an answer, each a Message."""

    def __init__(self, row: Row, answer: Answer, words: Words, voice: Voice) -> None:
        assert answer.stratum is not None
        self.row, self.answer, self.words, self.voice = row, answer, words, voice
        self.stratum = answer.stratum
        self.base: dict[str, object] = {
            "name": row.observation.name,
            "period": self._period(),
            "per": words.per,
            "channel": voice.label(self.stratum.channel),
        }

    def _period(self) -> Message:
        """When complaints were made, and over how many of the regulator's periods where over several."""
        whole, made = taken_together([self.row.observation]), self.row.observation.together
        if whole is None:
            return Message("export.letter.over", {"period": made[0] if made else self.stratum.period})
        return Message("export.letter.over_several", whole)

    def said(self) -> Iterator[Message]:
        """In the order of the reasoning: what is published, then what we computed."""
        seen = self.row.observation
        if seen.claim is not None:
            yield self._claim(seen, seen.claim)
            yield from self._asked_by_others(seen)
        yield from self._complaints(seen)
        if seen.exposure is not None:
            told = {"x": _number(seen.exposure), "unit": self.voice.label(seen.exposure.unit)}
            cited = self._cited([record.source for record in seen.exposures])
            yield Message("export.letter.exposure", self.base | told | cited)
        yield from self._ratio()
        yield from self._places()
        iceberg = self.words.iceberg(self.row)
        if iceberg is not None:
            sure = self.words.iceberg_sure(self.row)
            told = {"said": iceberg, "sure": sure} if sure else {"said": iceberg}
            yield Message(f"export.letter.computed{'_sure' if sure else ''}", told)

    def _claim(self, seen: Observation, claim: Quantity) -> Message:
        how = {"n": seen.n} if seen.n else {}
        about = {
            "c": self.words.claim(claim),
            "topic": self.words.topic,
            "asserter": self.words.asserter(seen),
            "when": _measured(seen.claims),
            "asked": Message(f"export.letter.asked{'' if seen.n else '_unknown'}", how),
            "reserves": self._reserves(seen.claims),
        }
        return Message(
            "export.letter.claim", self.base | about | self._cited([c.source for c in seen.claims])
        )

    def _asked_by_others(self, seen: Observation) -> Iterator[Message]:
        """The same question as another asked it, with the difference that the page prints."""
        others = [claim for claim in self.answer.others if claim.company == seen.company]
        for pair in asked_by_others([*seen.claims, *others]):
            if not isinstance(pair.found, Difference):
                continue
            other, n = pair.survey, pair.survey.n
            told = [*how_sure(pair, pair.found), Message("company.asked.alike")]
            about = {
                "c": share_said((other.quantity.value or 0.0) / 100)
                if other.quantity.value is not None
                else self._share_range(other.quantity),
                "when": _measured([other]),
                "asked": Message(f"export.letter.asked{'' if n else '_unknown'}", {"n": n} if n else {}),
                "reserves": self._reserves([other]),
                "said": difference(pair.found),
                "sure": " ".join(self.voice.say(one) for one in told),
            }
            yield Message("export.letter.asked_by_others", self.base | about | self._cited([other.source]))

    @staticmethod
    def _share_range(quantity: Quantity) -> Message:
        low, high = ((end or 0.0) / 100 for end in (quantity.low, quantity.high))
        return Message("value.share_range", {"low": low, "high": high})

    def _reserves(self, records: Sequence[Claim | Complaints]) -> str:
        """Of whom figures are, where not of all customers, and what must be known of them."""
        groups = dict.fromkeys(one.population for one in records if one.population)
        told = dict.fromkeys(noted(one) for one in records if one.note)
        found = [Message("export.letter.whom", {"who": id_}) for id_ in groups]
        found += [Message("ui.note", {"note": note}) for note in told]
        return "".join(f" {self.voice.say(one)}" for one in found)

    def _complaints(self, seen: Observation) -> Iterator[Message]:
        """The count and the rate; a rate that we formed on the customers is our computation."""
        weighted, suffix = self.stratum.weighted, "_weighted" if self.stratum.weighted else ""
        cited = self._cited([record.source for record in seen.complaints])
        cited |= {"reserves": self._reserves(seen.complaints)}
        if seen.y is not None:
            counts = [one.count for one in seen.complaints]
            known = Estimate(seen.y.value, seen.y.low, seen.y.high)
            y = complaint_words(known, weighted, bound_of(counts), self.stratum.channel)
            rough = any(one is not None and one.qualifier in ROUGH for one in counts)
            told = {"y": Message("value.about", {"c": y}) if rough else y}
            yield Message(f"export.letter.complaints{suffix}", self.base | told | cited)
            cited |= {"reserves": ""}
        rate = self.row.rate
        if rate is None:
            return
        told = {"r": self.words.rate(self.row)}
        if weighted:
            yield Message("export.letter.rate_weighted", self.base | told | cited)
        elif seen.rate is not None or rate.low is None or rate.high is None:
            yield Message("export.letter.rate", self.base | told | cited)
        else:
            ends = {"low": rate_said(rate.low), "high": rate_said(rate.high)}
            yield Message("export.letter.rate_computed", self.base | told | ends)

    def _ratio(self) -> Iterator[Message]:
        """What we computed, or the reason why there is no ratio; none where the page prints none."""
        ratio, why = self.row.ratio, self.words.no_ratio(self.row)
        if why is not None or not isinstance(ratio, Estimate):
            if why is not None:
                yield Message("export.letter.no_ratio", self.base | {"reason": why})
            return
        if self.row.expected_rate is not None:
            told = {"e": expected_words(self.row.expected_rate), "who": self.words.who}
            yield Message("export.letter.expected", self.base | told)
        point = "" if ratio.value is None else "_point" if ratio.low is not None else "_alone"
        kind = Message(f"export.kind.{ratio.kind.value}")
        ends = {"low": ratio.low, "high": ratio.high, "g": ratio.value, "kind": kind}
        yield Message(f"export.letter.ratio{point}", self.base | ends)

    def _places(self) -> Iterator[Message]:
        claim, observed = self.row.rank_claim, self.row.rank_observed
        if isinstance(claim, Rank) and isinstance(observed, Rank):
            told = {
                "claim": self.words.place(claim, "rank_claim"),
                "observed": self.words.place(observed, "rank_observed"),
            }
            yield Message(f"export.letter.ranks{noun_of(self.stratum)}", self.base | told)

    def _cited(self, ids: Sequence[str]) -> dict[str, object]:
        known = [id_ for id_ in dict.fromkeys(ids) if id_ in self.answer.sources]
        return {"sources": [self.voice.source(self.answer.sources[id_]) for id_ in known]}


def _measured(claims: Sequence[Claim]) -> Message:
    """When a figure was measured, and whether that is stated or supposed; asked for where it is unknown."""
    known = [claim.period for claim in claims if claim.period is not None]
    if not known:
        return Message("export.letter.measured_unknown")
    bases = {period.basis for period in known}
    kind = "" if bases <= _MEASURED else "_assumed"
    if len(bases) == 1 and bases <= _SAID_APART:
        kind = f"_{known[0].basis.value}"
    return Message(f"export.letter.measured{kind}", {"period": known[0]})


def _number(quantity: Quantity) -> Message:
    if quantity.value is not None:
        return rate_said(quantity.value)
    return Message("value.rate_range", {"low": quantity.low, "high": quantity.high})

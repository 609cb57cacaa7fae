"""What companies answered, set beside the finding that they answered to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from barometer.answer.parts import Answer
from barometer.model import Estimate, Message, Quantity, Rank, Refusal, Reply, Row, Stratum

_FACETS = (
    "sector", "country", "channel", "window", "definition", "metric", "threshold", "scale", "instrument",
    "subject", "wave", "peer_group",
)  # fmt: skip
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Beside:
    """An answer beside the finding; ``changed`` where it was given about other figures than today's."""

    reply: Reply
    name: str
    changed: bool

    @property
    def said(self) -> Message:
        """Who answered when, or that nobody had by the deadline; the words themselves follow it."""
        reply = self.reply
        if not reply.answered:
            return Message(
                "replied.silent", {"name": self.name, "sent": reply.sent, "deadline": reply.deadline}
            )
        speaker = [part for part in (reply.speaker, reply.role) if part]
        if not speaker:
            return Message("replied.answered", {"name": self.name, "on": reply.on})
        return Message("replied.answered_by", {"name": self.name, "on": reply.on, "who": ", ".join(speaker)})

    @property
    def notes(self) -> tuple[Message, ...]:
        """What goes with it: when it was asked for, and that the figures have changed."""
        reply = self.reply
        asked = reply.answered and reply.sent is not None and reply.deadline is not None
        dates = {"sent": reply.sent, "deadline": reply.deadline}
        return (
            *((Message("replied.asked", dates),) if asked else ()),
            *((Message("replied.changed"),) if self.changed else ()),
        )


def finding(answer: Answer) -> str:
    """The name of an answer's finding: what is compared with what, when; the same in every link to it."""
    if answer.stratum is None:
        raise ValueError("an answer without a comparison has no finding")
    return _finding(answer.stratum, answer.view.lag)


def _finding(stratum: Stratum, lag: int) -> str:
    """Kept for years: it must not change with the grammar of addresses."""
    chosen = {name: getattr(stratum, name) for name in _FACETS}
    chosen |= {"asserted_by": stratum.asserted_by.value, "lag": lag}
    chosen |= {"from": stratum.period.start.isoformat(), "until": stratum.period.end.isoformat()}
    return urlencode({name: value for name, value in chosen.items() if value})


def figures(answer: Answer, company: str) -> str:
    """Fingerprint of every number that a finding gives on a company; '' where it holds none of it."""
    for row in answer.gap.rows if answer.gap else ():
        if row.observation.company == company:
            text = " ".join(_numbers(row))
            return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
    return ""


def _numbers(row: Row) -> Iterator[str]:
    seen = row.observation
    for quantity in (seen.claim, seen.y, seen.exposure):
        yield _quantity(quantity)
    yield str(seen.n)
    for one in (row.rate, row.expected_rate, row.ratio, row.break_even, row.rank_claim, row.rank_observed):
        yield _number(one)


def _quantity(one: Quantity | None) -> str:
    return "-" if one is None else _digits(one.value, one.low, one.high)


def _number(one: Estimate | Rank | Refusal | None) -> str:
    if one is None:
        return "-"
    if isinstance(one, Refusal):
        return one.code.value
    return _digits(one.value if isinstance(one, Estimate) else one.point, one.low, one.high)


def _digits(*values: float | None) -> str:
    """Six significant digits: more than is ever printed, and the same on every machine."""
    return ",".join("-" if value is None else f"{value:.6g}" for value in values)


def beside(answer: Answer, replies: Sequence[Reply], companies: Iterable[str] = ()) -> tuple[Beside, ...]:
    """The answers to an answer's finding, by company in the order of its rows, oldest first.

    companies  only these; where none is given, those that the answer shows
    """
    if answer.gap is None or not replies:
        return ()
    shown = (row.observation.company for row in answer.shown or answer.gap.rows)
    here, wanted = finding(answer), frozenset(companies) or frozenset(shown)
    found = []
    for row in answer.gap.rows:
        seen = row.observation
        if seen.company not in wanted:
            continue
        own = [one for one in replies if one.company == seen.company and one.finding == here]
        now = figures(answer, seen.company) if own else ""
        found += [Beside(one, seen.name, one.figures != now) for one in own]
    return tuple(found)

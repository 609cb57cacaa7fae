"""A saying: its verdict, its sentences, the figures behind them, and how it is put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from barometer.desk.facts import Fact
from barometer.engine import Engine
from barometer.model import Claim, Message, Refusal, Report, Source
from barometer.view import View


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure behind a saying: what it is, and how it is found in the tables."""

    name: Message
    fact: Fact


@dataclass(frozen=True, slots=True)
class Saying:
    """One saying.

    title    as people say it
    verdict  the label that is read first; never stronger than the text
    text     its sentences; one that lacks a figure says which
    view, company  where the figures behind it are seen: a comparison, or a company's page
    figures  the published figures that its sentences rest on
    """

    id: str
    title: Message
    verdict: Message
    text: tuple[Message, ...]
    view: View | None
    company: str
    figures: tuple[Figure, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """The parts of a package that the sayings are about."""

    engine: Engine
    claims: Mapping[str, Claim]
    reports: Sequence[Report]
    sources: Mapping[str, Source]
    names: Mapping[str, str]


class Text:
    """Sentences as they are put together, and the sources behind their figures."""

    def __init__(self, held: Held, id_: str) -> None:
        self._held, self.id = held, id_
        self.sentences: list[Message] = []
        self.missing = False
        self.figures: list[Figure] = []
        self._sources: list[str] = []

    def add(self, name: str, facts: Mapping[str, Fact | None], **said: object) -> None:
        """The sentence ``name`` if all its facts are at hand; else the names of those that are not."""
        lacking = [Message(f"sayings.figure.{one}") for one, fact in facts.items() if fact is None]
        if lacking:
            self.missing = True
            self.sentences.append(Message("sayings.missing", {"what": tuple(lacking)}))
            return
        for one, fact in facts.items():
            if fact is not None and all(fact is not known.fact for known in self.figures):
                self.figures.append(Figure(Message(f"sayings.figure.{one}"), fact))
                self._sources += fact.sources
        self.sentences.append(Message(f"sayings.{self.id}.{name}", dict(said)))

    def plain(self, name: str, **said: object) -> None:
        """A sentence that needs no published figure."""
        self.sentences.append(Message(f"sayings.{self.id}.{name}", dict(said)))

    def refused(self, refusal: Refusal) -> None:
        """What a measure answers where it gives no number."""
        params = {"reason": refusal.reason, "have": refusal.have, "need": refusal.need}
        self.sentences.append(Message("sayings.refused", params))

    def cite(self, ids: Iterable[str]) -> None:
        """Sources behind a sentence that rests on no single figure."""
        self._sources += ids

    def saying(
        self, verdict: str, view: View | None = None, company: str = "", title: Message | None = None
    ) -> Saying:
        """The saying as it was put together; a company that the figures do not have is no link."""
        known = self._held.sources
        return Saying(
            self.id, title or Message(f"sayings.{self.id}.title"),
            Message(f"sayings.verdict.{verdict}"), tuple(self.sentences), view,
            company if company in self._held.names else "", tuple(self.figures),
            tuple(known[id_] for id_ in dict.fromkeys(self._sources) if id_ in known),
        )  # fmt: skip

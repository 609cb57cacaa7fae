"""How an export is said: the language, and the names that the data bring."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from barometer.answer import Answer
from barometer.answer.checked import Standing, answer_standings, mark, remaining
from barometer.answer.replied import Beside, beside
from barometer.messages import moment, semicolons
from barometer.model import Kept, Label, Message, ReadAt, Source

Say = Callable[[Message], str]


@dataclass(frozen=True, slots=True)
class Voice:
    """The language of an export.

    say     says a Message in ``lang``
    labels  names of channels and metrics that the data bring, by id
    link    the frozen address of the view that is exported, with the records of its uploads; '' for none
    printed the same as a picture prints it, to be read and typed; '' where that is the link itself
    kept    what the workspace that takes it away recorded: checks at the source, companies' answers
    """

    lang: str
    say: Say
    labels: Mapping[str, Label] = field(default_factory=dict)
    link: str = ""
    kept: Kept = field(default_factory=Kept)
    printed: str = ""

    def phrase(self, id_: str, **params: Any) -> str:
        """The text of a message of the catalogue."""
        return self.say(Message(id_, params))

    def label(self, id_: str) -> str:
        """The name of an id: as the data name it, else as the catalogue does."""
        found = self.labels.get(id_)
        if found is None:
            return self.phrase("export.term", id=id_)
        return found.fr if self.lang == "fr" else found.en

    def source(self, source: Source) -> str:
        """A source as a reader may find it again: publisher, title, date, where it was read."""
        title = source.title.removesuffix(f" ({source.published})")
        dated = "" if source.published in title else moment(source.published, self.lang)
        named = self.phrase("value.source", name=source.publisher)
        about = ", ".join(dict.fromkeys(part for part in (title, dated, source.url) if part))
        if source.read_at is ReadAt.RELAY:
            # the title is of what was read: a newspaper's headline is not the regulator's
            relay = source.relay or self.phrase("export.unnamed_relay")
            head = self.phrase("export.by_relay", source=named, relay=relay)
            return self.phrase("export.relayed", head=head, about=about) if about else head
        cited = ", ".join(dict.fromkeys(part for part in (named, title, dated, source.url) if part))
        if source.unsaid:
            # nobody said who published it: the file's name stands where its author would
            return self.phrase("figures.source.unsaid", publisher=cited)
        return cited

    def mark(self, answer: Answer) -> list[str]:
        """How far the sources of the chart were checked, which ones remain, and who checked the others."""
        return self.marked(answer_standings(answer, self.kept.checks), answer.sources)

    def marked(self, found: Sequence[Standing], sources: Mapping[str, Source]) -> list[str]:
        """The same of some of the sources."""
        open_ = [self._named(sources[id_]) for id_ in remaining(found) if id_ in sources]
        said = [self.say(one) for one in mark(found)]
        named = semicolons(list(dict.fromkeys(open_)), self.lang).rstrip(".")
        which = [self.phrase("checked.sources", sources=named)] if open_ else []
        return [*said[: len(which)], *which, *said[len(which) :]]

    def _named(self, source: Source) -> str:
        """A source in a few words: who published it, and where it was read instead."""
        if source.read_at is not ReadAt.RELAY or not source.relay:
            return source.publisher
        return self.phrase("export.by_relay", source=source.publisher, relay=source.relay)

    def answered(self, answer: Answer, company: str = "") -> tuple[Beside, ...]:
        """What companies answered to this finding; with ``company``, that one alone."""
        return beside(answer, self.kept.replies, (company,) if company else ())

    def quoted(self, text: str) -> str:
        """A company's own words between the language's quotation marks, otherwise untouched."""
        return f"«\N{NO-BREAK SPACE}{text}\N{NO-BREAK SPACE}»" if self.lang == "fr" else f"“{text}”"

    def reply(self, one: Beside) -> list[str]:
        """Who answered when, the company's words, where they stand, and what must be known of them."""
        said = [self.say(one.said)]
        said += [self.quoted(one.reply.text)] if one.reply.answered else []
        said += [one.reply.link] if one.reply.link else []
        return [*said, *(self.say(note) for note in one.notes)]

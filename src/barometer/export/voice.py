"""How an export is said: the language, and the names that the data bring."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from barometer.model import Label, Message, ReadAt, Source

Say = Callable[[Message], str]


@dataclass(frozen=True, slots=True)
class Voice:
    """The language of an export.

    say     says a Message in ``lang``
    labels  names of channels and metrics that the data bring, by id
    link    the address of the view that is exported; '' where there is none
    """

    lang: str
    say: Say
    labels: Mapping[str, Label] = field(default_factory=dict)
    link: str = ""

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
        dated = "" if source.published in source.title else source.published
        parts = [source.publisher, source.title, dated, source.url]
        cited = ", ".join(part for part in parts if part)
        if source.read_at is ReadAt.RELAY:
            relay = source.relay or self.phrase("export.unnamed_relay")
            return self.phrase("export.by_relay", source=cited, relay=relay)
        return cited


def unchecked(sources: Mapping[str, Source]) -> tuple[Source, ...]:
    """The sources that nobody read on the publisher's own page, or ticked there since."""
    return tuple(source for source in sources.values() if source.read_at is not ReadAt.ORIGINAL)

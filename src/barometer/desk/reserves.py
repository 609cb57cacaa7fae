"""What no answer travels without: a delay that its view asks for, and what is noted of its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from barometer.answer.parts import Sentences
from barometer.model import Label, Message, Row, noted


def after(said: Message, lag: Message | None) -> Message:
    """A sentence with the delay that a view asks for: no number of another time travels without it."""
    return said if lag is None else Message("sentence.after", {"said": said, "moved": lag})


def late(said: Sentences, lag: Message | None) -> Sentences:
    """A company's sentence with that delay."""
    return replace(said, company=after(said.company, lag))


def notes(rows: Sequence[Row]) -> tuple[Message, ...]:
    """What is noted of the rows, each note once: of most of them as it is, else with its companies' names."""
    holders: dict[Label, list[str]] = {}
    for seen in (row.observation for row in rows):
        told = [noted(record) for record in seen.claims if record.note]
        told += [noted(record) for record in seen.complaints if record.note]
        told += [noted(record) for record in seen.exposures if record.note]
        for note in dict.fromkeys(told):
            holders.setdefault(note, []).append(seen.name)
    return tuple(
        Message("value.label", {"label": note})
        if 2 * len(names) > len(rows)
        else Message("figures.note.titled", {"names": names, "note": note})
        for note, names in holders.items()
    )

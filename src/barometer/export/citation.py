"""How an answer is cited, and the line of its sources."""

from __future__ import annotations

from datetime import date

from barometer.answer import Answer
from barometer.export.voice import Voice
from barometer.model import Message


def citation(answer: Answer, voice: Voice, on: date) -> str:
    """The answer as a reference: sentence, data, sources, address, the day on which it was read.

    What nobody has read at its source is said so, and who read the rest there. ValueError for an
    answer without a comparison.
    """
    if answer.sentence is None:
        raise ValueError("an answer without a comparison is not cited")
    text = voice.phrase(
        "export.cite",
        sentence=answer.sentence,
        data=answer.data_id,
        checked=_checked(answer),
        sources=[voice.source(source) for source in answer.sources.values()],
        link=voice.link,
        on=on,
    )
    text = " ".join([text, *voice.mark(answer)])
    return " ".join(part for part in text.split(" ") if part)


def _checked(answer: Answer) -> Message | None:
    if not answer.checked_on:
        return None
    return Message("export.cite_checked", {"day": date.fromisoformat(answer.checked_on)})


def sources_line(answer: Answer, voice: Voice) -> str:
    """All sources behind the rows, in one line."""
    cited = "; ".join(voice.source(source) for source in answer.sources.values())
    return f"{voice.phrase('export.sources')} {cited}"

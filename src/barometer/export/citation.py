"""How an answer is cited, and the line of its sources."""

from __future__ import annotations

from datetime import date

from barometer.answer import Answer
from barometer.answer.alone import caveat_of, scoped
from barometer.answer.checked import answer_standings
from barometer.export.time_files import OverTime
from barometer.export.voice import Voice
from barometer.messages import semicolons
from barometer.model import Message, Source


def citation(answer: Answer, voice: Voice, on: date, drawn: OverTime | None = None, focus: str = "") -> str:
    """The answer as a reference: what it says, data, sources, address, the day on which it was read.

    What nobody has read at its source is said so, and who read the rest there.
    drawn  the chart over time where that is cited: its title and its own sources
    focus  the company whose sentence is cited
    ValueError for an answer without a comparison.
    """
    said = drawn.meta.sentence if drawn else scoped(answer, focus) or answer.sentence
    if said is None:
        raise ValueError("an answer without a comparison is not cited")
    sources = drawn.sources if drawn else behind_rows(answer)
    text = voice.phrase(
        "export.cite",
        sentence=voice.say(said).rstrip(".") + ".",
        data=answer.data_id,
        checked=_checked(answer),
        sources=semicolons([voice.source(source) for source in sources.values()], voice.lang),
        link=voice.link,
        on=on,
    )
    kept = [] if drawn else _reserves(answer, voice, focus)
    text = " ".join([text, *kept, *(drawn.mark(voice) if drawn else voice.mark(answer))])
    return " ".join(part for part in text.split(" ") if part)


def _reserves(answer: Answer, voice: Voice, focus: str) -> list[str]:
    """How sure what is cited is, and its caveat: no sentence travels without them."""
    alone = answer.sentences.get(focus)
    said = (alone.sure, alone.caveat) if alone else (caveat_of(answer, voice.labels),)
    return [voice.say(one) for one in said if one is not None]


def behind_rows(answer: Answer) -> dict[str, Source]:
    """What the compared rows rest on; an answer's other sources are of users' reports and other figures."""
    used = (one.source for one in answer_standings(answer, ()))
    return {id_: answer.sources[id_] for id_ in used if id_ in answer.sources}


def _checked(answer: Answer) -> Message | None:
    if not answer.checked_on:
        return None
    return Message("export.cite_checked", {"day": date.fromisoformat(answer.checked_on)})


def sources_line(answer: Answer, voice: Voice) -> str:
    """All sources behind the rows, in one line."""
    cited = semicolons([voice.source(source) for source in behind_rows(answer).values()], voice.lang)
    return f"{voice.phrase('export.sources')} {cited}"

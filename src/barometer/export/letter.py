"""The letter that asks a company for its answer: numbered figures, and room under each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from barometer.amounts import rate_words
from barometer.answer import Answer
from barometer.checked import behind, standings
from barometer.export.voice import Voice
from barometer.model import Estimate, Message, Quantity, Rank, Row
from barometer.words import Words

_RULE = "_" * 60


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one company.

    sent, deadline  the day on which it is sent, and the last day for an answer
    figures         what is to be published, one numbered paragraph each
    """

    company: str
    sent: date
    deadline: date
    heading: str
    opening: str
    figures: tuple[str, ...]
    closing: tuple[str, ...]
    room: str
    signature: str
    lang: str


class NotInAnswer(LookupError):
    """A letter is asked for a company that the comparison does not hold."""


def letter(answer: Answer, company: str, voice: Voice, sent: date, deadline: date) -> Letter:
    """The letter to one company of an answer. NotInAnswer, or ValueError for a deadline before ``sent``."""
    if deadline < sent:
        raise ValueError("the deadline lies before the day of sending")
    row = row_of(answer, company)
    assert answer.stratum is not None and answer.gap is not None
    name = row.observation.name
    words = Words(answer.stratum, answer.gap, voice.labels, voice.labels, answer.sources)
    figures = tuple(voice.say(one) for one in _figures(row, answer, words, voice))
    said = answer.sentences.get(company)
    quoted = [voice.say(m) for m in (said.company, said.sure, said.caveat) if m] if said else []
    closing = [voice.phrase("export.letter.sentence", sentence=" ".join(quoted))] if quoted else []
    own = standings(behind([row.observation]), answer.sources, voice.kept.checks)
    closing += [" ".join(marked)] if (marked := voice.marked(own, answer.sources)) else []
    for one in voice.answered(answer, company):
        closing += [voice.phrase("export.letter.answered"), *voice.reply(one)]
    closing += [voice.phrase("export.letter.questions"), voice.phrase("export.letter.published", name=name)]
    return Letter(
        company=name, sent=sent, deadline=deadline,
        heading=voice.phrase("export.letter.heading", name=name, sent=sent, deadline=deadline),
        opening=voice.phrase("export.letter.opening", name=name, deadline=deadline),
        figures=figures, closing=tuple(closing), room=voice.phrase("export.letter.room"),
        signature=voice.phrase("export.letter.signature"), lang=voice.lang,
    )  # fmt: skip


def row_of(answer: Answer, company: str) -> Row:
    """The row of a company. NotInAnswer where the comparison does not hold it."""
    for row in answer.gap.rows if answer.gap else ():
        if row.observation.company == company:
            return row
    raise NotInAnswer(company)


def _figures(row: Row, answer: Answer, words: Words, voice: Voice) -> Iterator[Message]:
    """What is to be published of a company, in the order of the reasoning."""
    assert answer.stratum is not None
    seen, stratum = row.observation, answer.stratum
    base: dict[str, object] = {
        "name": seen.name,
        "period": stratum.period,
        "per": words.per,
        "channel": voice.label(stratum.channel),
    }
    if seen.claim is not None:
        cited = _cited([claim.source for claim in seen.claims], answer, voice)
        asked = (
            Message("export.letter.asked", {"n": seen.n})
            if seen.n
            else Message("export.letter.asked_unknown")
        )
        params = {
            "c": words.claim(seen.claim),
            "metric": voice.label(stratum.metric),
            "asserter": words.asserter(seen),
        }
        yield Message("export.letter.claim", base | params | {"asked": asked, "sources": cited})
    cited = _cited([record.source for record in seen.complaints], answer, voice)
    if seen.y is not None:
        yield Message("export.letter.complaints", base | {"y": _amount(seen.y), "sources": cited})
    if row.rate is not None:
        yield Message("export.letter.rate", base | {"r": rate_words(row.rate), "sources": cited})
    if seen.exposure is not None:
        cited = _cited([record.source for record in seen.exposures], answer, voice)
        unit = voice.label(seen.exposure.unit)
        yield Message(
            "export.letter.exposure", base | {"x": _amount(seen.exposure), "unit": unit, "sources": cited}
        )
    yield from _computed(row, base)


def _computed(row: Row, base: dict[str, object]) -> Iterator[Message]:
    """What we computed: ratio, places, break-even; each a number or the reason why there is none."""
    if isinstance(row.ratio, Estimate):
        if row.expected_rate is not None:
            yield Message("export.letter.expected", base | {"e": rate_words(row.expected_rate)})
        kind = Message(f"export.kind.{row.ratio.kind.value}")
        point = "" if row.ratio.value is None else "_point"
        ends = {"low": row.ratio.low, "high": row.ratio.high, "g": row.ratio.value, "kind": kind}
        yield Message(f"export.letter.ratio{point}", base | ends)
    else:
        yield Message("export.letter.no_ratio", base | {"reason": row.ratio.reason})
    if isinstance(row.rank_claim, Rank) and isinstance(row.rank_observed, Rank):
        places = {"claim": row.rank_claim.point, "observed": row.rank_observed.point}
        yield Message("export.letter.ranks", base | places)
    if isinstance(row.break_even, Estimate) and row.break_even.value is not None:
        yield Message("export.letter.break_even", base | {"n": row.break_even.value})


def _amount(quantity: Quantity) -> Message:
    found = rate_words(Estimate(quantity.value, quantity.low, quantity.high))
    assert found is not None
    return found


def _cited(ids: list[str], answer: Answer, voice: Voice) -> list[str]:
    return [voice.source(answer.sources[id_]) for id_ in dict.fromkeys(ids) if id_ in answer.sources]


def as_text(one: Letter) -> str:
    """The letter as plain text, for an e-mail."""
    numbered = [
        f"{number}. {figure}\n\n   {one.room}\n   {_RULE}\n   {_RULE}"
        for number, figure in enumerate(one.figures, 1)
    ]
    return "\n\n".join([one.heading, one.opening, *numbered, *one.closing, one.signature, _RULE]) + "\n"


def as_html(one: Letter) -> str:
    """The letter as one self-contained page, for a printer or a word processor."""
    figures = "".join(
        f'<li><p>{escape(figure)}</p><p class="room">{escape(one.room)}</p></li>' for figure in one.figures
    )
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in one.closing)
    style = (
        "body{font:11pt/1.5 Georgia,serif;max-width:42em;margin:3em auto;padding:0 1em}"
        ".room{border:1px solid #767676;min-height:5em;padding:.4em;color:#555}"
        "li{margin-bottom:1em}p{white-space:pre-line}"
    )
    return (
        f'<!doctype html><html lang="{one.lang}"><head><meta charset="utf-8">'
        f"<title>{escape(one.company)}</title><style>{style}</style></head><body>"
        f"<p><strong>{escape(one.heading)}</strong></p><p>{escape(one.opening)}</p><ol>{figures}</ol>"
        f'{body}<p class="room">{escape(one.signature)}</p></body></html>'
    )

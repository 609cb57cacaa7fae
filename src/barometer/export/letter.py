"""The letter that asks a company for its answer: numbered figures, and room under each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

from barometer.answer import Answer
from barometer.answer.alone import compared, scoped
from barometer.answer.checked import behind, standings
from barometer.answer.words import Words
from barometer.export.letter_figures import LetterFigures
from barometer.export.voice import Voice
from barometer.model import Asserter, Estimate, Row

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
    sender: str
    lang: str


class NotInAnswer(LookupError):
    """A letter is asked for a company that the comparison does not hold."""


def letter(
    answer: Answer, company: str, voice: Voice, sent: date, deadline: date, headline: str = ""
) -> Letter:
    """The letter to one company of an answer. NotInAnswer, or ValueError for a deadline before ``sent``.

    headline  the title of the attached chart; '' where none is attached
    """
    if deadline < sent:
        raise ValueError("the deadline lies before the day of sending")
    row = row_of(answer, company)
    assert answer.stratum is not None and answer.gap is not None
    name = row.observation.name
    words = Words(answer.stratum, answer.gap, voice.labels, voice.labels, answer.sources)
    figures = tuple(voice.say(one) for one in LetterFigures(row, answer, words, voice).said())
    closing = [_intended(answer, company, voice)] if company in answer.sentences else []
    closing += [voice.phrase("export.letter.headline", headline=headline)] if headline else []
    own = standings(behind([row.observation]), answer.sources, voice.kept.checks)
    closing += [" ".join(marked)] if (marked := voice.marked(own, answer.sources)) else []
    for one in voice.answered(answer, company):
        closing += [voice.phrase("export.letter.answered"), *voice.reply(one)]
    closing += [_questions(row, answer, words, voice), voice.phrase("export.letter.published", name=name)]
    return Letter(
        company=name, sent=sent, deadline=deadline,
        heading=voice.phrase("export.letter.heading", name=name, sent=sent, deadline=deadline),
        opening=voice.phrase("export.letter.opening", name=name, deadline=deadline),
        figures=figures, closing=tuple(closing), room=voice.phrase("export.letter.room"),
        signature=voice.phrase("export.letter.signature"), lang=voice.lang,
        sender=voice.phrase("export.letter.sender"),
    )  # fmt: skip


def _intended(answer: Answer, company: str, voice: Voice) -> str:
    """The wording to be printed: the sentence with its time, how sure it is, its caveat; and the others."""
    said = answer.sentences[company]
    quoted = [voice.say(one) for one in (scoped(answer, company), said.sure, said.caveat) if one]
    intended = [voice.phrase("export.letter.sentence", sentence=" ".join(quoted))]
    if said.sure and answer.gap:
        rows = [row.observation for row in answer.gap.rows if compared(row)]
        others = [seen.name for seen in rows if seen.company != company]
        intended += [voice.phrase("export.letter.others", names=others)] if others else []
    return "\n".join(intended)


def _questions(row: Row, answer: Answer, words: Words, voice: Voice) -> str:
    """What is asked of the company: of its own figure, who measured it; of a ratio, another reason."""
    assert answer.stratum is not None
    own = "" if answer.stratum.asserted_by is Asserter.COMPANY else "_theirs"
    asked = [voice.phrase(f"export.letter.questions{own}")]
    if isinstance(row.ratio, Estimate) and words.no_ratio(row) is None:
        channel = voice.label(answer.stratum.channel)
        asked.append(voice.phrase("export.letter.reason", who=voice.say(words.who), channel=channel))
    return " ".join(asked)


def row_of(answer: Answer, company: str) -> Row:
    """The row of a company. NotInAnswer where the comparison does not hold it."""
    for row in answer.gap.rows if answer.gap else ():
        if row.observation.company == company:
            return row
    raise NotInAnswer(company)


def as_text(one: Letter) -> str:
    """The letter as plain text, for an e-mail."""
    numbered = [
        f"{number}. {figure}\n\n   {one.room}\n   {_RULE}\n   {_RULE}"
        for number, figure in enumerate(one.figures, 1)
    ]
    return (
        "\n\n".join([one.sender, one.heading, one.opening, *numbered, *one.closing, one.signature, _RULE])
        + "\n"
    )


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
        f"<p>{escape(one.sender)}</p><p><strong>{escape(one.heading)}</strong></p>"
        f"<p>{escape(one.opening)}</p><ol>{figures}</ol>"
        f'{body}<p class="room">{escape(one.signature)}</p></body></html>'
    )

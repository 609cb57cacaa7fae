"""An answer as Markdown: the sentences, the rows, what is refused, the sources."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from barometer.answer import Answer
from barometer.answer.alone import caveat_of
from barometer.answer.assumed import assumption
from barometer.answer.replied import Beside
from barometer.answer.words import Words
from barometer.export.citation import sources_line
from barometer.export.table import Cell, heading, left_out, rows
from barometer.export.voice import Voice
from barometer.figures.cited import capital
from barometer.figures.footnotes import asked_by
from barometer.figures.look import Look, meta_of
from barometer.figures.texts import scope
from barometer.figures.worded import ratios_shown
from barometer.measures.stated import FLOORS, bound_of
from barometer.messages import number
from barometer.model import Estimate, Qualifier, Quantity, Rank, Row


def markdown(answer: Answer, voice: Voice) -> str:
    """The answer as a text that a note or a content system takes."""
    said = [answer.sentence, *answer.same_score, assumption(answer)]
    parts = [
        f"## {_plain(voice.say(said[0]))}" if said[0] else "",
        *(_plain(voice.say(one)) for one in said[1:] if one),
    ]
    parts += [
        _plain(voice.say(notice)) for notice in (*answer.notices, *((answer.empty,) if answer.empty else ()))
    ]
    table = rows(answer, voice)
    if table:
        parts += [*_about(answer, voice), _table(in_words(answer, voice))]
        parts += _method(answer, voice)
    if caveat := caveat_of(answer, voice.labels):
        parts.append(_plain(voice.say(caveat)))
    parts += [quote(one, voice) for one in voice.answered(answer)]
    parts += [
        f"- {_plain(voice.phrase('figures.alt.row', name=str(one['name']), figures=str(one['why'])))}"
        for one in left_out(answer, voice)
    ]
    parts += [_plain(voice.phrase("value.label", label=note)) for note in answer.notes]
    if answer.sources:
        parts.append(_plain(sources_line(answer, voice)))
    parts.append(_plain(" ".join(voice.mark(answer))))
    parts.append(
        voice.phrase("export.data", id=answer.data_id, link=f"<{voice.link}>" if voice.link else "").strip()
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _method(answer: Answer, voice: Voice) -> list[str]:
    """What 'expected' means, where the table has such a column; else why it has none, where it might."""
    if answer.gap is None:
        return []
    if not ratios_shown(answer.gap):
        return [_plain(capital(voice.say(answer.gap.why_wide)))]
    return [voice.phrase("export.method")] if any(row.expected_rate for row in answer.plotted) else []


def _about(answer: Answer, voice: Voice) -> list[str]:
    """Whose figures, when asked, complaints to whom; who asked and who paid: as a chart says it."""
    if answer.gap is None or answer.stratum is None:
        return []
    look, meta = Look(voice.lang, voice.say), meta_of(answer, voice.labels)
    said = [scope(answer.gap, answer.stratum, meta, look, always=True), asked_by(answer.gap, meta, look)]
    return [_plain(" ".join(said))]


def quote(one: Beside, voice: Voice) -> str:
    """What a company answered, as a quotation: its words are text, never markup."""
    said = [voice.say(one.said)]
    said += voice.quoted(one.reply.text).split("\n") if one.reply.answered else []
    said += [one.reply.link] if one.reply.link else []
    said += [voice.say(note) for note in one.notes]
    return "\n>\n".join(f"> {_plain(line)}" for line in said if line.strip())


def _table(lines: Sequence[Sequence[str]]) -> str:
    header, *cells = ([_plain(cell) for cell in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in (header, ["---"] * len(header), *cells))


def in_words(answer: Answer, voice: Voice) -> list[list[str]]:
    """The plotted companies as a table that is read: what the columns are called, then a line each."""
    table = rows(answer, voice)
    if not table or answer.stratum is None or answer.gap is None:
        return []
    words = Words(answer.stratum, answer.gap, voice.labels, voice.labels, answer.sources)
    counted = any(row.observation.y is not None for row in answer.plotted)
    rated = any(row.rate is not None for row in answer.plotted)
    heads = ["company", "claim", "n", *(["complaints"] if counted else []), *(["rate"] if rated else [])]
    ratios = any(isinstance(row.ratio, Estimate) and words.no_ratio(row) is None for row in answer.plotted)
    placed = any(isinstance(row.rank_claim, Rank) for row in answer.plotted)
    heads += ["expected", "ratio", "interval", "kind"] if ratios else []
    heads += [] if placed and not ratios else ["refused"]
    own = _OWN.get(answer.measure, _OWN["rank"] if placed and not ratios else ())
    lines = [[heading(head, answer, table, voice) for head in (*heads, *own)]]
    for row, seen in zip(table, answer.plotted, strict=True):
        said = _cells(row, seen, words, voice)
        lines.append([*(said[head] for head in heads), *(_own(row, seen, name, voice) for name in own)])
    return lines


def _cells(row: Mapping[str, Cell], seen: Row, words: Words, voice: Voice) -> dict[str, str]:
    """A line of the table by column; a figure of which one end is known says so, as its source does."""
    kind, one = row["interval"], seen.observation
    return {
        "company": str(row["name"]),
        "claim": voice.say(words.claim(one.claim)) if one.claim else "",
        "n": _span(row, "n", voice),
        "complaints": _bounded(row, "complaints", [found.count for found in one.complaints], voice),
        "rate": _bounded(row, "rate", [found.rate for found in one.complaints], voice),
        "expected": _expected(seen, voice),
        "ratio": _number(row["ratio"], voice),
        "interval": _ends(row["low"], row["high"], voice),
        "kind": voice.phrase(f"export.kind.{kind}") if kind else "",
        "refused": voice.say(seen.told.reason) if seen.told else str(row["refused_reason"] or ""),
    }


def _expected(seen: Row, voice: Voice) -> str:
    """The expected rate, or its range where a figure of the comparison is one."""
    one = seen.expected_rate
    if one is None:
        return ""
    return _number(one.value, voice) if one.value is not None else _ends(one.low, one.high, voice)


def _bounded(
    row: Mapping[str, Cell], name: str, stated: Sequence[Quantity | None], voice: Voice
) -> str:  # fmt: skip
    """A number or its range, 'about 80'; 'more than 80' where its sources give one end only."""
    bound = bound_of(stated) if row[name] is None else ""
    if row[name] is not None and any(one and one.qualifier is Qualifier.APPROX for one in stated):
        return voice.phrase("value.about", c=_number(row[name], voice))
    if not bound:
        return _span(row, name, voice)
    end = row[f"{name}_{'low' if bound in FLOORS else 'high'}"]
    said = "fewer_than" if bound == "less_than" else bound
    return voice.phrase(f"value.{said}", c=_number(end, voice)) if end is not None else ""


#: what a chart shows besides the columns that every table has
_OWN = {"rank": ("rank_claim", "rank_observed"), "break_even": ("break_even",)}


def _own(row: Mapping[str, Cell], seen: Row, name: str, voice: Voice) -> str:
    """A column of this chart alone; a tie is its places, '1–2': nobody stands at 1.5."""
    place = getattr(seen, name)
    if isinstance(place, Rank) and place.shared:
        return _ends(place.low, place.high, voice)
    if name == "break_even":
        parts = (name, f"{name}_low", f"{name}_high")
        return _with_ends({**row, **{part: _people(row[part]) for part in parts}}, name, voice)
    return _with_ends(row, name, voice)


def _people(value: Cell) -> Cell:
    """Customers are said in whole numbers; with a decimal below ten."""
    if value is None:
        return None
    return round(float(value)) if float(value) >= 10 else round(float(value), 1)


def _with_ends(row: Mapping[str, Cell], name: str, voice: Voice) -> str:
    """A number with its interval; one end that is known stands alone, with its sign."""
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    between = _ends(low, high, voice) if low != high else ""
    if row[name] is not None:
        return f"{_number(row[name], voice)} ({between})" if between else _number(row[name], voice)
    if between or (low is None and high is None):
        return between
    kind, end = ("at_least", low) if low is not None else ("at_most", high)
    return voice.phrase(f"figures.{kind}", x=_number(end, voice))


def _span(row: Mapping[str, Cell], name: str, voice: Voice) -> str:
    """A number, or its range where no point is known; '' where neither is."""
    if row[name] is not None:
        return _number(row[name], voice)
    return _ends(row.get(f"{name}_low"), row.get(f"{name}_high"), voice)


def _ends(low: Cell, high: Cell, voice: Voice) -> str:
    return "" if low is None or high is None else f"{_number(low, voice)}–{_number(high, voice)}"


def _number(value: Cell, voice: Voice) -> str:
    """Two decimals at most: a text is read, the table beside it computes."""
    return "" if value is None else number(round(float(value), 2), voice.lang)


def _plain(text: str) -> str:
    """Names and notes are text, never markup; a table cell is one line."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split("\n")))

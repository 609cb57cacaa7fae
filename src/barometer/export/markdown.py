"""An answer as Markdown: the sentences, the rows, what is refused, the sources."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from barometer.answer import Answer
from barometer.answer.assumed import assumption
from barometer.answer.replied import Beside
from barometer.export.citation import sources_line
from barometer.export.table import Cell, left_out, rows
from barometer.export.voice import Voice
from barometer.messages import number


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
        parts += [_table(table, answer.measure, voice), voice.phrase("export.method")]
    parts += [quote(one, voice) for one in voice.answered(answer)]
    parts += [f"- {_plain(str(one['name']))}: {_plain(str(one['why']))}" for one in left_out(answer, voice)]
    parts += [_plain(voice.phrase("value.label", label=note)) for note in answer.notes]
    if answer.sources:
        parts.append(_plain(sources_line(answer, voice)))
    parts.append(_plain(" ".join(voice.mark(answer))))
    parts.append(
        voice.phrase("export.data", id=answer.data_id, link=f"<{voice.link}>" if voice.link else "").strip()
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def quote(one: Beside, voice: Voice) -> str:
    """What a company answered, as a quotation: its words are text, never markup."""
    said = [voice.say(one.said)]
    said += voice.quoted(one.reply.text).split("\n") if one.reply.answered else []
    said += [one.reply.link] if one.reply.link else []
    said += [voice.say(note) for note in one.notes]
    return "\n>\n".join(f"> {_plain(line)}" for line in said if line.strip())


def _table(table: Sequence[Mapping[str, Cell]], measure: str, voice: Voice) -> str:
    per = next((row["per"] for row in table if row["per"]), 100_000)
    heads = ["company", "claim", "n", "rate", "expected", "ratio", "interval", "kind", "refused"]
    own = _OWN.get(measure, ())
    header = [voice.phrase(f"export.table.{head}", n=per) for head in (*heads, *own)]
    cells = [[*_cells(row, voice), *(_with_ends(row, name, voice) for name in own)] for row in table]
    lines = [header, ["---"] * len(header), *([_plain(cell) for cell in line] for line in cells)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cells(row: Mapping[str, Cell], voice: Voice) -> list[str]:
    kind = row["interval"]
    return [
        str(row["name"]),
        _claim(row, voice),
        _span(row, "n", voice),
        _span(row, "rate", voice),
        _span(row, "expected_rate", voice),
        _number(row["ratio"], voice),
        _ends(row["low"], row["high"], voice),
        voice.phrase(f"export.kind.{kind}") if kind else "",
        str(row["refused_reason"] or ""),
    ]


#: what a chart shows besides the columns that every table has
_OWN = {"rank": ("rank_claim", "rank_observed"), "break_even": ("break_even",)}


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


def _claim(row: Mapping[str, Cell], voice: Voice) -> str:
    said = _span(row, "claim", voice)
    share = said and row["claim_unit"] == "percent"
    return voice.phrase("export.table.percent", c=said) if share else said


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

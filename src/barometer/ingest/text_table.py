"""A payload -> its table, with the questions and warnings that come before any column is read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from barometer.ingest import dialect as dialects
from barometer.ingest import encoding, fields, limits, other_formats, records, table, wrapped
from barometer.ingest.container import Payload
from barometer.ingest.kinds import is_blank
from barometer.ingest.records import Record
from barometer.ingest.result import Warned
from barometer.ingest.stop import Refused
from barometer.ingest.values import Asked, Choice, shown
from barometer.model import Message

_MOST_WARNED = 50
_LEAST_NUMBERED = 3


@dataclass(slots=True)
class Found:
    """A table, or the questions that must be answered to find it."""

    table: table.Table | None = None
    asked: tuple[Asked, ...] = ()
    encoding: encoding.Encoding | None = None
    accented: tuple[str, ...] = ()
    dialect: dialects.Dialect | None = None
    warnings: tuple[Warned, ...] = ()


def read(payload: Payload, chosen: Mapping[str, str] | None, answers: Mapping[str, str], kind: str) -> Found:
    """The table of a payload. Refused where there is none that can be imported."""
    if not payload.data.strip(b"\0\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise Refused(Message("ingest.refused.empty", {"name": payload.name}))
    if payload.renamed and answers.get("workbook") != payload.format:
        return Found(asked=(_really(payload),))
    labels = [label for label in (chosen or {}).values() if label]
    if payload.format != "text":
        return _typed(payload, labels, answers, kind)
    return _delimited(payload, labels, answers, kind)


def _really(payload: Payload) -> Asked:
    about = {"name": shown(payload.name), "format": payload.format}
    return Asked("workbook", "", Message("ingest.ask.workbook", about), (Choice(payload.format),))


def _typed(payload: Payload, labels: Sequence[str], answers: Mapping[str, str], kind: str) -> Found:
    sheets = other_formats.read_all(payload)
    named = [s for s in sheets if s.name == answers.get("sheet")]
    if len(sheets) > 1 and not named:
        named = _fitting(sheets, labels, kind)
    if len(sheets) > 1 and len(named) != 1:
        choices = tuple(Choice(s.name, tuple((shown(c), "") for c in s.records[0].cells[:3])) for s in sheets)
        names = tuple(shown(s.name, 30) for s in sheets)
        return Found(asked=(Asked("sheet", "", Message("ingest.ask.sheet", {"names": names}), choices),))
    sheet = (named or sheets)[0]
    found = Found()
    return _checked(found, sheet.records, [*sheet.header] or labels, answers, kind)


def _fitting(
    sheets: Sequence[other_formats.Sheet], labels: Sequence[str], kind: str
) -> list[other_formats.Sheet]:
    """The sheets whose headings answer to the labels, or else to fields of the kind."""
    held = []
    for sheet in sheets:
        header = table.find(sheet.records, labels).header
        wanted = [label for label in labels if fields.column_of(label, header, [header])]
        if len(wanted) == len(labels) if labels else len(fields.by_heading(header, kind)) > 1:
            held.append(sheet)
    return held


def _delimited(payload: Payload, labels: Sequence[str], answers: Mapping[str, str], kind: str) -> Found:
    found = Found()
    try:
        text, found.encoding = encoding.decode(payload.data, answers.get("encoding"))
    except (UnicodeError, LookupError):
        raise Refused(
            Message("ingest.refused.encoding", {"encoding": shown(answers.get("encoding"))})
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Refused(Message("ingest.refused.nul", {"line": line}))
    found.accented = encoding.accented_lines(text)
    if asked := _encoding_asked(payload.data, found, text, answers):
        found.asked = (asked,)
        return found
    if answers.get("mojibake") == "repair":
        text = encoding.repair_mojibake(text)
    lines = wrapped.unwrapped(records.split_lines(text))
    found.dialect = dialects.detect(lines)
    parsed = records.parse(lines, found.dialect)
    for record in parsed:
        if record.flaw == "long":
            about = {"line": record.line, "limit": limits.CELL_CHARACTERS}
            raise Refused(Message("ingest.refused.long_cell", about))
    found.warnings = tuple(_encoding_warnings(found, lines))
    made = _checked(found, parsed, labels, answers, kind)
    if found.dialect.sep_line and made.table:
        made.table.not_data.append((1, "sep"))
    return made


def _encoding_asked(data: bytes, found: Found, text: str, answers: Mapping[str, str]) -> Asked | None:
    told = found.encoding
    if told and told.alternatives:
        choices = []
        for name in (told.name, *told.alternatives):
            sample = encoding.accented_lines(encoding.decode(data, name)[0])
            choices.append(Choice(name, tuple((shown(line), "") for line in sample)))
        about = {"one": told.name, "other": told.alternatives[0]}
        return Asked("encoding", "", Message("ingest.ask.encoding", about), tuple(choices))
    if "mojibake" in answers:
        return None
    broken = encoding.MOJIBAKE.search(text)
    if broken is None and encoding.misread(text) is None:
        return None
    mended = encoding.repair_mojibake(text)
    if broken is None:
        broken = next(re.finditer(r"[^\x00-\x7f]", text))
    at = text.count("\n", 0, broken.start())
    line, mended = (part.splitlines()[at] if at < len(part.splitlines()) else "" for part in (text, mended))
    choices = [
        Choice("repair", ((shown(line), shown(mended)),)),
        Choice("keep", ((shown(line), shown(line)),)),
    ]
    about = {"raw": shown(line, 40), "mended": shown(mended, 40)}
    return Asked("mojibake", "", Message("ingest.ask.mojibake", about), tuple(choices))


def _encoding_warnings(found: Found, lines: Sequence[str]) -> list[Warned]:
    told = found.encoding
    made: list[Warned] = []
    if told and told.how == "detector":
        about = {"encoding": told.name, "sample": shown(found.accented[0]) if found.accented else ""}
        made.append(Warned(None, Message("ingest.file.encoding_detected", about)))
    if told and told.how == "mixed":
        made.append(Warned(None, Message("ingest.file.encoding_mixed", {"count": len(told.odd_lines)})))
        made += [Warned(n, Message("ingest.row.encoding_mixed")) for n in told.odd_lines[:_MOST_WARNED]]
    lost = [i for i, line in enumerate(lines, 1) if "\ufffd" in line]
    made += [
        Warned(i, Message("ingest.row.lost_characters", {"raw": shown(lines[i - 1])}))
        for i in lost[:_MOST_WARNED]
    ]
    return made


def _checked(
    found: Found, parsed: list[Record], labels: Sequence[str], answers: Mapping[str, str], kind: str
) -> Found:
    """The table among the records, if its header and widths leave no doubt."""
    widest = max((len(r.cells) for r in parsed), default=0)
    if widest > limits.COLUMNS:
        raise Refused(
            Message("ingest.refused.too_many_columns", {"columns": widest, "limit": limits.COLUMNS})
        )
    made = table.find(parsed, labels)
    if not made.rows and not made.misfits:
        raise Refused(Message("ingest.refused.no_rows"))
    if made.header:
        _same_width(made)
    if asked := _header_asked(made, labels, answers, kind):
        found.asked = (asked,)
        return found
    if not made.header:
        made.header = [str(i + 1) for i in range(made.width)]
    found.table = made
    return found


def _same_width(made: table.Table) -> None:
    """Refused where rows have more cells than the header has names, as an unquoted decimal comma makes."""
    named = len(made.header)
    while named > made.width and not made.header[named - 1]:
        named -= 1
    used = made.width
    if used == named + 1 and _row_names(made):
        made.header = ["", *made.header[:named]]
        made.header_rows = [["", *row[:named]] for row in made.header_rows]
        return
    while used > named and all(is_blank(r.cells[used - 1]) for r in made.rows):
        used -= 1
    if named > used or used > named:
        raise Refused(Message("ingest.refused.columns_differ", {"header": named, "rows": used}))
    made.header = [*made.header[:named], *[""] * (made.width - named)]


def _row_names(made: table.Table) -> bool:
    """Whether the rows begin with their own number, for which the header has no name (R writes so)."""
    firsts = [str(r.cells[0]).strip() for r in made.rows]
    start = firsts[0] if firsts else ""
    if len(firsts) < _LEAST_NUMBERED or start not in {"0", "1"} or made.misfits:
        return False
    return firsts == [str(i) for i in range(int(start), int(start) + len(firsts))]


def _header_asked(
    made: table.Table, labels: Sequence[str], answers: Mapping[str, str], kind: str
) -> Asked | None:
    """A question where no header line can be told from the rows."""
    if answers.get("header") in {"none", "first"}:
        if answers["header"] == "none" and made.header:
            _as_row(made)
        return None
    named = made.header and (
        any(fields.column_of(label, made.header, made.header_rows) for label in labels)
        if labels
        else made.certain or fields.by_heading(made.header, kind)
    )
    if named:
        return None
    first = made.header_rows[0] if made.header_rows else made.rows[0].cells if made.rows else []
    sample = tuple((shown(c), "") for c in first[:5])
    about = {"raw": shown(" | ".join(str(c) for c in first))}
    choices = (Choice("none", sample), Choice("first", sample))
    return Asked("header", "", Message("ingest.ask.header", about), choices)


def _as_row(made: table.Table) -> None:
    """The header line is data after all."""
    made.rows.insert(0, Record(made.header_line, list(made.header_rows[-1]), made.header_line))
    made.not_data = [(line, why) for line, why in made.not_data if why != "header"]
    made.header, made.header_rows = [], []

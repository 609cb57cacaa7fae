"""The plotted rows of an answer as a table: CSV and XLSX, with units, intervals, sources, refusals."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from barometer.answer import Answer
from barometer.answer.alone import caveat_of
from barometer.answer.assumed import assumption
from barometer.answer.checked import answer_standings
from barometer.answer.replied import Beside
from barometer.engine import written
from barometer.export.payload import note, payload
from barometer.export.payload import reply as told_reply
from barometer.export.payload import row as told_row
from barometer.export.voice import Voice
from barometer.measures.stated import noun_of
from barometer.model import Check

Cell = str | int | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# a workbook's cell holds no more, and of more it would hold nothing
_LONGEST, _MORE = 32_767, " […]"
# a workbook of one answer is the same bytes whenever it is made
_MADE = datetime(2020, 1, 1)  # noqa: DTZ001


@cache
def columns() -> Mapping[str, str]:
    """The columns in their order: name -> where it stands in a row of the payload."""
    text = (Path(__file__).parent / "columns.toml").read_text(encoding="utf-8")
    found: dict[str, str] = tomllib.loads(text)["columns"]
    return found


def safe(value: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula gets an apostrophe; numbers are not touched."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def rows(answer: Answer, voice: Voice) -> list[dict[str, Cell]]:
    """One row for each plotted company, in the order of the chart; unknown and refused are None."""
    told = payload(answer, voice.say)
    about = {key: told[key] for key in ("view", "stratum", "data")}
    return [_row(row | about, answer, voice) for row in told["rows"]]


def all_rows(answer: Answer, voice: Voice) -> list[dict[str, Cell]]:
    """One row for each company of the comparison, those of the chart first, in its order."""
    told = payload(answer, voice.say)
    about = {key: told[key] for key in ("view", "stratum", "data")}
    here = {row.observation.company for row in answer.plotted}
    others = [row for row in answer.gap.rows if row.observation.company not in here] if answer.gap else []
    every = (*answer.plotted, *others)
    return [_row(told_row(one, voice.say, answer) | about, answer, voice) for one in every]


def _row(row: Mapping[str, Any], answer: Answer, voice: Voice) -> dict[str, Cell]:
    cited = [voice.source(answer.sources[id_]) for id_ in row["sources"] if id_ in answer.sources]
    joined = dict(row) | {"sources": " | ".join(cited) or None, "notes": " | ".join(row["notes"]) or None}
    joined["checked"] = " ".join(voice.mark(answer)) or None
    joined["company_answer"] = _spoken(voice.answered(answer, row["company"]), voice)
    return {name: _at(joined, place) for name, place in columns().items()}


def _spoken(found: Sequence[Beside], voice: Voice) -> str | None:
    """What a company answered, in one cell."""
    return "\n".join(line for one in found for line in voice.reply(one)) or None


def answers(answer: Answer, voice: Voice) -> list[dict[str, Cell]]:
    """What the companies of the comparison answered, in their own words."""
    return [told_reply(one, voice.say) for one in voice.answered(answer)]


def _at(row: Any, place: str) -> Cell:
    """The value at a dotted place; None as soon as a part of the way is missing."""
    for step in place.split("."):
        if row is None:
            return None
        row = row[int(step)] if step.isdigit() else row[step]
    found: Cell = row
    return found


def left_out(answer: Answer, voice: Voice) -> list[dict[str, Cell]]:
    """The companies that the question concerns and that are not compared, each with what it lacks."""
    told = payload(answer, voice.say)["left_out"]
    parts = ("code", "reason", "have", "need", "action")
    return [
        {"company": one["company"], "name": one["name"], "why": one["reason"]}
        | {
            f"refused_{part}" if part != "code" else "refused": (one["refused"] or {}).get(part)
            for part in parts
        }
        for one in told
    ]


def reports(answer: Answer, voice: Voice) -> list[dict[str, Cell]]:
    """What users said of the companies, as counted: never a side of the comparison."""
    return [
        {
            "company": report.company,
            "venue": report.venue,
            "label": report.label or None,
            "count": report.count,
            "rating": report.rating,
            "scale": report.scale or None,
            "period_start": report.period.start.isoformat() if report.period else None,
            "period_end": report.period.end.isoformat() if report.period else None,
            "source": report.source,
            "note": note(report, voice.say) or None,
        }
        for report in answer.reports
    ]


def sources(answer: Answer, voice: Voice) -> list[dict[str, Cell]]:
    """The source cards behind the rows."""
    cards = payload(answer, voice.say)["sources"]
    checks = {one.source: one.checks for one in answer_standings(answer, voice.kept.checks)}
    return [
        {"source": id_}
        | {name: value or None for name, value in card.items()}
        | _original_read(checks.get(id_, ()))
        for id_, card in cards.items()
    ]


def _original_read(checks: Sequence[Check]) -> dict[str, Cell]:
    """Who of the workspace read the source at its original, when and where; apart from our own check."""
    told = {
        "by": [one.by for one in checks],
        "on": [one.on.isoformat() for one in checks],
        "address": [one.address for one in checks],
        "note": [one.note for one in checks],
    }
    return {
        f"original_read_{name}": " | ".join(dict.fromkeys(filter(None, said))) or None
        for name, said in told.items()
    }


def about(answer: Answer, voice: Voice) -> list[tuple[str, Cell]]:
    """What the table is: the sentence, the view, the data, the caveats, the queries that ran."""
    said = [answer.sentence, *answer.same_score, assumption(answer), *answer.notices]
    lines: list[tuple[str, Cell]] = [(voice.phrase("export.finding"), voice.say(one)) for one in said if one]
    if caveat := caveat_of(answer, voice.labels):
        lines += [(voice.phrase("export.caveat"), voice.say(caveat))]
    lines += [(voice.phrase("export.view"), payload(answer, voice.say)["view"])]
    if voice.link:
        lines += [(voice.phrase("export.link"), voice.link)]
    lines += [(voice.phrase("export.data_id"), answer.data_id)]
    if answer.checked_on:
        lines += [(voice.phrase("export.checked_on"), answer.checked_on)]
    lines += [(voice.phrase("export.check"), one) for one in voice.mark(answer)]
    for reply in voice.answered(answer):
        lines += [(voice.phrase("export.answer"), "\n".join(voice.reply(reply)))]
    lines += [(voice.phrase("export.note"), voice.phrase("value.label", label=one)) for one in answer.notes]
    for query in answer.queries:
        lines += [(voice.phrase("export.query"), f"-- {query.name}\n{written(query)}")]
    return lines


#: columns whose name says what is counted
_NAMING = frozenset({"rate", "complaints", "rank_observed"})


def heading(name: str, answer: Answer, table: Sequence[Mapping[str, Cell]], voice: Voice) -> str:
    """What a column is called where it is read: a weighted score is no number of complaints."""
    noun = noun_of(answer.stratum) if answer.stratum and name in _NAMING else ""
    if (name, noun) == ("complaints", "_weighted"):
        noun = ""
    per = next((row["per"] for row in table if row["per"]), 100_000)
    return voice.phrase(f"export.table.{name}{noun}", n=per)


def csv_text(table: Sequence[Mapping[str, Cell]], header: Iterable[str] | None = None) -> str:
    """A table as CSV: comma, point, quotes where needed; an unknown value is an empty cell."""
    names = list(header if header is not None else table[0] if table else ())
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([safe(row[name]) for name in names] for row in table)
    return out.getvalue()


def csv_bytes(answer: Answer, voice: Voice) -> bytes:
    """The plotted rows as a CSV file: UTF-8 with the mark that spreadsheets look for."""
    return csv_text(rows(answer, voice), columns()).encode("utf-8-sig")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Points of another chart of the answer: the columns that are explained, then the rows."""

    columns: Sequence[str]
    points: Sequence[Mapping[str, Cell]]


def xlsx_bytes(answer: Answer, voice: Voice, more: Mapping[str, Sheet] = MappingProxyType({})) -> bytes:
    """A workbook: the plotted rows, those left out, the sources, the columns' meaning, what it is.

    more  points of the answer's other charts, each on a sheet of its own: 'over_time', 'regions'
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": voice.say(answer.sentence) if answer.sentence else "", "created": _MADE})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    meaning: list[dict[str, Cell]] = [
        {"column": name, "meaning": voice.phrase(f"export.column.{name}")} for name in columns()
    ]
    meaning += [
        {"column": f"{title}: {name}", "meaning": voice.phrase(f"export.{of}.{name}")}
        for of, sheet in more.items()
        for title in (voice.phrase(f"export.sheet.{of}"),)
        for name in sheet.columns
    ]
    described: list[dict[str, Cell]] = [
        {"what": what, "value": value} for what, value in about(answer, voice)
    ]
    first = {of: sheet.points for of, sheet in more.items() if of == "over_time"}
    sheets: dict[str, Sequence[Mapping[str, Cell]]] = {
        **first,
        "rows": rows(answer, voice),
        **{of: sheet.points for of, sheet in more.items() if of not in first},
        "left_out": left_out(answer, voice),
        "answers": answers(answer, voice),
        "reports": reports(answer, voice),
        "sources": sources(answer, voice),
        "columns": meaning,
        "about": described,
    }
    for name, table in sheets.items():
        if not table and name != "rows":
            continue
        _fill(book.add_worksheet(voice.phrase(f"export.sheet.{name}")), table, bold)
    book.close()
    return out.getvalue()


def _fill(sheet: Worksheet, table: Sequence[Mapping[str, Cell]], bold: Any) -> None:
    names = list(table[0]) if table else []
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, bold)
        widest = max((len(str(row[name] or "")) for row in table), default=0)
        sheet.set_column(column, column, min(60, max(10, len(name), widest)))
    for line, row in enumerate(table, 1):
        for column, name in enumerate(names):
            _write(sheet, line, column, safe(row[name]))
    sheet.freeze_panes(1, 0)


def _write(sheet: Worksheet, line: int, column: int, value: Cell) -> None:
    if isinstance(value, str):
        fits = value if _units(value) <= _LONGEST else f"{_first(value, _LONGEST - len(_MORE))}{_MORE}"
        sheet.write_string(line, column, fits)
    elif value is not None:
        sheet.write_number(line, column, value)


def _units(text: str) -> int:
    """The length as a spreadsheet counts it."""
    return len(text.encode("utf-16-le")) // 2


def _first(text: str, most: int) -> str:
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")

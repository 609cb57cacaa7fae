"""A notebook that reproduces the figure with plain DuckDB and pandas; its data stand in it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from barometer.answer import Answer
from barometer.answer.alone import caveat_of, compared
from barometer.answer.assumed import assumption
from barometer.engine import written
from barometer.export.citation import sources_line
from barometer.export.markdown import quote
from barometer.export.table import Cell, all_rows, columns, csv_text, heading
from barometer.export.time_files import COLUMNS, OverTime
from barometer.export.voice import Voice
from barometer.model import Mode

_FOLDER = Path(__file__).parent / "cells"
_DRAW = {"ratio": "draw", "rank": "draw_rank", "rate": "draw_one", "break_even": "draw_one"}
_LEFT_ASIDE = {"view", "data_id", "notes", "checked", "caveat", "company_answer"}


@cache
def _cells() -> Mapping[str, str]:
    return tomllib.loads((_FOLDER / "cells.toml").read_text(encoding="utf-8"))


def notebook_bytes(answer: Answer, voice: Voice, over_time: OverTime | None = None) -> bytes:
    """The notebook of an answer that has a comparison; its chart over time too, where it has one.

    ValueError for an answer without a comparison.
    """
    if answer.gap is None or answer.sentence is None:
        raise ValueError("an answer without a comparison has no figure to reproduce")
    cells = [_text(_title(answer, voice)), _code(_load(answer, voice))]
    if answer.gap.mode is not Mode.RAW and answer.gap.k:
        cells += [_text(voice.phrase("export.notebook.ratio")), _code(_cells()["figures"])]
        cells += [_code(_duckdb()), _code(_cells()["pandas"]), _code(_cells()["compare"])]
    if answer.gap.k_rank:
        cells += [_text(voice.phrase("export.notebook.ranks")), _code(_cells()["ranks"])]
    if assumed := assumption(answer):
        cells.append(_text(voice.say(assumed)))
    cells += [_text(voice.phrase("export.notebook.figure")), _code(_cells()[_DRAW[answer.measure]])]
    if over_time is not None:
        cells += [_text(voice.phrase("export.notebook.over_time")), _code(_points(over_time, voice))]
        cells += [_code(_cells()["draw_time"])]
    for query in answer.queries:
        told = voice.phrase("export.notebook.query")
        cells.append(_text(f"{told}\n\n```sql\n{written(query)}\n```"))
    return json.dumps(_book(cells), ensure_ascii=False, indent=1).encode("utf-8")


def _title(answer: Answer, voice: Voice) -> str:
    assert answer.sentence is not None
    parts = [f"# {voice.say(answer.sentence)}", *(voice.say(tie) for tie in answer.same_score)]
    parts += [voice.say(said)] if (said := caveat_of(answer, voice.labels)) else []
    parts += [voice.phrase("export.method"), sources_line(answer, voice)]
    parts += [" ".join(voice.mark(answer)), *(quote(one, voice) for one in voice.answered(answer))]
    parts.append(
        voice.phrase("export.data", id=answer.data_id, link=f"<{voice.link}>" if voice.link else "").strip()
    )
    return "\n\n".join(part for part in parts if part)


def _load(answer: Answer, voice: Voice) -> str:
    """The cell that holds the data: every row of the comparison, one line each."""
    assert answer.gap is not None and answer.stratum is not None and answer.sentence is not None
    table = _rows(answer, voice)
    header = ["shown", "eligible", *(name for name in columns() if name not in _LEFT_ASIDE)]
    observed = heading("rate", answer, table, voice)
    names = {
        "MODE": answer.gap.mode.value,
        "LOWER_IS_BETTER": _lower_is_better(table),
        "TITLE": voice.say(answer.sentence),
        "TITLES": [voice.label(answer.stratum.metric), observed],
        "EXPECTED": voice.phrase("export.table.expected"),
    }
    names |= _drawn(answer, voice, observed)
    settings = "\n".join(f"{name} = {value!r}" for name, value in names.items())
    return (
        "import io\n\nimport duckdb\nimport pandas as pd\n\n"
        f"table = [\n    {','.join(header)!r},\n{_lines(table, header)},\n]\n"
        'rows = pd.read_csv(io.StringIO("\\n".join(table)))\n'
        f"{settings}\nrows"
    )


def _points(over_time: OverTime, voice: Voice) -> str:
    """The cell that holds the points of the chart over time, one line each."""
    header = [name for name in COLUMNS if name not in _LEFT_ASIDE]
    return (
        f"points = [\n    {','.join(header)!r},\n{_lines(over_time.points(voice), header)},\n]\n"
        'points = pd.read_csv(io.StringIO("\\n".join(points)), parse_dates=["from", "to"])\npoints'
    )


def _lines(table: Sequence[Mapping[str, Cell]], header: Sequence[str]) -> str:
    """The rows of a table as literals, one a line."""
    return ",\n".join(f"    {csv_text([row], header).split(chr(10), 1)[1].rstrip()!r}" for row in table)


def _drawn(answer: Answer, voice: Voice, observed: str) -> dict[str, Any]:
    """What the last cell draws, where that is not the published figure beside complaints."""
    assert answer.gap is not None and answer.stratum is not None
    match answer.measure:
        case "rate" if any(row.rate is not None for row in answer.shown):
            return {"COLUMN": "rate", "AXIS": observed}
        case "rate":
            return {"COLUMN": "complaints", "AXIS": voice.phrase("figures.heading.count")}
        case "break_even":
            return {"COLUMN": "break_even", "AXIS": voice.phrase("export.table.break_even")}
        case "rank":
            heads = ("export.table.rank_claim", "export.table.rank_observed")
            return {"AXES": [voice.phrase(head) for head in heads]}
    return {}


def _rows(answer: Answer, voice: Voice) -> list[dict[str, Cell]]:
    """All rows of the comparison: the reference of a company rests on the others, shown or not."""
    assert answer.gap is not None
    eligible = {row.observation.company for row in answer.gap.rows if compared(row)}
    shown = {row.observation.company for row in answer.plotted}
    return [
        row | {
            "shown": "yes" if row["company"] in shown else "no",
            "eligible": "yes" if row["company"] in eligible else "no",
        }
        for row in all_rows(answer, voice)
    ]  # fmt: skip


def _lower_is_better(table: Sequence[Mapping[str, Cell]]) -> bool:
    """Read off the places themselves: whether the least figure has the first place."""
    placed = [(row["rank_claim"], row["claim"]) for row in table]
    known = [
        (float(place), float(claim)) for place, claim in placed if place is not None and claim is not None
    ]
    if len(known) < 2:
        return False
    return min(known)[1] < max(known)[1]


def _duckdb() -> str:
    sql = (_FOLDER / "ratio.sql").read_text(encoding="utf-8").strip()
    return (
        f'sql = """\n{sql}\n"""\nby_reading = duckdb.sql(sql).df()\n'
        'in_duckdb = by_reading.groupby("company")["ratio"].agg(["min", "max"])\nin_duckdb'
    )


def _text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _code(source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": source.strip(),
    }


def _book(cells: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    numbered = [{"id": f"cell-{number}", **cell} for number, cell in enumerate(cells, 1)]
    return {
        "cells": numbered,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }

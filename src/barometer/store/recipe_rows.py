"""What a recipe read -> rows of the package. Its columns are the package's own already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from barometer.ingest.recipe import Recipe
from barometer.ingest.recipe_plan import Filled
from barometer.ingest.recipes import Reading
from barometer.store.counting import ROW, count
from barometer.store.landing import Context, Landed
from barometer.store.months import months
from barometer.store.upload_rows import totals

_COUNTED = frozenset({"count", "timely"})


def context(recipe: Recipe) -> Context:
    """What a recipe says of its whole file."""
    return Context(publisher=recipe.publisher, title=recipe.title("en"), url=recipe.url)


def land(reading: Reading, landed: Landed, matches: Mapping[str, str]) -> dict[str, pa.Table]:
    """Every row of a reading, in the tables of the package; beside them what is counted of single rows.

    matches  name in the file -> id of the company it was taken for
    """
    for table, entries in (("channels", reading.recipe.channels), ("metrics", reading.recipe.metrics)):
        for id_, entry in entries.items():
            landed.rows.setdefault(table, []).append({"id": id_, **entry})
    counted: dict[str, pa.Table] = {}
    seen: dict[Any, dict[str, Any]] = {}
    for part in reading.tables:
        if not part.lines:
            continue
        if not part.counts_rows:
            _land_each(part, landed, matches, seen)
        elif part.into == "reports":
            _land_labels(part, landed, matches)
        else:
            counted |= _land_rows(part, landed, matches)
    totals(landed)
    return counted


def _land_each(
    part: Filled, landed: Landed, matches: Mapping[str, str], seen: dict[Any, dict[str, Any]]
) -> None:
    """A row each; one that says again what another said, from the same source, is not kept twice.

    Two spellings of one company that the file counts apart are one count: their sum.
    """
    for at, line in enumerate(part.lines):
        row = {name: values[at] for name, values in part.columns.items() if values[at] is not None}
        written = str(row.get("company", ""))
        if written:
            row["company"] = _company(row, landed, matches)
        row["source"] = landed.source(str(row.get("source", "")))
        mark = (part.into, *sorted((name, str(value)) for name, value in row.items()))
        if mark in seen:
            continue
        spelt = (part.into, "spelt", *(pair for pair in mark[1:] if pair[0] not in _COUNTED))
        other = seen.get(spelt)
        if other is not None and other["written"] != written and "count" in row:
            other["row"]["count"] += row["count"]
            other["row"].pop("timely", None)
            continue
        kept = landed.add(part.into, line, row)
        seen[mark] = seen[spelt] = {"row": kept, "written": written}


def _company(row: dict[str, Any], landed: Landed, matches: Mapping[str, str]) -> str:
    name = str(row["company"])
    code = str(row.pop("company_id", ""))
    return landed.company(f"{name} {code}" if code else name, matches.get(name, ""), id=code, name=name)


def _land_labels(part: Filled, landed: Landed, matches: Mapping[str, str]) -> None:
    """Reports counted by company and label, over the days from the first to the last of the file."""
    columns = part.columns
    labels = columns.get("label", [None] * len(part.lines))
    counts = Counter(zip(columns["company"], labels, strict=True))
    first: dict[Any, int] = {}
    for at, pair in enumerate(zip(columns["company"], labels, strict=True)):
        first.setdefault(pair, at)
    days = [day for day in columns.get("period_start", ()) if day is not None]
    dated = {"period_start": min(days), "period_end": max(days), "period_basis": "calendar"} if days else {}
    fixed: dict[str, Any] = {
        name: columns[name][0] for name in ("sector", "country", "venue") if name in columns
    }
    for (name, label), number in counts.items():
        company = landed.company(str(name), matches.get(str(name), ""))
        row: dict[str, Any] = {"company": company, "label": label, "count": number, **fixed, **dated}
        landed.add("reports", part.lines[first[name, label]], {**row, "source": landed.source()})


def _land_rows(part: Filled, landed: Landed, matches: Mapping[str, str]) -> dict[str, pa.Table]:
    """Complaints that come one a row: the rows, company_day, facts; the months land as complaints."""
    columns, size = part.columns, len(part.lines)
    named: list[str] = columns["company"]
    ids: dict[str, str] = {name: landed.company(name, matches.get(name, "")) for name in dict.fromkeys(named)}
    blank: list[Any] = [None] * size
    rows = pa.table(
        {
            "company": [ids[name] for name in named],
            "day": columns["period_start"],
            "category": columns.get("issue", blank),
            "region": columns.get("region", blank),
            "record": columns.get("record", blank),
        },
        schema=ROW,
    )
    dated = rows.filter(pc.is_valid(rows["day"]))
    counted = count(dated)
    fixed = {name: columns[name][0] for name in ("sector", "country", "channel") if name in columns}
    months(counted["company_month"], landed, **fixed)
    return {"rows": dated, "company_day": counted["company_day"], "facts": counted["facts"]}

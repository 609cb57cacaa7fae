"""A large clean file of one complaint a row, through DuckDB's reader, only where that is proved equal.

The readings are found on a sample by the slow path's own code. DuckDB then reads every cell as
text with every option given; it must find as many rows as the file has records. Each distinct
company, date and region is read by the same code as everywhere; the rest is whole numbers.
Whatever does not hold is Irregular, with the line and the reason where they are known.
"""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from barometer.ingest import bulk_plan, encoding, tally
from barometer.ingest.bulk_cells import Cells, cells
from barometer.ingest.bulk_judged import Judged, Lines, axes, companies, judged, rejected, remarks
from barometer.ingest.bulk_plan import Irregular, Plan
from barometer.ingest.coded import TooMany
from barometer.ingest.companies import Crosswalk, Register
from barometer.ingest.result import FoundCompany, ImportResult, Rejected, Status, Warned
from barometer.ingest.scan import Scan
from barometer.model import Account, Message

_TABLES = ("rows", "company_day", "facts")
_FAULT = re.compile(r"CSV Error on Line: (\d+)")
Progress = Callable[[str, float], None]


def import_path(
    path: Path,
    name: str,
    kind: str,
    staging: Path,
    columns: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    crosswalk: Crosswalk | None = None,
    register: Register | None = None,
    today: dt.date | None = None,
    progress: Progress = lambda step, share: None,
) -> ImportResult:
    """A file of one complaint a row with its rows as Parquet in ``staging``. Irregular for the slow path.

    tables    rows (company, day, category, region, record), company_day and facts; the last two sorted
    progress  told 'counted' when company_day and facts are there, before the rows are written
    """
    import duckdb

    day = today or dt.datetime.now(dt.UTC).date()
    told = dict(answers or {})
    plan = bulk_plan.of(path, kind, columns, told, day)
    scan = Scan(path, plan.dialect.delimiter)
    counter = threading.Thread(target=scan.count, daemon=True)
    counter.start()
    try:
        held = cells(path, plan, staging, lambda share: progress("reading", 0.05 + 0.6 * share))
        counter.join()
        lines = Lines.of(scan, held.total, len(plan.header))
        progress("columns", 0.65)
        found = judged(held, plan, told, day, lines)
        resolved = companies(found, register, crosswalk)
        aside = rejected(plan, found, lines)
        _write(held, found, resolved, staging, progress)
    except TooMany:
        raise Irregular(Message("ingest.irregular.too_many")) from None
    except duckdb.Error as error:
        raise _fault(error, scan, counter) from None
    return _told(name, plan, staging, scan, found, resolved, aside, lines)


def _fault(error: Exception, scan: Scan, counter: threading.Thread) -> Irregular:
    """What DuckDB's reader stumbled on; a quotation mark out of place comes first."""
    counter.join()
    if scan.stray:
        return Irregular(Message("ingest.irregular.quote", {"line": scan.stray}))
    line = _FAULT.search(str(error))
    if line:
        return Irregular(Message("ingest.irregular.width", {"line": int(line[1])}))
    return Irregular(Message("ingest.irregular.reader"))


def _write(
    held: Cells, found: Judged, resolved: Sequence[FoundCompany], staging: Path, progress: Progress
) -> None:
    four = axes(held, found, resolved)
    progress("counting", 0.7)
    tally.count(four, found.kept, staging)
    progress("counted", 0.8)
    tally.rows(four, found.kept, held.records(), staging)
    held.remove()


def _told(
    name: str,
    plan: Plan,
    staging: Path,
    scan: Scan,
    found: Judged,
    resolved: tuple[FoundCompany, ...],
    aside: tuple[Rejected, ...],
    lines: Lines,
) -> ImportResult:
    twice = len(found.again)
    kept = found.good - twice
    return ImportResult(
        Status.ACCEPTED,
        "complaints",
        name,
        scan.sha256,
        encoding=encoding.Encoding(plan.encoding, "utf8"),
        dialect=plan.dialect,
        header=plan.header,
        fields=plan.fields,
        rejected=aside,
        duplicates=lines.of_rows(found.again),
        not_data=((1, "header"),),
        warnings=tuple(Warned(at, m) for at, m in remarks(found, resolved, plan, lines)),
        companies=resolved,
        account=Account(found.total + 1, kept, found.total - found.good, twice, 1),
        tables=tuple((n, str(staging / f"{n}.parquet")) for n in _TABLES),
    )

"""A large clean file of one complaint a row, through DuckDB's reader, only where that is proved equal.

The readings are found on a sample by the slow path's own code. DuckDB then reads every cell as
text with every option given; it must find as many rows as the file has lines. What each distinct
company, date and region is worth is read by the same code as everywhere; DuckDB only joins the two.
Whatever does not hold (an odd quote, another encoding, a record over two lines, a row too short)
sends the file to the slow path.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from barometer.ingest import bulk_plan, encoding, header, limits, totals
from barometer.ingest.bulk_plan import Plan
from barometer.ingest.columns import Column, read
from barometer.ingest.companies import Crosswalk, Register, alike_within, resolve
from barometer.ingest.result import (
    FoundCompany,
    ImportResult,
    Rejected,
    Status,
    StoredRow,
    Warned,
)
from barometer.ingest.scan import Scan
from barometer.ingest.values import Value
from barometer.model import Account, Message

if TYPE_CHECKING:
    import duckdb

_SQL = Path(__file__).parent / "sql"
_USED = ("company", "moment", "region", "record")
ROW = ("company", "day", "category", "region", "record")
_MOST = {"most": 100_000}


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
) -> ImportResult | None:
    """A file of one complaint a row with its rows as Parquet in ``staging``; None for the slow path.

    tables  rows (company, day, category, region, record), company_day and facts, each sorted
    """
    day = today or dt.datetime.now(dt.UTC).date()
    plan = bulk_plan.of(path, kind, columns, dict(answers or {}), day) if kind == "complaints" else None
    if plan is None:
        return None
    import duckdb

    try:
        return _Read(path, name, plan, staging, day).result(crosswalk, register, dict(answers or {}))
    except (duckdb.Error, _NotEqual):
        return None


class _NotEqual(Exception):
    """DuckDB's reading can't be proved equal to the slow path's."""


class _Read:
    """One file on its way through DuckDB."""

    def __init__(self, path: Path, name: str, plan: Plan, staging: Path, today: dt.date) -> None:
        self.path, self.name, self.plan, self.staging, self.today = path, name, plan, staging, today
        self.scan = Scan(path)

    def result(
        self, crosswalk: Crosswalk | None, register: Register | None, answers: Mapping[str, str]
    ) -> ImportResult:
        """The whole import; _NotEqual or a DuckDB error where the slow path must decide."""
        import duckdb

        counter = threading.Thread(target=self.scan.count, daemon=True)
        counter.start()
        limits_: dict[str, str | bool | int | float | list[str]] = {
            "threads": 2,
            "memory_limit": "500MB",
            "temp_directory": str(self.staging / "spill"),
        }
        connection = duckdb.connect(config=limits_)
        try:
            self._read(connection)
            counter.join()
            judged = self._judged(connection, answers)
            found = resolve([r for r, _ in judged.kept], register, crosswalk, [n for _, n in judged.kept])
            self._named(connection, found, judged)
            kept, again = self._written(connection)
            rejected = self._rejected(connection, judged)
        finally:
            connection.close()
        return self._told(judged, found, kept, again, rejected)

    def _read(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Every cell as text, the used columns to Parquet as they are written."""
        import duckdb

        plan = self.plan
        given = {
            "path": _no_glob(self.path),
            "delimiter": plan.dialect.delimiter,
            "quote": plan.dialect.quote,
            "columns": dict.fromkeys(plan.roles, "VARCHAR"),
            "longest": limits.CELL_CHARACTERS,
        }
        relation = connection.sql(_sql("read"), params=given)
        none = duckdb.ConstantExpression(None).cast(duckdb.sqltypes.VARCHAR)
        held = {
            r: duckdb.ColumnExpression(r) if r in plan.roles else none
            for r in (*_USED, "category", "product")
        }
        blank = duckdb.FunctionExpression("trim", held["category"]) == duckdb.ConstantExpression("")
        about = duckdb.CaseExpression(blank | held["category"].isnull(), held["product"]).otherwise(
            held["category"]
        )
        wanted = [held[role].alias(role) for role in _USED]
        wanted.append((about if "product" in plan.roles else held["category"]).alias("category"))
        raw = self.staging / "raw.parquet"
        relation.project(*wanted).write_parquet(str(raw))
        connection.read_parquet(str(raw), file_row_number=True).create_view("raw_row")

    def _judged(self, connection: duckdb.DuckDBPyConnection, answers: Mapping[str, str]) -> _Judged:
        """Each pair of a company and a date as written: kept, or set aside with why."""
        plan = self.plan
        groups = connection.sql(_sql("distinct")).fetchall()
        total = sum(often for _, _, often in groups)
        if self.scan.lone_returns or total != self.scan.lines - 1:
            raise _NotEqual
        written = list({moment for _, moment, _ in groups})
        moment = read(plan.moment.field, plan.moment.label, "period", written, answers, self.today)
        heading = header.plain(plan.header[plan.roles.index("company")])
        if (
            moment.asked
            or moment.how != plan.moment.how
            or any(header.plain(c) == heading for c, _, _ in groups)
        ):
            raise _NotEqual
        judged = _Judged(total, moment)
        for company, when, often in groups:
            fault = _fault(company, moment.value(when))
            if fault:
                judged.spoilt[company, when] = fault
            else:
                judged.kept.append((StoredRow(0, {"company": company}), often))
        return judged

    def _named(
        self, connection: duckdb.DuckDBPyConnection, found: Sequence[FoundCompany], judged: _Judged
    ) -> None:
        """What each distinct company, date and region is worth, as tables to join."""
        import pyarrow as pa

        from barometer.store.landing import identifier, new_company

        ids = {s: one.match or new_company(one.name) for one in found for s in one.spellings}
        days = {w: v.start for w, v in judged.moment.values.items() if v.start and not v.fault}
        regions = [region for (region,) in connection.sql(_sql("regions")).fetchall()]
        places = [identifier(region) or None for region in regions]
        for name, columns in (
            (
                "company_read",
                {"written": pa.array(ids, pa.string()), "id": pa.array(ids.values(), pa.string())},
            ),
            (
                "day_read",
                {"written": pa.array(days, pa.string()), "day": pa.array(days.values(), pa.date32())},
            ),
            ("region_read", {"written": pa.array(regions, pa.string()), "id": pa.array(places, pa.string())}),
        ):
            connection.register(name, pa.table(columns))

    def _written(self, connection: duckdb.DuckDBPyConnection) -> tuple[int, tuple[int, ...]]:
        """rows, company_day and facts on the disk, each identifier once; rows kept, and lines of repeats."""
        held, different = connection.sql(_sql("identifiers")).fetchall()[0]
        good = connection.sql(_sql("rows"))
        again: tuple[int, ...] = ()
        if held != different:
            good.create_view("good_row")
            again = tuple(at + 2 for (at,) in connection.sql(_sql("again"), params=_MOST).fetchall())
            good = connection.sql(_sql("once"))
        path = str(self.staging / "rows.parquet")
        good.select(*ROW).write_parquet(path)
        whole = connection.read_parquet(path)
        whole.create_view("complaint_row")
        for name, order in (("company_day", 2), ("facts", 4)):
            counted = connection.sql(_build(name))
            counted.sort(*counted.columns[:order]).write_parquet(str(self.staging / f"{name}.parquet"))
        return int(whole.count("*").fetchall()[0][0]), again

    def _rejected(self, connection: duckdb.DuckDBPyConnection, judged: _Judged) -> tuple[Rejected, ...]:
        """The rows set aside, each with its line as it stands in the file."""
        import pyarrow as pa

        if not judged.spoilt:
            return ()
        pairs = list(judged.spoilt)
        table_ = pa.table({"company": [c for c, _ in pairs], "moment": [m for _, m in pairs]})
        connection.register("spoilt_pair", table_)
        found = connection.sql(_sql("spoilt"), params=_MOST).fetchall()
        why = {at + 2: judged.spoilt[company, when] for at, company, when in found}
        rejected = []
        with self.path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                if number in why:
                    raw = line.decode("utf-8", "replace").rstrip("\r\n")[:2_000]
                    rejected.append(Rejected(number, why[number], raw))
        return tuple(rejected)

    def _told(
        self,
        judged: _Judged,
        found: tuple[FoundCompany, ...],
        kept: int,
        again: tuple[int, ...],
        rejected: tuple[Rejected, ...],
    ) -> ImportResult:
        plan = self.plan
        good = sum(often for _, often in judged.kept)
        if not good:
            raise _NotEqual
        remarks = [*judged.moment.remarks]
        remarks += [v.warning for v in judged.moment.values.values() if v.warning and not v.fault][:20]
        remarks += [
            Message("ingest.file.alike_companies", {"one": a, "other": b})
            for a, b in alike_within(found)[:20]
        ]
        if good > kept:
            remarks.append(Message("ingest.file.duplicates_dropped", {"count": good - kept}))
        (self.staging / "raw.parquet").unlink()
        return ImportResult(
            Status.ACCEPTED,
            "complaints",
            self.name,
            self.scan.sha256,
            encoding=encoding.Encoding(plan.encoding, "utf8"),
            dialect=plan.dialect,
            header=plan.header,
            fields=plan.fields,
            rejected=rejected,
            duplicates=again,
            not_data=((1, "header"),),
            warnings=tuple(Warned(None, m) for m in remarks),
            companies=found,
            account=Account(judged.total + 1, kept, judged.total - good, good - kept, 1),
            tables=tuple((n, str(self.staging / f"{n}.parquet")) for n in ("rows", "company_day", "facts")),
        )


@dataclass(slots=True)
class _Judged:
    """Rows read; how dates are read; groups of rows to keep; and the pairs set aside, with why."""

    total: int
    moment: Column
    kept: list[tuple[StoredRow, int]] = field(default_factory=list)
    spoilt: dict[tuple[str, str], Message] = field(default_factory=dict)


def _fault(company: str, when: Value) -> Message | None:
    """Why rows of a company and date can't be kept, as the slow path says it."""
    if when.fault:
        return when.fault
    if not company.strip():
        return Message("ingest.row.no_company")
    if when.start is None:
        if totals.labelled([company]):
            raise _NotEqual
        return Message("ingest.row.no_date")
    return None


@cache
def _sql(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


@cache
def _build(name: str) -> str:
    return (_SQL.parents[1] / "sql" / "build" / f"{name}.sql").read_text(encoding="utf-8")


def _no_glob(path: Path) -> str:
    """A path that DuckDB takes literally. _NotEqual for one that it would read as a pattern."""
    if set("*?[]{}") & set(str(path)):
        raise _NotEqual
    return str(path)

"""An import beside a bare DuckDB copy of the same file to Parquet: whole processes, turn by turn.

'Charted' is the moment from which a chart can be drawn: company_day and facts are counted and
written. 'Durable' is the end of the command: all tables and the compressed original are flushed and
in the catalogue. Memory is that of the process and its children together.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

# one row a complaint, as a regulator's open data have them: 150 bytes
_MADE = """
copy (
    with drawn as (
        select
            i,
            i * 2654435761 % 1000003 as a,
            i * 40503 % 999983 as b,
            i * 7919 % 999979 as c,
            i * 104729 % 999961 as d
        from range($rows) as made(i)
    )

    select
        1000000 + i as id,
        date '2020-01-01' + cast(a % 1826 as integer) as received,
        (['Mortgage', 'Credit card', 'Checking or savings account', 'Student loan', 'Vehicle loan or lease',
            'Debt collection', 'Credit reporting', 'Money transfer', 'Payday loan', 'Prepaid card',
            'Personal loan', 'Consumer loan'])[1 + b % 12] as product,
        'Sub-product number ' || d % 40 as sub_product,
        'Issue as the regulator words it, ' || c % 90 as issue,
        'Company ' || cast(floor(2000 * power(d % 99991 / 99991.0, 3)) as integer) || ', N.A.' as company,
        (['CA', 'TX', 'FL', 'NY', 'GA', 'IL', 'PA', 'NJ', 'NC', 'OH', 'VA', 'MI', 'MD', 'AZ', 'WA', 'MA'])[
            1 + c % 16] as region,
        lpad(cast(b % 99999 as varchar), 5, '0') as zip,
        (['Web', 'Phone', 'Referral', 'Postal mail', 'Fax'])[1 + d % 5] as sent_by,
        (['Closed with explanation', 'Closed with monetary relief', 'Closed with other relief', 'In progress',
            'Late answer'])[1 + a // 7 % 5] as company_response,
        (['Yes', 'No'])[1 + b // 3 % 2] as in_time
    from drawn
) to '{path}' (header, delimiter ',')
"""
_COPY = """import duckdb
duckdb.connect().execute("copy (from read_csv('{source}')) to '{target}' (format parquet)")"""
_LOOK = 0.02
_WEIGH = 0.25


@dataclass(frozen=True)
class Run:
    """One whole process: seconds, seconds of the processor, megabytes at most, seconds until a chart."""

    seconds: float
    busy: float
    memory: float
    charted: float = 0.0


@dataclass(frozen=True)
class Result:
    """The turns of both ways over one file."""

    rows: int
    megabytes: float
    copied: list[Run]
    imported: list[Run]

    def median(self, which: str, part: str) -> float:
        """Of a part of the runs of ``copied`` or ``imported``."""
        return statistics.median(getattr(run, part) for run in getattr(self, which))

    def ratio(self, part: str) -> float:
        """How many times as long as the bare copy."""
        return self.median("imported", part) / self.median("copied", "seconds")


def measure(rows: int, turns: int) -> Result:
    """Both ways over one made file of ``rows`` complaints."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "made.csv"
        duckdb.connect().execute(_MADE.replace("{path}", str(source)), {"rows": rows})
        copied, imported = [], []
        for turn in range(turns):
            target = Path(folder) / "copy.parquet"
            copied.append(_run([sys.executable, "-c", _COPY.format(source=source, target=target)], folder))
            home = Path(folder) / f"home-{turn}"
            command = [sys.executable, "-m", "barometer", "import", str(source)]
            imported.append(_run([*command, "--kind", "complaints", "--json"], str(home), _charted(home)))
        size = source.stat().st_size / 1e6
    return Result(rows, size, copied, imported)


def _charted(home: Path) -> Callable[[], bool]:
    """Whether what a chart needs is there: the rows are written after it."""
    return lambda: next((home / "staging").glob("*/rows.parquet"), None) is not None


def _run(command: list[str], home: str, charted: Callable[[], bool] = lambda: False) -> Run:
    """One process, watched from outside. RuntimeError, with what it said, if it fails."""
    before = os.times()
    start = time.perf_counter()
    seen, most, out = 0.0, 0.0, ""
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            command, env={**os.environ, "BAROMETER_HOME": home}, stdout=said, stderr=subprocess.STDOUT
        )
        ended = threading.Event()
        threading.Thread(target=lambda: (process.wait(), ended.set()), daemon=True).start()
        weighed = start
        while not ended.wait(_LOOK):
            if time.perf_counter() - weighed > _WEIGH:  # to weigh a process often is to slow it down
                most, weighed = max(most, _memory(process.pid)), time.perf_counter()
            if not seen and charted():
                seen = time.perf_counter() - start
        seconds = time.perf_counter() - start
        said.seek(0)
        out = said.read()
    if process.returncode:
        raise RuntimeError(f"exit {process.returncode}: {out[-1000:]}")
    after = os.times()
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(seconds, busy, most, seen)


def _memory(process: int) -> float:
    """Megabytes of a process and its children, shared ones counted once; 0 where the system can't tell."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    own = next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")), 0)
    return own * 1024 / 1e6 + sum(_memory(int(child)) for child in children)


def table(result: Result) -> str:
    """The two ways as Markdown."""
    lines = [
        f"{result.rows:,} rows, {result.megabytes:,.0f} MB; medians of {len(result.copied)} turns.",
        "",
        "| | seconds | times the bare copy | processor, s | memory, MB |",
        "|---|---|---|---|---|",
    ]
    copied = [result.median("copied", part) for part in ("seconds", "busy", "memory")]
    imported = [result.median("imported", part) for part in ("charted", "seconds", "busy", "memory")]
    charted, durable = result.ratio("charted"), result.ratio("seconds")
    lines += [
        f"| bare copy to Parquet | {copied[0]:.2f} | 1 | {copied[1]:.2f} | {copied[2]:,.0f} |",
        f"| import, charted | {imported[0]:.2f} | {charted:.2f} | | |",
        f"| import, durable | {imported[1]:.2f} | {durable:.2f} | {imported[2]:.2f} | {imported[3]:,.0f} |",
    ]
    return "\n".join(lines)

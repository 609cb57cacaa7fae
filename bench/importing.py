"""An import beside a bare DuckDB copy of the same file to Parquet: whole processes, turn by turn."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

# one row a complaint, as a mediator's open data have them
_MADE = """
copy (
    select
        i + 1 as id,
        'Company ' || (i * 2654435761 % 40) as company,
        date '2020-01-01' + cast(i * 40503 % 1826 as integer) as date_received,
        'Product ' || (i * 97 % 12) as product,
        'Issue ' || (i * 31 % 90) as issue,
        (['FR-IDF', 'FR-ARA', 'FR-OCC', 'FR-BRE'])[1 + i % 4] as region
    from range($rows) as made(i)
) to '{path}' (header, delimiter ',')
"""
_COPY = """import duckdb
duckdb.connect().execute("copy (from read_csv('{source}')) to '{target}' (format parquet)")"""


@dataclass(frozen=True)
class Result:
    """Seconds, the median of the turns."""

    rows: int
    megabytes: float
    copied: float
    imported: float

    @property
    def ratio(self) -> float:
        """How many times as long as the bare copy."""
        return self.imported / self.copied


def measure(rows: int, turns: int) -> Result:
    """Both ways over one made file of ``rows`` complaints."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "made.csv"
        duckdb.connect().execute(_MADE.replace("{path}", str(source)), {"rows": rows})
        copied, imported = [], []
        for turn in range(turns):
            target = Path(folder) / f"copy-{turn}.parquet"
            copied.append(timed([sys.executable, "-c", _COPY.format(source=source, target=target)], folder))
            home = Path(folder) / f"home-{turn}"
            command = [
                sys.executable,
                "-m",
                "barometer",
                "import",
                str(source),
                "--kind",
                "complaints",
                "--json",
            ]
            imported.append(timed(command, str(home)))
        size = source.stat().st_size / 1e6
    return Result(rows, size, statistics.median(copied), statistics.median(imported))


def timed(command: list[str], home: str) -> float:
    """Seconds of a whole process. RuntimeError, with what it said, if it fails."""
    environment = {**os.environ, "BAROMETER_HOME": home}
    start = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(f"exit {done.returncode}: {done.stderr[-500:]}{done.stdout[-500:]}")
    return seconds


def table(result: Result) -> str:
    """The two ways as Markdown."""
    seconds = f"{result.copied:.2f} | {result.imported:.2f} | {result.ratio:.2f}"
    return (
        "| rows | file, MB | bare copy, s | import, s | ratio |\n|---|---|---|---|---|\n"
        f"| {result.rows:,} | {result.megabytes:.0f} | {seconds} |"
    )

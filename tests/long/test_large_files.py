"""A million rows: every line accounted for, as the slow way would, and nothing left behind by a cancel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from barometer.ingest.child import Job, Request
from barometer.ingest.result import Status
from barometer.store import counting
from barometer.store.datasets import Store

pytestmark = pytest.mark.long
ROWS = 1_000_000
HEAD = "Complaint ID,Company,Date received,Issue,Region,Remarks"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every 1,000th row has an impossible date, every 5,000th repeats an identifier, some span lines."""
    path = tmp_path_factory.mktemp("large") / "large.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(HEAD + "\n")
        for i in range(ROWS):
            day = "2024-02-31" if i % 1_000 == 7 else f"2024-{i % 12 + 1:02d}-{i % 28 + 1:02d}"
            number = i - 1 if i % 5_000 == 11 else i
            said = '"said ""no"",\nthen yes"' if i % 20_000 == 3 else "said nothing of note about it"
            out.write(f"{number},Company {i % 700},{day},Issue {i % 40},Region {i % 13},{said}\n")
    return path


def test_every_line_of_a_million_is_accounted_for(large: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "barometer", "import", str(large), "--kind", "complaints", "--json"]
    environment = {**os.environ, "BAROMETER_HOME": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    spoilt, again = ROWS // 1_000, ROWS // 5_000
    assert told["account"] == {
        "read": ROWS + 1,
        "used": ROWS - spoilt - again,
        "rejected": spoilt,
        "duplicate": again,
        "not_data": 1,
    }
    lines = large.read_text(encoding="utf-8").split("\n")
    for one in told["rejected"]:
        assert lines[one["line"] - 1] == one["original"]
        assert "2024-02-31" in one["original"]
    assert len(told["duplicates"]) == again
    assert all(int(lines[n - 1].split(",")[0]) % 5_000 == 10 for n in told["duplicates"])
    store = Store(tmp_path)
    key = (tmp_path / "command-line.key").read_text(encoding="ascii").strip()
    opened = store.open(told["dataset"], key)
    rows = opened.table("rows")
    counted = counting.count(rows)
    assert opened.table("company_day").equals(counted["company_day"])
    assert opened.table("facts").equals(counted["facts"])
    kept = Counter(rows.column("company").to_pylist())
    assert (rows.num_rows, len(kept)) == (told["account"]["used"], 700)
    assert opened.original().read() == large.read_bytes()
    assert list((tmp_path / "staging").iterdir()) == []


def test_a_cancel_leaves_nothing_behind(large: Path, tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.receiving() as folder:
        store.pack(large, folder)
        job = Job(large, Request(large.name, "complaints", staging=folder))
        while job.progress < 0.1:
            time.sleep(0.01)
        started = time.monotonic()
        job.cancel()
        result = job.result()
        assert time.monotonic() - started < 5
    assert (result.status, result.error and result.error.id) == (Status.REFUSED, "ingest.child.cancelled")
    assert [
        p for p in tmp_path.rglob("*") if p.is_file() and p.suffix in {".parquet", ".zst", ".arrow"}
    ] == []
    assert list((tmp_path / "staging").iterdir()) == []


def test_both_parts_are_plain_columns_to_any_reader(large: Path, tmp_path: Path) -> None:
    result = Job(large, Request(large.name, "complaints", staging=tmp_path)).result()
    schema = pq.read_schema(dict(result.tables)["facts"])
    assert [str(field.type) for field in schema] == ["string", "date32[day]", "string", "string", "int64"]

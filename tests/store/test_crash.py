"""kill -9 between any two steps of a save leaves all of it or nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork are POSIX")
def test_a_kill_between_any_two_steps_leaves_all_or_nothing(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.store.crash", str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=300,
        check=False,
    )
    lines = told.stdout.splitlines()
    assert lines[-1] == "done", told.stdout[-2000:] + told.stderr[-2000:]
    left = [line.split()[1] for line in lines[:-1]]
    first = left[: left.index("whole") + 1]
    assert len(first) > 20, "every flush, rename and statement is a step"
    assert set(first[:-1]) == {"absent"}
    assert left[-1] == "whole"

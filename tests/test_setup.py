"""The scripts that set a machine up find what is there, and say what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="make and bash are not on Windows")


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {"PATH": os.environ["PATH"], "HOME": environment.pop("HOME", "/nowhere")}
    return subprocess.run(
        command, cwd=ROOT, env=known | environment, capture_output=True, text=True, check=False
    )


def program(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_a_python_that_fits_is_taken() -> None:
    found = run("bash", "scripts/python.sh", PYTHON=sys.executable)
    assert (found.returncode, found.stdout.strip()) == (0, sys.executable)


@pytest.mark.parametrize("told", ["exit 1", "echo 'command not found' >&2; exit 127"])
def test_a_python_that_does_not_run_or_is_too_old_is_named(tmp_path: Path, told: str) -> None:
    old = program(tmp_path / "python3.11", told)
    found = run("bash", "scripts/python.sh", PYTHON=old)
    assert found.returncode == 1
    assert "3.11, 3.12 or 3.13" in found.stderr
    assert old in found.stderr


def test_a_browser_that_starts_is_taken(tmp_path: Path) -> None:
    chrome = program(tmp_path / "my chrome", "echo Chromium 150")
    found = run(sys.executable, "scripts/browser.py", BAROMETER_CHROME=chrome)
    assert (found.returncode, found.stdout.strip()) == (0, chrome)


def test_a_browser_that_does_not_start_is_passed_over(tmp_path: Path) -> None:
    broken = program(tmp_path / "chrome", "exit 1")
    program(tmp_path / "chromium", "echo Chromium 151")
    found = run(sys.executable, "scripts/browser.py", BAROMETER_CHROME=broken, PATH=str(tmp_path))
    assert found.stdout.strip() == str(tmp_path / "chromium")


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac may have Chrome in /Applications")
def test_no_browser_is_said(tmp_path: Path) -> None:
    found = run(sys.executable, "scripts/browser.py", PATH=str(tmp_path), HOME=str(tmp_path))
    assert found.returncode == 1
    assert "BAROMETER_CHROME" in found.stderr


def test_no_script_pipes_a_failure_away() -> None:
    scripts = [*(ROOT / "scripts").glob("*.sh"), ROOT / ".ci" / "run"]
    lax = [p.name for p in scripts if p.name != "python.sh" and "set -euo pipefail" not in p.read_text()]
    assert lax == []

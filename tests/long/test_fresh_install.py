"""The plain way in: pip install -r requirements.txt && streamlit run app.py, from another directory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from bench.server import free_port

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the pinned requirements and nothing else."""
    home = tmp_path_factory.mktemp("fresh")
    subprocess.run([sys.executable, "-m", "venv", str(home / "env")], check=True)
    python = home / "env" / "bin" / "python"
    if not python.exists():
        python = home / "env" / "Scripts" / "python.exe"
    install = [str(python), "-m", "pip", "install", "-q", "-r", "requirements.txt"]
    subprocess.run(install, cwd=ROOT, check=True)
    return python


@pytest.mark.long
def test_the_command_line_answers_from_another_directory(installed: Path, tmp_path: Path) -> None:
    view = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"
    command = [str(installed), "-m", "barometer", "gap", "--view", view]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Plusnet" in done.stdout


@pytest.mark.long
def test_the_app_is_served_from_another_directory(installed: Path, tmp_path: Path) -> None:
    port = free_port()
    command = [str(installed), "-m", "streamlit", "run", str(ROOT / "app.py"), f"--server.port={port}"]
    environment = {**os.environ, "BAROMETER_HOME": str(tmp_path / "home")}
    options = ["--server.headless=true", "--server.address=127.0.0.1"]
    process = subprocess.Popen([*command, *options], cwd=tmp_path, env=environment)
    try:
        assert answered(f"http://127.0.0.1:{port}/_stcore/health", process) == b"ok"
        assert b"<html" in answered(f"http://127.0.0.1:{port}/gap", process)
    finally:
        process.terminate()
        process.wait(20)


def answered(address: str, process: subprocess.Popen[bytes]) -> bytes:
    """What the server answers, once it does; within a minute."""
    for _ in range(120):
        assert process.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return bytes(answer.read())
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the server did not answer in a minute")

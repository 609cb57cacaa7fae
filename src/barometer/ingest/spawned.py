"""Processes that parse: one may be started ahead of its work, so that two interpreters start side by side."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_SOURCE = Path(__file__).parents[2]
_waiting: list[subprocess.Popen[bytes]] = []


def ahead() -> None:
    """Starts the next process now. One that is never asked ends with this process."""
    _waiting.append(_spawn())


def take() -> subprocess.Popen[bytes]:
    """The process that was started ahead, or a new one."""
    return _waiting.pop() if _waiting else _spawn()


def _spawn() -> subprocess.Popen[bytes]:
    path = os.pathsep.join(p for p in (str(_SOURCE), os.environ.get("PYTHONPATH", "")) if p)
    return subprocess.Popen(
        [sys.executable, "-m", "barometer.ingest.parsing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )

"""Starts a Streamlit app on a free port of this machine, and stops it."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
_OPTIONS = (
    "--server.headless=true", "--server.address=127.0.0.1", "--browser.gatherUsageStats=false",
    "--server.fileWatcherType=none",
)  # fmt: skip
_SECONDS = 60


@contextlib.contextmanager
def serving(app: Path, cwd: Path = ROOT, under: str = "", **settings: str) -> Iterator[str]:
    """The address of an app run from the folder ``cwd``; its home is a folder that is thrown away.

    under     the path that it is put under: '/barometer'
    settings  environment variables of the server
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(app), f"--server.port={port}", *_OPTIONS]
    command += [f"--server.baseUrlPath={under}"] if under else []
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "BAROMETER_HOME": home, **settings}
        process = subprocess.Popen(
            command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            address = f"http://127.0.0.1:{port}{under}"
            wait(f"{address}/_stcore/health", process)
            yield address
        finally:
            process.terminate()
            process.wait(10)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait(address: str, process: subprocess.Popen[bytes]) -> None:
    """Returns when the server answers. RuntimeError if it ends or stays silent for a minute."""
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not answer")

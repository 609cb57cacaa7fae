"""Serves the app on this machine and opens it in the browser once it answers.

    python scripts/run.py [PORT]

A Streamlit app with routes of its own doesn't open a browser by itself. Only the standard library is used.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import urllib.request
import webbrowser
from pathlib import Path

APP = Path(__file__).parents[1] / "app.py"
_SECONDS = 60


def screen() -> bool:
    """Whether there is a screen to open a browser on (else a text browser would fill the terminal)."""
    if os.environ.get("CI") == "true":
        return False
    return sys.platform in ("darwin", "win32") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def open_when_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    """Opens the page as soon as the server answers; gives up after a minute, or when it ends."""
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                webbrowser.open(address)
                return
        except OSError:
            time.sleep(0.3)


def main() -> int:
    """Runs until it is stopped."""
    port = sys.argv[1] if len(sys.argv) > 1 else "8501"
    options = [f"--server.port={port}", "--server.headless=true"]
    process = subprocess.Popen([sys.executable, "-m", "streamlit", "run", str(APP), *options])
    if screen():
        threading.Thread(
            target=open_when_ready, args=(f"http://localhost:{port}", process), daemon=True
        ).start()
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.terminate()
        return process.wait(20)


if __name__ == "__main__":
    raise SystemExit(main())

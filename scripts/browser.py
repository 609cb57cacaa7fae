"""Finds a Chrome or Chromium for the browser tests and for image export, or installs one.

    python scripts/browser.py            prints the path of a browser; exit 1 with a sentence if none
    python scripts/browser.py --install  first tries Playwright's own download, then Debian's package

The order: BAROMETER_CHROME, the names on the PATH, the usual places on macOS, Playwright's download
from an earlier time. A browser counts only if it starts. Only the standard library is used.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
DEBIAN = ("chromium", "fonts-dejavu-core", "fonts-liberation")
DOWNLOAD_SECONDS = 300
APT_SECONDS = 600


def candidates() -> Iterator[str]:
    """Where a browser may be, best first."""
    if chosen := os.environ.get("BAROMETER_CHROME"):
        yield chosen
    for name in NAMES:
        if path := shutil.which(name):
            yield path
    home = Path.home()
    yield from (place for place in (*PLACES, *(f"{home}{place}" for place in PLACES)))
    caches = (
        os.environ.get("PLAYWRIGHT_BROWSERS_PATH", ""),
        home / ".cache/ms-playwright",
        home / "Library/Caches/ms-playwright",
    )
    for cache in caches:
        if cache and Path(cache).is_dir():
            yield from map(str, sorted(Path(cache).glob("chromium-*/chrome-linux*/chrome"), reverse=True))
            yield from map(str, sorted(Path(cache).glob("chromium-*/*/*.app/Contents/MacOS/*"), reverse=True))


def starts(path: str) -> bool:
    """Whether this is a browser that runs here (a snap's shim may be there and not run)."""
    if not Path(path).is_file():
        return False
    try:
        told = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return told.returncode == 0 and ("Chrom" in told.stdout)


def find() -> str | None:
    """The first browser that starts."""
    return next((path for path in candidates() if starts(path)), None)


def attempt(command: list[str], seconds: int) -> bool:
    """Runs an install step; False if it fails or takes longer than ``seconds``."""
    print("Browser:", *command, file=sys.stderr, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            timeout=seconds,
            check=False,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        print(f"Browser: {type(problem).__name__}", file=sys.stderr)
        return False
    return done.returncode == 0


def apt() -> list[str] | None:
    """How apt-get may install here: as root, or by a sudo that asks for no password."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if shutil.which("sudo") and attempt(["sudo", "-n", "true"], 20):
        return ["sudo", "-n", "apt-get"]
    return None


def install() -> str | None:
    """Playwright's own browser, else Debian's package; the path of what was installed."""
    if attempt([sys.executable, "-m", "playwright", "install", "chromium"], DOWNLOAD_SECONDS) and (
        path := find()
    ):
        return path
    if command := apt():
        attempt([*command, "update", "-qq"], APT_SECONDS)
        attempt([*command, "install", "-qq", "-y", "--no-install-recommends", *DEBIAN], APT_SECONDS)
    return find()


def main() -> int:
    path = find() or (install() if "--install" in sys.argv[1:] else None)
    if path is None:
        print(
            "No Chrome or Chromium was found. Install one, or name it in BAROMETER_CHROME.", file=sys.stderr
        )
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

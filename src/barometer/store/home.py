"""Where the store lies, who may sweep it, and the sweeping."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from barometer.store.refused import StoreRefusal

if sys.platform != "win32":
    import fcntl

AREAS = ("originals", "tables", "staging")
_YOUNG = 86_400.0


def locate(home: Path | None = None) -> Path:
    """The store's folder, made if need be: ``home``, else BAROMETER_HOME, else ./var."""
    folder = (home or Path(os.environ.get("BAROMETER_HOME") or "var")).absolute()
    try:
        for area in AREAS:
            (folder / area).mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreRefusal("not_writable", folder=folder.name) from error
    return folder


@contextmanager
def busy(folder: Path) -> Iterator[None]:
    """Held while files are written that the catalogue does not know yet: no sweep meanwhile."""
    with (folder / "lock").open("a") as file:
        _lock(file, alone=False)
        yield


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """True if nobody is writing in the store, and nobody can start until this is left."""
    with (folder / "lock").open("a") as file:
        yield _lock(file, alone=True)


def _lock(file: IO[str], alone: bool) -> bool:
    if sys.platform == "win32":  # no such lock: a sweep there spares whatever is younger than a day
        return True
    else:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB if alone else fcntl.LOCK_SH)
        except BlockingIOError:
            return False
        return True


def sweep(folder: Path, known: set[str]) -> int:
    """Remove every file that the catalogue does not know; how many went. Call it when alone."""
    gone = 0
    for area in AREAS:
        for path in sorted((folder / area).rglob("*"), reverse=True):
            if path.is_dir() and not path.is_symlink():
                _drop_empty(path)
            elif path.relative_to(folder).as_posix() not in known and _may_go(path):
                path.unlink(missing_ok=True)
                gone += 1
    return gone


def _may_go(path: Path) -> bool:
    return sys.platform != "win32" or time.time() - path.stat().st_mtime > _YOUNG


def _drop_empty(path: Path) -> None:
    if not any(path.iterdir()):
        shutil.rmtree(path, ignore_errors=True)

"""The compressed copy of a large original, made while the file is read, so that keeping it waits for little.

It is written in the store's staging folder, in frames that any Zstandard reader takes as one
stream. It gives way to whatever else wants the processor: the chart comes first.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

_CHUNK = 1 << 22
_FLUSH = 1 << 26
_LEVEL = -1
"""A fifth larger than level 1, for a third less time."""
_GIVES_WAY = 10


@dataclass(frozen=True, slots=True)
class Packed:
    """Where the copy lies, the checksum of the original's bytes, and the copy's own checksum and size."""

    path: Path
    original: str
    sha256: str
    bytes: int


class Packing:
    """One copy under way."""

    def __init__(self, original: Path, folder: Path) -> None:
        self.folder = folder
        self._original = original
        self._stopped = False
        self._packed: Packed | None = None
        self._error: OSError | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends it, wherever it is."""
        self._stopped = True
        self._thread.join()

    def packed(self) -> Packed:
        """The copy, when it is there. OSError if the disk refuses."""
        self._thread.join()
        if self._packed is None:
            raise self._error or OSError("the copy was stopped")
        return self._packed

    def _run(self) -> None:
        if hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _GIVES_WAY)
        try:
            self._packed = self._write(self.folder / "original.zst")
        except OSError as error:
            self._error = error

    def _write(self, path: Path) -> Packed | None:
        codec = pa.Codec("zstd", compression_level=_LEVEL)
        original, packed = hashlib.sha256(), hashlib.sha256()
        size = flushed = 0
        with self._original.open("rb") as source, path.open("xb") as target:
            while chunk := source.read(_CHUNK):
                if self._stopped:
                    return None
                original.update(chunk)
                frame = codec.compress(chunk, asbytes=True)
                packed.update(frame)
                size += target.write(frame)
                if size - flushed > _FLUSH:
                    target.flush()
                    os.fsync(target.fileno())
                    flushed = size
            target.flush()
            os.fsync(target.fileno())
        return Packed(path, original.hexdigest(), packed.hexdigest(), size)


class Packings:
    """The copies under way of one store, by the original they are of."""

    def __init__(self) -> None:
        self._running: dict[Path, Packing] = {}

    def begin(self, original: Path, folder: Path) -> None:
        """Starts a copy in a staging folder; it ends with the folder."""
        self._running[original.absolute()] = Packing(original, folder)

    def of(self, original: Path | bytes) -> Packed | None:
        """The copy of an original, waited for; None where none was begun. OSError if the disk refuses."""
        if isinstance(original, bytes):
            return None
        found = self._running.get(original.absolute())
        return found.packed() if found else None

    def end(self, folder: Path) -> None:
        """Stops the copies in a folder that is about to go."""
        for original, packing in list(self._running.items()):
            if packing.folder == folder:
                self._running.pop(original, None)
                packing.stop()

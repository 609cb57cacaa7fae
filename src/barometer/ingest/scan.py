"""What the bytes of a file are, in one pass: its checksum, its lines, and line ends that are none."""

from __future__ import annotations

import hashlib
from pathlib import Path

_CHUNK = 1 << 22


class Scan:
    """Of one file: ``sha256``, ``lines``, and carriage returns that belong to no line end, once counted."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sha256, self.lines, self.lone_returns = "", 0, 0

    def count(self) -> None:
        """Reads the file through."""
        digest = hashlib.sha256()
        returns = pairs = 0
        last = b"\n"
        with self.path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                self.lines += chunk.count(b"\n")
                returns += chunk.count(b"\r")
                pairs += chunk.count(b"\r\n") + (last[-1:] == b"\r" and chunk[:1] == b"\n")
                last = chunk
        self.lines += not last.endswith(b"\n")
        self.lone_returns = returns - pairs
        self.sha256 = digest.hexdigest()

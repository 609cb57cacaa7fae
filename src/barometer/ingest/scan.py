"""The bytes of a file in one pass: checksum, lines, whether every quotation mark is in its place.

DuckDB reads a quotation mark within an unquoted cell as text, and cells that it tears in two may
again be as many as the columns. So a quoted cell must begin after a delimiter and end before one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from barometer.ingest import limits

_CHUNK = 1 << 20
_QUOTE, _LINE = ord('"'), ord("\n")


class Scan:
    """Of one file, once counted.

    lines    line ends, and a last line without one
    returns  carriage returns that belong to no line end
    stray    line of the first quotation mark that is out of place; 0 for none
    """

    def __init__(self, path: Path, delimiter: str) -> None:
        self.path, self.delimiter = path, delimiter.encode()
        self.sha256, self.lines, self.returns, self.stray, self.read = "", 0, 0, 0, 0

    def count(self) -> None:
        """Reads the file through."""
        digest = hashlib.sha256()
        marks = _Marks(self.delimiter)
        last = b"\n"
        with self.path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                if not self.stray and (at := marks.stray(chunk)) >= 0:
                    self.stray = self._line(self.read + at)
                self.lines += int(np.count_nonzero(np.frombuffer(chunk, np.uint8) == _LINE))
                if b"\r" in chunk or last[-1:] == b"\r":
                    pairs = chunk.count(b"\r\n") + (last[-1:] == b"\r" and chunk[:1] == b"\n")
                    self.returns += chunk.count(b"\r") - pairs
                self.read += len(chunk)
                last = chunk
        if marks.open and not self.stray:
            self.stray = self._line(marks.latest)
        self.lines += not last.endswith(b"\n")
        self.sha256 = digest.hexdigest()

    def _line(self, offset: int) -> int:
        """The line on which a byte stands."""
        line = 1
        with self.path.open("rb") as stream:
            while offset > 0 and (chunk := stream.read(min(_CHUNK, offset))):
                line += chunk.count(b"\n")
                offset -= len(chunk)
        return line

    def records(self) -> Iterator[tuple[int, bytes]]:
        """Each record with the line it begins on; one whose quoted cells hold line ends spans several."""
        held: list[bytes] = []
        start, inside = 1, 0
        with self.path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                if not held:
                    start = number
                inside ^= line.count(b'"') & 1
                held.append(line)
                if not inside:
                    yield start, held[0] if len(held) == 1 else b"".join(held)
                    held = []
        if held:
            yield start, b"".join(held)

    def swallowing(self, record: bytes, columns: int) -> bool:
        """Whether a record over several lines looks like a quote left open that ran on over whole rows."""
        inner = record.rstrip(b"\r\n").split(b"\n")[1:-1]
        if len(inner) + 2 > limits.RECORD_LINES:
            return True
        return bool(inner) and columns > 2 and all(x.count(self.delimiter) >= columns - 1 for x in inner[:50])


class _Marks:
    """Quotation marks as they come: each second one opens a cell or goes on with it, the others close it."""

    def __init__(self, delimiter: bytes) -> None:
        before, after = {*b'\n"', *delimiter}, {*b'\r\n"', *delimiter}
        self._before, self._after = (np.isin(np.arange(256), list(held)) for held in (before, after))
        self.open = False
        self.latest = self._passed = 0
        self._last = _LINE

    def stray(self, chunk: bytes) -> int:
        """Where the first quotation mark of the next chunk stands that is out of place; -1 for none."""
        bytes_ = np.frombuffer(chunk, np.uint8)
        found = np.flatnonzero(bytes_ == _QUOTE)
        late = self.open is False and self._last == _QUOTE and not self._after[bytes_[0]]
        self_open, self.open = self.open, bool(self.open ^ (len(found) & 1))
        last, self._last = self._last, int(bytes_[-1])
        if len(found):
            self.latest = self._passed + int(found[-1])
        self._passed += len(chunk)
        if late:
            return 0
        opens, closes = (found[1::2], found[::2]) if self_open else (found[::2], found[1::2])
        if len(opens):
            ahead = bytes_[opens - 1]
            if opens[0] == 0:
                ahead[0] = last
            wrong = opens[~self._before[ahead]]
        else:
            wrong = opens
        behind = closes[closes < len(bytes_) - 1]
        wrong_too = behind[~self._after[bytes_[behind + 1]]]
        both = [int(part[0]) for part in (wrong, wrong_too) if len(part)]
        return min(both, default=-1)

"""A large compressed file's one table, inflated to the disk; judged while it inflates, as a small one is."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from barometer.ingest import container, limits
from barometer.ingest.stop import Refused
from barometer.model import Message

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """Where a file's table lies, its name (for showing only), and the compressed format around it, if any."""

    path: Path
    name: str
    wrapped: tuple[str, ...] = ()


def unpacked(path: Path, name: str, folder: Path) -> Source:
    """The table of a file: in ``folder`` where it was compressed, else where it is.

    Only gzip, and zip with one file, are opened; a workbook stays as it is. Refused for a bomb, for a
    damaged archive, and for one within another.
    """
    with path.open("rb") as stream:
        head = stream.read(4)
    if head.startswith(b"\x1f\x8b"):
        return _written(_gunzipped(path), path, Source(folder / "inflated", PurePath(name).stem, ("gzip",)))
    if not head.startswith(b"PK\x03\x04"):
        return Source(path, name)
    try:
        with zipfile.ZipFile(path) as archive:
            member = container.only_member(archive)
            if member is None:
                return Source(path, name)
            inner = Source(folder / "inflated", PurePath(member.filename).name, ("zip",))
            return _written(container.member_chunks(archive, member), path, inner)
    except (zipfile.BadZipFile, ValueError):
        raise Refused(Message("ingest.refused.damaged", {"format": "zip"})) from None


def _written(chunks: Iterator[bytes], packed: Path, to: Source) -> Source:
    """All chunks on the disk, or Refused as soon as they show a bomb or another archive."""
    weight, size, form = packed.stat().st_size, 0, to.wrapped[0]
    try:
        with to.path.open("xb") as out:
            for chunk in chunks:
                if not size and chunk.startswith((b"\x1f\x8b", b"PK\x03\x04")):
                    raise Refused(Message("ingest.refused.nested", {"name": to.name}))
                size += out.write(chunk)
                container.weigh(size, weight, form)
    except zlib.error:
        raise Refused(Message("ingest.refused.damaged", {"format": form})) from None
    return to


def _gunzipped(path: Path) -> Iterator[bytes]:
    """The bytes of every member of a gzip file; what follows the last of them is not looked at."""
    with path.open("rb") as stream:
        rest = stream.read(_CHUNK)
        while rest.startswith(b"\x1f\x8b"):
            inflater = zlib.decompressobj(wbits=31)
            while not inflater.eof:
                if not rest:
                    rest = stream.read(_CHUNK)
                if not rest:
                    raise Refused(Message("ingest.refused.damaged", {"format": "gzip"}))
                yield inflater.decompress(rest, limits.MIB)
                rest = inflater.unconsumed_tail
            rest = inflater.unused_data or stream.read(_CHUNK)
            if len(rest) == 1:
                rest += stream.read(_CHUNK)

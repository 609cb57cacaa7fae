"""What a file is by its first bytes, and the one table that a gzip or zip holds.

A name says nothing: a workbook called .csv is a workbook. Compressed data is judged while it
inflates, so a bomb costs no more memory than a chunk.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from barometer.ingest import limits
from barometer.ingest.stop import Refused
from barometer.model import Message

_CHUNK = 1 << 16
_MAGIC = (
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "RIFF"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"SQLite format 3\0", "SQLite"),
    (b"MZ", "Windows program"),
    (b"\x7fELF", "Linux program"),
    (b"{\\rtf", "RTF"),
    (b"ARROW1", "Arrow"),
)
TABLE_FORMATS = frozenset({"text", "json", "xlsx", "ods", "xls", "parquet"})
WORKBOOKS = frozenset({"xlsx", "ods", "xls"})
_TEXT_NAMES = frozenset({".csv", ".tsv", ".txt", ".tab"})


@dataclass(frozen=True, slots=True)
class Payload:
    """A table's bytes out of whatever they came in.

    format   text, json, xlsx, ods, xls or parquet
    wrapped  the compressed formats around it, outermost first
    renamed  whether a text file's name hides a workbook or a Parquet file
    """

    format: str
    data: bytes
    name: str
    wrapped: tuple[str, ...] = ()
    renamed: bool = False


def open_payload(data: bytes, name: str) -> Payload:
    """The table inside ``data``. Refused where it is none, is too large, or is a bomb."""
    if len(data) > limits.UPLOAD_BYTES:
        raise Refused(Message("ingest.refused.too_large", {"limit": limits.UPLOAD_BYTES // limits.MIB}))
    kind = sniff(data)
    if kind == "gzip":
        return _unwrapped(_gunzip(data), PurePath(name).stem, "gzip", name)
    if kind == "zip":
        return _zip(data, name)
    if kind not in TABLE_FORMATS:
        raise Refused(Message("ingest.refused.not_a_table", {"format": kind}))
    renamed = kind in WORKBOOKS | {"parquet"} and PurePath(name).suffix.lower() in _TEXT_NAMES
    return Payload(kind, data, name, renamed=renamed)


def _unwrapped(data: bytes, inner_name: str, wrapper: str, name: str) -> Payload:
    if sniff(data) in {"gzip", "zip"}:
        raise Refused(Message("ingest.refused.nested", {"name": name}))
    inner = open_payload(data, inner_name)
    return replace(inner, wrapped=(wrapper, *inner.wrapped), renamed=False)


def sniff(data: bytes) -> str:
    """What the bytes are: one of TABLE_FORMATS, gzip, zip, or the name of what can't be read."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return _zip_kind(data) if kind == "zip" else kind
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "HTML"
    if head.startswith(b"<?xml"):
        return "XML"
    if head[:1] in (b"[", b"{") and _is_json(head):
        return "json"
    return "text"


def _is_json(head: bytes) -> bool:
    """A list of objects or an object, not a text line that begins with a bracket."""
    rest = head[1:].lstrip()
    return rest[:1] in ((b"{", b"[", b"]") if head[:1] == b"[" else (b'"', b"}"))


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and b"opendocument.spreadsheet" in _head(archive, "mimetype"):
                return "ods"
    except (zipfile.BadZipFile, ValueError, OSError):
        raise Refused(Message("ingest.refused.damaged", {"format": "zip"})) from None
    if any(n.startswith("xl/") for n in names):
        return "xlsx"
    if any(n.startswith(("word/", "ppt/")) for n in names):
        return "Word or PowerPoint"
    return "zip"


def _head(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        return stream.read(200)


def _gunzip(data: bytes) -> bytes:
    def chunks() -> Iterator[bytes]:
        rest = data
        while rest:
            inflater = zlib.decompressobj(wbits=31)
            while rest and not inflater.eof:
                yield inflater.decompress(rest, _CHUNK)
                rest = inflater.unconsumed_tail if not inflater.eof else inflater.unused_data
            if not inflater.eof:
                raise Refused(Message("ingest.refused.damaged", {"format": "gzip"}))
            if not rest.startswith(b"\x1f\x8b"):
                return

    try:
        return _inflate(chunks(), len(data), "gzip")
    except zlib.error:
        raise Refused(Message("ingest.refused.damaged", {"format": "gzip"})) from None


def _inflate(chunks: Iterator[bytes], packed: int, form: str) -> bytes:
    """All chunks, or Refused as soon as they show a bomb."""
    out = bytearray()
    for chunk in chunks:
        out += chunk
        weigh(len(out), packed, form)
    return bytes(out)


def weigh(inflated: int, packed: int, form: str) -> None:
    """Refused where ``inflated`` bytes out of ``packed`` are a bomb or more than is taken in."""
    if inflated > limits.UPLOAD_BYTES or (
        inflated > limits.INFLATED_FREE and inflated > limits.INFLATE_RATIO * max(packed, 1)
    ):
        weights = {"format": form, "size": inflated // limits.MIB, "packed": packed // 1024}
        raise Refused(Message("ingest.refused.bomb", weights))


def _zip(data: bytes, name: str) -> Payload:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        member = _one_member(archive)
        inner = _inflate(member_chunks(archive, member), len(data), "zip")
    return _unwrapped(inner, PurePath(member.filename).name, "zip", name)


def only_member(archive: zipfile.ZipFile) -> zipfile.ZipInfo | None:
    """The one file of an archive; None where the archive is itself a workbook or a document."""
    parts = {name.split("/")[0] for name in archive.namelist()}
    return None if parts & {"xl", "word", "ppt", "mimetype"} else _one_member(archive)


def _one_member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = [m for m in archive.infolist() if not _is_litter(m)]
    if len(members) != 1:
        names = tuple(m.filename[:80] for m in members[:6])
        raise Refused(Message("ingest.refused.zip_members", {"count": len(members), "names": names}))
    if members[0].flag_bits & 1:
        raise Refused(Message("ingest.refused.encrypted", {"format": "zip"}))
    return members[0]


def _is_litter(member: zipfile.ZipInfo) -> bool:
    parts = PurePath(member.filename).parts
    return member.is_dir() or "__MACOSX" in parts or parts[-1:] in {(".DS_Store",), ("Thumbs.db",)}


def member_chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of one file of an archive as they inflate. Refused where it is damaged."""
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
        raise Refused(Message("ingest.refused.damaged", {"format": "zip"})) from None


def weigh_workbook(data: bytes, form: str) -> None:
    """Refused where a workbook's parts inflate to a bomb: its reader would take them whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = 0
        for member in archive.infolist():
            for chunk in member_chunks(archive, member):
                size += len(chunk)
                weigh(size, len(data), form)

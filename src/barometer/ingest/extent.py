"""How far the sheets of a workbook reach: its reader lays out every cell up to the farthest filled one.

One space typed at the foot of a sheet makes a table of billions of cells out of one of twenty. That is
found in the sheet's own text, before the reader meets it, and said.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from io import BytesIO

from barometer.ingest.container import member_chunks
from barometer.ingest.stop import Refused
from barometer.model import Message

_ROOMY = 1_000_000
"""Cells up to which a sheet is laid out however empty it is."""
_SPARSE = 100
"""Fewer filled cells than one in so many: what reaches so far is no table."""
_LEAST = 15
"""Bytes of the shortest filled cell: '<c r="A1"><v>1'."""
_HEAD = 4096
_FILLED = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<[vfi]')
_DIMENSION = re.compile(rb'<dimension ref="(?:[A-Z]+\d+:)?([A-Z]{1,3})(\d{1,7})"')
_SHEET = re.compile(rb"<sheet\b[^>]*>")
_LINK = re.compile(rb"<Relationship\b[^>]*>")
_ODS = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(\s[^>]*)?>")
_ATTRIBUTE = re.compile(rb'([\w:-]+)="([^"]*)"')


Reach = tuple[str, int, int, int]
"""A sheet's name, its last row and column that hold something, and how many cells do."""


def judge(data: bytes, form: str) -> None:
    """Refused where a sheet of an xlsx or ods workbook reaches far beyond what it holds."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name, rows, columns, filled in _xlsx(archive) if form == "xlsx" else _ods(archive):
            cells = rows * columns
            if cells > _ROOMY and filled * _SPARSE < cells:
                corner = f"{_letters(columns)}{rows}"
                told = {"sheet": name, "cell": corner, "cells": cells, "filled": filled}
                raise Refused(Message("ingest.refused.far_cell", told))


def _xlsx(archive: zipfile.ZipFile) -> Iterator[Reach]:
    for name, member in _shown(archive):
        if _may_be_sparse(archive, member):
            yield name, *_reach(archive, member)


def _ods(archive: zipfile.ZipFile) -> Iterator[Reach]:
    """Its sheets, the hidden ones too: its reader lays them all out. What repeats stands once, counted."""
    member = next((one for one in archive.infolist() if one.filename == "content.xml"), None)
    if member is None or member.file_size >= _ROOMY * _LEAST:
        return
    name, row, column, times, found = "", 0, 0, 1, (0, 0, 0)
    for tag, told in _ODS.findall(b"".join(member_chunks(archive, member))):
        said = {key.decode(): value.decode("utf-8", "replace") for key, value in _ATTRIBUTE.findall(told)}
        if tag == b"table":
            yield name, *found
            name, row, found = unescape(said.get("table:name", "")), 0, (0, 0, 0)
        elif tag == b"table-row":
            times, column = int(said.get("table:number-rows-repeated", 1)), 0
            row += times
        else:
            again = int(said.get("table:number-columns-repeated", 1))
            column += again
            if "office:value-type" in said:
                found = max(found[0], row), max(found[1], column), found[2] + again * times
    yield name, *found


def _shown(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The sheets that are not hidden (all where every one is), each with the part that holds it."""
    parts = {member.filename: member for member in archive.infolist()}
    book, links = (parts.get(f"xl/{name}") for name in ("workbook.xml", "_rels/workbook.xml.rels"))
    if book is None or links is None:
        return
    where = {one.get("Id"): one.get("Target", "") for one in _tags(archive, links, _LINK)}
    sheets = _tags(archive, book, _SHEET)
    visible = [one for one in sheets if one.get("state", "visible") == "visible"]
    for one in visible or sheets:
        target = where.get(one.get("r:id", ""), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in parts:
            yield unescape(one.get("name", "")), parts[path]


def _tags(archive: zipfile.ZipFile, member: zipfile.ZipInfo, tag: re.Pattern[bytes]) -> list[dict[str, str]]:
    """The attributes of each tag of one kind."""
    text = b"".join(member_chunks(archive, member))
    found = (_ATTRIBUTE.findall(one) for one in tag.findall(text))
    return [{name.decode(): value.decode("utf-8", "replace") for name, value in one} for one in found]


def _may_be_sparse(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a sheet is worth reading twice: by its size it can't fill what it says it spans."""
    with archive.open(member) as stream:
        said = _DIMENSION.search(stream.read(_HEAD))
    if said is None:
        return member.file_size < _ROOMY * _LEAST
    cells = int(said[2]) * _number(said[1])
    return cells > _ROOMY and member.file_size < 2 * _LEAST * cells


def _reach(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[int, int, int]:
    """The last row and column that hold something, and how many cells do."""
    rows = columns = filled = 0
    rest = b""
    for chunk in (*member_chunks(archive, member), b""):
        text = rest + chunk
        cut = text.rfind(b"<c ") if chunk else len(text)
        for letters, row in _FILLED.findall(text[:cut] if cut > 0 else b""):
            rows, columns, filled = max(rows, int(row)), max(columns, _number(letters)), filled + 1
        rest = text[max(cut, 0) :]
    return rows, columns, filled


def _number(letters: bytes) -> int:
    """A column's number: A is 1, XFD 16,384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(65 + place) + letters
    return letters

"""A large compressed file inflates to the disk, under the same limits as a small one in memory."""

from __future__ import annotations

import gzip
import hashlib
import io
import random
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from barometer.ingest import inflated, limits, parsing
from barometer.ingest.result import Status
from barometer.ingest.stop import Refused
from tests.ingest.test_bulk import HEAD, made


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


TABLE = b"company;count\nA;1\n" * 1_000
GOOD = {
    "one.csv.gz": (gzip.compress(TABLE), ("gzip",), "one.csv"),
    "two_members.gz": (gzip.compress(TABLE[:900]) + gzip.compress(TABLE[900:]), ("gzip",), "two_members"),
    "one.zip": (zipped({"a/one.csv": TABLE, "__MACOSX/x": b"1"}), ("zip",), "one.csv"),
    "plain.csv": (TABLE, (), "plain.csv"),
}


@pytest.mark.parametrize("name", GOOD)
def test_the_table_is_found(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inflated, "_CHUNK", 101)
    data, wrapped, inner = GOOD[name]
    (tmp_path / "upload").write_bytes(data)
    found = inflated.unpacked(tmp_path / "upload", name, tmp_path)
    assert (found.path.read_bytes(), found.wrapped, found.name) == (TABLE, wrapped, inner)


def test_a_workbook_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "upload").write_bytes(zipped({"xl/workbook.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}))
    assert inflated.unpacked(tmp_path / "upload", "a.xlsx", tmp_path).path == tmp_path / "upload"


BAD = {
    "cut": (gzip.compress(random.Random(1).randbytes(5_000))[:-900], "damaged"),
    "torn": (gzip.compress(TABLE)[:60] + b"\xff" * 30, "damaged"),
    "torn_zip": (zipped({"a.csv": TABLE})[:90], "damaged"),
    "two_files": (zipped({"a.csv": TABLE, "b.csv": TABLE}), "zip_members"),
    "nested": (gzip.compress(gzip.compress(TABLE)), "nested"),
    "bomb": (gzip.compress(b"0" * 200_000), "bomb"),
    "bomb_zip": (zipped({"a.csv": b"0" * 200_000}), "bomb"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_table_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "INFLATED_FREE", 10_000)
    data, why = BAD[name]
    (tmp_path / "upload").write_bytes(data)
    with pytest.raises(Refused) as refused:
        inflated.unpacked(tmp_path / "upload", f"{name}.gz", tmp_path)
    assert refused.value.message.id == f"ingest.refused.{why}"


@pytest.mark.parametrize("form", ["gzip", "zip"])
def test_a_large_archive_is_imported_from_the_disk(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BULK_BYTES", 1_000)
    monkeypatch.setattr(parsing, "_UNPACKED_FROM", 100)
    text = "".join(f"{line}\n" for line in [HEAD, *made(400)]).encode()
    data = gzip.compress(text) if form == "gzip" else zipped({"a.csv": text})
    path, staging = tmp_path / "upload", tmp_path / "staging"
    path.write_bytes(data)
    staging.mkdir()
    blank = dict.fromkeys(("crosswalk", "register", "today", "recipe", "home"), "")
    told = {
        "path": str(path),
        "name": "a.csv",
        "kind": "any",
        "columns": None,
        "answers": {},
        "staging": str(staging),
    }
    result = parsing._answered({**blank, **told}, io.BytesIO(), io.StringIO())
    assert (result.status, result.kind, result.account.used) == (Status.ACCEPTED, "complaints", 400)
    assert (result.sha256, result.wrapped) == (hashlib.sha256(data).hexdigest(), (form,))
    assert pq.read_table(dict(result.tables)["rows"]).num_rows == 400
    assert not (staging / "inflated").exists()

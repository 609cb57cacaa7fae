"""read_raw on polluted files: what it reads is right, and what it can't tell it sets aside."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from barometer.ingest import read_raw
from barometer.ingest.stop import Refused
from tests.ingest import pollution


def read(tmp_path: Path, data: bytes, name: str = "x.csv") -> tuple[list[str], list[list[str]]]:
    (tmp_path / name).write_bytes(data)
    return read_raw(tmp_path / name)


@pytest.mark.parametrize("case", list(pollution.whole_files()), ids=lambda c: c.name)
def test_a_polluted_file_reads_as_its_clean_version(case: pollution.Case, tmp_path: Path) -> None:
    assert read(tmp_path, case.data) == (case.header, case.rows)


def test_one_damaged_row_costs_itself_alone(tmp_path: Path) -> None:
    scores, wrong = [], []
    for case in pollution.damaged_rows(every=5):
        total, bad = pollution.score(case, *read(tmp_path, case.data))
        scores.append(total)
        wrong += [case.name] * bad
    assert len(scores) > 300
    assert sum(scores) / len(scores) > 9.95
    # a header that lost a delimiter can't be told from one that never had it
    assert [name for name in wrong if not name.startswith("less_0_")] == []


def test_a_stray_quote_stays_in_its_cell(tmp_path: Path) -> None:
    rows = "".join(f'{i};"text; {i}";{i * 2}\n' for i in range(8))
    _, found = read(tmp_path, f'a;b;c\n{rows}"9;"nine";18\n10;"x";20\n'.encode())
    assert found[8:] == [['"9', "nine", "18"], ["10", "x", "20"]]


def test_line_breaks_in_quotes_are_text(tmp_path: Path) -> None:
    _, rows = read(tmp_path, b'id,text,n\n1,"a\r\nb\r\n\r\nc",2\n2,"d",3\n3,e,4\n')
    assert rows[0] == ["1", "a\nb\n\nc", "2"]


def test_a_gzip_a_zip_and_a_workbook_hold_the_same_table(tmp_path: Path) -> None:
    plain = "Ville,Note\nNîmes,4\nÉvry,3\n".encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("__MACOSX/._a.csv", b"junk")
        archive.writestr("a.csv", plain)
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as made:
        sheet = made.add_worksheet()
        for i, row in enumerate([["Ville", "Note"], ["Nîmes", 4], ["Évry", 3]]):
            sheet.write_row(i, 0, row)
    expected = (["Ville", "Note"], [["Nîmes", "4"], ["Évry", "3"]])
    records = json.dumps([{"Ville": "Nîmes", "Note": 4}, {"Ville": "Évry", "Note": 3}]).encode()
    for data, name in (
        (plain, "a.csv"),
        (gzip.compress(plain), "a.csv.gz"),
        (packed.getvalue(), "a.zip"),
        (book.getvalue(), "a.xlsx"),
        (records, "a.json"),
    ):
        assert read(tmp_path, data, name) == expected, name


def test_parquet_keeps_its_types_as_text(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet

    table = pa.table({"jour": [dt.date(2024, 1, 15), None], "n": [3, 4], "part": [0.5, 2.0]})
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    rows = [["2024-01-15", "3", "0.5"], ["", "4", "2"]]
    assert read_raw(tmp_path / "a.parquet") == (["jour", "n", "part"], rows)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 ...", "ingest.refused.not_a_table"),
        (b"\x89PNG\r\n\x1a\n....", "ingest.refused.not_a_table"),
        (b"<!DOCTYPE html><html><table></table>", "ingest.refused.not_a_table"),
        (gzip.compress(b"a,b\n1,2\n")[:-9], "ingest.refused.damaged"),
        (gzip.compress(gzip.compress(b"a,b\n")), "ingest.refused.nested"),
        (gzip.compress(b"0" * (80 << 20), 9), "ingest.refused.bomb"),
        (b"PK\x03\x04 not a zip", "ingest.refused.damaged"),
    ],
    ids=["pdf", "png", "html", "cut_gzip", "nested", "bomb", "cut_zip"],
)
def test_what_is_no_table_is_named(data: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path, data)
    assert refused.value.message.id == said


NUMBERS = [[str(i), f"{i * 1.375:.3f}", f"{50 - i * 2.25:.2f}", str(i * i)] for i in range(1, 16)]
HEADER = ["id", "x", "y", "z"]
NAMED = [
    ["Company", "Month", "Region"],
    *(["Union & Sons Bank", f"2024-0{i}", "South West"] for i in range(1, 7)),
]


def joined(rows: list[list[str]], delimiter: str = ",") -> str:
    return "".join(delimiter.join(row) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("text", "header", "rows"),
    [
        ("".join(" ".join(f"{c:>8}" for c in r) + "\n" for r in [HEADER, *NUMBERS]), HEADER, NUMBERS),
        ("".join(" ".join(f"{c:>8}" for c in r) + "\n" for r in NUMBERS), [], NUMBERS),
        (joined(NUMBERS, " "), [], NUMBERS),
        (
            "".join("".join(c.ljust(w) for c, w in zip(r, (22, 12, 20), strict=True)) + "\n" for r in NAMED),
            NAMED[0],
            NAMED[1:],
        ),
        ("Station: Lyon\nOperator: X\n\n" + joined([HEADER, *NUMBERS]), HEADER, NUMBERS),
        ("Station,Lyon\nDate,2019-03-01\n\n" + joined([HEADER, *NUMBERS]), HEADER, NUMBERS),
        ("This file, made by us, holds, many, things\n" + joined([HEADER, *NUMBERS]), HEADER, NUMBERS),
        (
            joined([HEADER, ["-", "mm", "mm", "kg"], *NUMBERS]),
            ["id -", "x mm", "y mm", "z kg"],
            NUMBERS,
        ),
        (joined([HEADER, *NUMBERS]) + "\nNotes\n1. blah, blah\n2. blah\n", HEADER, NUMBERS),
        (joined([HEADER, *NUMBERS]) + "\nname,city\nAnna,3\nBob,4\n", HEADER, NUMBERS),
        (joined([[*HEADER, "w"], *NUMBERS]), [*HEADER, "w"], [[*row, ""] for row in NUMBERS]),
        (
            joined([HEADER, *(row[: 4 if i % 3 else 3] for i, row in enumerate(NUMBERS))]),
            HEADER,
            [row if i % 3 else [*row[:3], ""] for i, row in enumerate(NUMBERS)],
        ),
        (
            "".join(f'"{line}"\n' for line in joined([HEADER, *NUMBERS]).splitlines()),
            HEADER,
            NUMBERS,
        ),
    ],
    ids=[
        "aligned_by_spaces",
        "aligned_without_header",
        "spaces_without_header",
        "fixed_places",
        "lines_above",
        "pairs_above",
        "sentence_with_commas_above",
        "units_below_the_header",
        "notes_below",
        "second_table_below",
        "rows_shorter_than_the_header",
        "many_rows_end_early",
        "lines_quoted_whole",
    ],
)
def test_a_file_as_instruments_and_offices_write_it(
    text: str, header: list[str], rows: list[list[str]], tmp_path: Path
) -> None:
    assert read(tmp_path, text.encode()) == (header, rows)

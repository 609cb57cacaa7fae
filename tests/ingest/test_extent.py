"""A stray cell at the far end of a sheet, a table too large for its format: each named as what it is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from barometer.ingest import extent
from barometer.ingest.child import import_file
from barometer.ingest.importing import import_bytes
from barometer.ingest.result import ImportResult
from barometer.ingest.stop import Refused
from barometer.messages import LANGUAGES, say

Cells = Mapping[tuple[int, int], object]
LAST = (1_048_575, 16_383)
TABLE: Cells = {
    (0, 0): "company", (0, 1): "satisfaction_pct", (0, 2): "date",
    (1, 0): "Plusnet", (1, 1): 91, (1, 2): "2018-01-31",
}  # fmt: skip


def book(*sheets: Cells, hidden: tuple[int, ...] = ()) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    for number, cells in enumerate(sheets):
        sheet = made.add_worksheet(f"Sheet & {number}")
        for (row, column), value in cells.items():
            sheet.write(row, column, value)
        if number in hidden:
            sheet.hide()
    made.close()
    return out.getvalue()


def without_dimension(data: bytes) -> bytes:
    """The workbook as programs write it that do not say how far a sheet reaches."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"<dimension [^>]*>", b"", old.read(name)))
    return out.getvalue()


def read(data: bytes, name: str = "figures.xlsx") -> ImportResult:
    return import_file(data, name, "claims")


@pytest.mark.parametrize("spot", [LAST, (LAST[0], 0), (LAST[0], 2), (60_000, 20)])
@pytest.mark.parametrize("said", [True, False])
def test_a_cell_far_from_the_table_is_named(spot: tuple[int, int], said: bool) -> None:
    data = book({**TABLE, spot: " x"})
    result = read(data if said else without_dimension(data))
    assert result.error is not None and result.error.id == "ingest.refused.far_cell"
    told = result.error.params
    rows, columns = spot[0] + 1, max(spot[1], 2) + 1
    assert (told["sheet"], told["cells"], told["filled"]) == ("Sheet & 0", rows * columns, 7)
    assert str(told["cell"]).endswith(str(rows))
    for lang in LANGUAGES:
        assert str(told["cell"]) in say(result.error, lang)


def test_one_cell_alone_at_the_corner() -> None:
    error = read(book({LAST: "x"})).error
    assert error is not None and error.params["cell"] == "XFD1048576"
    assert "1 holds something" in say(error, "en") and "1 contient quelque chose" in say(error, "fr")


@pytest.mark.parametrize("said", [True, False])
def test_what_is_roomy_but_no_trap_is_read(said: bool) -> None:
    # formats far away fill nothing; a hidden sheet is not read; some rows further down are
    for data in (book(TABLE, {LAST: "x"}, hidden=(1,)), book({**TABLE, (9000, 5): "x"}), formatted()):
        result = read(data if said else without_dimension(data))
        assert result.status.value == "accepted", result.error
        assert result.account.used == 1


def formatted() -> bytes:
    """A table in a sheet whose last cell has a colour and no value."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = made.add_worksheet()
    for (row, column), value in TABLE.items():
        sheet.write(row, column, value)
    sheet.write_blank(*LAST, None, made.add_format({"bg_color": "#eeeeee"}))
    made.close()
    return out.getvalue()


def test_a_full_sheet_is_not_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    full = book({(row, column): row * column for row in range(4200) for column in range(250)})

    def never(*_: object) -> tuple[int, int, int]:
        raise AssertionError("read twice")

    monkeypatch.setattr(extent, "_reach", never)
    extent.judge(full, "xlsx")
    with pytest.raises(AssertionError):
        extent.judge(book({LAST: "x"}), "xlsx")


def test_cells_across_the_pieces_of_a_sheet_are_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    data = book({**TABLE, LAST: "x"})

    def pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> list[bytes]:
        whole = archive.read(member)
        return [whole[at : at + 7] for at in range(0, len(whole), 7)]

    monkeypatch.setattr(extent, "member_chunks", pieces)
    with pytest.raises(Refused) as refused:
        extent.judge(data, "xlsx")
    assert refused.value.message.params["filled"] == 7


def ods(far: str) -> bytes:
    """The same table as LibreOffice writes it: what repeats is counted; ``far`` are rows below it."""
    spaces = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    }
    words = [[str(TABLE[row, column]) for column in range(3)] for row in range(2)]
    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in words)
    said = " ".join(f'xmlns:{name}="{uri}"' for name, uri in spaces.items())
    body = "<office:spreadsheet><table:table table:name='F'/><table:table table:name=\"Une &amp; deux\">"
    body += f"{rows}{far}</table:table></office:spreadsheet>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr(
            "content.xml",
            f"<office:document-content {said}><office:body>{body}</office:body></office:document-content>",
        )
        made.writestr("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest='urn:x'/>")
    return out.getvalue()


def cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def empty(rows: int, columns: int) -> str:
    """Cells without a value, as many as a sheet has."""
    inside = f'<table:table-cell table:number-columns-repeated="{columns}"/>'
    return f'<table:table-row table:number-rows-repeated="{rows}">{inside}</table:table-row>'


def test_an_open_document_s_far_cell_is_named_too() -> None:
    for place, columns in (("", 3), ('<table:table-cell table:number-columns-repeated="16383"/>', 16_384)):
        far = f"{empty(1_048_573, 16_384)}<table:table-row>{place}{cell('x')}</table:table-row>"
        error = read(ods(far), "figures.ods").error
        assert error is not None and error.id == "ingest.refused.far_cell"
        told = error.params
        assert (told["sheet"], told["cells"], told["filled"]) == ("Une & deux", 1_048_576 * columns, 7)
    for filler in ("", empty(1_048_574, 16_384)):
        assert read(ods(filler), "figures.ods").account.used == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_parquet_file_of_many_rows_is_not_told_to_become_parquet(lang: str) -> None:
    codes = pa.array(np.zeros(12_000_000, dtype="int8"))
    columns = {
        name: pa.DictionaryArray.from_arrays(codes, pa.array([word]))
        for name, word in (("company", "Plusnet"), ("date received", "2018-01-01"))
    }
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    result = import_bytes(out.getvalue(), "big.parquet", "complaints")
    assert result.error is not None and result.error.id == "ingest.refused.too_many_cells"
    sentence = say(result.error, lang)
    assert result.error.params["cells"] == 24_000_000
    advice = sentence.partition({"en": "are read.", "fr": "sont lues."}[lang])[2]
    assert "CSV" in advice and "Parquet" not in advice

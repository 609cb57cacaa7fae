"""What one cell may say: numbers, dates, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from barometer.ingest import columns
from barometer.ingest.moments import moment
from barometer.ingest.numerals import figure, numeral
from barometer.model import Qualifier

TODAY = dt.date(2025, 6, 1)
NEITHER = (None, None)


@pytest.mark.parametrize(
    ("written", "pair"),
    [
        ("1234", (1234, 1234)),
        ("1.234", (1.234, 1234)),
        ("1,234", (1234, 1.234)),
        ("68,5", (None, 68.5)),
        ("68.25", (68.25, None)),
        ("0.123", (0.123, None)),
        ("1 234", (1234, 1234)),
        ("12 345,5", (None, 12345.5)),
        ("1.234.567", (None, 1234567)),
        ("1,234.5", (1234.5, None)),
        ("1.234,5", (None, 1234.5)),
        ("1'234", (1234, 1234)),
        ("-3", (-3, -3)),
        ("1 23", NEITHER),
        ("12.34.56", NEITHER),
        ("1.2,3.4", NEITHER),
        ("", NEITHER),
    ],
)
def test_a_numeral_has_one_value_for_each_decimal_mark(written: str, pair: tuple[float, float]) -> None:
    assert numeral(written) == pair


@pytest.mark.parametrize(
    ("cell", "form", "pair"),
    [
        ("n.d.", "missing", NEITHER),
        ("..", "missing", NEITHER),
        (" ", "blank", NEITHER),
        ("(5)", "number", (-5, -5)),
        ("68 %", "number", (68, 68)),
        ("68\u00a0%", "number", (68, 68)),
        ("12\u202f345", "number", (12345, 12345)),
        ("−3", "number", (-3, -3)),
        ("931 (1)", "number", (931, 931)),
        ("45*", "number", (45, 45)),
        ("4,2/5", "number", (None, 4.2)),
        ("env. 70 %", "number", (70, 70)),
        ("1\u200b234", "number", (1234, 1234)),
        ("１２", "number", (12, 12)),
        ("<5", "bound", (5, 5)),
        ("> 90 %", "bound", (90, 90)),
        ("65-70 %", "range", (65, 65)),
        ("12k", "multiplier", NEITHER),
        ("1,2 million", "multiplier", NEITHER),
        ("1E3", "exponent", NEITHER),
        ("beaucoup", "none", NEITHER),
        ("=1+1", "none", NEITHER),
    ],
)
def test_a_cell_says_what_it_says(cell: str, form: str, pair: tuple[float, float]) -> None:
    assert (figure(cell).form, figure(cell).pair) == (form, pair)


def test_bounds_keep_their_side() -> None:
    assert figure("< 5").qualifier is Qualifier.AT_MOST
    assert figure("plus de 90 %").qualifier is Qualifier.AT_LEAST
    assert figure("environ 1 200").qualifier is Qualifier.APPROX


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("2024-01-15", {"any": "2024-01-15"}),
        ("15/01/2024", {"dmy": "2024-01-15"}),
        ("01/15/2024", {"mdy": "2024-01-15"}),
        ("04/05/2024", {"dmy": "2024-05-04", "mdy": "2024-04-05"}),
        ("05/05/2024", {"any": "2024-05-05"}),
        ("15.01.2024", {"any": "2024-01-15"}),
        ("2024-01-15T10:30:00Z", {"any": "2024-01-15"}),
        ("15/01/2024 10:30", {"dmy": "2024-01-15"}),
        ("15 janvier 2024", {"any": "2024-01-15"}),
        ("1er mars 2024", {"any": "2024-03-01"}),
        ("Jan 15, 2024", {"any": "2024-01-15"}),
        ("janv. 2024", {"any": "2024-01"}),
        ("févr-24", {"any": "2024-02"}),
        ("AOÛT 2024", {"any": "2024-08"}),
        ("03/2024", {"any": "2024-03"}),
        ("2024", {"any": "2024"}),
        ("T1 2024", {"any": "2024-01-01"}),
        ("2024-Q3", {"any": "2024-07-01"}),
        ("S2 2024", {"any": "2024-07-01"}),
        ("20240115", {"any": "2024-01-15"}),
    ],
)
def test_a_date_has_one_day_for_each_order(written: str, spans: dict[str, str]) -> None:
    assert {order: span.iso() for order, span in moment(written).spans.items()} == spans


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("31/02/2024", "impossible"),
        ("29/02/2023", "impossible"),
        ("2024-13-01", "impossible"),
        ("00/01/1900", "impossible"),
        ("45306", "serial"),
        ("hier", "none"),
        ("n.d.", "missing"),
    ],
)
def test_what_is_no_date_is_none(written: str, form: str) -> None:
    assert (moment(written).form, dict(moment(written).spans)) == (form, {})


def test_a_quarter_spans_its_days() -> None:
    span = moment("T2 2024").spans["any"]
    assert (span.start, span.end, span.grain) == (dt.date(2024, 4, 1), dt.date(2024, 6, 30), "quarter")


def read(type_: str, cells: list[object], **answers: str) -> columns.Column:
    return columns.read("x", "X", type_, cells, answers, TODAY)


def test_one_unmistakable_cell_decides_the_whole_column() -> None:
    found = read("number", ["1.234", "56,5"])
    assert (found.how, found.value("1.234").value) == ("comma", 1234)
    assert read("number", ["1.234", "56.5"]).value("1.234").value == 1.234


def test_a_column_that_reads_two_ways_is_asked_about_with_both() -> None:
    asked = read("number", ["1.234", "2.345"]).asked
    assert asked is not None
    assert {c.id: c.samples[0] for c in asked.choices} == {
        "comma": ("1.234", "1234"),
        "point": ("1.234", "1.234"),
    }
    assert read("period", ["04/05/2024", "06/07/2024"]).asked is not None
    assert read("period", ["04/05/2024", "25/07/2024"]).value("04/05/2024").value == "2024-05-04"
    assert read("period", ["04/05/2024", "07/25/2024"]).value("04/05/2024").value == "2024-04-05"
    assert read("period", ["04/05/2024", "25/07/2024", "07/25/2024"]).asked is not None


def test_a_count_can_only_be_whole() -> None:
    found = read("count", ["1.234", "2.345"])
    assert (found.asked, found.value("1.234").value, len(found.remarks)) == (None, 1234, 1)
    mixed = read("count", ["1.234", "2.5"])
    assert [mixed.value(c).fault is not None for c in ("1.234", "2.5")] == [True, True]


def test_numbers_that_a_workbook_types_are_not_reread() -> None:
    found = read("number", [1.234, 2])
    assert (found.asked, found.value(1.234).value, found.value(2).value) == (None, 1.234, 2)
    assert read("period", [dt.date(2024, 1, 5)]).value(dt.date(2024, 1, 5)).value == "2024-01-05"
    assert read("count", [True]).value(True).fault is not None

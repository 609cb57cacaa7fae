"""Dates by two ends, by their last month, by business years, and months that may be days."""

from __future__ import annotations

import datetime as dt

import pytest

from barometer.ingest import columns
from barometer.ingest.moments import moment
from barometer.ingest.stretches import business_span

TODAY = dt.date(2025, 6, 1)


def read(cells: list[object], **answers: str) -> columns.Column:
    return columns.read("period", "X", "period", cells, {f"{k}:X": v for k, v in answers.items()}, TODAY)


def days(cell: str) -> str:
    span = moment(cell).spans["any"]
    return f"{span.start}/{span.end}"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Jan-Mar 2024", "2024-01-01/2024-03-31"),
        ("janvier à mars 2024", "2024-01-01/2024-03-31"),
        ("avril-juin 2024", "2024-04-01/2024-06-30"),
        ("Jul–Sep 2024", "2024-07-01/2024-09-30"),
        ("Apr 2023 - Mar 2024", "2023-04-01/2024-03-31"),
        ("du 1er juillet au 30 septembre 2024", "2024-07-01/2024-09-30"),
        ("2024-07-01/2024-09-30", "2024-07-01/2024-09-30"),
        ("Year ending March 2024", "2023-04-01/2024-03-31"),
        ("12 months to June 2024", "2023-07-01/2024-06-30"),
        ("year ended 31 March 2024", "2023-04-01/2024-03-31"),
        ("1T23", "2023-01-01/2023-03-31"),
        ("T1'23", "2023-01-01/2023-03-31"),
        ("Q1, 2024", "2024-01-01/2024-03-31"),
        ("First half 2024", "2024-01-01/2024-06-30"),
        ("deuxième semestre 2023", "2023-07-01/2023-12-31"),
        ("2024M02", "2024-02-01/2024-02-29"),
        ("M02 2024", "2024-02-01/2024-02-29"),
        ("2024_02", "2024-02-01/2024-02-29"),
        ("202402", "2024-02-01/2024-02-29"),
        ("2023.0", "2023-01-01/2023-12-31"),
        ("année 2023", "2023-01-01/2023-12-31"),
        ("Mon, 15 Jan 2024", "2024-01-15/2024-01-15"),
        ("mar. 15 janv. 2024", "2024-01-15/2024-01-15"),
        ("mar 15, 2024", "2024-03-15/2024-03-15"),
        ("janv. 24", "2024-01-01/2024-01-31"),
    ],
)
def test_a_stretch_spans_its_days(written: str, expected: str) -> None:
    assert days(written) == expected


@pytest.mark.parametrize(
    "written", ["Dec-Feb 2024", "2020-2024", "Q1 FY24", "201112", "24/25", "Spring 2024"]
)
def test_what_names_no_days_for_certain_is_none(written: str) -> None:
    assert moment(written).form == "none"


def test_two_ends_keep_the_order_of_day_and_month_open() -> None:
    assert read(["01/02/2024 - 03/04/2024"]).asked is not None
    held = read(["04/01/2024-06/30/2024", "07/01/2024-09/30/2024"]).value("04/01/2024-06/30/2024")
    assert (held.start, held.end) == (dt.date(2024, 4, 1), dt.date(2024, 6, 30))


@pytest.mark.parametrize("cells", [["2023-24", "2022-23"], ["FY24", "FY23"], ["Exercice 2023", "FY2022"]])
def test_a_business_year_is_asked_for_its_first_month(cells: list[object]) -> None:
    asked = read(cells).asked
    assert asked is not None
    assert asked.message.id == "ingest.ask.business_years"
    assert ("january" in {c.id for c in asked.choices}) is (cells[0] != "2023-24")
    assert all(read(cells, split="years").value(cell).fault for cell in cells)


def test_a_business_year_spans_the_twelve_months_that_were_chosen() -> None:
    held = read(["2023-24", "2022-23"], split="april").value("2023-24")
    assert (held.value, held.start, held.end) == ("2023-04-01", dt.date(2023, 4, 1), dt.date(2024, 3, 31))
    called = business_span("FY24", "october")
    assert called is not None
    assert (called.start, called.end) == (dt.date(2023, 10, 1), dt.date(2024, 9, 30))
    assert business_span("2023-24", "january") is None


def test_a_lone_business_year_among_months_is_set_aside_unasked() -> None:
    found = read(["2023-01", "2023-02", "2023-03", "2023-24"])
    assert found.asked is None
    assert found.value("2023-24").fault is not None


def test_months_that_may_be_years_over_two_are_asked_about() -> None:
    cells: list[object] = ["2011-12", "2010-11"]
    asked = read(cells).asked
    assert asked is not None
    assert {"months", "april", "years"} <= {c.id for c in asked.choices}
    assert read(cells, split="months").value("2011-12").value == "2011-12"
    assert read(cells, split="april").value("2011-12").end == dt.date(2012, 3, 31)


@pytest.mark.parametrize("cells", [["Jan 24", "Feb 24"], ["01/24", "02/24"]])
def test_a_month_that_may_be_a_day_is_asked_about(cells: list[object]) -> None:
    asked = read(cells).asked
    assert asked is not None
    assert asked.message.id == "ingest.ask.brief"
    held = read(cells, brief="months").value(cells[0])
    assert held.value == "2024-01"
    assert held.warning is not None


def test_a_short_year_at_either_end_is_asked_about() -> None:
    asked = read(["24-01-15", "24-02-16"]).asked
    assert asked is not None
    assert {c.id for c in asked.choices} == {"dmy", "ymd"}
    assert read(["99-01-15", "24-02-16"]).value("24-02-16").value == "2024-02-16"

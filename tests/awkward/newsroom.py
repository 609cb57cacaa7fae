"""Newsroom messes in which a wrong number hides: each gives the right one, a question, or a reason."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import xlsxwriter

from tests.awkward.table import (
    CLAIMS,
    COMPLAINTS,
    FRENCH,
    REPORTS,
    Case,
    claims,
    comma,
    complaints,
    lines,
    numbered,
    reports,
    text,
    with_cell,
    without,
)

TOLD = {"company": "Opérateur", "period": "Mois", "count": "Nombre de réclamations"}
LONG = {"company": "Company", "period": "Month", "count": "Complaints"}


def _named(name: str, data: str, at: dict[int, tuple[Any, ...]], **more: Any) -> Case:
    """A case of companies, periods and counts, in English."""
    stored = {line: dict(zip(LONG, values, strict=True)) for line, values in at.items()}
    return Case(name, data.encode(), "complaints", LONG, stored, **more)


def sums() -> Iterator[Case]:
    rows = complaints(8)
    made = lines(COMPLAINTS, rows)
    whole = sum(r["count"] for r in rows)
    for name, total in (
        ("above", f"Total;;{whole};;"),
        ("above_filled", f"Ensemble;2024-12;{whole};Tous;France"),
    ):
        topped = text([made[0], total, *made[1:]]).encode()
        yield Case(f"total_{name}", topped, "complaints", COMPLAINTS, numbered(rows, 3))
    part = sum(r["count"] for r in rows[5:])
    blocks = [*made[:6], f"Sous-total;;{whole - part};;", *made[6:], f"Sous-total banques;2024-01;{part};x;y"]
    at = {**dict(zip(range(2, 7), rows[:5], strict=True)), **dict(zip(range(8, 11), rows[5:], strict=True))}
    yield Case("subtotals_of_blocks", text(blocks).encode(), "complaints", COMPLAINTS, at)
    parts = [
        *made[:2],
        "dont fixe;2023-01;12;Panne;Réunion",
        "of which mobile;2023-01;25;Panne;Réunion",
        *made[2:],
    ]
    at = {2: rows[0], **dict(zip(range(5, 12), rows[1:], strict=True))}
    off = {3: "part_of", 4: "part_of"}
    yield Case("parts_of_the_row_above", text(parts).encode(), "complaints", COMPLAINTS, at, off)
    named = [{**r, "company": "Ensemble" if i == 3 else r["company"]} for i, r in enumerate(rows)]
    warned = {5: ["named_total"]}
    data = text(lines(COMPLAINTS, named)).encode()
    yield Case("company_named_as_totals_are", data, "complaints", COMPLAINTS, numbered(named), warned=warned)
    kept_back = "Company;Month;Complaints\nA;2024-01;<5\nB;2024-01;6\nC;2024-01;7\nTotal;2024-01;16\n"
    at = {2: ("A", "2024-01", None), 3: ("B", "2024-01", 6), 4: ("C", "2024-01", 7)}
    yield _named("total_of_counts_kept_back", kept_back, at, warned={2: ["number.bound"]})
    country = "Company;Month;Complaints\nA;2024-01;5\nB;2024-01;6\nFrance entière;2024-01;11\n"
    at = {2: ("A", "2024-01", 5), 3: ("B", "2024-01", 6)}
    yield _named("total_called_as_a_country", country, at)
    mean = "Company;Month;Complaints\nA;2024-01;5\nB;2024-01;6\nMarket average;2024-01;9\n"
    yield _named("average_that_is_weighted", mean, at, rejected={4: "maybe_total"})
    months = "Company;Month;Complaints\nTotal;2024-01;12\nA;2024-01;5\nB;2024-01;7\n"
    months += "A;2024-02;6\nB;2024-02;8\nTotal;2024-02;14\n"
    at = {3: ("A", "2024-01", 5), 4: ("B", "2024-01", 7), 5: ("A", "2024-02", 6), 6: ("B", "2024-02", 8)}
    yield _named("total_of_each_month", months, at)
    year = (
        "Company;Month;Complaints\nA;T1 2024;1\nA;T2 2024;2\nA;2024;3\nB;T1 2024;4\nB;T2 2024;5\nB;2024;9\n"
    )
    at = {
        2: ("A", "2024-01-01", 1),
        3: ("A", "2024-04-01", 2),
        5: ("B", "2024-01-01", 4),
        6: ("B", "2024-04-01", 5),
    }
    yield _named("year_beside_its_quarters", year, at, rejected={4: "longer_period", 7: "longer_period"})


def scales() -> Iterator[Case]:
    rows = claims(6)
    label = CLAIMS["satisfaction_pct"]
    marks = lines(CLAIMS, rows, satisfaction_pct=lambda v: comma(v / 20))
    data = text(marks).encode()
    yield Case("marks_as_percentages", data, "claims", CLAIMS, status="needs_choice", stops="ask.marks")
    kept = numbered([{**r, "satisfaction_pct": r["satisfaction_pct"] / 20} for r in rows])
    yield Case(
        "marks_as_percentages_answered", data, "claims", CLAIMS, kept, answers={f"marks:{label}": "percent"}
    )
    ones = text(lines(CLAIMS, rows, satisfaction_pct=lambda v: "1")).encode()
    yield Case("all_of_them_are_one", ones, "claims", CLAIMS, status="needs_choice", stops="ask.share")
    made = lines(CLAIMS, rows, **FRENCH)
    signed = text(with_cell(made, 3, 1, "+32")).encode()
    yield Case("a_change_as_percentage", signed, "claims", CLAIMS, without(numbered(rows), 3), {3: "signed"})
    tiny = text(with_cell(made, 3, 1, "0,92 %")).encode()
    kept = {**numbered(rows), 3: {**rows[1], "satisfaction_pct": 0.92}}
    yield Case("share_with_percent_sign", tiny, "claims", CLAIMS, kept, warned={3: ["number.tiny"]})
    held = {"company": "Opérateur", "period": "Trimestre", "value": "Abonnés (milliers)"}
    made = ["Opérateur;Trimestre;Abonnés (milliers)", "A;T1 2024;1 234,5", "B;T1 2024;900"]
    data = text(made).encode()
    yield Case("heading_in_thousands", data, "exposure", held, status="needs_choice", stops="ask.unit")
    values = {2: ("A", 1_234_500), 3: ("B", 900_000)}
    kept = {n: {"company": c, "period": "2024-01-01", "value": v} for n, (c, v) in values.items()}
    answer = {"unit:Abonnés (milliers)": "thousands"}
    yield Case("heading_in_thousands_answered", data, "exposure", held, kept, answers=answer)
    degrees = "Entreprise;Très satisfaits;Satisfaits;Pas satisfaits;Date\nA;20;65;15;2024-01-15\n"
    yield Case(
        "answers_by_degree", degrees.encode(), "claims", None, status="needs_choice", stops="ask.degrees"
    )
    marks = reports(10)
    zero = text(with_cell(lines(REPORTS, marks), 4, 2, "0")).encode()
    yield Case(
        "zero_among_marks_from_one", zero, "reports", REPORTS, without(numbered(marks), 4), {4: "zero_mark"}
    )
    rates = {"company": "Company", "period": "Month", "rate": "Complaints per 100,000"}
    data = b"Company;Month;Complaints per 100,000\nA;2024-01;5.1\nB;2024-01;6.2\n"
    kept = {n: {"company": c, "period": "2024-01", "rate": v} for n, c, v in ((2, "A", 5.1), (3, "B", 6.2))}
    yield Case("heading_of_a_rate_is_no_unit", data, "complaints", rates, kept)
    withheld = with_cell(with_cell(lines(COMPLAINTS, complaints()), 2, 2, "s"), 3, 2, "5 ou moins")
    kept = numbered(complaints())
    kept = {**kept, 2: {**kept[2], "count": None}, 3: {**kept[3], "count": None}}
    warned = {2: ["number.missing"], 3: ["number.bound"]}
    data = text(withheld).encode()
    yield Case("counts_kept_back", data, "complaints", COMPLAINTS, kept, warned=warned)


def tables() -> Iterator[Case]:
    rows = complaints(8)
    made = lines(COMPLAINTS, rows)
    later = [*made[:6], *(line.replace(";", ",") for line in made[6:])]
    off = dict.fromkeys((7, 8, 9), "too_few_cells")
    data = text(later).encode()
    yield Case("last_rows_cut_otherwise", data, "complaints", COMPLAINTS, numbered(rows[:5]), off)
    ruled = [made[0], "---;---;---;---;---", *made[1:]]
    yield Case("rule_under_the_header", text(ruled).encode(), "complaints", COMPLAINTS, numbered(rows, 3))
    piped = ["| " + line.replace(";", " | ") + " |" for line in made]
    piped.insert(1, "|---|---|---|---|---|")
    yield Case("table_of_pipes", text(piped).encode(), "complaints", COMPLAINTS, numbered(rows, 3))
    quoted = [f'"{line}"' for line in made]
    yield Case("lines_quoted_whole", text(quoted).encode(), "complaints", COMPLAINTS, numbered(rows))
    numbers = [made[0], *(f"{i};{line}" for i, line in enumerate(made[1:], 1))]
    yield Case(
        "rows_numbered_without_heading", text(numbers).encode(), "complaints", COMPLAINTS, numbered(rows)
    )
    under = "Company;Month;Complaints\nA;2024-01;1\nB;2024-02;2\nC;2024-03;2\n"
    at = {2: ("A", "2024-01", 1), 3: ("B", "2024-02", 2), 4: ("C", "2024-03", 2)}
    second = "Company;Month;Satisfaction\nA;2024-01;81\nB;2024-02;72\n"
    off = dict.fromkeys((5, 6, 7), "second_table")
    yield _named("second_table_right_below", under + second, at, rejected=off)
    yield _named("the_same_table_twice", under + under, at, rejected=dict.fromkeys((6, 7, 8), "second_table"))
    empty = "Company;Month;Complaints;Note\nA;2024-01;;x\nB;2024-02;;y\n"
    at = {2: ("A", "2024-01", None), 3: ("B", "2024-02", None)}
    yield _named("column_without_a_cell", empty, at, warned={None: ["column.empty"]})
    split = "Company;Year;Month;Complaints\nA;2024;1;10\nA;2024;2;12\nB;2024;1;5\n"
    at = {2: ("A", "2024-01", 10), 3: ("A", "2024-02", 12), 4: ("B", "2024-01", 5)}
    yield _named("year_and_month_apart", split, at, warned={None: ["column.together"]})
    quarters = {"company": "Opérateur", "period": "Année", "count": "Plaintes"}
    data = "Opérateur;Année;Trimestre;Plaintes\nA;2024;T1;10\nA;2024;T2;12\n".encode()
    kept = {
        n: {"company": "A", "period": p, "count": c}
        for n, p, c in ((2, "2024-01-01", 10), (3, "2024-04-01", 12))
    }
    yield Case("year_and_quarter_apart", data, "complaints", quarters, kept)


def workbooks() -> Iterator[Case]:
    told = {"company": "Opérateur", "period": "Mois", "count": "Plaintes"}
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name, times in (("Données", 1), ("ancien", 10)):
            sheet = book.add_worksheet(name)
            for i, row in enumerate([[*told.values()], ["A", "2024-01", times], ["B", "2024-02", 2 * times]]):
                sheet.write_row(i, 0, row)
        book.get_worksheet_by_name("ancien").hide()
    kept = {
        2: {"company": "A", "period": "2024-01", "count": 1},
        3: {"company": "B", "period": "2024-02", "count": 2},
    }
    yield Case("hidden_sheet", file.getvalue(), "complaints", told, kept, file="a.xlsx")
    table = pa.table(
        {"Opérateur": ["A", "B"], "Mois": ["2024-01", "2024-02"], "Plaintes": [1.0, float("nan")]}
    )
    data = io.BytesIO()
    parquet.write_table(table, data)
    kept = {
        1: {"company": "A", "period": "2024-01", "count": 1},
        2: {"company": "B", "period": "2024-02", "count": None},
    }
    yield Case("parquet_nan", data.getvalue(), "complaints", told, kept, file="a.parquet")
    widths = (24, 10, 24)
    made = [
        told.values(),
        ("Réseau Opale", "2024-01", "12"),
        ("Éclair & Fils", "2024-02", "7"),
        ("Cars du Lac", "2024-03", "9"),
    ]
    fixed = ["".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in made]
    kept = {n: dict(zip(told, (c, p, int(v)), strict=True)) for n, (c, p, v) in enumerate(made[1:], 2)}
    yield Case("columns_at_fixed_places", text(fixed).encode(), "complaints", told, kept)


def periods() -> Iterator[Case]:
    rows = complaints(4)
    for name, cells, stops in (
        ("business_years", ("2023-24", "2022-23", "2021-22", "2020-21"), "ask.business_years"),
        ("fiscal_years", ("FY24", "FY23", "FY22", "FY21"), "ask.business_years"),
        ("months_or_days", ("Jan 24", "Feb 24", "Mar 24", "Apr 24"), "ask.brief"),
        ("short_year_first_or_last", ("24-01-15", "24-02-16", "24-03-17", "24-04-18"), "ask.dates"),
    ):
        made = lines(COMPLAINTS, [{**r, "period": c} for r, c in zip(rows, cells, strict=True)])
        data = text(made).encode()
        yield Case(f"periods_{name}", data, "complaints", COMPLAINTS, status="needs_choice", stops=stops)
    made = lines(COMPLAINTS, [{**r, "period": "2023-24"} for r in rows])
    kept = {n: {**r, "period": "2023-04-01"} for n, r in numbered(rows).items()}
    chosen = {"split:Mois": "april"}
    data = text(made).encode()
    yield Case("periods_business_years_answered", data, "complaints", COMPLAINTS, kept, answers=chosen)


def json_shapes() -> Iterator[Case]:
    rows = [
        {"company": "Réseau Opale", "period": "2024-01", "count": 5},
        {"company": "Éclair", "period": "2024-02", "count": 7},
    ]
    told = [{TOLD[k]: v for k, v in row.items()} for row in rows]
    shapes: dict[str, Any] = {
        "answer": {"responseHeader": {"status": 0}, "response": {"numFound": 2, "docs": told}},
        "portal": [{"recordid": "a1", "fields": row} for row in told],
        "map": {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "properties": r} for r in told],
        },
        "columns": {name: [row[name] for row in told] for name in told[0]},
        "split": {"columns": list(told[0]), "index": [0, 1], "data": [list(row.values()) for row in told]},
        "frame": {name: {str(i): row[name] for i, row in enumerate(told)} for name in told[0]},
        "numbered": {str(i): row for i, row in enumerate(told)},
        "lists": [list(told[0]), *(list(row.values()) for row in told)],
    }
    for name, shape in shapes.items():
        data = json.dumps(shape, ensure_ascii=False).encode()
        yield Case(f"json_{name}", data, "complaints", TOLD, numbered(rows, 1), file="a.json")
    nested = [{"société": {"nom": "A", "id": 1}, TOLD["period"]: "2024-01", TOLD["count"]: 5}]
    inner = {**TOLD, "company": "société.nom"}
    kept = {1: {"company": "A", "period": "2024-01", "count": 5}}
    yield Case("json_nested", json.dumps(nested).encode(), "complaints", inner, kept, file="a.json")
    two = json.dumps({"a": told, "b": told}).encode()
    yield Case("json_two_lists", two, "complaints", TOLD, status="refused", stops="json_shape", file="a.json")


def accents() -> Iterator[Case]:
    rows = complaints(8)
    made = text(lines(COMPLAINTS, rows))
    marked = b"\xef\xbb\xbf" + made.encode("cp1252")
    yield Case("bom_before_cp1252", marked, "complaints", COMPLAINTS, numbered(rows))
    taken = made.encode("cp1252").decode("mac_roman").encode()
    asked = {"status": "needs_choice", "stops": "ask.mojibake"}
    yield Case("code_page_taken_for_another", taken, "complaints", COMPLAINTS, **asked)
    answer = {"mojibake": "repair"}
    yield Case("code_page_mended", taken, "complaints", COMPLAINTS, numbered(rows), answers=answer)
    again = made
    for _ in range(2):
        again = again.encode().decode("latin-1")
    data = again.encode()
    yield Case("encoded_three_times_mended", data, "complaints", COMPLAINTS, numbered(rows), answers=answer)

"""The bad files, by what is wrong with their numbers, dates, names and texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.awkward.table import (
    CLAIMS,
    COMPLAINTS,
    FRENCH,
    REPORTS,
    Case,
    claims,
    comma,
    complaints,
    dmy,
    lines,
    numbered,
    reports,
    text,
    with_cell,
    without,
)

MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
COUNTS = (1234, 12345, 987654, 987, 45, 2345)


def numbers() -> Iterator[Case]:
    rows = [{**row, "count": count} for row, count in zip(complaints(), COUNTS, strict=True)]
    for name, mark in (
        ("point", "."),
        ("comma", ","),
        ("space", " "),
        ("apostrophe", "'"),
        ("narrow", "\u202f"),
    ):
        written = lines(COMPLAINTS, rows, count=lambda v, m=mark: f"{v:,}".replace(",", m))
        told = {None: ["column.thousands"]} if mark in ".," else {}
        yield Case(
            f"thousands_{name}", text(written).encode(), "complaints", COMPLAINTS, numbered(rows), warned=told
        )
    rows = complaints(9)
    made = lines(COMPLAINTS, rows)
    bad = {2: "-5", 3: "(12)", 4: "1,2E+03", 5: "12,5", 6: "inf", 7: "3 sur 5", 8: "beaucoup", 9: "12k"}
    why = (
        "negative",
        "negative",
        "exponent",
        "not_whole",
        "exponent",
        "other_scale",
        "unreadable",
        "multiplier",
    )
    for line, cell in bad.items():
        made = with_cell(made, line, 2, cell)
    off = dict(zip(bad, why, strict=True))
    yield Case("counts_impossible", text(made).encode(), "complaints", COMPLAINTS, {10: rows[8]}, off)
    made = lines(COMPLAINTS, rows)
    for line, cell in {2: "<5", 3: "n.d.", 4: "..", 5: "931 (1)", 6: "", 7: "10-20"}.items():
        made = with_cell(made, line, 2, cell)
    empty = {n: {**rows[n - 2], "count": None} for n in (2, 3, 4, 6, 7)}
    kept = {**numbered(rows), **empty, 5: {**rows[3], "count": 931}}
    told = {2: ["bound"], 3: ["missing"], 4: ["missing"], 5: ["mark"], 7: ["range"]}
    yield Case("counts_withheld", text(made).encode(), "complaints", COMPLAINTS, kept, warned=told)


def shares() -> Iterator[Case]:
    rows = claims(8)
    made = lines(CLAIMS, rows, **FRENCH)
    forms = {
        2: "68.25",
        3: "env. 70 %",
        4: "> 90 %",
        5: "65-70 %",
        6: "9 clients sur 10",
        7: "4,2/5",
        8: "104 %",
    }
    for line, cell in forms.items():
        made = with_cell(made, line, 1, cell)
    values = {2: 68.25, 3: 70, 4: None, 5: None, 6: 90, 9: rows[7]["satisfaction_pct"]}
    kept = {n: {**rows[n - 2], "satisfaction_pct": v} for n, v in values.items()}
    off = {7: "other_scale", 8: "out_of_range"}
    told = {3: ["approx"], 4: ["bound"], 5: ["range"], 6: ["share_in_words"]}
    yield Case("percentages_many_ways", text(made).encode(), "claims", CLAIMS, kept, off, told)
    part = lines(CLAIMS, rows, date=dmy, satisfaction_pct=lambda v: comma(round(v / 100, 3)))
    data = text(part).encode()
    yield Case("percentages_as_shares", data, "claims", CLAIMS, status="needs_choice", stops="ask.share")
    chosen = {f"share:{CLAIMS['satisfaction_pct']}": "share"}
    yield Case("percentages_as_shares_answered", data, "claims", CLAIMS, numbered(rows), answers=chosen)
    one = with_cell(lines(CLAIMS, rows, **FRENCH), 4, 1, "0,86")
    yield Case(
        "percentage_one_share_among_them",
        text(one).encode(),
        "claims",
        CLAIMS,
        without(numbered(rows), 4),
        {4: "maybe_share"},
    )
    rows = reports(10)
    made = with_cell(with_cell(lines(REPORTS, rows), 4, 2, "7"), 8, 2, "-1")
    off = {4: "over_scale", 8: "negative"}
    yield Case(
        "ratings_off_scale", text(made).encode(), "reports", REPORTS, without(numbered(rows), 4, 8), off
    )
    rate = {"company": "Opérateur", "rate": "Plaintes pour 100 000"}
    open_ = text(["Opérateur;Plaintes pour 100 000", "A;1.234", "B;2.345"]).encode()
    yield Case("rates_point_two_ways", open_, "complaints", rate, status="needs_choice", stops="ask.numbers")
    chosen = {"numbers:Plaintes pour 100 000": "point"}
    kept = {2: {"company": "A", "rate": 1.234}, 3: {"company": "B", "rate": 2.345}}
    yield Case("rates_point_two_ways_answered", open_, "complaints", rate, kept, answers=chosen)


def dates() -> Iterator[Case]:
    rows = complaints(8)
    french = lines(COMPLAINTS, rows, period=lambda v: f"{MONTHS[int(v[5:]) - 1]} {v[:4]}")
    yield Case("months_in_french", text(french).encode(), "complaints", COMPLAINTS, numbered(rows))
    short = lines(COMPLAINTS, rows, period=lambda v: f"{v[5:]}/{v[:4]}")
    yield Case("months_mm_yyyy", text(short).encode(), "complaints", COMPLAINTS, numbered(rows))
    mixed = with_cell(lines(COMPLAINTS, rows), 5, 1, "2024")
    kept = without(numbered(rows), 5)
    yield Case(
        "year_among_months", text(mixed).encode(), "complaints", COMPLAINTS, kept, {5: "longer_period"}
    )
    rows = reports(8)
    made = lines(REPORTS, rows, date=dmy)
    bad = {3: "31/02/2024", 4: "29/02/2023", 5: "00/01/2024", 6: "2024-13-01", 7: "12/12/2199", 8: "hier"}
    for line, cell in bad.items():
        made = with_cell(made, line, 0, cell)
    off = dict(zip(bad, ["impossible"] * 4 + ["far", "unreadable"], strict=True))
    yield Case(
        "dates_impossible", text(made).encode(), "reports", REPORTS, without(numbered(rows), *bad), off
    )
    either = [{**row, "date": f"2024-{i + 2:02d}-{i + 3:02d}"} for i, row in enumerate(rows)]
    data = text(lines(REPORTS, either, date=dmy)).encode()
    yield Case("dates_two_ways", data, "reports", REPORTS, status="needs_choice", stops="ask.dates")
    yield Case(
        "dates_two_ways_answered", data, "reports", REPORTS, numbered(either), answers={"dates:Date": "dmy"}
    )
    iso = with_cell(lines(REPORTS, rows, date=dmy), 4, 0, rows[2]["date"] + "T10:30:00+02:00")
    yield Case("dates_iso_among_french", text(iso).encode(), "reports", REPORTS, numbered(rows))
    brief = lines(REPORTS, rows, date=lambda v: dmy(v)[:6] + v[2:4])
    told = {line: ["short_year"] for line in range(2, 10)}
    yield Case(
        "dates_with_short_years", text(brief).encode(), "reports", REPORTS, numbered(rows), warned=told
    )
    days = lines(REPORTS, rows, date=lambda v: (date.fromisoformat(v) - date(1899, 12, 30)).days)
    told = {None: ["column.serials"]}
    yield Case("dates_as_excel_days", text(days).encode(), "reports", REPORTS, numbered(rows), warned=told)


def words() -> Iterator[Case]:
    rows = claims()
    names = ("NA", "Null", "None", "-", "VRAI", "007")
    rows = [{**row, "company": name} for row, name in zip(rows, names, strict=True)]
    yield Case(
        "companies_named_like_nothing", text(lines(CLAIMS, rows)).encode(), "claims", CLAIMS, numbered(rows)
    )
    formulas = ("=cmd|'/C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "'=1+1", "＝1+1")
    rows = [{**row, "company": name} for row, name in zip(rows, formulas, strict=True)]
    yield Case("formulas_as_names", text(lines(CLAIMS, rows)).encode(), "claims", CLAIMS, numbered(rows))
    rows = reports()
    scripts = (
        "<script>alert(1)</script>",
        "![p](http://evil.test/p.png)",
        "$\\href{javascript:x}{y}$",
        "{{7*7}} %{x}",
    )
    rows = [{**row, "text": scripts[i % 4] + str(i)} for i, row in enumerate(rows)]
    yield Case("html_in_texts", text(lines(REPORTS, rows)).encode(), "reports", REPORTS, numbered(rows))
    rows = reports()
    rows[0] = {**rows[0], "text": "Appelez le 06 12 34 56 78 ou a.b@exemple.test"}
    told = {None: ["file.personal"]}
    yield Case(
        "personal_data_in_texts",
        text(lines(REPORTS, rows)).encode(),
        "reports",
        REPORTS,
        numbered(rows),
        warned=told,
    )
    rows = complaints()
    rows[1] = {**rows[1], "company": "Оpale"}
    rows[3] = {**rows[3], "company": "Cars\u200b du Lac"}
    told = {3: ["lookalike"], 5: ["hidden_characters"]}
    yield Case(
        "letters_that_look_alike",
        text(lines(COMPLAINTS, rows)).encode(),
        "complaints",
        COMPLAINTS,
        numbered(rows),
        warned=told,
    )
    rows = complaints()
    made = lines(COMPLAINTS, rows)
    nameless = with_cell(made, 4, 0, "")
    kept = without(numbered(rows), 4)
    yield Case("company_missing", text(nameless).encode(), "complaints", COMPLAINTS, kept, {4: "no_company"})
    endless = with_cell(made, 4, 0, "Télécom " * 40)
    yield Case("company_endless", text(endless).encode(), "complaints", COMPLAINTS, kept, {4: "endless_name"})
    told = {None: ["duplicates_dropped"], 8: ["row.duplicate"], 9: ["row.duplicate"]}
    again = text([*made, made[2], made[4]]).encode()
    yield Case("rows_repeated", again, "complaints", COMPLAINTS, numbered(rows), warned=told)
    clash = text([*made, with_cell(made, 3, 2, "999")[2]]).encode()
    kept = {**numbered(rows), 8: {**rows[1], "count": 999}}
    yield Case(
        "rows_contradict", clash, "complaints", COMPLAINTS, kept, warned={3: ["conflict"], 8: ["conflict"]}
    )

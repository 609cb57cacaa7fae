"""The bad files, by what is wrong with them: how they are encoded, delimited and laid out."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator

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


def encodings() -> Iterator[Case]:
    rows = claims(9)
    whole = text(lines(CLAIMS, rows, **FRENCH), "\r\n")
    for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"):
        yield Case(f"encoding_{name}", whole.encode(name), "claims", CLAIMS, numbered(rows))
    for name in ("mac_roman", "cp850"):
        told = {None: ["encoding_detected"]}
        yield Case(f"encoding_{name}", whole.encode(name), "claims", CLAIMS, numbered(rows), warned=told)
    rows[0] = {**rows[0], "company": "Cœur de Réseau"}
    latin9 = text(lines(CLAIMS, rows, **FRENCH)).encode("iso8859-15")
    told = {None: ["encoding_detected"]}
    yield Case("encoding_latin9_with_oe", latin9, "claims", CLAIMS, numbered(rows), warned=told)
    rows = complaints(8)
    made = lines(COMPLAINTS, rows)
    glued = b"".join(line.encode("cp1252" if i in (3, 6) else "utf-8") + b"\n" for i, line in enumerate(made))
    warned = {None: ["file.encoding_mixed"], 4: ["row.encoding_mixed"], 7: ["row.encoding_mixed"]}
    yield Case("encodings_mixed_by_line", glued, "complaints", COMPLAINTS, numbered(rows), warned=warned)
    twice = text(made).encode().decode("cp1252", "ignore").encode()
    yield Case("encoded_twice", twice, "complaints", COMPLAINTS, status="needs_choice", stops="ask.mojibake")
    lost = with_cell(made, 3, 0, "\ufffdclair & Fils")
    kept = {**numbered(rows), 3: {**rows[1], "company": "\ufffdclair & Fils"}}
    yield Case(
        "accents_lost_before",
        text(lost).encode(),
        "complaints",
        COMPLAINTS,
        kept,
        warned={3: ["lost_characters"]},
    )


def dialects() -> Iterator[Case]:
    rows = claims()
    for name, delimiter in (
        ("tab", "\t"),
        ("pipe", "|"),
        ("caret", "^"),
        ("tilde", "~"),
        ("two_pipes", "||"),
    ):
        made = text(lines(CLAIMS, rows, delimiter, **FRENCH)).encode()
        yield Case(f"delimiter_{name}", made, "claims", CLAIMS, numbered(rows))
    quoted = lines(CLAIMS, rows, ",", date=dmy, satisfaction_pct=lambda v: f'"{comma(v)}"')
    yield Case("decimal_comma_quoted", text(quoted).encode(), "claims", CLAIMS, numbered(rows))
    torn = lines(CLAIMS, rows, ",", date=dmy, satisfaction_pct=comma)
    yield Case(
        "decimal_comma_unquoted",
        text(torn).encode(),
        "claims",
        CLAIMS,
        status="refused",
        stops="columns_differ",
    )
    made = lines(CLAIMS, rows, **FRENCH)
    named = text(["sep=;", *made]).encode()
    yield Case("sep_line", named, "claims", CLAIMS, numbered(rows, 3))
    yield Case("ends_cr_alone", text(made, "\r").encode(), "claims", CLAIMS, numbered(rows))
    mixed = "".join(line + ("\n", "\r\n", "\r")[i % 3] for i, line in enumerate(made))
    yield Case("ends_mixed", mixed.encode(), "claims", CLAIMS, numbered(rows))
    yield Case("ends_without_newline", text(made).rstrip("\n").encode(), "claims", CLAIMS, numbered(rows))
    blank = text([f"{line};;;" for line in made] + [";;;;;;;"] * 3).encode()
    yield Case("delimiters_trailing", blank, "claims", CLAIMS, numbered(rows))


def quotes() -> Iterator[Case]:
    rows = reports()
    rows[1] = {**rows[1], "text": 'Il a dit "non", point'}
    rows[3] = {**rows[3], "text": "a;b;c"}
    backslash = lines(REPORTS, rows, text=lambda v: '"' + v.replace('"', '\\"') + '"')
    yield Case("quote_escaped_by_backslash", text(backslash).encode(), "reports", REPORTS, numbered(rows))
    apostrophe = lines(REPORTS, rows, **{f: lambda v: f"""'{str(v).replace("'", "''")}'""" for f in REPORTS})
    yield Case("quote_apostrophe", text(apostrophe).encode(), "reports", REPORTS, numbered(rows))
    rows = reports()
    rows[2] = {**rows[2], "text": "Ligne 1\nLigne 2\n\nLigne 4"}
    several = lines(REPORTS, rows, text=lambda v: f'"{v}"')
    at = dict(zip((2, 3, 4, 8, 9, 10), rows, strict=True))
    yield Case("quote_over_lines", text(several).encode(), "reports", REPORTS, at)
    rows = reports()
    open_ = with_cell(lines(REPORTS, rows), 4, 3, '"' + rows[2]["text"])
    kept = without(numbered(rows), 4)
    yield Case("quote_never_closed", text(open_).encode(), "reports", REPORTS, kept, {4: "stray_quote"})


def layouts() -> Iterator[Case]:
    rows = complaints(8)
    made = lines(COMPLAINTS, rows)
    titled = ["Bilan 2024", "Source : nous, chiffres au 31/12", "", *made]
    yield Case("titles_above", text(titled).encode(), "complaints", COMPLAINTS, numbered(rows, 5))
    total = f"TOTAL;;{sum(r['count'] for r in rows)};;"
    noted = [*made, total, "", "Source : régulateur, extraction du 14/01/2025;;;;", "(1) hors anonymes"]
    yield Case("total_and_notes_below", text(noted).encode(), "complaints", COMPLAINTS, numbered(rows))
    again = [*made[:4], made[0], *made[4:]]
    at = dict(zip((2, 3, 4, 6, 7, 8, 9, 10), rows, strict=True))
    yield Case("header_repeated", text(again).encode(), "complaints", COMPLAINTS, at)
    spaced = [part for line in made for part in (line, "")]
    at = dict(zip(range(3, 19, 2), rows, strict=True))
    yield Case("blank_lines_between", text(spaced).encode(), "complaints", COMPLAINTS, at)
    second = [*made, "", "Ville;Habitants", "Paris;100", "Lyon;50", "Nice;20"]
    off = dict.fromkeys((11, 12, 13, 14), "second_table")
    yield Case("two_tables", text(second).encode(), "complaints", COMPLAINTS, numbered(rows), off)
    short = [*made[:3], "Cars du Lac;2024-02;5", *made[3:]]
    at = {**{n: rows[n - 2] for n in (2, 3)}, **{n: rows[n - 3] for n in range(5, 11)}}
    yield Case("row_too_short", text(short).encode(), "complaints", COMPLAINTS, at, {4: "too_few_cells"})
    long = [*made[:3], "Cars du Lac;2024-02;5;Panne;ou autre;Réunion", *made[3:]]
    yield Case("row_too_long", text(long).encode(), "complaints", COMPLAINTS, at, {4: "too_many_cells"})
    other = [line.replace(";", ",") if i == 3 else line for i, line in enumerate(made)]
    yield Case(
        "row_with_other_delimiter",
        text(other).encode(),
        "complaints",
        COMPLAINTS,
        without(numbered(rows), 4),
        {4: "too_few_cells"},
    )
    named = complaints(8)
    named[3] = {**named[3], "company": "TOTAL"}
    yield Case(
        "company_named_total",
        text(lines(COMPLAINTS, named)).encode(),
        "complaints",
        COMPLAINTS,
        numbered(named),
    )


def headers() -> Iterator[Case]:
    rows = claims()
    made = lines(CLAIMS, rows, **FRENCH)
    broken = [made[0].replace("Taux de satisfaction (%)", '"Taux de\nsatisfaction (%)"'), *made[1:]]
    yield Case("header_over_lines_in_quotes", text(broken).encode(), "claims", CLAIMS, numbered(rows, 3))
    spaced = [made[0].replace("Taux de satisfaction", "  Taux de\u00a0 satisfaction"), *made[1:]]
    yield Case("header_with_odd_spaces", text(spaced).encode(), "claims", CLAIMS, numbered(rows))
    yield Case(
        "header_missing",
        text(made[1:]).encode(),
        "claims",
        CLAIMS,
        status="needs_choice",
        stops="ask.header",
    )
    yield Case(
        "header_missing_unmapped",
        text(made[1:]).encode(),
        "claims",
        None,
        status="needs_choice",
        stops="header",
    )
    twice = [made[0].replace("Source", "Échantillon"), *made[1:]]
    fewer = {k: v for k, v in CLAIMS.items() if k != "source"}
    yield Case(
        "header_names_two_alike",
        text(twice).encode(),
        "claims",
        fewer,
        status="needs_choice",
        stops="same_heading",
    )
    for name, kind, head in (
        ("years", "complaints", "Entreprise;Réclamations 2017;Réclamations 2018;Début;Fin"),
        ("quarters", "complaints", "Entreprise;Complaints (last quarter);Complaints (this one);Début;Fin"),
        ("shares", "claims", "Entreprise;Satisfied 2017 (%);Satisfied 2018 (%);Début;Fin"),
    ):
        alike = [head, "A;10;20;2018-01;2018-03", "B;11;22;2018-01;2018-03"]
        yield Case(
            f"headings_that_fit_alike_{name}", text(alike).encode(), kind, None,
            status="needs_choice", stops="ask.alike",
        )  # fmt: skip
    once = ["Entreprise;Réclamations;Nombre de réclamations;Début;Fin", "A;10;10;2018-01;2018-03"]
    at = {2: {"company": "A", "count": 10, "period_start": "2018-01", "period_end": "2018-03"}}
    yield Case("headings_that_fit_alike_with_the_same_cells", text(once).encode(), "complaints", None, at)
    two = [
        "Opérateur;2023;;2024;",
        ";Réclamations;Clients;Réclamations;Clients",
        "A;10;1000;12;1100",
        "B;20;900;25;950",
    ]
    columns = {
        "company": "Opérateur",
        "count_2023": "2023 Réclamations",
        "clients_2023": "2023 Clients",
        "count_2024": "2024 Réclamations",
        "clients_2024": "2024 Clients",
    }
    at = {
        3: dict(zip(columns, ("A", 10, 1000, 12, 1100), strict=True)),
        4: dict(zip(columns, ("B", 20, 900, 25, 950), strict=True)),
    }
    yield Case("header_of_two_lines", text(two).encode(), "complaints", columns, at)
    wide = ["Opérateur;janv. 2024;févr. 2024", "A;3;4", "B;5;6"]
    months = {"company": "Opérateur", "2024-01": "janv. 2024", "2024-02": "févr. 2024"}
    at = {2: {"company": "A", "2024-01": 3, "2024-02": 4}, 3: {"company": "B", "2024-01": 5, "2024-02": 6}}
    yield Case("wide_a_column_a_month", text(wide).encode(), "complaints", months, at)
    data = text(wide).encode()
    yield Case("wide_unmapped", data, "complaints", None, status="needs_choice", stops="ask.wide")


def hostile() -> Iterator[Case]:
    made = lines(REPORTS, reports())
    yield Case("empty", b"", "reports", REPORTS, status="refused", stops="empty")
    yield Case("spaces_only", b"\xef\xbb\xbf \n\t\r\n", "reports", REPORTS, status="refused", stops="empty")
    yield Case("header_only", text(made[:1]).encode(), "reports", REPORTS, status="refused", stops="no_rows")
    nul = text(made).replace("correct", "cor\0rect").encode()
    yield Case("nul_bytes", nul, "reports", REPORTS, status="refused", stops="nul")
    huge = with_cell(made, 3, 3, "x" * 2_000_000)
    yield Case(
        "cell_of_megabytes", text(huge).encode(), "reports", REPORTS, status="refused", stops="long_cell"
    )
    wide = text([f"{line}{';x' * 5000}" for line in made]).encode()
    yield Case("columns_5000", wide, "reports", REPORTS, status="refused", stops="too_many_columns")
    bomb = gzip.compress(b"0;" * (40 << 20), 9)
    yield Case("gzip_bomb", bomb, "reports", REPORTS, status="refused", stops="bomb", file="a.csv.gz")
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", text(made))
        archive.writestr("b.csv", text(made))
    yield Case(
        "zip_of_two",
        zipped.getvalue(),
        "reports",
        REPORTS,
        status="refused",
        stops="zip_members",
        file="a.zip",
    )
    for name, data in (("pdf", b"%PDF-1.7\n%\xe2"), ("png", b"\x89PNG\r\n\x1a\n"), ("html", b"<html><body>")):
        yield Case(
            f"{name}_renamed", data + b"x" * 99, "reports", REPORTS, status="refused", stops="not_a_table"
        )
    claimed = text(lines(CLAIMS, claims())).encode()
    yield Case(
        "claims_given_as_complaints",
        claimed,
        "complaints",
        CLAIMS,
        status="refused",
        stops="foreign.complaints",
    )
    yield Case(
        "claims_unmapped_as_complaints",
        claimed,
        "complaints",
        None,
        status="refused",
        stops="no_figure.complaints",
    )

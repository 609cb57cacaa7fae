"""A clean table and its pollutions: one deviation from RFC 4180 each, with what must be read.

The kinds of pollution are those of the Pollock benchmark (Vitagliano, Hameed, Jiang, Reisener, Wu and
Naumann, 2023, 'Pollock: a data loading benchmark'); the table, the code and the truth are ours.
"""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

Row = list[str]
DELIMITERS = {
    "semicolon": ";",
    "tab": "\t",
    "comma_space": ", ",
    "pipe": "|",
    "space": " ",
    "two_pipes": "||",
    "two_semicolons": ";;",
    "two_tabs": "\t\t",
    "pipe_between_spaces": " | ",
    "semicolon_between_spaces": " ; ",
}
THINGS = ["Kettle", "Garden Hose, Green", "Desk Lamp", 'Monitor 24"', "Wool Socks", "Oak Table, Round", "Mug"]
WORDS = [
    "made",
    "in",
    "a",
    "small",
    "town",
    "with",
    "care,",
    "built",
    "to",
    "last",
    "for",
    "cold",
    "years;",
    "days",
]


@dataclass(frozen=True)
class Case:
    """A polluted file: its bytes, and the header and rows a perfect reader gives."""

    name: str
    data: bytes
    header: Row
    rows: list[Row]


def source(seed: int = 1, rows: int = 60) -> tuple[Row, list[Row]]:
    draw = random.Random(seed)
    header = ["DAY", "HOUR", "Pieces", "REFERENCE", "Amount", "Article", "Details", "Link", "Remarks"]
    body = []
    for i in range(rows):
        reference = f"{draw.choice('ABKMR')}{draw.choice('XYZ')}-{draw.randint(1000, 9999)}"
        details = " ".join(draw.choice(WORDS) for _ in range(draw.randint(6, 18))).capitalize() + "."
        if i % 9 == 4:
            details = details.replace(" ", ' 5" ', 1)
        body.append(
            [
                f"{i % 28 + 1:02d}/{i % 12 + 1:02d}/2019",
                f"{i % 24:02d}:{i * 15 % 60:02d}",
                str(draw.randint(0, 30)),
                reference,
                f"${draw.uniform(1, 99):.2f}",
                draw.choice(THINGS) if i else "Kettle",
                details,
                f"https://shop.example/{reference.lower()}.html",
                "",
            ]
        )
    return header, body


def cell(text: str, column: int, delimiter: str = ",", quote: str = '"', escape: str = '"') -> str:
    """Details and Link are always quoted, others where they must be."""
    if column not in (6, 7) and delimiter not in text and quote not in text and '"' not in text:
        return text
    return quote + text.replace(quote, escape + quote) + quote


def line(row: Row, delimiter: str = ",", quote: str = '"', escape: str = '"') -> str:
    return delimiter.join(cell(text, i, delimiter, quote, escape) for i, text in enumerate(row))


def write(rows: list[Row], end: str = "\r\n", **dialect: str) -> bytes:
    return "".join(line(row, **dialect) + end for row in rows).encode()


def whole_files() -> Iterator[Case]:
    header, rows = source()
    every = [header, *rows]
    clean = write(every)
    yield Case("source", clean, header, rows)
    yield Case("no_payload", b"", [], [])
    yield Case("no_trailing_newline", clean.removesuffix(b"\r\n"), header, rows)
    yield Case("double_trailing_newline", clean + b"\r\n", header, rows)
    yield Case("no_header", write(rows), [], rows)
    for times in (2, 3):
        tall = [" ".join([h] * times) for h in header]
        yield Case(f"header_rows_{times}", write([header] * times + rows), tall, rows)
    above = [["PREAMBLE", *[""] * 8], [""] * 9]
    yield Case("preamble", write(above + every), header, rows)
    others = (("less", [r[:8] for r in every]), ("same", every[:-1]), ("more", [[*r, ""] for r in every]))
    for name, other in others:
        if name == "more":
            other[0][-1] = "col1"
        yield Case(f"two_tables_{name}", clean + write(other), header, rows)
    yield Case("header_only", write([header]), header, [])
    yield Case("one_row", write([header, rows[0]]), header, rows[:1])
    for name, end in (("lf", "\n"), ("cr", "\r")):
        yield Case(f"ends_{name}", write(every, end), header, rows)
    for name, delimiter in DELIMITERS.items():
        yield Case(f"delimiter_{name}", write(every, delimiter=delimiter), header, rows)
    yield Case("quote_apostrophe", write(every, quote="'", escape="'"), header, rows)
    yield Case("escape_backslash", write(every, escape="\\"), header, rows)
    yield Case("escape_none", write(every, escape=""), header, rows)
    for name in ("utf-8-sig", "utf-16", "cp1252"):
        accented = [*rows[:5], [*rows[5][:5], "Théière émaillée", *rows[5][6:]], *rows[6:]]
        yield Case(f"encoding_{name}", write([header, *accented]).decode().encode(name), header, accented)


def damaged_rows(every: int = 1) -> Iterator[Case]:
    """Every ``every``-th combination of a row and a column with a delimiter or quote too many or too few."""
    header, rows = source()
    lines = [line(row) for row in (header, *rows)]
    place = 0
    for i, row in enumerate([header, *rows]):
        cells = [cell(text, c) for c, text in enumerate(row)]
        for j in range(9):
            place += 1
            if place % every:
                continue
            more = [*cells[:j], "", *cells[j:]]
            yield _damaged(f"more_{i}_{j}", lines, i, ",".join(more), header, rows)
            if j:
                less = ",".join(cells[:j]) + ",".join(cells[j:])
                yield _damaged(f"less_{i}_{j}", lines, i, less, header, rows)
            stray = [*row[:j], '"' + row[j], *row[j + 1 :]]
            quoted = cells[j].startswith('"')
            torn = [*cells[:j], '""' + cells[j][1:] if quoted else '"' + cells[j], *cells[j + 1 :]]
            case = _damaged(f"quote_{i}_{j}", lines, i, ",".join(torn), header, rows)
            if i == 0:
                case = replace(case, header=stray)
            else:
                case = replace(case, rows=[*rows[: i - 1], stray, *rows[i:]])
            yield case
        if i % every == 0:
            yield _damaged(f"space_{i}", lines, i, line(row, delimiter=" "), header, rows)


def _damaged(name: str, lines: list[str], at: int, text: str, header: Row, rows: list[Row]) -> Case:
    whole = [*lines[:at], text, *lines[at + 1 :]]
    return Case(name, ("\r\n".join(whole) + "\r\n").encode(), header, rows)


def as_clean(header: Row, rows: list[Row]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode()


def f1(truth: Counter[str], got: Counter[str]) -> list[float]:
    """Precision, recall and F1 of two multisets."""
    both = sum((truth & got).values())
    if not truth:
        return [1.0, 1.0, 1.0]
    if not both:
        return [0.0, 0.0, 0.0]
    p, r = both / sum(truth.values()), both / sum(got.values())
    return [p, r, 2 * p * r / (p + r)]


def score(case: Case, header: Row, rows: list[Row]) -> tuple[float, bool]:
    """Out of 10 as Pollock counts (loaded; header, records, cells), and whether anything read is wrong."""
    if not case.data:
        return 10.0, False
    true_rows, got_rows = (Counter("\0".join(r) for r in rs) for rs in (case.rows, rows))
    cells = [Counter(c for r in rs for c in r) for rs in ([case.header, *case.rows], [header, *rows])]
    total = 1 + sum(f1(Counter(case.header), Counter(header)) + f1(true_rows, got_rows) + f1(*cells))
    return total, header != case.header or bool(got_rows - true_rows)

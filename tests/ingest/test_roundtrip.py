"""A table written in any dialect, encoding and locale reads back equal, or asks."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from barometer.ingest import raw
from barometer.ingest.importing import import_bytes
from barometer.ingest.result import Status
from tests.awkward.table import CLAIMS

TODAY = dt.date(2025, 6, 1)
NAMES = st.sampled_from(
    [
        "Réseau Opale",
        "Éclair & Fils",
        "Banque d'Armor",
        "Noël; Frères",
        'La "Poste"',
        "Eau, Gaz",
        "Ünder|Co",
        "Île À",
        "Crédit d'Été",
        "Total",
        "SA",
    ]
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "company": NAMES,
            "satisfaction_pct": st.integers(101, 999).map(lambda n: n / 10),
            "date": st.dates(dt.date(2015, 1, 1), dt.date(2024, 12, 31)),
            "sample_size": st.integers(100, 99_999),
            "source": st.just("https://exemple.test/a"),
        }
    ),
    min_size=3,
    max_size=12,
)
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1252",
    "iso8859-15",
    "mac_roman",
    "cp850",
)
DELIMITERS = (",", ";", "\t", "|", ", ", " ; ", " | ", "||", "^", "~")
MAY_ASK = {"dates", "numbers", "encoding", "share"}


@dataclass(frozen=True)
class Locale:
    """How a country's spreadsheets write a date, a share and a number of people."""

    date: str
    decimal: str
    group: str
    sign: str


LOCALES = (
    Locale("%d/%m/%Y", ",", "\u202f", " %"),
    Locale("%d/%m/%Y", ",", "\u00a0", "\u00a0%"),
    Locale("%d/%m/%Y", ",", " ", ""),
    Locale("%d/%m/%Y", ".", ",", "%"),
    Locale("%m/%d/%Y", ".", ",", "%"),
    Locale("%m/%d/%Y", ".", "", ""),
    Locale("%d.%m.%Y", ",", ".", " %"),
    Locale("%d.%m.%Y", ".", "'", "%"),
    Locale("%Y-%m-%d", ".", "", ""),
    Locale("%d %B %Y", ",", " ", " %"),
)
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


@dataclass(frozen=True)
class Dialect:
    """How a program writes a table: its marks, its line ends, and what it puts around the table."""

    delimiter: str
    quote: str
    escape: str
    always: bool
    end: str
    titles: int
    notes: bool
    trailing: int
    sep: bool

    def line(self, cells: Sequence[str]) -> str:
        return self.delimiter.join(map(self._cell, cells)) + self.delimiter.strip() * self.trailing

    def _cell(self, text: str) -> str:
        needed = any(mark in text for mark in (self.delimiter.strip() or "\t", self.quote, '"', "\n"))
        if not (self.always or needed):
            return text
        return self.quote + text.replace(self.quote, self.escape + self.quote) + self.quote

    def text(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        above = [f"sep={self.delimiter}"] if self.sep else []
        above += ["Enquête auprès des clients", "Résultats provisoires", ""][3 - self.titles :]
        below = ["", "Source : enquête annuelle"] if self.notes else []
        made = [*above, self.line(header), *map(self.line, rows), *below]
        return "".join(line + self.end for line in made)


@st.composite
def dialects(draw: st.DrawFn) -> Dialect:
    delimiter = draw(st.sampled_from(DELIMITERS))
    quote = draw(st.sampled_from(['"', '"', '"', "'"]))
    return Dialect(
        delimiter,
        quote,
        draw(st.sampled_from([quote, quote, "\\"])),
        quote == "'" or draw(st.booleans()),
        draw(st.sampled_from(["\n", "\r\n", "\r"])),
        draw(st.integers(0, 3)),
        draw(st.booleans()),
        draw(st.sampled_from([0, 0, 0, 2])) if len(delimiter) == 1 else 0,
        len(delimiter) == 1 and draw(st.booleans()),
    )


def written(row: Mapping[str, Any], locale: Locale) -> list[str]:
    """One row's cells as a locale writes them."""
    day = row["date"].strftime(locale.date.replace("%B", MONTHS[row["date"].month - 1]))
    size = f"{row['sample_size']:,}".replace(",", locale.group)
    share = f"{row['satisfaction_pct']}".replace(".", locale.decimal) + locale.sign
    return [row["company"], share, day, size, row["source"]]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS, dialect=dialects(), encoding=st.sampled_from(ENCODINGS), locale=st.sampled_from(LOCALES))
def test_any_way_of_writing_reads_back_equal_or_asks(
    rows: list[dict[str, Any]], dialect: Dialect, encoding: str, locale: Locale
) -> None:
    cells = [written(row, locale) for row in rows]
    text = dialect.text(list(CLAIMS.values()), cells)
    assume(encodable(text, encoding))
    result = import_bytes(text.encode(encoding), "a.csv", "claims", CLAIMS, today=TODAY)
    assert result.status in {Status.ACCEPTED, Status.NEEDS_CHOICE}, (result.error, text)
    if result.status is Status.NEEDS_CHOICE:
        assert {q.id.split(":")[0] for q in result.questions} <= MAY_ASK, (result.error, text)
        return
    expected = [{**row, "date": row["date"].isoformat()} for row in rows]
    unique = [row for i, row in enumerate(expected) if row not in expected[:i]]
    told = {w.message.id for w in result.warnings}
    kept = expected if "ingest.file.alike_rows_kept" in told else unique
    assert [dict(r.values) for r in result.records] == kept, text
    assert result.rejected == ()


def encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def test_most_ways_of_writing_need_no_question() -> None:
    """Asking is right where two readings fit; a reader that only asked would pass the test above."""
    draw, asked, tried = random.Random(7), Counter[str](), 0
    rows = [
        {
            "company": name,
            "satisfaction_pct": 61.5 + 4 * i,
            "date": dt.date(2024, 1 + i, 13 + i),
            "sample_size": 1_234 + 777 * i,
            "source": "https://exemple.test/a",
        }
        for i, name in enumerate(
            ["Réseau Opale", "Éclair & Fils", "Île à Œuvrer", "Noël; Frères", "Forêt, Bois"]
        )
    ]
    for locale in LOCALES:
        for delimiter in DELIMITERS:
            encoding = draw.choice(ENCODINGS)
            made = Dialect(delimiter, '"', '"', draw.random() < 0.5, "\r\n", 0, False, 0, False)
            text = made.text(list(CLAIMS.values()), [written(row, locale) for row in rows])
            if not encodable(text, encoding):
                continue
            tried += 1
            result = import_bytes(text.encode(encoding), "a.csv", "claims", CLAIMS, today=TODAY)
            asked[result.status.value] += 1
            if result.status is Status.ACCEPTED:
                expected = [{**row, "date": row["date"].isoformat()} for row in rows]
                assert [dict(r.values) for r in result.records] == expected, text
    assert asked["accepted"] >= 0.9 * tried > 50, asked


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(
    lambda s: s == s.strip() and "\ufeff" not in s
)


@settings(max_examples=80, deadline=None)
@given(
    cells=st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=2, max_size=8),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
)
def test_quoted_text_reads_back_to_the_letter(cells: list[list[str]], delimiter: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(
        [["alpha", "beta", "gamma"], *cells]
    )
    read = [[raw.as_text(c) for c in r.cells] for r in raw.text_records(out.getvalue())]
    assert read == [["alpha", "beta", "gamma"], *cells]

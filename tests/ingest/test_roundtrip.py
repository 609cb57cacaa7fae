"""A table written in any dialect, encoding and locale reads back equal, or asks."""

from __future__ import annotations

import csv
import datetime as dt
import io

from hypothesis import HealthCheck, given, settings
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
        "Île\tÀ",
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
ENCODINGS = st.sampled_from(
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "iso8859-15", "mac_roman"]
)
DATES = st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%m/%d/%Y"])
GROUPS = st.sampled_from(["", " ", "\u00a0", ".", "'"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=ROWS,
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=ENCODINGS,
    date=DATES,
    comma=st.booleans(),
    group=GROUPS,
)
def test_any_way_of_writing_reads_back_equal_or_asks(
    rows: list[dict[str, object]],
    delimiter: str,
    quoting: int,
    end: str,
    encoding: str,
    date: str,
    comma: bool,
    group: str,
) -> None:
    out = io.StringIO()
    write = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    write.writerow(CLAIMS.values())
    for row in rows:
        size = f"{row['sample_size']:,}".replace(",", group)
        share = f"{row['satisfaction_pct']} %".replace(".", ",") if comma else f"{row['satisfaction_pct']}"
        day = row["date"].strftime(date)  # type: ignore[attr-defined]
        write.writerow([row["company"], share, day, size, row["source"]])
    result = import_bytes(out.getvalue().encode(encoding), "a.csv", "claims", CLAIMS, today=TODAY)
    assert result.status in {Status.ACCEPTED, Status.NEEDS_CHOICE}
    if result.status is Status.NEEDS_CHOICE:
        assert {q.id.split(":")[0] for q in result.questions} <= {"dates", "numbers", "encoding"}
        return
    expected = [{**row, "date": row["date"].isoformat()} for row in rows]  # type: ignore[attr-defined]
    unique = [row for i, row in enumerate(expected) if row not in expected[:i]]
    assert [dict(r.values) for r in result.records] == unique
    assert result.rejected == ()


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

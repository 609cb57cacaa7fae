"""The fast reader says what the slow one says, or hands the file over."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from barometer.ingest import bulk, bulk_plan
from barometer.ingest.bulk_plan import Irregular
from barometer.ingest.importing import import_bytes
from barometer.store import counting
from barometer.store.landing import identifier, new_company

HEAD = "Complaint ID,Company,Date received,Issue,Region"


def made(count: int = 60) -> list[str]:
    return [
        f"{i},{('Alpha Bank', 'Béta & Cie', 'Gamma')[i % 3]},2024-{i % 12 + 1:02d}-{i % 28 + 1:02d},"
        f"{('Fees', 'Delay', '')[i % 3]},{('Île-de-France', 'Wales', '')[i % 3]}"
        for i in range(count)
    ]


def put(lines: list[str], at: int, line: str) -> list[str]:
    return [*lines[:at], line, *lines[at + 1 :]]


PLAIN = made()
FILES = {
    "clean": [HEAD, *PLAIN],
    "quoted_commas": [HEAD, *put(PLAIN, 5, '5,"Alpha, Bank",2024-05-06,"a ""b"", c",Wales')],
    "day_first": [
        HEAD,
        *(",".join([*(p := line.split(","))[:2], "/".join(p[2].split("-")[::-1]), *p[3:]]) for line in PLAIN),
    ],
    "company_missing": [HEAD, *put(PLAIN, 7, "7, ,2024-08-08,Fees,Wales")],
    "company_endless": [HEAD, *put(PLAIN, 7, f"7,{'Gamma ' * 60},2024-08-08,Fees,Wales")],
    "dates_impossible": [
        HEAD,
        *put(put(PLAIN, 3, "3,Gamma,2024-02-31,Fees,Wales"), 40, "40,Gamma,soon,Fees,Wales"),
    ],
    "date_missing": [HEAD, *put(PLAIN, 9, "9,Gamma,,Fees,Wales")],
    "repeated_ids": [HEAD, *PLAIN, PLAIN[4], "6,Gamma,2024-01-01,Other,Wales"],
    "no_region": [line.rsplit(",", 1)[0] for line in [HEAD, *PLAIN]],
    "line_break_in_cell": [HEAD, *put(PLAIN, 5, '5,"Alpha\nBank",2024-05-06,Fees,Wales')],
    "line_breaks_and_faults": [
        HEAD,
        *put(put(PLAIN, 5, '5,Gamma,2024-05-06,"a\n""b""\nc",Wales'), 20, "20, ,2024-05-06,Fees,Wales"),
        PLAIN[3],
    ],
    "company_variants": [HEAD, *put(PLAIN, 8, "8,ALPHA  BANK,2024-09-09,Fees,Wales")],
}
LEFT = {
    "open_quote": [HEAD, *put(PLAIN, 5, '5,"Alpha Bank,2024-05-06,Fees,Wales')],
    "row_too_short": [HEAD, *put(PLAIN, 50, "50,Gamma,2024-05-06")],
    "title_above": ["Our complaints", HEAD, *PLAIN],
    "blank_line": [HEAD, *PLAIN[:30], "", *PLAIN[30:]],
    "header_again": [HEAD, *PLAIN[:30], HEAD, *PLAIN[30:]],
    "quote_within": [HEAD, *put(PLAIN, 50, '50,Gamma 24" screens,2024-05-06,Fees,Wales')],
    "torn_cell": [HEAD, *put(PLAIN, 50, '50 "Alpha, Bank",2024-05-06,Fees,Wales')],
    "rows_swallowed": [HEAD, *put(PLAIN, 50, '50,"Alpha\n1,b,2024-05-06,c,d\n",2024-05-06,Fees,Wales')],
    "total": [HEAD, *PLAIN, "Total,,,,"],
    "years_among_days": [HEAD, *PLAIN, "60,Gamma,2023,Fees,Wales"],
}
WHY = {
    "open_quote": ("quote", {"line": 7}),
    "row_too_short": ("width", {"line": 52}),
    "title_above": ("no_row", {"line": 1}),
    "blank_line": ("blank", {"line": 32}),
    "header_again": ("header_again", {"line": 32}),
    "quote_within": ("quote", {"line": 52}),
    "torn_cell": ("quote", {"line": 52}),
    "rows_swallowed": ("quote", {"line": 52}),
    "total": ("total", {}),
    "years_among_days": ("grain", {}),
}


def fast(lines: list[str], folder: Path) -> Any:
    path = folder / "a.csv"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    staging = folder / "staging"
    staging.mkdir()
    return bulk.import_path(path, "a.csv", "complaints", staging)


@pytest.mark.parametrize("name", FILES)
def test_both_ways_read_the_same(name: str, tmp_path: Path) -> None:
    data = "".join(f"{line}\n" for line in FILES[name]).encode()
    slow = import_bytes(data, "a.csv", "complaints")
    quick = fast(FILES[name], tmp_path)
    assert quick is not None
    assert (quick.account, quick.sha256) == (slow.account, slow.sha256)
    assert [(r.line, r.reason.id) for r in quick.rejected] == [(r.line, r.reason.id) for r in slow.rejected]
    assert quick.duplicates == slow.duplicates
    assert [(c.key, c.rows) for c in quick.companies if c.rows] == [
        (c.key, c.rows) for c in slow.companies
    ] or name == "repeated_ids"
    ids = {s: new_company(c.name) for c in slow.companies for s in c.spellings}
    expected = Counter(
        (
            ids[r.values["company"]],
            r.details["date"].start,
            r.values.get("category"),
            identifier(r.values.get("region")) or None,
            r.values["id"],
        )
        for r in slow.records
    )
    rows = pq.read_table(dict(quick.tables)["rows"]).to_pylist()
    assert Counter(tuple(row.values()) for row in rows) == expected


@pytest.mark.parametrize("name", FILES)
def test_the_counts_are_those_of_the_build_queries(name: str, tmp_path: Path) -> None:
    tables = {name: pq.read_table(path) for name, path in fast(FILES[name], tmp_path).tables}
    counted = counting.count(tables["rows"])
    assert tables["rows"].schema == counting.ROW
    for part in ("company_day", "facts"):
        assert tables[part].to_pylist() == counted[part].to_pylist()


def test_rows_alike_without_an_identifier_are_kept_and_said(tmp_path: Path) -> None:
    lines = [line.split(",", 1)[1] for line in [HEAD, *PLAIN, PLAIN[4], PLAIN[4], PLAIN[9]]]
    slow = import_bytes("".join(f"{line}\n" for line in lines).encode(), "a.csv", "complaints")
    quick = fast(lines, tmp_path)
    assert (quick.account, quick.account.used) == (slow.account, 63)
    said = [w.message for w in quick.warnings]
    assert said == [w.message for w in slow.warnings]
    assert [(m.id, m.params["count"]) for m in said] == [("ingest.file.alike_rows_kept", 3)]


def test_a_row_counted_in_another_goes_the_slow_way(tmp_path: Path) -> None:
    lines = [line.split(",", 1)[1] for line in [HEAD, *PLAIN, "9,dont Alpha Bank,2024-01-01,Fees,Wales"]]
    with pytest.raises(Irregular) as left:
        fast(lines, tmp_path)
    assert left.value.reason.id == "ingest.irregular.total"


def test_company_day_and_facts_count_the_rows(tmp_path: Path) -> None:
    quick = fast(FILES["clean"], tmp_path)
    tables = {name: pq.read_table(path) for name, path in quick.tables}
    assert sum(tables["company_day"]["complaints"].to_pylist()) == 60
    assert sum(tables["facts"]["complaints"].to_pylist()) == 60
    days = tables["company_day"].select(["company", "day"]).to_pylist()
    assert days == sorted(days, key=lambda row: (row["company"], row["day"]))


@pytest.mark.parametrize("sample", [300, 1 << 20])
@pytest.mark.parametrize("name", LEFT)
def test_what_is_not_regular_goes_the_slow_way(
    name: str, sample: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_plan, "_SAMPLE", sample)
    with pytest.raises(Irregular) as left:
        fast(LEFT[name], tmp_path)
    told = left.value.reason
    why, about = WHY[name]
    assert dict(told.params) == about
    if sample == 300 and name != "title_above":
        assert told.id == f"ingest.irregular.{why}"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_other_encodings_go_the_slow_way(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("".join(f"{line}\n" for line in FILES["clean"]).encode(encoding))
    with pytest.raises(Irregular) as left:
        bulk.import_path(path, "a.csv", "complaints", tmp_path)
    assert left.value.reason.id == "ingest.irregular.encoding"


def test_a_name_with_a_glob_is_a_name(tmp_path: Path) -> None:
    folder = tmp_path / "[x]*"
    folder.mkdir()
    with pytest.raises(Irregular) as left:
        fast(FILES["clean"], folder)
    assert left.value.reason.id == "ingest.irregular.path"

"""A heading that says a number over cells that hold none is not taken for that number."""

from __future__ import annotations

from barometer.ingest.importing import import_bytes
from barometer.ingest.result import Status


def test_upheld_yes_or_no_is_not_a_share() -> None:
    file = b"id,company,date,upheld\n1,Orange,2024-01-05,Yes\n2,SFR,2024-01-06,No\n3,Free,2024-01-07,Yes\n"
    result = import_bytes(file, "cases.csv", "complaints")
    assert result.status is Status.ACCEPTED and result.account.used == 3
    assert "upheld" not in {column.field for column in result.fields}


def test_a_share_upheld_is_read() -> None:
    file = b"company,period,count,upheld\nOrange,2024-01,120,45\nSFR,2024-01,90,52\n"
    result = import_bytes(file, "shares.csv", "complaints")
    assert [row.values["upheld"] for row in result.records] == [45, 52]

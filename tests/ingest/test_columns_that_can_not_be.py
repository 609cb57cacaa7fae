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


def test_customers_beside_satisfaction_are_no_second_figure() -> None:
    file = "Opérateur;Année;Satisfaction (%);Clients\nOrange;2018;86,5;12 000 000\nSFR;2018;74,0;6 500 000\n"
    result = import_bytes(file.encode(), "figures.csv", "claims")
    assert [row.values.get("satisfaction_pct") for row in result.records] == [86.5, 74]
    assert "value" not in {column.field for column in result.fields}


def test_a_file_of_customers_alone_is_no_file_of_satisfaction() -> None:
    file = "Opérateur;Année;Clients\nOrange;2018;12 000 000\nSFR;2018;6 500 000\n"
    result = import_bytes(file.encode(), "figures.csv", "claims")
    assert result.status is Status.REFUSED
    assert import_bytes(file.encode(), "figures.csv", "exposure").account.used == 2


def test_a_value_of_a_named_metric_is_a_figure() -> None:
    file = "Company,Year,Metric,Value\nOrange,2018,nps,12\nSFR,2018,nps,8\n"
    result = import_bytes(file.encode(), "figures.csv", "claims")
    assert [row.values["value"] for row in result.records] == [12, 8]

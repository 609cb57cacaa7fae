"""An import becomes rows of the package, under an id that whoever has the file rebuilds."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from barometer.ingest.companies import Crosswalk, Register
from barometer.ingest.importing import import_bytes
from barometer.ingest.result import ImportResult, Status
from barometer.model import Company
from barometer.store.check import check
from barometer.store.datasets import Deposit, Store
from barometer.store.landing import Context, identifier, likely_place, new_company
from barometer.store.package import Package, read
from barometer.store.receipt import deposit, record
from barometer.store.union import unite
from tests.store.packages import claim, complaint, write

REGISTER = Register.of([Company("alpha", "Alpha"), Company("beta", "Bêta")], [("alpha", "Alpha plc")])
HERE = Context(sector="telecoms", country="GB", publisher="Ofcom", title="plaintes.csv")


def imported(text: str, kind: str, **given: Any) -> tuple[ImportResult, bytes]:
    data = text.encode()
    result = import_bytes(data, "upload.csv", kind, register=REGISTER, today=date(2026, 1, 1), **given)
    assert result.status is Status.ACCEPTED, (result.error, result.questions)
    return result, data


def kept(text: str, kind: str, context: Context = HERE, **given: Any) -> Deposit:
    result, data = imported(text, kind, **given)
    return deposit(result, data, context)


def rows(made: Deposit, table: str) -> list[dict[str, Any]]:
    found = made.tables[table]
    assert not isinstance(found, Path)
    return [{name: v for name, v in row.items() if v is not None} for row in found.to_pylist()]


CLAIMS = """entreprise;taux de satisfaction;nps;début;fin;échantillon
Alpha;86,5 %;12;2018-01-01;2018-03-31;1 000
ALPHA PLC;85 %;10;2018-04-01;2018-06-30;1 000
Gamma;90 %;-5;2018-01-01;2018-03-31;500
"""


def test_claims_land_with_their_metric_unit_and_rounding() -> None:
    made = kept(CLAIMS, "claims")
    claims = rows(made, "claims")
    assert [(c["company"], c["metric"], c["unit"], c["value"], c["rounding"]) for c in claims] == [
        ("alpha", "share_satisfied", "percent", 86.5, 0.1),
        ("alpha", "nps", "points", 12, 1),
        ("alpha", "share_satisfied", "percent", 85, 1),
        ("alpha", "nps", "points", 10, 1),
        ("new_gamma", "share_satisfied", "percent", 90, 1),
        ("new_gamma", "nps", "points", -5, 1),
    ]
    assert {(c["sector"], c["country"], c["asserted_by"], c["n"]) for c in claims[:4]} == {
        ("telecoms", "GB", "third_party", 1000)
    }
    assert (claims[0]["period_start"], claims[0]["period_end"]) == (date(2018, 1, 1), date(2018, 3, 31))
    assert rows(made, "companies") == [{"id": "new_gamma", "name": "Gamma", "kind": "company"}]
    (source,) = rows(made, "sources")
    assert (source["publisher"], source["read_at"]) == ("Ofcom", "upload")


def test_a_claim_with_a_single_day_covers_the_twelve_months_before_as_assumed() -> None:
    made = kept("company,satisfaction,date\nAlpha,86%,2018-06-30\nBeta,80%,2018-06-29\n", "claims")
    first = rows(made, "claims")[0]
    assert (first["period_start"], first["period_end"]) == (date(2017, 7, 1), date(2018, 6, 30))
    assert first["period_basis"] == "assumed"


def test_counts_land_by_period_and_parts_get_their_total() -> None:
    text = "entreprise;mois;motif;réclamations\nAlpha;janvier 2018;facture;10\nAlpha;janvier 2018;réseau;5\n"
    text += "Bêta;janvier 2018;facture;3\n"
    complaints = rows(kept(text, "complaints"), "complaints")
    assert [(c["company"], c.get("issue"), c["count"]) for c in complaints] == [
        ("alpha", "facture", 10),
        ("alpha", "réseau", 5),
        ("beta", "facture", 3),
        ("alpha", None, 15),
        ("beta", None, 3),
    ]
    assert {(c["window"], c["period_start"], c["period_end"]) for c in complaints} == {
        ("month", date(2018, 1, 1), date(2018, 1, 31))
    }


def test_a_rate_takes_its_denominator_from_its_heading() -> None:
    text = "company,quarter,complaints per 100,000 customers\n".replace("100,000", "100 000")
    complaints = rows(kept(text + "Alpha,Q1 2018,20.5\nBeta,Q1 2018,7.0\n", "complaints"), "complaints")
    assert [(c["rate"], c["per"], c["per_n"], c["window"]) for c in complaints] == [
        (20.5, "customers", 100_000, "quarter"),
        (7, "customers", 100_000, "quarter"),
    ]
    assert complaints[0]["rounding"] == 0.1


def test_a_suppressed_count_is_a_range_and_never_a_zero() -> None:
    text = "company,month,complaints\nAlpha,2018-01,<5\nBeta,2018-01,12\nAlpha,2018-02,7\nBeta,2018-02,9\n"
    first = rows(kept(text, "complaints"), "complaints")[0]
    assert "count" not in first and first["qualifier"] == "at_most"
    assert (first["count_low"], first["count_high"]) == (0, 5)


def test_customers_land_as_exposure() -> None:
    text = "opérateur;trimestre;abonnés\nAlpha;T1 2018;14000\nBêta;T1 2018;22000\n"
    exposure = rows(kept(text, "exposure"), "exposure")
    assert [(e["company"], e["measure"], e["value"]) for e in exposure] == [
        ("alpha", "subscribers", 14_000),
        ("beta", "subscribers", 22_000),
    ]


ROW_LEVEL = """id,company,date received,product,state
1,Alpha,2018-01-30,loan,NY
2,Alpha,2018-02-01,card,CA
3,Beta,2018-02-03,card,CA
4,Alpha,2018-02-03,card,CA
"""


def test_single_complaints_are_counted_by_day_and_by_month_of_the_file() -> None:
    made = kept(ROW_LEVEL, "complaints")
    months = rows(made, "complaints")
    assert [(c["company"], str(c["period_start"]), str(c["period_end"]), c["count"]) for c in months] == [
        ("alpha", "2018-01-30", "2018-01-31", 1),
        ("alpha", "2018-02-01", "2018-02-03", 2),
        ("beta", "2018-01-30", "2018-01-31", 0),
        ("beta", "2018-02-01", "2018-02-03", 1),
    ]
    assert [tuple(r.values()) for r in rows(made, "company_day")] == [
        ("alpha", date(2018, 1, 30), 1),
        ("alpha", date(2018, 2, 1), 1),
        ("alpha", date(2018, 2, 3), 1),
        ("beta", date(2018, 2, 3), 1),
    ]
    assert sum(r["complaints"] for r in rows(made, "facts")) == 4
    assert rows(made, "facts")[0] == {
        "company": "alpha",
        "day": date(2018, 1, 30),
        "category": "loan",
        "region": "ny",
        "complaints": 1,
    }


def test_the_record_makes_the_same_dataset_again_and_another_answer_another() -> None:
    first, data = imported(CLAIMS, "claims")
    again, _ = imported(CLAIMS, "claims")
    assert record(first, HERE) == record(again, HERE)
    decided = Crosswalk().decide("Gamma", "beta")
    other, _ = imported(CLAIMS, "claims", crosswalk=decided)
    assert record(other, HERE)["crosswalk"] != record(first, HERE)["crosswalk"]
    assert record(first, HERE)["mapping"]["satisfaction_pct"] == "taux de satisfaction"
    assert first.sha256 == hashlib.sha256(data).hexdigest()


def test_only_an_accepted_import_is_kept() -> None:
    refused = ImportResult(Status.REFUSED, "claims", "x.csv", "")
    with pytest.raises(ValueError, match="accepted"):
        deposit(refused, b"", HERE)


def test_an_upload_united_with_the_figures_passes_their_check(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    channels: list[dict[str, object]] = [{"id": "ofcom_broadband"}]
    base = read(write(tmp_path / "data", claims=[claim()], complaints=[complaint()], channels=channels))
    store = Store(tmp_path / "var")
    mine = store.new_workspace()
    uploads = [
        store.open(store.save(kept(text, kind), mine), mine)
        for text, kind in ((CLAIMS, "claims"), (ROW_LEVEL, "complaints"))
    ]
    united = unite(base, uploads).package
    assert united.id != base.id and len(united.id) == len(base.id)
    assert unite(base, uploads[::-1]).package.id == united.id
    assert united.tables["claims"].num_rows == 7
    lines = {name: range(2, table.num_rows + 2) for name, table in united.tables.items()}
    assert check(Package(united.folder, united.id, united.tables, {}, lines)) == []
    assert unite(base, []).package is base


def test_two_files_that_share_complaints_are_counted_once(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    base = read(write(tmp_path / "data"))
    store = Store(tmp_path / "var")
    mine = store.new_workspace()
    channel = Context(sector="banking", country="US", channel="cfpb", publisher="CFPB", title="a.csv")
    later = "id,company,date received,product,state\n4,Alpha,2018-02-03,card,CA\n5,Beta,2018-02-04,card,CA\n"
    uploads = [
        store.open(store.save(kept(text, "complaints", channel), mine), mine) for text in (ROW_LEVEL, later)
    ]
    united = unite(base, uploads)
    assert [(n.id, n.params["count"]) for n in united.notices] == [("store.counted_once", 1)]
    assert sum(united.package.tables["complaints"]["count"].to_pylist()) == 5
    alone = unite(base, uploads[:1])
    assert sum(alone.package.tables["complaints"]["count"].to_pylist()) == 4 and alone.notices == ()


def test_the_place_of_companies_is_taken_only_where_it_is_one(tmp_path: Path) -> None:
    both = [claim(), claim(id="c2", company="beta"), claim(id="c3", company="beta", sector="energy")]
    package = read(write(tmp_path, claims=both))
    assert likely_place(["alpha", "beta", "new_gamma"], package) == ("telecoms", "GB")
    assert likely_place(["beta"], package) == ("", "")
    assert likely_place(["new_gamma"], package) == ("", "")


@pytest.mark.parametrize(
    ("name", "id_"), [("Gamma", "new_gamma"), ("GAMMA", "new_gamma"), ("Gàmma  ", "new_gamma")]
)
def test_one_name_is_one_new_company_in_every_file(name: str, id_: str) -> None:
    assert new_company(name).startswith(id_)


def test_names_that_are_not_latin_are_told_apart() -> None:
    assert new_company("Сбербанк") != new_company("Газпром")
    assert identifier("Énergie & gaz") == "energie_gaz" and identifier("Газпром") == ""

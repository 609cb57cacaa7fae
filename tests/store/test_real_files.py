"""The publishers' real files, from bytes through the child into a store: every record accounted for."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pyarrow.compute as pc
import pytest

from barometer.ingest.child import Request, import_file
from barometer.ingest.recipe import AUTO
from barometer.ingest.result import Status
from barometer.store.check import check
from barometer.store.datasets import Store
from barometer.store.package import Package, read
from barometer.store.receipt import of_staged
from barometer.store.union import unite
from tests.ingest.test_recipe_files import ACCOUNTS, REAL
from tests.store.packages import claim, write

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the publishers' files are not at hand")
QUICK = {
    "airlines_2015/Tweets.csv",
    "bacen/2021_tri_01.csv",
    "cfpb/cfpb_2023_09_17to21_7704rows.parquet",
    "fr_arcep_mne/arcep_satisfaction_alertes_utf8.csv",
    "fr_arcep_mne/mne_litiges_fournisseurs_utf8.csv",
    "medicare_stars_2026/2026 Star Ratings Data Table - Measure Data (Oct 8 2025).csv",
    "signalconso/signalconso_extrait.csv",
    "sncf_gares_tgv/satisfaction_sept2021.xlsx",
    "uk_rail_orr/orr_operator_year_tidy_DERIVED.csv",
    "uk_rail_orr/table-1223-passenger-journeys-by-operator.xlsx",
}
"""One small file of nearly every recipe; the others take their turn with the long tests."""
FIGURES = ("claims", "complaints", "exposure", "reports", "context")


def named(name: str) -> object:
    return pytest.param(name, marks=[] if name in QUICK else [pytest.mark.long])


@pytest.mark.parametrize("name", [named(name) for name in ACCOUNTS])
def test_a_real_file_is_kept_with_its_whole_account(name: str, tmp_path: Path) -> None:
    recipe, account = ACCOUNTS[name]
    original, store = REAL / name, Store(tmp_path / "var")
    mine = store.new_workspace()
    with store.receiving() as staging:

        def asked(request: Request) -> Request:
            return replace(request, recipe=AUTO, home=store.home, staging=staging)

        result = import_file(original, original.name, "any", recipe=asked)
        assert (result.status, result.recipe, result.error) == (Status.ACCEPTED, recipe, None)
        assert result.account == account
        id_ = store.save(of_staged(result, original, store.home), mine)
    opened = store.open(id_, mine)
    assert opened.entry.account == account
    assert opened.sha256 == hashlib.sha256(original.read_bytes()).hexdigest()
    assert opened.original().read() == original.read_bytes()
    assert opened.table("rejects").num_rows >= account.rejected
    tables = {table: opened.table(table) for table in FIGURES if table in opened.paths}
    assert sum(table.num_rows for table in tables.values()) > 0
    for table, held in tables.items():
        whose = "subject" if table == "context" else "company"
        assert pc.count(held.column(whose), mode="only_null").as_py() == 0
    (tmp_path / "data").mkdir()
    base = read(write(tmp_path / "data", claims=[claim()]))
    united = unite(base, [opened]).package
    lines = {table: range(2, held.num_rows + 2) for table, held in united.tables.items()}
    assert check(Package(united.folder, united.id, united.tables, {}, lines)) == []
    assert list((store.home / "staging").iterdir()) == []

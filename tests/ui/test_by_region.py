"""The map on 'Over time' and on a company's page: the same figures as its table, or no map at all."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from streamlit.testing.v1 import AppTest

from barometer.desk import default_desk, workspaces
from barometer.ingest.companies import Register
from barometer.ingest.importing import import_bytes
from barometer.store.landing import Context
from barometer.store.receipt import deposit
from tests.ui.conftest import Open, sound

FILE = (
    "Company;Region;Complaints;Start;End\n"
    "Plusnet;London;90;2018-01-01;2018-03-31\nPlusnet;Wales;6;2018-01-01;2018-03-31\n"
    "Plusnet;Isle of Man;4;2018-01-01;2018-03-31\nSky;London;30;2018-01-01;2018-03-31\n"
    "Sky;Wales;20;2018-01-01;2018-03-31\nSky;Northern Ireland;10;2018-01-01;2018-03-31\n"
)
HERE = Context(sector="telecoms_broadband", country="GB", publisher="Made, for a test", title="made.csv")


def maps(app: AppTest) -> list[dict[str, Any]]:
    drawn = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    return [one for one in drawn if any(t["name"].startswith("region-") for t in one["data"])]


def with_upload(opened: Open, **more: str) -> AppTest:
    """'Over time' of a comparison of the reader's own file of complaints by region."""
    register = Register.of(list(default_desk().companies.values()), [])
    result = import_bytes(FILE.encode(), "made.csv", "complaints", register=register, today=date(2026, 1, 1))
    store = workspaces.store()
    mine = store.new_workspace()
    dataset = store.save(deposit(result, FILE.encode(), HERE), mine)
    app = opened(query="sector=telecoms_broadband&country=GB&tab=over_time")
    app.session_state["workspace"] = mine
    for name, value in {"ds": dataset, "channel": f"upload_{dataset[:8]}", **more}.items():
        app.query_params[name] = value
    app.run()
    sound(app)
    return app


def test_an_upload_with_regions_is_on_a_map(opened: Open) -> None:
    app = with_upload(opened)
    (drawn,) = maps(app)
    said = {t["name"].removeprefix("region-"): t["text"] for t in drawn["data"] if "region-" in t["name"]}
    assert said["GB-TLI"].startswith("London: 120 complaints.")
    assert said["GB-WLS"].startswith("Wales: 26 complaints.")
    assert said["GB-TLC"] == "North East: no figure."
    notes = " ".join(note["text"] for note in drawn["layout"]["annotations"]).replace("<br>", " ")
    assert "156 complaints on the map. In places that the map does not know: 4 (isle_of_man)." in notes
    assert "Boundaries: Natural Earth" in notes and "Office for National Statistics" in notes


def test_the_table_under_the_map_holds_its_own_figures(opened: Open) -> None:
    app = with_upload(opened)
    (drawn,) = maps(app)
    app.session_state["map_table_region"] = True
    app.run()
    table = next(one.value for one in app.dataframe if "Inhabitants" in one.value.columns)
    assert len(table) == 12 and table["Complaints"].tolist().count("no figure") == 9
    for _, row in table.iterrows():
        trace = next(
            t
            for t in drawn["data"]
            if t.get("text", "").startswith(f"{row['Region']}: ")
            if "region-" in t["name"]
        )
        if row["Complaints"] == "no figure":
            assert (
                trace["text"].endswith("no figure.")
                and row["Per 100,000 inhabitants"] != row["Per 100,000 inhabitants"]
            )
        else:
            assert f"{row['Complaints']} complaints" in trace["text"]
            assert f"{row['Per 100,000 inhabitants']:.1f} (" in trace["text"]
            assert float(row["Complaints"]) / row["Inhabitants"] * 1e5 == row["Per 100,000 inhabitants"]


def test_a_company_in_focus_has_its_own_map(opened: Open) -> None:
    (drawn,) = maps(with_upload(opened, focus="plusnet"))
    said = {t["name"]: t.get("text") for t in drawn["data"]}
    assert said["region-GB-TLI"].startswith("London: 90 complaints.")
    assert said["region-GB-NIR"] == "Northern Ireland: no figure."


def test_the_default_figures_know_one_region(opened: Open) -> None:
    app = opened("company", "focus=all_companies_fr", lang="fr")
    (drawn,) = maps(app)
    title = " ".join(note["text"] for note in drawn["layout"]["annotations"] if note["name"] == "title")
    assert title.replace("<br>", " ").replace("\xa0", " ").replace("\u202f", " ") == (
        "Île-de-France : 174 plaintes pour 100 000 habitants, 2016 ; pas de chiffre pour les autres régions"
    )
    fills = {t["name"]: t.get("fillpattern", {}).get("shape", "") for t in drawn["data"]}
    assert fills["region-FR-IDF"] == "" and fills["region-FR-BRE"] == "/"
    assert "Comment on la lit de travers" in "\n".join(one.value for one in app.caption)


def test_the_rate_is_that_of_the_published_count(opened: Open) -> None:
    (drawn,) = maps(opened("company", "focus=all_companies_fr"))
    (trace,) = (t for t in drawn["data"] if t["name"] == "region-FR-IDF")
    assert trace["text"].startswith("Île-de-France: 21,645 complaints. 174 (171–176) per 100,000 inhabitants")


def test_a_comparison_without_regions_has_no_map(opened: Open) -> None:
    app = opened(query="sector=telecoms_broadband&country=GB&time=2018-01..2018-03&tab=over_time")
    assert maps(app) == [] and "By region" not in [one.value for one in app.subheader]


def test_a_level_that_the_figures_lack_is_named(opened: Open) -> None:
    app = opened("company", "focus=all_companies_fr&area=departement")
    assert any("these figures give regions" in one.value for one in app.warning)

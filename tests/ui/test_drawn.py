"""The chart and the order that a reader chooses: the page, its address, and what the method refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from barometer.desk import default_desk
from tests.figures.on_page import said_on
from tests.ui.conftest import Open, sound, words

BROADBAND = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"
AIRLINES = "sector=airlines&country=US&time=2017"
RATIO = ["Plusnet", "BT", "TalkTalk", "Virgin Media", "EE", "Sky"]
NAME = ["BT", "EE", "Plusnet", "Sky", "TalkTalk", "Virgin Media"]


def drawn(app: AppTest) -> dict[str, Any]:
    spec: dict[str, Any] = json.loads(app.get("plotly_chart")[0].proto.spec)
    return spec


def order(app: AppTest) -> list[str]:
    """The companies of the chart from top to bottom, by where their marks stand."""
    rows = {
        company: y
        for trace in drawn(app)["data"]
        if trace.get("mode") == "markers"
        for company, y in zip(trace["customdata"], trace["y"], strict=True)
    }
    return [default_desk().names[company] for company in sorted(rows, key=lambda one: rows[one])]


def finding(app: AppTest) -> str:
    """What the chart says, its title first, for who does not see it."""
    return str(app.get("plotly_chart")[0].proto.alt)


def table(app: AppTest) -> list[str]:
    return list(app.dataframe[0].value.iloc[:, 0])


def query(app: AppTest) -> dict[str, str]:
    return {name: app.query_params[name] for name in app.query_params}


def test_the_order_is_chosen_beside_the_chart_and_kept_in_the_address(opened: Open) -> None:
    app = opened(query=BROADBAND)
    assert order(app) == table(app) == RATIO
    assert "sort" not in query(app) and app.selectbox(key="sort").value == "ratio"
    assert app.selectbox(key="sort").label == "Sort by"
    app.selectbox(key="sort").set_value("name").run()
    sound(app)
    assert query(app)["sort"] == "name"
    assert order(app) == table(app) == NAME
    app.selectbox(key="sort").set_value("rate").run()
    assert order(app) == table(app) == ["TalkTalk", "BT", "Plusnet", "EE", "Virgin Media", "Sky"]
    app.selectbox(key="sort").set_value("ratio").run()
    assert "sort" not in query(app), "the usual order is not written into the address"
    assert order(app) == RATIO


def test_a_link_opens_its_order_and_its_chart(opened: Open) -> None:
    app = opened(query=f"{BROADBAND}&sort=name&measure=break_even")
    assert order(app) == table(app) == NAME
    assert (app.selectbox(key="sort").value, app.selectbox(key="measure").value) == ("name", "break_even")
    assert not app.warning
    assert finding(app).startswith(
        "One complaint to Ofcom (broadband) for every 700 customers who did not say they were satisfied "
        "(Plusnet) to one for every 3,400 (Sky). "
    )


def test_the_landing_view_is_sorted_without_becoming_another(opened: Open) -> None:
    app = opened(lang="")
    app.selectbox(key="sort").set_value("name").run()
    assert query(app) == {"v": "1", "sort": "name"}
    assert "1st quarter of 2022: 77% to 88% satisfied" in words(app)
    assert order(app)[:2] == ["BT", "EE"] and order(app)[-2:] == ["NOW Broadband", "Shell Energy Broadband"]


@pytest.mark.parametrize(
    ("measure", "title", "misread"),
    [
        ("rank", "Places by satisfaction and by complaints", "As a league table"),
        (
            "rate",
            "From 5 complaints per 100,000 customers (Sky) to 29 (TalkTalk)",
            "not known: a low rate",
        ),
        ("break_even", "One complaint to Ofcom (broadband) for every 700 customers", "as the iceberg"),
    ],
)
def test_another_chart_takes_the_place_of_the_first(
    opened: Open, measure: str, title: str, misread: str
) -> None:
    app = opened(query=BROADBAND)
    app.selectbox(key="measure").set_value(measure).run()
    sound(app)
    assert query(app)["measure"] == measure
    assert finding(app).startswith(title)
    assert misread.casefold() in words(app).casefold()
    assert len(app.get("plotly_chart")) == 1
    app.selectbox(key="measure").set_value("ratio").run()
    assert "measure" not in query(app)
    assert finding(app).startswith("Same score, different complaints")


@pytest.mark.parametrize(("lang", "said"), [
    ("en", ("This link asks for the chart of customers to one complaint. The method gives none here: the "
           "figure is a score, not a share of customers")),
    ("fr", ("Ce lien demande le graphique « clients pour une plainte ». La méthode n’en donne pas ici : "
           "le chiffre est une note, pas une part de clients")),
])  # fmt: skip
def test_what_the_method_refuses_is_said_and_the_usual_chart_stands(
    opened: Open, lang: str, said: str
) -> None:
    app = opened(query=f"{AIRLINES}&measure=break_even", lang=lang)
    (notice,) = app.warning
    assert said in str(notice.value).replace("\xa0", " ").replace("\u202f", " ").replace("\\", "")
    usual = opened(query=AIRLINES, lang=lang)
    assert finding(app) == finding(usual)
    assert app.selectbox(key="measure").options == usual.selectbox(key="measure").options
    assert len(app.selectbox(key="measure").options) == 3, "no ratio, so no customers to one complaint"


def test_without_ratios_the_chart_and_the_table_go_by_the_published_figure(opened: Open) -> None:
    app = opened(query=AIRLINES)
    assert order(app) == table(app)
    assert order(app)[0] == "Southwest Airlines" and order(app)[-1] == "Spirit Airlines"
    assert app.selectbox(key="sort").value == "claim"
    app.selectbox(key="sort").set_value("rate").run()
    assert order(app) == table(app) and order(app)[0] == "Spirit Airlines"
    app.selectbox(key="sort").set_value("claim").run()
    assert "sort" not in query(app)


def test_the_what_if_is_asked_under_its_chart_and_says_that_it_is_assumed(opened: Open) -> None:
    app = opened(query=BROADBAND)
    assert not app.number_input, "nothing is assumed unless the reader asks"
    app.selectbox(key="measure").set_value("break_even").run()
    assert "What if 20 customers" not in notes(app)
    app.number_input(key="factor").set_value(20).run()
    sound(app)
    assert query(app)["factor"] == "20"
    said = notes(app)
    assert "What if 20 customers had cause for each who complained? As a share of the customers: " in said
    assert "Plusnet 0.4% (0.39–0.41%)" in said and "An assumption, never a finding." in said
    assert finding(app).startswith(
        "One complaint to Ofcom (broadband) for every 700"
    ) and "What if" not in finding(app)
    app.selectbox(key="measure").set_value("rank").run()
    assert "factor" not in query(app) and not app.warning


def notes(app: AppTest) -> str:
    return said_on(drawn(app))


YEARS = "sector=airlines&country=US&instrument=acsi&window=year&wave=2015_edition"


def test_over_time_complaints_are_drawn_in_the_length_that_is_asked_for(opened: Open) -> None:
    app = opened(query=f"{YEARS}&tab=over_time")
    years = finding(app)
    assert app.selectbox(key="grain").options == ["Complaints by year", "Complaints by month"]
    app.selectbox(key="grain").set_value("month").run()
    sound(app)
    assert query(app)["grain"] == "month" and not app.warning
    months = finding(app)
    assert months != years and "per 100,000 enplanements" in " ".join(
        one["text"] for one in drawn(app)["layout"]["annotations"]
    )
    app.segmented_control(key="tab").set_value("now").run()
    assert "grain" not in query(app), "it concerns the other tab alone"


@pytest.mark.parametrize(("lang", "said"), [
    ("en", "asks for complaints by month. Here they are published by quarter only"),
    ("fr", "demande les plaintes par mois. Ici, elles ne sont publiées que par trimestre"),
])  # fmt: skip
def test_a_length_that_nobody_publishes_is_said_and_never_made(opened: Open, lang: str, said: str) -> None:
    app = opened(query=f"{BROADBAND}&tab=over_time&grain=month", lang=lang)
    (notice,) = app.warning
    assert said in str(notice.value).replace("\\", "")
    assert finding(app) == finding(opened(query=f"{BROADBAND}&tab=over_time", lang=lang))


def test_one_company_s_panels_or_all_of_them(opened: Open) -> None:
    over = f"{BROADBAND}&tab=over_time"
    everybody = finding(opened(query=over))
    one = opened(query=f"{over}&focus=sky&facet=company")
    assert "Plusnet" not in finding(one) and not one.warning
    both = opened(query=f"{over}&focus=sky&facet=none")
    assert finding(both) == everybody and not both.warning
    both.pills(key="over_time_focus").set_value("bt").run()
    assert query(both)["focus"] == "bt" and "facet" not in query(both)
    nobody = opened(query=f"{over}&facet=company")
    (notice,) = nobody.warning
    assert "names no company" in str(notice.value)
    assert finding(nobody) == everybody


def test_complaints_alone_stand_in_the_table_of_everyone_drawn(opened: Open) -> None:
    app = opened(query=f"{AIRLINES}&measure=rate&sort=name")
    sound(app)
    wanted = {"SkyWest", "Virgin America", "Alaska Airlines"}
    assert wanted <= set(order(app)) & set(table(app)), "with a published figure or without"

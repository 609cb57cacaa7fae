"""Names in the reader's language: aggregates have one in each, companies one for both."""

from __future__ import annotations

import json
import re

import pytest

from barometer.desk import default_desk
from barometer.desk.provenance import disagreements
from barometer.messages import say
from barometer.model import called
from barometer.view import View
from tests.ui.conftest import Open, words

AGGREGATES = [one for one in default_desk().companies.values() if one.kind == "aggregate"]
#: what an English name of a group of companies is made of
ENGLISH = re.compile(
    r"\b(all|average|companies|operators|suppliers|banks|industry|sector|and|with|then|the largest|other|"
    r"United Kingdom|United States|Germany|Belgium|Northern Ireland)\b",
    re.IGNORECASE,
)
#: proper names that hold such a word
PROPER = {"UK Identity and Passport Service"}


def test_no_aggregate_has_an_english_name_in_french() -> None:
    assert len(AGGREGATES) >= 40
    for one in AGGREGATES:
        name = called(one)
        assert name.fr != name.en and not ENGLISH.search(name.fr), one.id
        for said in (name.en, name.fr):
            assert not re.search(r"[a-z]_[a-z]|, (GB|FR|US|BE|DE)\)|telecoms", said), one.id


def test_no_company_s_name_is_a_phrase_of_one_language() -> None:
    for one in default_desk().companies.values():
        if one.kind != "aggregate" and one.name not in PROPER:
            assert not ENGLISH.search(one.name), one.name
            assert called(one).fr == called(one).en == one.name


def test_two_names_are_never_alike() -> None:
    for lang in ("en", "fr"):
        said = [getattr(called(one), lang) for one in default_desk().companies.values()]
        assert len(said) == len(set(said))


@pytest.mark.parametrize(
    ("typed", "company"),
    [
        ("BT, EE and Plusnet", "bt_group"),
        ("BT Group (BT, EE, Plusnet)", "bt_group"),
        ("Banque Populaire and BRED", "banque_populaire_bred"),
        ("CPAM and MSA", "cpam_msa"),
        ("South West Trains", "south_western_franchise"),
    ],
)
def test_a_joined_name_is_found_as_it_was_and_as_it_is(typed: str, company: str) -> None:
    assert company in [one.id for one in default_desk().search(typed)]


@pytest.mark.parametrize(
    ("lang", "mine", "other"),
    [
        ("fr", "Moyenne du secteur (haut débit, Royaume-Uni)", "Industry average"),
        ("en", "Industry average (broadband, United Kingdom)", "Moyenne du secteur"),
    ],
)
def test_a_chart_names_what_stands_behind_in_the_reader_s_language(
    opened: Open, lang: str, mine: str, other: str
) -> None:
    app = opened(query="sector=telecoms_broadband&country=GB&tab=over_time", lang=lang)
    chart = app.get("plotly_chart")[0].proto
    drawn = json.loads(chart.spec)["layout"]
    said = " ".join(note["text"] for note in drawn["annotations"]) + str(chart.alt)
    assert mine in said.replace("<br>", " ") and other not in said


@pytest.mark.parametrize(("lang", "name"), [("fr", "Toutes les entreprises"), ("en", "All companies")])
def test_a_company_page_names_an_aggregate_in_the_reader_s_language(
    opened: Open, lang: str, name: str
) -> None:
    app = opened("company", "focus=all_companies_fr", lang=lang)
    assert [one.value.replace("\\", "") for one in app.header] == [f"{name} (France)"]
    other = "All companies" if lang == "fr" else "Toutes les entreprises"
    assert other not in words(app)


def test_a_notice_and_a_disagreement_name_an_aggregate_in_both_languages() -> None:
    view = View(sector="telecoms_broadband", country="GB", entity=("all_us_airlines_us",))
    (notice,) = (n for n in default_desk().answer(view).notices if n.id == "notice.company_not_here")
    assert "Compagnies aériennes américaines" in say(notice, "fr")
    assert "US airlines" in say(notice, "en")
    aggregates = {called(one).en: called(one).fr for one in AGGREGATES}
    found = [one.about for one in disagreements(default_desk()) if one.about.en in aggregates]
    assert all(about.fr == aggregates[about.en] for about in found)

"""My data: a figure typed, a file pasted: accepted, refused or asked about, each with its numbers."""

from __future__ import annotations

import sqlite3

import pytest
from streamlit.testing.v1 import AppTest

from barometer.desk.workspaces import store
from tests.ui.conftest import Open, words
from tests.ui.test_company import tables

BROADBAND = ("telecoms_broadband", "GB")
FILE = (
    "Opérateur;Taux de satisfaction (%);Début;Fin\n"
    "Orange;86,5 %;15/03/2018;28/04/2018\nSFR;74,2 %;15/03/2018;28/04/2018\n"
    "Free;81,9 %;15/03/2018;28/04/2018\nNouveau Réseau;n.d.;15/03/2018;28/04/2018\n"
)


def typed(app: AppTest, **values: str) -> AppTest:
    for name, value in values.items():
        app.text_input(key=f"typed_{name}").set_value(value)
    return app.run()


def pasted(app: AppTest, text: str) -> AppTest:
    return app.text_area(key="pasted_0").set_value(text).run(timeout=90)


def company(app: AppTest, name: str) -> AppTest:
    return app.selectbox(key="typed_company").set_value(name).run()


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_a_company_says_at_once_what_its_figure_would_meet(opened: Open) -> None:
    said = words(company(opened("data"), "plusnet"))
    assert "Plusnet: our figures hold 4 satisfaction figures, 4 complaint figures" in said
    assert "Complaints to Ofcom" in said
    assert "1st quarter of 2018" in said


def test_a_typed_figure_is_read_back_and_kept(opened: Open) -> None:
    app = typed(company(opened("data"), "plusnet"), value="91", start="2018-01", end="2018-03", n="1 204")
    assert "Read as 91 (% satisfied), 1st quarter of 2018." in words(app)
    app.selectbox(key="typed_place_plusnet").set_value(BROADBAND).run()
    app.button(key="show_typed").click().run()
    said = words(app)
    assert "1 of 1 company has complaints in our figures for 1st quarter of 2018." in said
    assert "Kept until this page is closed" in said
    assert "Broadband, United Kingdom" in said, "the button leads to the chart itself"
    app.switch_page("pages/data.py").run()
    assert "Plusnet, 91 · Satisfaction figures · rows: 1" in words(app)
    assert "1 of 1 company" not in words(app)


@pytest.mark.parametrize(("counted", "said", "lang"), [
    # Ofcom: 86%, size in no source of ours; 91% of 1,204. By hand: Wilson of 91% 0.8925-0.9249; 5 points,
    # down by hypot(1.75, 0.5), up by hypot(1.49, 0.5)
    ("fairly_or_very_satisfied", "+5 points (+3.2 to +6.6)", "en"),
    (None, "which answers count as satisfied is said of one of the two alone", "en"),
    ("fairly_or_very_satisfied", "+5 points (de +3,2 à +6,6)", "fr"),
])  # fmt: skip
def test_an_own_figure_is_set_beside_what_another_found(
    opened: Open, counted: str | None, said: str, lang: str
) -> None:
    app = company(opened("data", lang=lang), "plusnet")
    app = typed(app, value="91", start="2018-01", end="2018-03", n="1204")
    app.selectbox(key="typed_place_plusnet").set_value(BROADBAND).run()
    app.selectbox(key="typed_threshold").set_value(counted).run()
    app.button(key="show_typed").click().run()
    assert said in words(app), "beside the raw figures"
    app.query_params["focus"] = "plusnet"
    app.switch_page("pages/company.py").run()
    assert said in tables(app), "on the company's page"


@pytest.mark.parametrize("said", [
    "92 % satisfaits", "92% de clients satisfaits", "92 % de nos clients sont satisfaits.", "92% satisfied",
    "92% of our customers are satisfied", "92%",
])  # fmt: skip
def test_a_share_is_read_as_an_advertisement_has_it(opened: Open, said: str) -> None:
    app = typed(company(opened("data"), "plusnet"), value=said, start="2018-01", end="2018-03")
    assert "Read as 92 (% satisfied)" in words(app)


@pytest.mark.parametrize("said", ["92 % insatisfaits", "92% dissatisfied", "92 % de très satisfaits",
                                  "92% are not satisfied", "92 satisfaits sur 100"])  # fmt: skip
def test_a_share_of_something_else_is_not(opened: Open, said: str) -> None:
    app = typed(company(opened("data"), "plusnet"), value=said, start="2018-01", end="2018-03")
    assert "Read as" not in words(app) and app.error


def test_an_impossible_figure_is_refused_as_it_is_typed(opened: Open) -> None:
    app = typed(company(opened("data"), "plusnet"), value="186,5")
    assert "Column '% satisfied': the value '186,5' is out of range; only numbers from 0 to 100" in words(app)
    assert "Show on chart" not in labels(app)


@pytest.mark.parametrize(
    ("unit", "given", "said"),
    [
        ("satisfaction_pct", {"value": "86", "n": "0"}, "0 people asked is no survey"),
        ("satisfaction_pct", {"value": "86", "url": "javascript:alert(1)"}, "This is no address"),
        (
            "satisfaction_pct",
            {"value": "4.2/5"},
            "If it is “a mark (4.2/5)”, choose that under “What is it?”",
        ),
        ("satisfaction_pct", {"value": "+45"}, "If it is “NPS”, choose that"),
        ("rating", {"value": "87%"}, "If it is “% satisfied”, choose that"),
        ("nps", {"value": "87%"}, "An NPS is in points"),
    ],
)
def test_what_can_be_no_figure_is_said_with_the_way_to_mend_it(
    opened: Open, unit: str, given: dict[str, str], said: str
) -> None:
    app = company(opened("data"), "plusnet")
    app.selectbox(key="typed_unit").set_value(unit).run()
    app = typed(app, **given)
    assert said in words(app)
    assert "Show on chart" not in labels(app)


def test_a_limit_is_read_back_as_a_limit_and_an_address_may_be_short(opened: Open) -> None:
    app = typed(
        company(opened("data"), "plusnet"), value="more than 80%", url="www.plus.net/press", start="2018"
    )
    assert "Read as more than 80 (% satisfied), 2018." in words(app)
    assert "Show on chart" in labels(app)


def test_another_file_than_the_link_s_is_said_to_be_another(opened: Open) -> None:
    token = f"{'0123456789abcdef' * 2}@1204.3f9a1c2e5b77"
    said = words(pasted(opened("data", f"ds={token}"), FILE))
    assert "This is not the file that the link needs" in said
    assert "1,204 rows that begins with 3f9a1c2e5b77" in said
    assert "This is not the file" not in words(pasted(opened("data"), FILE))


def test_a_date_of_two_readings_is_asked_about_and_never_guessed(opened: Open) -> None:
    app = typed(company(opened("data"), "plusnet"), value="86,5", start="03/04/2018", end="28/04/2018")
    assert "Show on chart" not in labels(app)
    question = next(one for one in app.radio if "03/04/2018" in one.label)
    assert "3 April 2018 or 4 March 2018" in question.label
    assert question.options == ["day first", "month first"]
    assert question.value is None
    question.set_value("dmy").run()
    assert "Read as 86.5 (% satisfied), 3-28 April 2018." in words(app)


def test_a_name_that_resembles_another_stays_apart_without_a_yes(opened: Open) -> None:
    app = pasted(opened("data"), FILE.replace("Orange", "Orang").replace("SFR", "Virgin Media Bank"))
    question = next(one for one in app.radio if "Orang" in one.label)
    assert (question.value, question.options[:2]) == ("", ["a company of its own", "the same as Orange"])
    assert "Companies: 1 of 4 are in our figures" in [fold.label for fold in app.expander]
    question.set_value("orange").run(timeout=90)
    assert "Companies: 2 of 4 are in our figures" in [fold.label for fold in app.expander]


def test_pasted_lines_give_their_account_in_both_languages(opened: Open) -> None:
    english, french = pasted(opened("data"), FILE), pasted(opened("data", lang="fr"), FILE)
    assert "5 lines read = 4 used + 0 set aside + 0 repeated + 1 not data." in words(english)
    assert "5 lignes lues = 4 utilisées + 0 écartées + 0 répétées + 1 hors données." in words(french)


def test_columns_that_are_not_read_are_named(opened: Open) -> None:
    file = FILE.replace("Fin\n", "Fin;Clients;Couleur\n").replace("2018\n", "2018;4000000;bleu\n")
    for lang, said in (
        ("en", "2 columns not read: Clients and Couleur."),
        ("fr", "2 colonnes non lues : Clients et Couleur."),
    ):
        app = pasted(opened("data", lang=lang), file)
        assert said in words(app).replace("\xa0", " ").replace("\u202f", " ")


def test_a_pasted_file_meets_the_complaints_of_its_sector(opened: Open) -> None:
    app = pasted(opened("data"), FILE)
    place = next(one for one in app.selectbox if str(one.key).startswith("drop_"))
    place.set_value(("telecoms_all", "FR")).run()
    next(one for one in app.button if str(one.key).startswith("show_p")).click().run()
    assert "3 of 3 companies have complaints in our figures for 15 March-28 April 2018." in words(app)


def test_what_is_no_table_is_refused_with_a_sentence(opened: Open) -> None:
    app = pasted(opened("data"), "Opérateur;Taux de satisfaction\n")
    assert "The file holds no data" in words(app)
    assert "Show on chart" not in labels(app)


def test_a_link_names_the_file_it_needs(opened: Open) -> None:
    token = f"{'0123456789abcdef' * 2}@1204.3f9a1c2e5b77"
    app = opened("gap", f"sector=telecoms_broadband&country=GB&time=2018-01..2018-03&ds={token}")
    assert "This view needs a file of 1,204 lines whose SHA-256 begins with 3f9a1c2e5b77." in words(app)
    assert "72% to 86% satisfied" in words(app)
    assert "1,204 lines" in words(opened("data", f"ds={token}"))


ACCENTS = (
    "Opérateur;Indice;Satisfaits;Début;Fin\n"
    "Orange;12,5;86,5;15/03/2018;28/04/2018\nÉnercoop;8,5;74,2;15/03/2018;28/04/2018\n"
)


def dropped(app: AppTest, data: bytes) -> AppTest:
    return app.file_uploader(key="upload_0").set_value(("baromètre.csv", data, "text/csv")).run(timeout=90)


def reading(app: AppTest, mark: str) -> AppTest:
    """With the fold open in which each decision can be changed."""
    app.session_state[f"read_as_{mark}"] = True
    return app.run()


def mark_of(app: AppTest, begins: str = "publisher_") -> str:
    return next(
        str(one.key).removeprefix(begins) for one in app.text_input if str(one.key).startswith(begins)
    )


def column(app: AppTest, label: str, field: str) -> None:
    next(one for one in app.selectbox if label in one.label).set_value(field)


def again(app: AppTest) -> AppTest:
    return next(one for one in app.button if one.label == "Read it this way").click().run(timeout=90)


def texts(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in app.text)


def listed(app: AppTest) -> list[str]:
    return [line for line in words(app).splitlines() if " · rows: " in line]


def test_another_encoding_is_chosen_on_the_page_and_shown_at_once(opened: Open) -> None:
    app = dropped(opened("data"), ACCENTS.encode("cp1252"))
    app = reading(app, mark_of(app))
    code = next(one for one in app.selectbox if one.label == "Text read as")
    assert code.options[0] == "as found: cp1252"
    assert "Énercoop;8,5;74,2" in texts(app)
    code.set_value("mac_roman")
    again(app)
    assert "…nercoop;8,5;74,2" in texts(app), "what the choice gives is seen"
    next(one for one in app.selectbox if one.label == "Text read as").set_value("utf-8")
    again(app)
    assert "utf-8" in words(app)
    assert "Show on chart" not in labels(app), "bytes that are no UTF-8 are refused, not mended in silence"
    next(one for one in app.button if one.label == "Ask me again").click().run(timeout=90)
    assert "Show on chart" in labels(app)
    assert "Énercoop;8,5;74,2" in texts(app)


def test_a_column_is_taken_for_what_the_visitor_says(opened: Open) -> None:
    app = dropped(opened("data"), ACCENTS.encode())
    app = reading(app, mark_of(app))
    assert "1 column not read: Indice." in words(app)
    column(app, "Indice", "satisfaction_pct")
    again(app)
    assert "Two columns can’t both be" in words(app) + "\n".join(str(one.value) for one in app.error)
    column(app, "Satisfaits", "")
    again(app)
    assert "1 column not read: Satisfaits." in words(app)
    assert "3 lines read = 2 used" in words(app)


def test_a_file_without_a_known_heading_is_mended_by_saying_what_its_columns_are(opened: Open) -> None:
    app = dropped(opened("data"), ACCENTS.replace("Opérateur", "Qui").encode())
    assert "Show on chart" not in labels(app)
    mark = next(
        str(one.key).removeprefix("read_as_") for one in app.expander if one.label.startswith("How it was")
    )
    app = reading(app, mark)
    column(app, "Qui", "company")
    again(app)
    assert "3 lines read = 2 used" in words(app)


def kept_file(opened: Open) -> AppTest:
    app = dropped(opened("data"), ACCENTS.encode("cp1252"))
    app.text_input(key=f"publisher_{mark_of(app)}").set_value("Observatoire").run()
    next(one for one in app.button if str(one.key).startswith("show_f")).click().run(timeout=90)
    return app.switch_page("pages/data.py").run()


def by_label(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.button if one.label == label).click().run(timeout=90)


def test_a_kept_file_is_opened_changed_and_taken_back(opened: Open) -> None:
    app = kept_file(opened)
    [before] = listed(app)
    assert before.startswith("baromètre.csv · Satisfaction figures · rows: 2")
    by_label(app, "Review or change")
    assert "Changing “baromètre.csv”" in "\n".join(str(one.value) for one in app.subheader).replace("\\", "")
    mark = mark_of(app)
    assert app.text_input(key=f"publisher_{mark}").value == "Observatoire", "as it was left"
    app = reading(app, mark)
    column(app, "Indice", "satisfaction_pct")
    column(app, "Satisfaits", "")
    again(app)
    by_label(app, "Show on chart")
    assert "“baromètre.csv” was read anew" in words(app)
    by_label(app, "Close without changing")
    assert len(listed(app)) == 1, "it took the place of the earlier one"
    by_label(app, "Review or change")
    app = reading(app, mark_of(app))
    assert "1 column not read: Satisfaits." in words(app), "and is opened as it was changed"
    by_label(app, "Close without changing")
    by_label(app, "Undo")
    assert listed(app) == [before]
    by_label(app, "Review or change")
    assert "1 column not read: Indice." in words(app)


def test_a_kept_figure_is_opened_as_it_was_typed_and_changed(opened: Open) -> None:
    app = typed(company(opened("data"), "plusnet"), value="91", start="2018-01", end="2018-03", n="1 204")
    app.selectbox(key="typed_who").set_value("third_party").run()
    app.selectbox(key="typed_place_plusnet").set_value(BROADBAND).run()
    app.button(key="show_typed").click().run()
    app.switch_page("pages/data.py").run()
    by_label(app, "Review or change")
    assert app.text_input(key="retyped_value").value == "91"
    assert app.text_input(key="retyped_n").value == "1 204"
    assert app.selectbox(key="retyped_who").value == "third_party"
    assert app.selectbox(key="retyped_place_plusnet").value == BROADBAND
    app.text_input(key="retyped_value").set_value("19").run()
    app.button(key="show_retyped").click().run()
    assert "Kept until this page is closed" in words(app)
    app.switch_page("pages/data.py").run()
    assert [line.partition(" · ")[0] for line in listed(app)] == ["Plusnet, 19"]
    by_label(app, "Undo")
    assert [line.partition(" · ")[0] for line in listed(app)] == ["Plusnet, 91"]


COUNTRIES = (
    "Entreprise;Pays;Début de l'enquête;Fin de l'enquête;Part de satisfaits (%)\n"
    "BT;Royaume-Uni;01/01/2022;31/01/2022;82,5\nTalkTalk;Royaume-Uni;01/01/2022;31/01/2022;71,0\n"
    "Sky;UK;01/01/2022;31/01/2022;74,4\nPlusnet;United Kingdom;01/01/2022;31/01/2022;79,1\n"
)


def test_a_country_by_its_name_meets_its_complaints_and_a_printed_zero_stays(opened: Open) -> None:
    app = pasted(opened("data"), COUNTRIES)
    mark = mark_of(app)
    assert "Fin de l'enquête" not in words(app), "both headings are read"
    app.button(key=f"show_{mark}").click().run(timeout=90)
    said = words(app)
    assert "4 of 4 companies have complaints in our figures" in said
    rows = app.dataframe[0].value
    assert set(rows["Company"]) >= {"BT", "TalkTalk", "Sky", "Plusnet"}
    talktalk = rows[rows["Company"] == "TalkTalk"].iloc[0]
    # 71.0 and 74.4 are printed alike: an interval ten times as wide stood for the zero that was lost
    sky = rows[rows["Company"] == "Sky"].iloc[0]
    spread = [float(one["× expected, high"]) / float(one["× expected, low"]) for one in (talktalk, sky)]
    assert spread[0] < 1.25, "28.95 to 29.05 did not say they were satisfied, not 28.5 to 29.5"


def test_one_day_that_can_be_read_two_ways_is_asked_about_once(opened: Open) -> None:
    app = typed(company(opened("data"), "plusnet"), value="86,5", start="03/04/2018")
    assert len(app.radio) == 1
    app.radio[0].set_value("dmy").run()
    assert not app.radio
    assert "3 April 2018" in words(app)


def test_the_readings_of_a_question_are_written_as_the_reader_writes_them(opened: Open) -> None:
    app = typed(company(opened("data", lang="fr"), "plusnet"), value="86,5", start="03/04/2018")
    (asked,) = app.radio
    assert "3 avril 2018" in asked.label and "2018-04-03" not in asked.label


def test_a_link_without_its_data_leads_to_my_data_and_blames_no_filter(opened: Open) -> None:
    token = f"{'0123456789abcdef' * 2}@1204.3f9a1c2e5b77"
    app = opened("gap", f"sector=telecoms_broadband&country=GB&wave=from_2022-01-01&ds={token}")
    assert "This view needs a file of 1,204 lines" in words(app)
    assert not [button for button in app.button if str(button.key).startswith("clear_")]
    assert "from_2022-01-01" not in words(app)


def test_an_undo_that_comes_too_late_says_so(opened: Open) -> None:
    app = typed(company(opened("data"), "plusnet"), value="91", start="2018-01", end="2018-03", n="1 204")
    app.selectbox(key="typed_place_plusnet").set_value(BROADBAND).run()
    app.button(key="show_typed").click().run()
    app.switch_page("pages/data.py").run()
    next(one for one in app.button if str(one.key).startswith("delete_")).click().run()
    with sqlite3.connect(store().home / "catalogue.sqlite") as catalogue:
        catalogue.execute("update owner set deleted = '2020-01-01T00:00:00+00:00'")
    app.button(key="undo_delete").click().run()
    assert not app.exception and app.error and "undo_delete" not in [one.key for one in app.button]

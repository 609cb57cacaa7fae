"""My data: a figure typed, a file pasted: accepted, refused or asked about, each with its numbers."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.ui.conftest import Open, words

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
    assert "Read as 91 (% satisfied), 2018-01 – 2018-03." in words(app)
    app.selectbox(key="typed_place_plusnet").set_value(BROADBAND).run()
    app.button(key="show_typed").click().run()
    said = words(app)
    assert "1 of 1 companies have complaints in our figures for 1st quarter of 2018." in said
    assert "Kept until this page is closed" in "\n".join(str(one.value) for one in app.success)
    assert "Plusnet: 91 · Satisfaction figures · rows: 1" in said


def test_an_impossible_figure_is_refused_as_it_is_typed(opened: Open) -> None:
    app = typed(company(opened("data"), "plusnet"), value="186,5")
    assert "Column '% satisfied': the value '186,5' is out of range; only numbers from 0 to 100" in words(app)
    assert "Show on chart" not in labels(app)


def test_a_date_of_two_readings_is_asked_about_and_never_guessed(opened: Open) -> None:
    app = typed(company(opened("data"), "plusnet"), value="86,5", start="03/04/2018", end="28/04/2018")
    assert "Show on chart" not in labels(app)
    question = next(one for one in app.radio if "03/04/2018" in one.label)
    assert "2018-04-03" in question.label.replace("\\", "") and "2018-03-04" in question.label.replace(
        "\\", ""
    )
    assert question.options == ["day first", "month first"]
    assert question.value is None
    question.set_value("dmy").run()
    assert "Read as 86.5 (% satisfied), 2018-04-03 – 2018-04-28." in words(app)


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

"""My data in a real browser: from a file or a typed figure to the chart, and nobody else sees it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader, local, rest, said, text
from tests.browser.steps import (
    FRENCH,
    PLACE,
    alerts,
    choose,
    dataset,
    drawn,
    drop,
    kept,
    sent,
    show,
    to_chart,
    uploaded,
    write,
)


@pytest.fixture
def french(tmp_path: Path) -> Path:
    file = tmp_path / "baromètre d’été [2018].csv"
    file.write_bytes(FRENCH)
    return file


def test_a_french_file_from_drop_to_chart(reader: Reader, french: Path) -> None:
    page = reader("/data", locale="fr-FR")
    drop(page, french)
    assert "6 lignes lues = 5 utilisées + 0 écartées + 0 répétées + 1 hors données." in text(page)
    assert page.get_by_role("radio", name="Chiffres de satisfaction").get_attribute("aria-checked") == "true"
    page.get_by_text("Comment il a été lu").click()
    rest(page)
    code = page.get_by_role("combobox", name="Texte lu en")
    assert "cp1252" in f"{code.input_value()}{code.get_attribute('aria-label')}"
    assert "Télé Été Énergie;71,1 %" in text(page).replace("\xa0", " ")
    choose(page, "Secteur et pays", PLACE, last=True)
    show(page)
    to_chart(page)
    assert "4 entreprises sur 5 ont des plaintes dans nos chiffres" in text(page)
    assert "de 74,2 % à 86,5 % de satisfaits" in said(page).replace("\xa0", " ")
    for words in ("86,5 %", "74,2 %", "81,9 %", "83,3 %", "Télé Été Énergie", "18", "30"):
        assert words in drawn(page)
    assert "source manquante" in text(page)
    # a company that only this file has is found, on the same file and filters
    box = page.get_by_role("combobox", name="De quelle entreprise")
    box.fill("Télé Été")
    box.press("Enter")
    page.wait_for_url("**/company?**")
    rest(page)
    assert "Télé Été Énergie" in text(page) and alerts(page) == ""
    page.get_by_role("link", name="L’écart").click()
    page.wait_for_url("**/gap?**")
    rest(page)
    assert "time=2018-01..2018-12" in page.url and "Télé Été Énergie" in drawn(page)


def test_a_typed_figure_to_its_chart(reader: Reader) -> None:
    page = reader("/data", locale="fr-FR")
    box = page.get_by_role("combobox", name="Entreprise")
    box.fill("Orange")
    box.press("Enter")
    rest(page)
    assert "Plaintes à l’Arcep" in text(page)
    write(page, "Chiffre", "186,5")
    assert "hors limites" in alerts(page)
    write(page, "Chiffre", "86,5")
    write(page, "Enquête du (jour, mois ou année)", "03/04/2018")
    told = text(page).replace("\xa0", " ")
    assert "3 avril 2018" in told and "4 mars 2018" in told
    page.get_by_text("le jour d’abord").first.click()
    rest(page)
    write(page, "Personnes interrogées (n)", "1 000")
    assert "Lu : 86,5 (% de satisfaits), 3 avril 2018." in text(page).replace("\xa0", " ")
    choose(page, "Secteur et pays", PLACE)
    show(page, last=False)
    to_chart(page)
    assert "1 entreprise sur 1 a des plaintes" in text(page).replace("\xa0", " ")
    told = re.sub(r"\s", " ", said(page))
    assert "86,5 % de satisfaits selon Orange (son propre chiffre) ; 18 signalements à l’Arcep" in told
    assert told.endswith("pour 100 000 clients.")


def test_nobody_else_sees_it(reader: Reader, french: Path, address: str) -> None:
    mine = uploaded(reader, french)
    key = next(c for c in mine.context.cookies() if c["name"] == "barometer_workspace")
    assert (key["httpOnly"], key["sameSite"]) == (True, "Lax")
    assert key["value"] not in mine.url
    view = f"{address}/api/v1/view.json?{urlsplit(mine.url).query}"
    own = mine.context.request.get(view)
    assert own.ok and own.headers["cache-control"] == "private, no-store"
    assert "access-control-allow-origin" not in own.headers
    assert "86.5" in own.text() or "0.865" in own.text()
    theirs = reader(local(mine.url), locale="fr-FR")
    assert "86,5" not in text(theirs) and "Télé Été" not in text(theirs)
    assert dataset(mine)[:32] in alerts(theirs)
    refused = theirs.context.request.get(view)
    assert refused.status == 404
    assert dataset(mine) in refused.json()["error"]
    nobody = theirs.context.request.get(view.replace(dataset(mine), "0" * 32))
    assert nobody.json()["error"] == refused.json()["error"].replace(dataset(mine), "0" * 32)
    theirs.goto(f"{address}/data?lang=fr")
    rest(theirs)
    assert kept(theirs).count() == 0
    assert "baromètre" not in text(theirs).lower().replace("baromètre\n", "", 1)


def test_a_workspace_s_key_opens_it_elsewhere_and_a_wrong_one_nothing(
    reader: Reader, french: Path, address: str
) -> None:
    mine = uploaded(reader, french)
    key = next(c["value"] for c in mine.context.cookies() if c["name"] == "barometer_workspace")
    mine.goto(f"{address}/data?lang=fr")
    rest(mine)
    assert key not in mine.content(), "it is shown on a click alone"
    mine.get_by_text("Sur un autre de vos appareils").click()
    rest(mine)
    link = mine.locator("[data-testid=stCode]:visible").inner_text().strip()
    assert link.endswith(f"/w/{key}")
    other = reader("/data", locale="fr-FR")
    wrong = other.context.request.get(f"{address}/w/{'A' * 43}", max_redirects=0)
    assert wrong.status == 404
    assert "set-cookie" not in wrong.headers
    other.goto(f"{address}{local(link)}")
    rest(other)
    assert key not in other.url
    assert kept(other).count() == 1


def test_a_link_says_which_file_it_needs_and_the_same_file_opens_the_same_chart(
    reader: Reader, french: Path, tmp_path: Path
) -> None:
    mine = uploaded(reader, french)
    link = sent(mine)
    theirs = reader(link, locale="fr-FR")
    assert "Cette vue demande un fichier de 6 lignes dont le SHA-256 commence par" in alerts(theirs)
    assert "86,5" not in text(theirs)
    theirs.get_by_role("link", name="Mes données").last.click()
    theirs.wait_for_url("**/data?*")
    rest(theirs)
    again = tmp_path / "autre nom.csv"
    again.write_bytes(FRENCH)
    drop(theirs, again)
    assert "C’est le fichier que le lien demande" in alerts(theirs)
    show(theirs)
    to_chart(theirs)
    assert "demande un fichier" not in alerts(theirs)
    assert said(theirs) == said(mine)
    assert drawn(theirs) == drawn(mine)


def test_a_name_that_resembles_a_known_company_is_it_with_one_click(reader: Reader) -> None:
    page = reader("/data", locale="fr-FR")
    box = page.get_by_role("combobox", name="Entreprise")
    box.fill("la bouygues")
    box.press("Enter")
    rest(page)
    assert "elle devient une nouvelle entreprise" in text(page)
    page.get_by_role("button", name="C’est Bouygues Telecom").click()
    rest(page)
    assert box.input_value() == "Bouygues Telecom"
    assert "elle devient une nouvelle entreprise" not in text(page)
    write(page, "Chiffre", "92 % de nos clients sont satisfaits")
    assert "Lu : 92 (% de satisfaits)" in text(page).replace("\xa0", " ")


def test_a_typed_figure_travels_in_its_link(reader: Reader) -> None:
    mine = reader("/data?lang=fr")
    box = mine.get_by_role("combobox", name="Entreprise")
    box.fill("Orange")
    box.press("Enter")
    rest(mine)
    write(mine, "Chiffre", "86,5")
    write(mine, "Enquête du (jour, mois ou année)", "2018")
    choose(mine, "Secteur et pays", PLACE)
    show(mine, last=False)
    to_chart(mine)
    theirs = reader(sent(mine, frozen=False))
    assert "Orange, 86,5" in alerts(theirs)
    theirs.get_by_role("link", name="Mes données").last.click()
    theirs.wait_for_url("**/data?*")
    rest(theirs)
    theirs.get_by_role("button", name="Ajouter ce chiffre à mes données").click()
    to_chart(theirs)
    assert said(theirs) == said(mine)


def test_what_is_deleted_is_gone_until_it_is_taken_back(reader: Reader, french: Path) -> None:
    page = reader("/data")
    drop(page, french)
    show(page)
    assert kept(page).count() == 1
    page.get_by_role("button", name="Delete").click()
    rest(page)
    assert kept(page).count() == 0
    page.get_by_role("button", name="Undo", exact=True).click()
    rest(page)
    assert "rows: 5" in kept(page).inner_text()


def test_a_kept_file_is_opened_changed_and_taken_back(reader: Reader, french: Path) -> None:
    page = uploaded(reader, french)
    first = dataset(page)
    page.get_by_role("button", name="Revoir ce qui a été lu, ou le changer").click()
    page.wait_for_url("**/data?*")
    rest(page)
    heading = page.get_by_role("heading", name="Modifier « baromètre d’été [2018].csv »")
    expect(heading).to_be_in_viewport()
    assert "6 lignes lues = 5 utilisées" in text(page)
    page.get_by_text("Comment il a été lu : le changer").click()
    rest(page)
    choose(page, "Texte lu en", "mac_roman")
    page.get_by_role("button", name="Relire ainsi").click()
    rest(page)
    assert "Télé Été Énergie" not in text(page)
    page.get_by_role("button", name="Reposer la question").click()
    rest(page)
    assert "Télé Été Énergie" in text(page).replace("\xa0", " ")
    choose(page, "Colonne « Échantillon »", "pas lue")
    page.get_by_role("button", name="Relire ainsi").click()
    rest(page)
    assert "1 colonne non lue : Échantillon." in text(page).replace("\xa0", " ")
    show(page)
    to_chart(page)
    assert dataset(page) != first, "another reading is another dataset"
    assert "de 74,2 % à 86,5 % de satisfaits" in said(page).replace("\xa0", " ")
    page.get_by_role("button", name="Revoir ce qui a été lu, ou le changer").click()
    page.wait_for_url("**/data?*")
    rest(page)
    assert "a été relu" in text(page)
    page.get_by_role("button", name="Annuler", exact=True).click()
    rest(page)
    assert kept(page).count() == 1
    kept(page).get_by_role("button", name="Revoir ou changer", exact=True).click()
    rest(page)
    expect(heading).to_be_in_viewport()
    page.get_by_role("button", name="Fermer sans rien changer").click()
    rest(page)
    kept(page).get_by_role("button", name="Voir sur le graphique").click()
    page.wait_for_url("**/gap?*")
    rest(page)
    assert dataset(page) == first


def test_a_half_typed_figure_outlives_a_look_at_another_page(reader: Reader) -> None:
    page = reader("/data", locale="fr-FR")
    box = page.get_by_role("combobox", name="Entreprise")
    box.fill("Orange")
    box.press("Enter")
    rest(page)
    write(page, "Chiffre", "86,5")
    page.locator(".st-key-masthead").get_by_role("link", name="Méthode").click()
    page.wait_for_url("**/method*")
    rest(page)
    page.locator(".st-key-masthead").get_by_role("link", name="Mes données").click()
    page.wait_for_url("**/data*")
    rest(page)
    assert page.get_by_role("textbox", name="Chiffre", exact=True).input_value() == "86,5"
    assert "Plaintes à l’Arcep" in text(page), "and its company"


def test_a_long_import_is_cancelled_and_leaves_nothing(reader: Reader, tmp_path: Path) -> None:
    lines = (
        f'Orange;{n % 28 + 1:02d}/{n % 12 + 1:02d}/2018;facture;{n};"dit ""non"" {n}"' for n in range(250_000)
    )
    file = tmp_path / "long.csv"
    file.write_text("\n".join(["Opérateur;Date;Motif;Identifiant;Commentaire", *lines]), encoding="utf-8")
    page = reader("/data")
    page.locator("input[type=file]").first.set_input_files(file)
    page.locator(".st-key-cancel_reading button").click()
    expect(page.get_by_text("The import was cancelled. Nothing was stored.")).to_be_visible()
    rest(page)
    assert kept(page).count() == 0
    assert page.get_by_text("long.csv").count() == 0


def test_what_cannot_be_read_says_why(reader: Reader, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.csv.gz"
    bomb.write_bytes(gzip.compress(b"a;b\n" + b"0;0\n" * 40_000_000, 9))
    page = reader("/data")
    drop(page, bomb)
    assert "was not opened further" in alerts(page)
    assert page.get_by_role("button", name="Show on chart").count() == 0


def test_names_are_merged_on_a_yes_alone(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "wide.csv"
    file.write_text(
        "Opérateur;janv. 2018;févr. 2018;mars 2018\nOrange;86,5;85,1;84\nОrange;80,1;80,2;80,3\n",
        encoding="utf-8",
    )
    page = reader("/data", locale="fr-FR")
    drop(page, file)
    page.get_by_text("une ligne par période").click()
    rest(page)
    assert "mêle des alphabets" in alerts(page)
    assert "Entreprises : 1 sur 2 sont dans nos chiffres" in text(page).replace("\xa0", " ")
    page.get_by_text("la même que Orange", exact=True).click()
    rest(page)
    assert "Entreprises : 2 sur 2 sont dans nos chiffres" in text(page).replace("\xa0", " ")

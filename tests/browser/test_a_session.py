"""A journalist's five minutes: first visit, a typed figure, a file, a link opened elsewhere, a reply pack."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.conftest import Reader, rest, said, text
from tests.browser.steps import FRENCH, PLACE, alerts, choose, drawn, drop, sent, show, to_chart, write


def test_from_the_first_visit_to_a_letter(reader: Reader, tmp_path: Path) -> None:
    page = reader("/", locale="fr-FR")
    first_visit(page)
    type_a_figure(page)
    drop_a_file(page, tmp_path)
    opened_elsewhere(page, reader, tmp_path)
    files = reply_pack(page, tmp_path)
    read(files)


def first_visit(page: Page) -> None:
    """What this is and a finding, above the fold; nothing was asked."""
    for part in (page.locator(".st-key-sentence"), page.get_by_text("Ce que les entreprises disent")):
        box = part.bounding_box()
        assert box is not None and box["y"] + box["height"] < 900
    assert re.search(r"\d", said(page))


def type_a_figure(page: Page) -> None:
    page.locator(".st-key-masthead").get_by_role("link", name="Mes données").click()
    page.wait_for_url("**/data*")
    rest(page)
    box = page.get_by_role("combobox", name="Entreprise")
    box.fill("Orange")
    box.press("Enter")
    rest(page)
    write(page, "Chiffre", "92")
    write(page, "Enquête du (jour, mois ou année)", "2018")
    write(page, "Personnes interrogées (n)", "1 000")
    choose(page, "Secteur et pays", PLACE)
    show(page, last=False)
    to_chart(page)
    assert "92 % de satisfaits" in re.sub(r"\s", " ", said(page))


def drop_a_file(page: Page, folder: Path) -> None:
    page.locator(".st-key-masthead").get_by_role("link", name="Mes données").click()
    page.wait_for_url("**/data*")
    rest(page)
    file = folder / "baromètre.csv"
    file.write_bytes(FRENCH)
    drop(page, file)
    assert "6 lignes lues = 5 utilisées + 0 écartées + 0 répétées + 1 hors données." in text(page)
    choose(page, "Secteur et pays", PLACE, last=True)
    show(page)
    to_chart(page)
    assert "de 74,2 % à 86,5 % de satisfaits" in re.sub(r"\s", " ", said(page))


def opened_elsewhere(mine: Page, reader: Reader, folder: Path) -> None:
    """The link tells a colleague what it needs; with the figure and the file it is the same chart."""
    theirs = reader(sent(mine, datasets=2), locale="fr-FR")
    needs = alerts(theirs)
    assert "demande un fichier de 6 lignes" in needs and "Orange, 92" in needs
    assert "86,5" not in text(theirs)
    theirs.get_by_role("link", name="Mes données").last.click()
    theirs.wait_for_url("**/data?*")
    rest(theirs)
    theirs.get_by_role("button", name="Ajouter ce chiffre à mes données").click()
    rest(theirs)
    assert "demande un fichier de 6 lignes" in alerts(theirs), "what else the link needs is still said"
    assert "Orange, 92" not in alerts(theirs)
    copy = folder / "reçu par courriel.csv"
    copy.write_bytes(FRENCH)
    drop(theirs, copy)
    show(theirs)
    to_chart(theirs)
    assert (said(theirs), drawn(theirs)) == (said(mine), drawn(mine))


def reply_pack(page: Page, folder: Path) -> dict[str, bytes]:
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Droit de réponse").click()
    rest(page)
    box = page.locator(".st-key-reply_company input")
    box.click()
    page.get_by_role("option", name="SFR", exact=True).click()
    rest(page)
    with page.expect_download() as waiting:
        page.locator(".st-key-reply_pack button").click()
    file = folder / "pack.zip"
    waiting.value.save_as(file)
    with zipfile.ZipFile(file) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def read(files: dict[str, bytes]) -> None:
    """The company finds what is said of it, where each figure comes from, and room to answer."""
    letter = re.sub(r"\s", " ", files["1-letter.txt"].decode())
    sent_on, until = re.findall(r"(?:Envoyé|réponse attendue) le (\S+ \w+ 20\d\d)", letter)
    assert sent_on != until
    for number in range(1, 5):
        assert f"{number}. " in letter
    assert letter.count("Votre réponse :") >= 4
    assert letter.count("______") >= 4
    for words in ("74,2 %", "Personnes interrogées : 1 198", "30", "source manquante", "lu dans Clubic"):
        assert words in letter, words
    assert "taille de l’échantillon absente" not in letter
    with Image.open(io.BytesIO(files["2-chart.png"])) as picture:
        assert picture.width >= 1000
    drawn_text = "".join(ElementTree.fromstring(files["2-chart.svg"]).itertext())
    assert "74,2" in drawn_text and "SFR" in drawn_text
    figures = rows(files["3-figures.csv"])
    assert {"74.2", "30.0"} & {row["value"] for row in figures}
    compared = {row["company"]: row for row in rows(files["4-comparison.csv"])}
    assert set(compared) == {"orange", "sfr", "free", "bouygues_telecom", "new_tele_ete_energie"}
    assert compared["new_tele_ete_energie"]["ratio"] == "", "drawn, with one side only"
    # by hand: the others' complaints for those who did not say they were satisfied, times SFR's own
    others = [compared[name] for name in ("orange", "free", "bouygues_telecom")]
    rate = sum(float(row["rate"]) for row in others) / sum(100 - float(row["claim"]) for row in others)
    assert float(compared["sfr"]["ratio"]) == pytest.approx(30 / (rate * 25.8))
    assert "select" in files["5-query.sql"].decode().lower()
    assert "Attendu" in files["6-method.txt"].decode()
    assert {"baromètre.csv", "Arcep"} <= {row["publisher"] for row in rows(files["7-sources.csv"])}
    assert "Consulté le" in files["8-citation.txt"].decode()


def rows(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))

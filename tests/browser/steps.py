"""What a reader does on My data and with a link, step by step."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PATIENCE, Reader, local, rest

FRENCH = "\r\n".join(
    [
        "Opérateur;Taux de satisfaction (%);Début;Fin;Échantillon",
        "Orange;86,5 %;15/03/2018;28/04/2018;1 204",
        "SFR;74,2 %;15/03/2018;28/04/2018;1 198",
        "Free;81,9 %;15/03/2018;28/04/2018;1 201",
        "Bouygues Telecom;83,3 %;15/03/2018;28/04/2018;1 210",
        "Télé Été Énergie;71,1 %;15/03/2018;28/04/2018;310",
        "",
    ]
).encode("cp1252")
PLACE = "Télécoms (fixe et mobile), France"


def drop(page: Page, file: Path) -> None:
    page.locator("input[type=file]").first.set_input_files(file)
    expect(page.locator(".st-key-brought_file")).to_be_visible(timeout=PATIENCE)
    rest(page)


def choose(page: Page, label: str, option: str, last: bool = False) -> None:
    boxes = page.get_by_role("combobox", name=label)
    box = boxes.last if last else boxes.first
    box.scroll_into_view_if_needed()
    box.click()
    page.get_by_role("option", name=option, exact=True).click()
    rest(page)


def show(page: Page, last: bool = True) -> None:
    buttons = page.get_by_role("button", name=re.compile("Montrer sur le graphique|Show on chart"))
    (buttons.last if last else buttons.first).click()
    expect(
        page.get_by_text(re.compile("Gardé, pour ce navigateur seul|Kept, for this browser"))
    ).to_be_visible(timeout=20_000)  # a slow machine builds the figures anew first
    rest(page)


def to_chart(page: Page) -> None:
    """'Show on chart' has led to the chart by itself."""
    page.wait_for_url("**/gap?*")
    expect(page.locator(".st-key-sentence")).to_be_visible()
    rest(page)


def write(page: Page, label: str, value: str) -> None:
    box = page.get_by_role("textbox", name=label, exact=True).first
    box.fill(value)
    box.press("Enter")
    rest(page)


def alerts(page: Page) -> str:
    return "\n".join(page.locator("[data-testid=stAlert]").all_inner_texts()).replace("\xa0", " ")


def kept(page: Page) -> Locator:
    return page.locator("[class*=st-key-entry_]")


def drawn(page: Page) -> str:
    """All words on the charts."""
    return " ".join(page.locator(".js-plotly-plot text").all_text_contents()).replace("\xa0", " ")


def dataset(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query)["ds"][0]


def uploaded(reader: Reader, french: Path) -> Page:
    """A reader who has dropped the French file and looks at its chart."""
    page = reader("/data", locale="fr-FR")
    drop(page, french)
    choose(page, "Secteur et pays", PLACE, last=True)
    show(page)
    to_chart(page)
    return page


def sent(page: Page, frozen: bool = True, datasets: int = 1) -> str:
    """The link of 'Copy link'."""
    page.get_by_role("button", name=re.compile("Copier le lien|Copy link")).click()
    expect(
        page.get_by_text(re.compile(f"Cette vue contient {datasets} de vos jeux de données"))
    ).to_be_visible()
    links = page.locator("[data-testid=stCode]:visible").filter(has_text=re.compile("^http"))
    expect(links).to_have_count(2)
    return local(links.all_inner_texts()[1 if frozen else 0].strip())

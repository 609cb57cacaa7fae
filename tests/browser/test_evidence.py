"""A source is ticked and an answer recorded in a real browser: on one's own chart and files alone."""

from __future__ import annotations

import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Reader, rest, text
from tests.browser.test_access import serious

VIEW = "/gap?sector=telecoms_broadband&country=GB&time=2018-01..2018-03&focus=plusnet&lang=en"
NOT, BY = "2 of 2 sources not checked at the source.", "Checked at the source by A. B., "
WORDS = "We do not agree: our survey asked <b>everybody</b>."


def chart(page: Page) -> str:
    """All that the chart on the page says."""
    return " ".join(page.locator("[data-testid=stPlotlyChart] svg text").all_text_contents())


def tick(page: Page) -> None:
    page.get_by_role("button", name="I read Ofcom at the original…").first.click()
    rest(page)
    page.get_by_role("button", name="Record the check").click()
    rest(page)
    expect(page.get_by_text("Tick the sentence")).to_be_visible()
    page.locator(".st-key-check_said label").click()
    page.get_by_role("textbox", name="Your name or initials").fill("A. B.")
    page.get_by_role("textbox", name="Address where you read it").fill("https://www.ofcom.org.uk/report.pdf")
    page.get_by_role("button", name="Record the check").click()
    rest(page)


def answer(page: Page) -> None:
    """Records an answer in the fold of the right of reply, by keyboard where there are dates."""
    page.get_by_role("button", name="Right of reply").click()
    rest(page)
    page.get_by_role("button", name="Record an answer").click()
    rest(page)
    for field, day in (("sent", "02032026"), ("deadline", "09032026"), ("on", "05032026")):
        page.locator(f".st-key-given_{field} [role=spinbutton]").first.click()
        page.keyboard.type(day)
        page.keyboard.press("Tab")
    page.get_by_role("textbox", name="The answer, in the company’s own words").first.fill(WORDS)
    page.get_by_role("textbox", name="Who spoke (optional)").fill("Jane Doe")
    page.get_by_role("button", name="Keep the answer").click()
    rest(page)


def pack(page: Page, folder: Path) -> dict[str, str]:
    """The words of the right-of-reply pack, as it is now."""
    with page.expect_download() as waiting:
        page.locator(".st-key-reply_pack button").click()
    file = folder / "pack.zip"
    waiting.value.save_as(file)
    with zipfile.ZipFile(file) as packed:
        names = [name for name in packed.namelist() if not name.endswith(".png")]
        return {name: packed.read(name).decode("utf-8-sig") for name in names}


def test_what_one_checks_and_records_is_on_ones_own_chart_and_files(
    reader: Reader, address: str, tmp_path: Path
) -> None:
    page = reader(VIEW)
    assert NOT in chart(page)
    page.get_by_text("Sources (2)").click()
    rest(page)
    tick(page)
    assert "1 of 2 sources not checked at the source." in chart(page)
    tick(page)
    assert BY in chart(page) and "not checked" not in chart(page)
    answer(page)
    files = pack(page, tmp_path)
    page.keyboard.press("Escape")
    rest(page)
    assert "Plusnet answered on 5 March 2026 (Jane Doe):" in text(page)
    assert f"“{WORDS}”" in text(page), "markup in an answer is text"
    assert WORDS in files["9-answer.txt"] and WORDS in files["1-letter.txt"]
    assert BY in files["1-letter.txt"] and BY in files["8-citation.txt"]
    assert serious(page, DESK) == []
    assert serious(page, PHONE) == []
    api = f"{address}/api/v1/view.md{VIEW.removeprefix('/gap')}"
    mine = page.context.request.get(api)
    assert BY in mine.text() and "everybody" in mine.text()
    assert mine.headers["cache-control"] == "private, no-store"

    theirs = reader(VIEW)
    assert NOT in chart(theirs)
    assert "A. B." not in chart(theirs) and "answered on" not in text(theirs)
    other = theirs.context.request.get(api).text()
    assert "2 of 2 sources not checked at the source." in other and "everybody" not in other

    page.goto(f"{address}/company?focus=plusnet&lang=fr")
    rest(page)
    expect(page.get_by_text("Plusnet a répondu le 5 mars 2026 (Jane Doe)")).to_be_visible()
    page.get_by_role("button", name="Supprimer la réponse de Plusnet").click()
    rest(page)
    expect(page.get_by_text("a répondu le 5 mars 2026")).to_have_count(0)
    page.get_by_role("button", name="Rétablir").click()
    rest(page)
    expect(page.get_by_text("a répondu le 5 mars 2026")).to_be_visible()
    assert serious(page, DESK) == []

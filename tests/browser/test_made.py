"""Names in a stranger's figures are text, wherever the page writes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bench.server import serving
from tests.browser.conftest import DESK, Witness, made, rest, text
from tests.store.packages import Row, claim, complaint, write

NAMES = (
    "<img src=x onerror=window.pwned=1>",
    "**Bold** _and_ :red[red]",
    "[link](https://evil.test) <b>b</b>",
    "$x^2$ `code` %{y} # 1",
)


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on made figures, whose companies are called what no company is called."""
    folder = tmp_path_factory.mktemp("made")
    ids = [f"c{index}" for index in range(len(NAMES))]
    companies: list[Row] = [{"id": id_, "name": name} for id_, name in zip(ids, NAMES, strict=True)]
    claims = [claim(id=f"k{i}", company=id_, value=str(80 + i)) for i, id_ in enumerate(ids)]
    complaints = [complaint(id=f"p{i}", company=id_, rate=str(20 + 5 * i)) for i, id_ in enumerate(ids)]
    write(folder, companies=companies, claims=claims, complaints=complaints)
    with serving(made(folder), Path(folder)) as url:
        yield url


def test_a_name_with_markup_is_text(browser: Browser, address: str, witness: Witness) -> None:
    context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}, locale="en-GB")
    witness.watch(context)
    page = context.new_page()
    page.goto(f"{address}/gap?v=1&sector=telecoms&country=GB")
    rest(page)
    for name in NAMES:
        page.locator(".st-key-focus").get_by_role("radio", name=name, exact=True).click()
        sentence = page.locator(".st-key-company_sentence")
        expect(sentence).to_contain_text(name)
        assert squeezed(name) in squeezed(" ".join(page.locator(".js-plotly-plot text").all_text_contents()))
    rest(page)
    assert not page.evaluate("window.pwned")
    assert page.locator("img[src=x]").count() == 0
    assert page.locator("a[href*='evil.test']").count() == 0
    assert page.locator(".js-plotly-plot a").count() == 0
    page.goto(f"{address}/company?focus=c0")
    rest(page)
    assert NAMES[0] in text(page)
    assert not page.evaluate("window.pwned")
    context.close()
    assert witness.seen == []


def squeezed(words: str) -> str:
    """Without spaces: a chart breaks a long name into lines."""
    return "".join(words.split())

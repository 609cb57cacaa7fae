"""Addresses that nobody means well, and addresses that are no page: a sentence, never a traceback."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader, Witness, rest, text

FINDING = "77% to 88%"
BROKEN = (
    "Traceback",
    "Exception",
    "Error:",
    "encountered an error",
    "KeyError",
    "ValueError",
    "site-packages",
)
#: opened as a link is; the others come as Back brings them, without loading the app again
LINKS = (
    "/gap?sector=" + "a" * 7000,
    "/gap?sector=%3Cimg%20src%3Dx%20onerror%3Dwindow.pwned%3D1%3E",
    "/company?focus=%D7%A9%D7%9C%D7%95%D7%9D",
)
QUERIES = (
    "&".join(f"k{i}=1" for i in range(300)),
    "sector=rail&sector=energy&country=GB",
    "v=1&v=2&v=3",
    "lag=six&factor=-1&assumed_n=1e9",
    "time=2018-13..2017-99",
    "focus=%27%3B%20drop%20table%20claims%3B--",
    "country=%5Bx%5D(javascript%3Aalert(1))",
    "metric=%22%3E%3Cscript%3Ewindow.pwned%3D1%3C/script%3E",
    "sector=%D7%A9%D7%9C%D7%95%D7%9D&country=%E2%80%AEBG",
    "entity=" + "~".join(f"c{i}" for i in range(250)),
    "ds=..%2F..%2Fetc%2Fpasswd",
    "lang=%00&theme=%F0%9F%92%A9",
    "__proto__=1&constructor=2",
)
_COME_BACK = "url => { history.pushState({}, '', url); dispatchEvent(new PopStateEvent('popstate')); }"


def test_a_hostile_link_gives_a_notice_and_nothing_else(reader: Reader) -> None:
    page = reader("/gap")
    origin = page.url.removesuffix("/gap")
    for path in LINKS:
        page.goto(origin + path)
        rest(page)
        assert fault(page) == "", path[:80]


def test_a_hostile_query_gives_a_notice_and_nothing_else(reader: Reader) -> None:
    page = reader("/gap")
    failed = {}
    for query in QUERIES:
        page.evaluate(_COME_BACK, "/gap")
        expect(page.locator("[data-testid=stAlert]")).to_have_count(0)
        page.evaluate(_COME_BACK, f"/gap?{query}")
        page.locator("[data-testid=stAlert]").first.wait_for()
        rest(page, quiet=150)
        failed[query[:60]] = fault(page)
    assert {query: why for query, why in failed.items() if why} == {}


def fault(page: Page) -> str:
    """What is wrong with a page that should have given a notice; '' if nothing is."""
    words = text(page)
    if not page.locator("[data-testid=stAlert]").count():
        return f"no notice: {words[:200]}"
    if page.evaluate("window.pwned"):
        return "its script ran"
    return next((f"{word}: {words[:200]}" for word in BROKEN if word in words), "")


def test_what_is_not_here_is_not_replaced_by_something_else(reader: Reader) -> None:
    page = reader("/gap?sector=lighthouses&country=GB")
    assert FINDING not in text(page)
    offered = page.locator("[data-testid=stPageLink-NavLink]").all_inner_texts()
    assert len(offered) > 5, "the comparisons that could be meant"
    page.get_by_role("button", name="Clear the filters").last.click()
    expect(page.locator(".st-key-sentence")).to_contain_text(FINDING)


def test_a_path_that_is_no_page_says_so(reader: Reader, witness: Witness) -> None:
    page = reader("/gap", locale="fr-FR")
    origin = page.url.removesuffix("/gap")
    odd = ("/nowhere", "/gap/deeper/still", "/Gap", "/%3Cscript%3E", "/..%2f..%2fetc%2fpasswd")
    for path in (*odd, "/api", "/api/v2/view.csv", "/embed/x", "/preview/x", "/s", "/w/a/b"):
        answer = page.request.get(origin + path)
        assert answer.status in (400, 404), path
    nothing = page.request.get(f"{origin}/api/v1/nope")
    assert nothing.status == 404 and "cut or mistyped" in nothing.json()["error"]
    stray(page, f"{origin}/nowhere")
    witness.seen.remove(
        "console: Failed to load resource: the server responded with a status of 404 (Not Found)"
    )
    page.get_by_role("link", name="Ouvrir la première page").click()
    rest(page)
    assert page.url.startswith(f"{origin}/gap")


def stray(page: Page, url: str) -> None:
    """Goes where there is no page."""
    answer = page.goto(url)
    assert answer is not None and answer.status == 404
    assert "Il n’y a pas de page à cette adresse" in page.locator("main").inner_text()
    assert page.locator("html").get_attribute("lang") == "fr"

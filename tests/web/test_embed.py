"""The page that others embed draws the very view that its address asks for."""

from __future__ import annotations

import json
import re

import pytest

from tests.web.asgi import ask

VIEW = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03&lang=fr"


def drawn_from(page: str) -> str:
    """The address that the page's script takes its figure from, as a browser reads the script."""
    script = page[page.rindex("<script>") :]
    found = re.search(r'fetch\(("(?:[^"\\]|\\.)*") \+ width\)', script)
    assert found, script
    return "/" + str(json.loads(found[1])) + "700"


def test_the_figure_is_that_of_the_page_s_own_address() -> None:
    asked = drawn_from(ask(f"/embed?{VIEW}").text)
    assert asked == f"/api/v1/figure.json?{VIEW}&width=700"
    reply = ask(asked)
    assert reply.status == 200
    assert json.loads(reply.body)["data"]


@pytest.mark.parametrize("sent", ["</script><b>", "\\", "%5c%22;x", "<!--<script>", "';x//"])
def test_nothing_of_an_address_ends_the_script(sent: str) -> None:
    page = ask(f"/embed?{VIEW}&download={sent}").text
    assert drawn_from(page) == f"/api/v1/figure.json?{VIEW}&download={sent}&width=700"
    assert page.count("</script>") == 2 and "<b>" not in page and "<!--" not in page

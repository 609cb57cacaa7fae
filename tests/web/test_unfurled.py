"""A copied link says what it shows where it is pasted."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from tests.web.asgi import ask

VIEW = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"
SLACK = "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"
READER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAROMETER_HOME", str(tmp_path / "var"))


def told(page: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', page)
    return {name: unescape(text) for name, text in found}


@pytest.mark.parametrize("base", ["", "news"])
def test_who_unfurls_a_copied_link_gets_finding_sentence_and_picture(base: str) -> None:
    under = f"/{base}" if base else ""
    reply = ask(f"{under}/gap?v=1&{VIEW}&lang=en", base=base, user_agent=SLACK)
    card = told(reply.text)
    assert reply.status == 200
    assert card["og:title"].startswith(
        "Same score, different complaints: Sky and Virgin\N{NO-BREAK SPACE}Media"
    )
    assert card["og:description"].startswith("Broadband, United Kingdom, 1st quarter of 2018")
    assert card["og:image"].startswith(f"http://testserver{under}/api/v1/view.png?v=1&")
    assert card["og:url"].startswith(f"http://testserver{under}/gap?v=1&")


def test_a_reader_s_own_program_is_no_robot_and_no_preview_leads_to_itself() -> None:
    teams = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Teams/24.1 Chrome/120.0 Electron/28.0"
    assert "og:title" not in ask(f"/gap?{VIEW}", user_agent=teams).text
    assert "refresh" not in ask(f"/gap?{VIEW}", user_agent=SLACK).text
    assert "http-equiv" in ask(f"/preview?{VIEW}").text


def test_the_picture_is_in_the_language_of_the_words() -> None:
    card = told(ask(f"/preview?{VIEW}", accept_language="fr").text)
    assert card["og:title"].startswith("Même note, pas les mêmes plaintes")
    assert "lang=fr" in card["og:image"]


def test_a_reader_gets_the_page_itself() -> None:
    assert "og:title" not in ask(f"/gap?{VIEW}", user_agent=READER).text
    assert "og:title" not in ask("/company?focus=plusnet", user_agent=READER).text
    assert "og:title" not in ask("/api/v1/health", user_agent=SLACK).text


@pytest.mark.parametrize(("address", "title", "begins"), [
    ("company?focus=plusnet&lang=en", "Plusnet – Barometer", "Plusnet: our figures hold 4 satisfaction"),
    ("company?focus=nobody&lang=en", "Company – Barometer", "What companies say"),
    ("sayings?lang=fr", "Idées reçues – Baromètre", "Huit idées"),
    ("method?lang=en", "Sources and method – Barometer", "What companies say"),
])  # fmt: skip
def test_a_page_without_a_chart_says_what_it_is_about(address: str, title: str, begins: str) -> None:
    card = told(ask(f"/{address}", user_agent=SLACK).text)
    assert card["og:title"] == title and card["og:description"].startswith(begins)
    assert card["og:url"].startswith(f"http://testserver/{address.partition('?')[0]}?")
    assert "og:image" not in card


def test_a_link_that_means_nothing_says_so() -> None:
    reply = ask("/gap?sector=lighthouses&lang=en", user_agent=SLACK)
    assert reply.status == 404 and "No comparison answers this view" in reply.text

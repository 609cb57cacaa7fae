"""The page of sayings: eight labels, their numbers, links that open."""

from __future__ import annotations

import pytest

from barometer.desk import default_desk
from barometer.desk.saying import Saying
from barometer.messages import LANGUAGES, say
from barometer.view import View, encode
from tests.ui.conftest import Open, words

SAYINGS = default_desk().sayings()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_every_verdict_and_every_sentence(opened: Open, lang: str) -> None:
    app = opened("sayings", lang=lang)
    said = words(app)
    for one in SAYINGS:
        assert f"**{say(one.verdict, lang)}**" in said
        assert all(say(part, lang) in said for part in one.text)
    assert len(app.subheader) == 8


def test_the_numbers_of_ile_de_france(opened: Open) -> None:
    said = words(opened("sayings"))
    assert "433 per 100,000 against 190, 2.3\xa0times as many" in said
    assert "the relay’s share implies, 154 per 100,000 elsewhere, 2.8\xa0times" in said


@pytest.mark.parametrize("one", SAYINGS, ids=lambda one: str(one.id))
def test_what_a_saying_links_to_opens(one: Saying, opened: Open) -> None:
    if one.view is not None:
        app = opened("gap", encode(one.view))
        assert not app.warning and not app.error and app.dataframe
    if one.company:
        app = opened("company", encode(View(focus=one.company)))
        assert not app.warning and not app.error


def test_the_figures_are_drawn_once_they_are_opened(opened: Open) -> None:
    app = opened("sayings")
    closed = len(app.get("html"))
    app.session_state["facts_public"] = True
    app.run()
    assert len(app.get("html")) == closed + 1

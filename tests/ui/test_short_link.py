"""A long link is offered in a short form: on a button, kept once, said again in the reader's language."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from barometer.desk.workspaces import short_links
from barometer.messages import LANGUAGES, say
from barometer.store import short
from barometer.view import View, decode
from tests.ui.conftest import Open, sound, words

QUERY = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03&focus=sky"


def links(app: AppTest) -> list[str]:
    """The links of the box."""
    written = [re.sub(r"^https?://[^/]*", "", str(one.value)) for one in app.code]
    return [one for one in written if one.startswith(("/gap?", "/s/"))]


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every link counts as long."""
    monkeypatch.setattr("barometer.ui.link.LONG", 60)


def test_a_link_of_usual_length_needs_no_short_form(opened: Open) -> None:
    app = opened(query=QUERY)
    assert max(map(len, links(app))) < short.LONG
    assert not [button for button in app.button if button.key == "shorten"]


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_click_makes_both_links_short(opened: Open, lang: str) -> None:
    app = opened(query=QUERY, lang=lang)
    live, frozen = links(app)
    app.button(key="shorten").click().run()
    sound(app)
    brief = [one for one in links(app) if "/s/" in one]
    assert len(brief) == 2 and all(one.endswith(f"?lang={lang}") for one in brief)
    for whole, one in zip((live, frozen), brief, strict=True):
        id_ = re.fullmatch(r".*/s/([a-z2-7]{20})\?.*", one)
        assert id_ is not None
        view, notices = decode(short_links().query(id_[1]) or "")
        meant, _ = decode(whole)
        assert (view, notices) == (View(**{**as_dict(meant), "lang": ""}), ())
    assert {live, frozen} <= set(links(app)), "the long ones stay at hand"
    assert not [button for button in app.button if button.key == "shorten"]
    app.pills(key="focus").set_value("bt").run()
    assert app.button(key="shorten"), "another view has other links"


def as_dict(view: View) -> dict[str, object]:
    return {name: getattr(view, name) for name in view.__slots__}


@pytest.mark.usefixtures("eager")
def test_where_no_more_are_kept_the_page_says_so_and_keeps_the_long_link(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(short, "MOST_OWN", 0)
    app = opened(query=f"{QUERY}&lag=3", lang="fr")
    before = links(app)
    app.button(key="shorten").click().run()
    sound(app)
    assert say("store.short_own", "fr", most=0) in words(app)
    assert links(app) == before

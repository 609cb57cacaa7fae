"""A hostile link: the notice names the problem, and the API refuses with the same sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unicodedata import category

import pytest

from barometer.desk import Desk, default_desk
from barometer.desk.filters import unheeded
from barometer.messages import LANGUAGES, say
from barometer.model import Message
from barometer.view import View, decode, question
from tests.hostile import BROADBAND, LINKS, Hostile
from tests.web.asgi import ask

MEANT = View(sector="telecoms_broadband", country="GB", time=("2018-01", "2018-03"))
CONTROLS = {"Cc", "Cf", "Cs", "Co"}
each = pytest.mark.parametrize("link", LINKS, ids=lambda link: link.name)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("BAROMETER_HOME", str(tmp_path / "var"))
    yield


@pytest.fixture(scope="module")
def desk() -> Desk:
    return default_desk()


def told(desk: Desk, link: Hostile) -> tuple[Message, ...]:
    """Every notice of the page."""
    view, notices = decode(link.query)
    answer = desk.answer(desk.default_view if question(view) == View() else view)
    empty = (answer.empty,) if answer.empty else ()
    return (*notices, *unheeded(view), *answer.notices, *empty)


def test_there_are_thirty_and_each_is_another() -> None:
    assert len({link.query for link in LINKS}) == len(LINKS) >= 30


@each
def test_each_problem_is_named_and_nothing_else_is_said(desk: Desk, link: Hostile) -> None:
    notices = told(desk, link)
    assert tuple(notice.id for notice in notices) == link.says
    for lang in LANGUAGES:
        said = [say(notice, lang) for notice in notices]
        assert link.names in said[0] or not link.opens
        assert all(len(one) < 400 and not CONTROLS & {category(c) for c in one} for one in said)


@each
def test_what_opens_is_what_the_link_said_without_the_part_that_is_named(desk: Desk, link: Hostile) -> None:
    view, _ = decode(link.query)
    answer = desk.answer(desk.default_view if question(view) == View() else view)
    assert (answer.gap is not None) == link.opens
    if link.query.startswith("sector=telecoms_broadband") and link.opens and "too_long" not in link.says[0]:
        assert answer.stratum is not None
        assert (view.sector, view.country, view.time) == (MEANT.sector, MEANT.country, MEANT.time)
        assert str(answer.stratum.period.start) == "2018-01-01"


@each
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_api_refuses_with_the_same_sentence(desk: Desk, link: Hostile, lang: str) -> None:
    if link.says == ("notice.data_changed",):
        assert ask(f"/api/v1/view.json?{link.query}&lang={lang}").status == 200, "a banner, not a refusal"
        return
    beside = "" if "lang=" in link.query else f"&lang={lang}"
    reply = ask(f"/api/v1/view.json?{link.query}{beside}", accept_language=lang)
    notices = told(desk, link)
    assert reply.status in (400, 404)
    assert reply.error == say(notices[0], lang)
    assert reply.headers["content-type"].startswith("application/json")
    for path in ("/embed", "/preview"):
        page = ask(f"{path}?{link.query}{beside}", accept_language=lang)
        assert page.status == reply.status
        assert "<script>window" not in page.text and "<img" not in page.text


def test_links_that_a_machine_cuts_anywhere_never_raise(desk: Desk) -> None:
    whole = f"v=1&{BROADBAND}&entity=plusnet~sky&ds=default@5eda646a"
    for end in range(0, len(whole), 4):
        view, _ = decode(whole[:end])
        answer = desk.answer(view)
        assert answer.gap is not None or answer.empty is not None

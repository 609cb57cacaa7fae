"""A link that the page itself could not even be told of says so before it."""

from __future__ import annotations

import json
from html import escape

import pytest

from barometer.desk import Desk
from barometer.engine import QueryTooLongError
from barometer.messages import LANGUAGES, say
from tests.web.asgi import ask


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["/gap", "/company", "/", "/s/abc", "/embed"])
def test_more_parameters_than_are_read_are_refused_aloud(path: str, lang: str) -> None:
    reply = ask(f"{path}?" + "&".join(f"k{n}=1" for n in range(4000)), accept_language=lang)
    assert reply.status == 400
    assert escape(say("web.too_long_text", lang)) in reply.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_count_that_took_too_long_says_to_ask_again(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*args: object) -> None:
        raise QueryTooLongError("ask/stratum")

    monkeypatch.setattr(Desk, "answer", slow)
    reply = ask("/api/v1/view.json", accept_language=lang)
    assert reply.status == 503
    assert json.loads(reply.text)["error"] == say("ui.too_long", lang)
    shown = ask("/embed", accept_language=lang)
    assert shown.status == 503 and escape(say("ui.too_long", lang)) in shown.text

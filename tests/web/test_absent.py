"""A link that the page itself could not even be told of says so before it."""

from __future__ import annotations

from html import escape

import pytest

from barometer.messages import LANGUAGES, say
from tests.web.asgi import ask


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["/gap", "/company", "/", "/s/abc", "/embed"])
def test_more_parameters_than_are_read_are_refused_aloud(path: str, lang: str) -> None:
    reply = ask(f"{path}?" + "&".join(f"k{n}=1" for n in range(4000)), accept_language=lang)
    assert reply.status == 400
    assert escape(say("web.too_long_text", lang)) in reply.text

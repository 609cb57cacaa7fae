"""The cookie of a workspace: given once, kept, whatever other cookies stand beside it."""

from __future__ import annotations

import pytest

from barometer.store import keys
from tests.web.asgi import ask


def given(cookie: str = "") -> str:
    """The cookie that a first page is answered with; '' if it is given none."""
    reply = ask("/gap", cookie=cookie) if cookie else ask("/gap")
    assert reply.status < 500
    return reply.headers.get("set-cookie", "")


def test_a_first_page_is_given_a_key_that_no_script_reads() -> None:
    cookie = given()
    assert cookie.startswith(f"{keys.COOKIE}=")
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie


@pytest.mark.parametrize("beside", ['prefs={"a": 1}', "a(b=1", "a b=c d", "=", "x", 'q="', "name=Zo\xeb"])
def test_a_key_beside_any_other_cookie_is_kept(beside: str) -> None:
    mine = f"{keys.COOKIE}={keys.new_key()}"
    assert given(f"{beside}; {mine}") == ""
    assert given(f"{mine}; {beside}") == ""


@pytest.mark.parametrize("worthless", ["a(b=1", f"{keys.COOKIE}=short", f"{keys.COOKIE}=", f"{keys.COOKIE}"])
def test_what_is_no_key_is_replaced(worthless: str) -> None:
    assert given(worthless).startswith(f"{keys.COOKIE}=")

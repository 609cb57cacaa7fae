"""The cookie of a workspace: given once, kept, whatever other cookies stand beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from barometer.desk.workspaces import store
from barometer.messages import LANGUAGES, say
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


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("BAROMETER_HOME", str(tmp_path / "var"))
    yield


def opens(key: str, method: str = "GET", own: str = "", **headers: str) -> bool:
    """Whether an address of a workspace opens it at once; else it must have asked, in a page of its own."""
    reply = ask(f"/w/{key}", method, cookie=f"{keys.COOKIE}={own}", **headers)
    if reply.status == 303:
        assert reply.headers["set-cookie"].startswith(f"{keys.COOKIE}={key};")
        return True
    assert reply.status == 200 and "set-cookie" not in reply.headers
    assert "<form" in reply.text and key not in reply.text
    assert reply.headers["content-security-policy"] == "frame-ancestors 'none'"
    return False


def test_a_typed_address_opens_a_workspace_where_nothing_is_lost() -> None:
    key = store().new_workspace()
    assert opens(key) and opens(key, sec_fetch_site="none")
    assert opens(key, own=keys.new_key()), "a key that nothing was kept under"
    assert opens(key, own=key)


def test_a_workspace_in_use_is_left_only_when_its_user_agrees() -> None:
    key, own = store().new_workspace(), store().new_workspace()
    assert not opens(key, own=own)
    assert not opens(key, own=own, sec_fetch_site="same-origin")
    assert opens(key, "POST", own, sec_fetch_site="same-origin")
    assert opens(key, "POST", own, origin="http://testserver")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_other_site_puts_a_browser_into_its_own_workspace(method: str) -> None:
    key = store().new_workspace()
    assert not opens(key, method, sec_fetch_site="cross-site")
    assert not opens(key, method, sec_fetch_site="same-site", origin="http://testserver:99")
    assert not opens(key, "POST", origin="http://elsewhere") and not opens(key, "POST", origin="null")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_asked_in_the_reader_s_language(lang: str) -> None:
    page = ask(f"/w/{store().new_workspace()}", accept_language=lang, sec_fetch_site="cross-site").text
    assert f'<html lang="{lang}">' in page
    assert say("web.open_workspace", lang) in page

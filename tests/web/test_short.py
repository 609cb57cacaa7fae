"""/s/<id>: leads to the long address with its language; unknown, it says so; it opens no other server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest

from barometer.desk.sent import short_address
from barometer.desk.workspaces import short_links, store
from barometer.messages import LANGUAGES, say
from barometer.store import keys
from barometer.view import View, decode, encode
from tests.store.deposits import deposit
from tests.web.asgi import ask

LONG = View(
    sector="telecoms_broadband", country="GB", time=("2018-01", "2018-03"), focus="plusnet",
    entity=("plusnet", "sky"), ds=("default@5eda646a",),
)  # fmt: skip
UNKNOWN = "a" * 20


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("BAROMETER_HOME", str(tmp_path / "var"))
    yield


@pytest.fixture
def short() -> str:
    return short_links().shorten(LONG, store().new_workspace())


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(("beside", "lang"), [("?lang=fr", "fr"), ("?lang=en&theme=dark", "en"), ("", "")])
def test_it_leads_to_the_long_address(short: str, method: str, beside: str, lang: str) -> None:
    reply = ask(f"/s/{short}{beside}", method)
    assert reply.status == 302
    there = urlsplit(urljoin(f"http://testserver/s/{short}", reply.headers["location"]))
    assert (there.scheme, there.netloc, there.path) == ("http", "testserver", "/gap")
    view, notices = decode(there.query)
    assert notices == ()
    assert replace(view, theme="") == replace(LONG, lang=lang)
    assert "no-store" in reply.headers["cache-control"]


def test_a_company_s_page_has_short_links_of_its_own(short: str) -> None:
    written = short_address("", "company", short, replace(LONG, lang="fr"))
    there = urlsplit(urljoin("http://testserver/", ask(written).headers["location"]))
    assert there.path == "/company"
    view, notices = decode(there.query)
    assert notices == () and replace(view, theme="") == replace(LONG, lang="fr")
    elsewhere = ask(f"/s/{short}?page=//evil.test").headers["location"]
    assert urlsplit(urljoin("http://testserver/s/x", elsewhere)).path == "/gap"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_is_made_or_changed_through_it(short: str, method: str) -> None:
    assert ask(f"/s/{short}", method).status == 405


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", [UNKNOWN, "x", "%00", "<script>", "A" * 300])
def test_an_unknown_one_says_so(short: str, path: str, lang: str) -> None:
    reply = ask(f"/s/{path}", accept_language="fr-FR,fr" if lang == "fr" else "de")
    assert reply.status == 404
    assert "location" not in reply.headers
    assert f'<html lang="{lang}">' in reply.text
    assert say("web.no_short", lang).partition("’")[0] in reply.text
    assert "<script>" not in reply.text


@pytest.mark.parametrize(
    "beside", ["sector=rail", "//evil.test/", "next=https://evil.test", "lang=fr%0d%0aSet-Cookie:a=b", "v=9"]
)
def test_what_stands_beside_it_is_named_and_leads_nowhere_else(short: str, beside: str) -> None:
    reply = ask(f"/s/{short}?{beside}")
    there = urlsplit(urljoin(f"http://testserver/s/{short}", reply.headers["location"]))
    assert there.netloc == "testserver" and there.path == "/gap"
    assert "\r" not in reply.headers["location"] and "set-cookie" not in reply.headers
    view, notices = decode(parse_qs(there.query, keep_blank_values=True))
    assert view == LONG, "the view is the short link's own"
    assert len(notices) == 1


def test_the_api_takes_it(short: str) -> None:
    by_short = ask(f"/api/v1/view.json?short={short}&lang=fr")
    by_long = ask(f"/api/v1/view.json?{encode(replace(LONG, ds=(), lang='fr'))}")
    assert by_short.status == by_long.status == 200
    rows = [json.loads(reply.body)["rows"] for reply in (by_short, by_long)]
    assert rows[0] == rows[1] != []
    refused = ask(f"/api/v1/view.json?short={UNKNOWN}&lang=fr")
    assert (refused.status, refused.error) == (404, say("web.no_short", "fr"))
    twice = ask(f"/api/v1/view.json?short={short}&sector=rail&lang=en")
    assert (twice.status, twice.error) == (400, say("view.repeated", "en", name="sector"))
    assert ask(f"/embed?short={short}").status == 200


def test_a_private_file_stays_private() -> None:
    key = store().new_workspace()
    dataset = store().save(deposit(), key)
    made = short_links().shorten(replace(LONG, ds=(dataset,)), key)
    stranger = ask(f"/api/v1/view.json?short={made}")
    own = ask(f"/api/v1/view.json?short={made}", cookie=f"{keys.COOKIE}={key}")
    assert stranger.status == 404 and dataset in stranger.error
    assert own.status == 200 and own.headers["cache-control"] == "private, no-store"

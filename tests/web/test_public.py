"""Links begin with the server's own name, whatever a request says; what is ours is read as what it is."""

from __future__ import annotations

import json

import pytest

from barometer.desk.public import SETTING, public
from tests.web.asgi import ask

OURS = "https://figures.example/barometer"
LINKS = ("/preview?sector=telecoms_broadband", "/embed?sector=telecoms_broadband", "/api/v1/view.md")


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/health", "/api/v1/view.json", "/api/v1/view.json?sector=none", "/api/v1/view.spam",
        "/api/v1/openapi.json", "/api/v1/plotly.js", "/embed", "/preview?sector=none", "/s/none", "/w/none",
        "/api/none", "/s", "/api/v1/figure.json?width=1",
    ],
)  # fmt: skip
@pytest.mark.parametrize("base", ["", "news/barometer"])
def test_nothing_of_ours_is_taken_for_another_kind_of_file(path: str, base: str) -> None:
    under = f"/{base}" if base else ""
    assert ask(f"{under}{path}", base=base).headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", LINKS)
def test_a_foreign_name_is_in_no_link_of_a_server_that_knows_its_own(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "http://evil.example/gap" in ask(path, host="evil.example").text
    monkeypatch.setenv(SETTING, f"{OURS}/")
    told = ask(path, host="evil.example")
    assert told.status == 200
    assert f"{OURS}/gap" in told.text and "evil" not in told.text


def test_without_a_setting_links_begin_with_the_name_and_the_path_asked_for() -> None:
    told = json.loads(ask("/news/api/v1/view.json", base="/news/").body)
    assert told["link"].startswith("http://testserver/news/gap?v=1&")
    assert ask("/api/v1/view.json", base="/news/").status == 404
    assert ask("/news/", base="news").headers["location"] == "gap"
    assert ask("/news?lang=fr", base="news").headers["location"] == "news/gap?lang=fr"
    assert ask("/deep/news", base="deep/news").headers["location"] == "news/gap"


@pytest.mark.parametrize(
    "given", ["figures.example", "ftp://figures.example", "https://", "https://a.b/?x=1"]
)
def test_a_setting_that_no_link_can_begin_with_is_refused(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, given)
    with pytest.raises(ValueError, match=SETTING):
        public()


@pytest.mark.parametrize("given", ["", " ", "https://a.example", "http://a.example:8501/b/"])
def test_a_setting_may_be_empty_or_an_address(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, given)
    assert public() == given.strip().rstrip("/")

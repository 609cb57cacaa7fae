"""Forty links of version 1 of the grammar open what they opened when they were saved."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import pytest

from barometer.desk import Desk, default_desk, open_desk
from barometer.view import decode, encode, question
from tests.links.opened import OPENED, opened, saved

RECORDED: dict[str, dict[str, Any]] = json.loads(OPENED.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def desk() -> Desk:
    return open_desk()


def test_the_forty_links_cover_what_a_link_can_say() -> None:
    links = saved()
    assert len(links) == len(set(links)) >= 40
    assert list(RECORDED) == links
    gaps = [told for link, told in RECORDED.items() if link.startswith("/gap")]
    assert {told.get("status") for told in gaps} == {"computed", "ranks", "raw", "refused", None}
    assert {urlsplit(link).path for link in links} == {"/gap", "/company", "/sayings", "/method"}
    assert {told["lang"] for told in RECORDED.values()} == {"fr", "en", ""}
    pinned = [told["notices"] for link, told in RECORDED.items() if "ds=default@" in link]
    assert len(pinned) >= 2 and all(notices[0][0] == "notice.data_changed" for notices in pinned)
    used = {name for link in links for name in urlsplit(link).query.replace("=", "&").split("&")[::2]}
    assert {"sector", "country", "channel", "window", "definition", "metric", "instrument", "subject"} <= used
    assert {"asserter", "wave", "group", "time", "entity", "focus", "measure", "tab", "lag", "ds"} <= used


@pytest.mark.parametrize("link", saved())
def test_a_saved_link_opens_what_it_opened(desk: Desk, link: str) -> None:
    told = json.loads(json.dumps(opened(desk, link)))
    assert told == RECORDED[link]


@pytest.mark.parametrize("link", saved())
def test_written_again_it_is_the_same_view_in_either_language(link: str) -> None:
    view, notices = decode(urlsplit(link).query)
    assert notices == ()
    assert decode(encode(view)) == (view, ())
    for lang in ("fr", "en"):
        said, _ = decode(f"{urlsplit(link).query.replace(f'lang={view.lang}', '')}&lang={lang}")
        assert question(said) == question(view)


def test_a_link_pinned_to_todays_figures_has_no_notice(desk: Desk) -> None:
    told = opened(desk, f"/gap?v=1&sector=telecoms_broadband&country=GB&ds=default@{default_desk().base_id}")
    assert told["notices"] == []

"""A short link stands for one view's own query, within its limits, as long as what it carries."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from barometer.messages import LANGUAGES, say
from barometer.store import short
from barometer.store.carried import Carried
from barometer.store.datasets import Store
from barometer.store.refused import StoreRefusal
from barometer.store.short import ShortLinks
from barometer.view import View, decode, encode
from tests.store.deposits import deposit

VIEW = View(sector="telecoms_broadband", country="GB", time=("2018-01", "2018-03"), ds=("default@5eda646a",))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "var")


@pytest.fixture
def links(store: Store) -> ShortLinks:
    return ShortLinks(store.home)


def refused(code: str) -> pytest.RaisesExc[StoreRefusal]:
    return pytest.RaisesExc(StoreRefusal, check=lambda error: error.code == code)


def test_the_same_view_has_the_same_short_link_in_both_languages_whoever_makes_it(
    store: Store, links: ShortLinks
) -> None:
    mine, theirs = store.new_workspace(), store.new_workspace()
    made = links.shorten(replace(VIEW, lang="fr", theme="dark"), mine)
    assert links.shorten(replace(VIEW, lang="en"), theirs) == made
    assert re.fullmatch(r"[a-z2-7]{10,}", made)
    assert links.query(made) == encode(VIEW)
    assert decode(links.query(made) or "") == (VIEW, ())
    other = links.shorten(replace(VIEW, focus="sky"), mine)
    assert other != made and links.query(other) != links.query(made)


def test_it_is_there_tomorrow(store: Store, links: ShortLinks) -> None:
    made = links.shorten(VIEW, store.new_workspace())
    again = Store(store.home)
    again.sweep(timedelta())
    assert ShortLinks(again.home).query(made) == encode(VIEW)


@pytest.mark.parametrize("id_", ["", "x", "a" * 20, "../../etc/passwd", "A" * 20, "%", "a' or 1=1 --", "\0"])
def test_what_is_no_short_link_stands_for_nothing(store: Store, links: ShortLinks, id_: str) -> None:
    links.shorten(VIEW, store.new_workspace())
    assert links.query(id_) is None


def test_limits_are_said(store: Store, links: ShortLinks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(short, "MOST_OWN", 2)
    monkeypatch.setattr(short, "MOST", 3)
    mine, theirs, third = (store.new_workspace() for _ in range(3))
    views = [replace(VIEW, focus=f"c{n}") for n in range(9)]
    first = links.shorten(views[0], mine)
    links.shorten(views[1], mine)
    with refused("short_own"):
        links.shorten(views[2], mine)
    assert links.shorten(views[0], mine) == first, "what is kept already is given again"
    links.shorten(views[3], theirs)
    with refused("short_every") as caught:
        links.shorten(views[4], third)
    assert all("3" in say(caught.value.message, lang) for lang in LANGUAGES)
    long = replace(VIEW, entity=tuple(f"{n:0100}" for n in range(90)))
    with refused("short_too_long"):
        links.shorten(long, third)


def test_a_link_goes_with_the_file_that_it_carries(store: Store, links: ShortLinks) -> None:
    mine, theirs = store.new_workspace(), store.new_workspace()
    dataset = store.save(deposit(), mine)
    store.save(deposit(), theirs)
    told = Carried(dataset, 3, "3f9a1c2e5b77", "complaints", typed={"company": "Orange"})
    own = links.shorten(replace(VIEW, ds=(told.written(),)), mine)
    plain = links.shorten(VIEW, mine)
    both = replace(VIEW, focus="sky", ds=(dataset,))
    shared = links.shorten(both, mine)
    assert links.shorten(both, theirs) == shared
    store.delete(dataset, mine)
    assert links.query(own), "until the delete can't be taken back any more"
    store.sweep(timedelta())
    assert links.query(own) is None
    assert links.query(plain)
    assert links.query(shared), "the other workspace still holds the file, and made the link too"


def test_a_store_made_before_there_were_short_links_gets_them(tmp_path: Path) -> None:
    old = Store(tmp_path / "var")
    key = old.new_workspace()
    with old._catalogue.writing() as write:
        write._connection.execute("drop table short")
    links = ShortLinks(Store(tmp_path / "var").home)
    assert links.query(links.shorten(VIEW, key)) == encode(VIEW)

"""The view and its URL: every view survives the trip; what can't be had is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from barometer import view as grammar
from barometer.messages import LANGUAGES, say
from barometer.view import (
    ASSERTERS,
    FACETS,
    GRAINS,
    INTERVALS,
    LANGS,
    MEASURES,
    MIGRATIONS,
    SORTS,
    TABS,
    THEMES,
    VERSION,
    Pairs,
    View,
    decode,
    encode,
)

ids = st.from_regex(r"[A-Za-z0-9_.:+@()-]{1,30}", fullmatch=True)
words = st.one_of(st.just(""), ids, st.just("12 months"), st.just("0-10"))
moments = st.one_of(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(lambda d: str(d)[:7]),
)
times = st.one_of(
    st.none(),
    st.tuples(moments, moments).map(lambda t: (min(t), max(t))).filter(lambda t: t[0][:7] < t[1][:7]),
    st.just(("earliest", "latest")),
    st.just(("2018", "2019")),
)
lists = st.lists(ids, max_size=5, unique=True).map(tuple)


def one(choice: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from(("", *choice))


views = st.builds(
    View, sector=words, country=words, channel=words, window=words, definition=words, metric=words,
    threshold=words, scale=words, instrument=words, subject=words, asserter=one(ASSERTERS), wave=words,
    group=words, time=times, entity=lists, focus=words, measure=one(MEASURES), ci=one(INTERVALS),
    grain=one(GRAINS), facet=one(FACETS), sort=one(SORTS), tab=one(TABS), lag=st.integers(0, 6),
    factor=st.integers(0, 1000), assumed_n=st.one_of(st.just(0), st.integers(50, 9999)),
    ds=lists, lang=one(LANGS), theme=one(THEMES),
)  # fmt: skip


# a busy machine is not a slow strategy
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@patient
@given(views)
def test_every_view_survives_its_url(view: View) -> None:
    assert decode(encode(view)) == (view, ())


@patient
@given(st.text(max_size=300))
def test_no_query_string_raises_and_what_is_kept_survives(text: str) -> None:
    view, _ = decode(text)
    assert decode(encode(view)) == (view, ())


@pytest.mark.parametrize(
    ("query", "id_"),
    [
        ("sector=<script>alert(1)</script>", "view.bad_value"),
        ("sector='; drop table claims; --", "view.bad_value"),
        ("sector=телеком", "view.bad_value"),
        ("sector=a&sector=b", "view.repeated"),
        ("colour=red", "view.unknown"),
        ("lag=7", "view.bad_value"),
        ("lag=１", "view.bad_value"),
        ("time=2018-13", "view.bad_value"),
        ("time=2019..2018", "view.bad_value"),
        ("time=latest..earliest", "view.bad_value"),
        ("time=latest", "view.bad_value"),
        ("measure=best", "view.bad_value"),
        ("v=2&sector=rail", "view.version"),
        ("entity=" + "~".join(f"c{i}" for i in range(201)), "view.too_many"),
        ("sector=" + "a" * 9000, "view.too_long"),
        ("&".join(f"a{i}=1" for i in range(300)), "view.too_long"),
    ],
)
def test_what_cannot_be_had_is_named(query: str, id_: str) -> None:
    _, notices = decode(query)
    assert id_ in [notice.id for notice in notices]
    for lang in LANGUAGES:
        assert all(len(say(notice, lang)) < 300 for notice in notices)


def test_days_of_a_time() -> None:
    view, _ = decode("/gap?v=1&time=2018-01..2018-03&embed=true")
    assert (view.first_day, view.last_day) == (date(2018, 1, 1), date(2018, 3, 31))
    assert decode("time=2018..latest")[0].last_day is None
    assert decode("time=2020-02")[0].last_day == date(2020, 2, 29)


def test_old_links_keep_their_meaning() -> None:
    lines = (Path(__file__).parent / "old_links.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("  ") for line in lines if line and not line.startswith("#")]
    assert len(pairs) >= 5
    for link, meaning in pairs:
        view, notices = decode(link)
        assert notices == ()
        assert encode(view) == meaning.strip()


def test_every_version_but_this_one_has_a_migration() -> None:
    assert sorted(MIGRATIONS) == list(range(1, VERSION))


@pytest.fixture
def third(monkeypatch: pytest.MonkeyPatch) -> None:
    """A grammar two versions on: 'company' became 'focus', then the country code UK became GB."""

    def renamed(pairs: Pairs) -> Pairs:
        return [("focus" if name == "company" else name, text) for name, text in pairs]

    def recoded(pairs: Pairs) -> Pairs:
        return [(name, "GB" if (name, text) == ("country", "UK") else text) for name, text in pairs]

    monkeypatch.setattr(grammar, "VERSION", 3)
    monkeypatch.setattr(grammar, "MIGRATIONS", {1: renamed, 2: recoded})


MEANT = View(sector="rail", country="GB", focus="c2c")


@pytest.mark.usefixtures("third")
@pytest.mark.parametrize(
    "query",
    [
        "v=1&sector=rail&country=UK&company=c2c",
        "sector=rail&country=UK&company=c2c",  # no version: written by hand when there was one
        "country=UK&company=c2c&sector=rail&v=1",
        "v=2&sector=rail&country=UK&focus=c2c",
        "v=3&sector=rail&country=GB&focus=c2c",
    ],
)
def test_a_link_of_an_older_version_opens_the_same_view(query: str) -> None:
    assert decode(query) == (MEANT, ())
    assert decode({name: [value] for name, _, value in (p.partition("=") for p in query.split("&"))}) == (
        MEANT,
        (),
    )
    assert encode(MEANT) == "v=3&sector=rail&country=GB&focus=c2c"


@pytest.mark.usefixtures("third")
@pytest.mark.parametrize("said", ["4", "0", "-1", "01", "1.0", "x", "", "１"])
def test_a_version_that_is_none_of_ours_is_named_and_nothing_is_migrated(said: str) -> None:
    view, notices = decode(f"v={said}&sector=rail&company=c2c")
    assert view == View(sector="rail")
    assert [notice.id for notice in notices] == ["view.version", "view.unknown"]
    assert "3" in say(notices[0], "en")


@pytest.mark.usefixtures("third")
def test_what_is_given_twice_is_still_named_after_a_migration() -> None:
    view, notices = decode("v=1&company=c2c&focus=sky")
    assert view == View(focus="c2c")
    assert [notice.id for notice in notices] == ["view.repeated"]
    _, notices = decode("v=1&v=3&sector=rail")
    assert [notice.id for notice in notices] == ["view.repeated"]

"""The gap: what stands on the page for views whose numbers are known."""

from __future__ import annotations

import pytest

from tests.ui.conftest import Open, words

BROADBAND = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"


def test_the_first_visit_says_what_this_is_and_a_finding(opened: Open) -> None:
    said = words(opened())
    assert "77% to 88% satisfied, 3 to 18 complaints per 100,000 customers" in said
    assert "Same published score (78%): TalkTalk 14 complaints per 100,000 customers, Virgin Media 18" in said


def test_plusnet_in_both_languages(opened: Open) -> None:
    query = f"{BROADBAND}&focus=plusnet"
    english, french = words(opened(query=query)), words(opened(query=query, lang="fr"))
    assert "about 11.0 would be expected. Observed: 1.8\xa0times that number." in english
    assert "on en attendrait environ 11,0. Observé\xa0: 1,8\xa0fois ce nombre." in french
    assert "This does not show the figure is false." in english
    assert "Cela ne prouve pas que le chiffre est faux." in french


def test_the_table_holds_every_company_and_its_interval(opened: Open) -> None:
    table = opened(query=BROADBAND).dataframe[0].value
    plusnet = table[table["Company"] == "Plusnet"].iloc[0]
    assert plusnet["Satisfaction"] == 86
    assert plusnet["Complaint rate"] == 20
    assert plusnet["× expected"] == pytest.approx(1.811, abs=1e-3)
    assert plusnet["n"] == "not given"
    assert set(table["Company"]) == {"Plusnet", "BT", "TalkTalk", "Virgin Media", "EE", "Sky"}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("sector=airlines&country=US&time=2017", "complaints per 100,000 enplanements"),
        ("sector=rail&country=GB&time=2017-01..2017-04&group=commuter", "no comparison"),
        ("sector=energy&country=GB&time=2016-07..2016-09", "47% to 57% satisfied"),
    ],
)
def test_other_families_are_answered_or_refused(opened: Open, query: str, said: str) -> None:
    assert said in words(opened(query=query))


def test_a_link_that_cannot_be_honoured_says_so(opened: Open) -> None:
    app = opened(query=f"{BROADBAND}&entity=atlantis_telecom&lag=9&colour=red&ds=default@00000000")
    said = words(app)
    for part in ("atlantis_telecom", "lag", "colour", "00000000"):
        assert part in said
    assert "72% to 86% satisfied" in said


def test_an_empty_view_offers_what_there_is(opened: Open) -> None:
    app = opened(query="sector=telecoms_broadband&country=GB&time=1950")
    assert app.info
    assert "72% to 86%" not in words(app)


HOSTILE = [
    "sector=" + "a" * 9000,
    "sector=<script>alert(1)</script>",
    "sector=[x](javascript:alert(1))",
    "focus='; drop table claims; --",
    "entity=" + "~".join(f"c{i}" for i in range(300)),
    "time=9999-99..0000",
    "time=2018-01-01..2017",
    "time=latest..earliest",
    "country=العربية",
    "sector=\u0000\u202ebroadband",
    "lag=1e309",
    "assumed_n=-1",
    "ds=../../etc/passwd",
    "v=99&sector=rail",
    "lang=xx",
    "theme=pink",
    "__proto__=1",
    "sector=%s%n%d{0}{c:pct}",
    "focus=plusnet" + "%00",
    "measure=;;;;",
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_link_gives_a_notice_and_no_traceback(opened: Open, query: str) -> None:
    app = opened(query=query, lang="" if "lang=" in query else "en")
    assert app.warning or app.info
    assert not app.error

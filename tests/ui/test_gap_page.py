"""The gap: what stands on the page for views whose numbers are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from barometer.desk import answering
from barometer.engine import QueryTooLongError
from barometer.messages import say
from barometer.ui.table import FOLD
from tests.store.packages import claim, complaint, write
from tests.ui.conftest import Open, sound, words

BROADBAND = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"
MOBILE = "sector=telecoms_mobile&country=GB&time=2018-01..2018-03"
PLUSNET_EN = (
    (
        "Plusnet: 86% satisfied according to Ofcom; 20 complaints to Ofcom (broadband) per 100,000 "
        "customers. If its customers who did not say they were satisfied complained as often as those of "
        "the 5 others, about 11.0 would be expected. Observed: 1.8 times that number."
    ),
    "Range from rounding alone: 1.62-2.03; survey sample size not in our source.",
    (
        "Plusnet: one complaint to Ofcom (broadband) for every 700 customers who did not say they were "
        "satisfied; the 5 others: one for every 1,268."
    ),
    (
        "This does not show the figure is false. It would be enough that these customers turn to Ofcom "
        "(broadband) 1.8 times as often as the others'; these data can't tell. If a whole sector "
        "overstates, nothing shows here."
    ),
)
PLUSNET_FR = (
    (
        "Plusnet : 86 % de satisfaits selon l’Ofcom ; 20 plaintes à l’Ofcom (haut débit) pour 100 000 "
        "clients. Si ses clients qui ne se disent pas satisfaits se plaignaient autant que ceux des "
        "5 autres, on en attendrait environ 11,0. Observé : 1,8 fois ce nombre."
    ),
    "Fourchette due aux seuls arrondis : 1,62 à 2,03 ; taille de l’échantillon absente de notre source.",
    (
        "Plusnet : une plainte à l’Ofcom (haut débit) pour 700 clients qui ne se disent pas satisfaits ; "
        "les 5 autres : une pour 1 268."
    ),
    (
        "Cela ne prouve pas que le chiffre est faux. Il suffirait que ces clients saisissent l’Ofcom "
        "(haut débit) 1,8 fois aussi souvent que ceux des autres ; ces données ne permettent pas de "
        "trancher. Si tout un secteur embellit, rien ne se voit ici."
    ),
)


def plain(text: str) -> str:
    """French spaces and apostrophes made plain: typography has tests of its own."""
    return text.replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")


def test_the_first_visit_says_what_this_is_and_a_finding(opened: Open) -> None:
    app = opened(lang="")
    said = words(app)
    assert "beside the complaints about them" in said
    assert (
        "Broadband, United Kingdom, 1st quarter of 2022: 77% to 88% satisfied, "
        "3 to 18 complaints per 100,000 customers." in said
    )
    assert (
        "Same published score (78%): TalkTalk 14 complaints per 100,000 customers, Virgin Media 18." in said
    )
    assert "Period: 1st quarter of 2022." in said
    assert dict(app.query_params) == {}, "nothing but what was chosen stands in the address"
    assert len(app.get("plotly_chart")) == 1


@pytest.mark.parametrize(("lang", "sentences"), [("en", PLUSNET_EN), ("fr", PLUSNET_FR)])
def test_plusnet_in_the_words_of_the_method(opened: Open, lang: str, sentences: tuple[str, ...]) -> None:
    said = [plain(line) for line in words(opened(query=f"{BROADBAND}&focus=plusnet", lang=lang)).splitlines()]
    for sentence in sentences:
        assert plain(sentence) in said


def test_below_one_is_a_percentage_and_the_caveat_turns(opened: Open) -> None:
    said = plain(words(opened(query=f"{BROADBAND}&focus=sky", lang="fr")))
    assert "on en attendrait environ 16,3. Observé : 31 % de ce nombre." in said
    assert "Cela ne prouve pas que le service est meilleur." in said


def test_the_table_holds_every_company_its_interval_and_its_source(opened: Open) -> None:
    table = opened(query=BROADBAND).dataframe[0].value
    plusnet = table[table["Company"] == "Plusnet"].iloc[0]
    assert plusnet["Satisfaction (%)"] == 86
    assert plusnet["Complaints per 100,000 customers"] == 20
    assert plusnet["Expected"] == pytest.approx(11.04, abs=0.01)
    assert plusnet["× expected"] == pytest.approx(1.811, abs=1e-3)
    assert (round(plusnet["× expected, low"], 2), round(plusnet["× expected, high"], 2)) == (1.62, 2.03)
    assert (plusnet["Place, satisfaction"], plusnet["Place, complaints"]) == ("1", 4)
    tied = set(table[table["Company"].isin(["Sky", "Virgin Media"])]["Place, satisfaction"])
    assert tied == {"2–3"}, "a tie is its places: nobody stands at 2.5"
    assert plusnet["Not “satisfied”, per complaint"] == pytest.approx(700)
    assert plusnet["Asked (n)"] == "not given"
    assert plusnet["Interval"] == "from rounding only"
    assert plusnet["Source as read"].startswith("Ofcom, as read in Synergy Mobile")
    assert set(table["Company"]) == {"Plusnet", "BT", "TalkTalk", "Virgin Media", "EE", "Sky"}


def test_the_table_is_folded_until_it_is_asked_for(opened: Open) -> None:
    app = opened(query=BROADBAND)
    rows = len(app.dataframe[0].value)
    app.session_state[FOLD] = False
    app.run()
    assert f"The figures as a table: {rows} companies" in [part.label for part in app.expander]
    assert not app.dataframe


def test_a_range_stands_in_the_table_as_a_range(opened: Open) -> None:
    table = opened(query=MOBILE, lang="fr").dataframe[0].value
    rates = dict(
        zip(table["Entreprise"], table["Plaintes pour 100\u202f000 clients avec forfait"], strict=True)
    )
    assert rates["O2 (UK)"].strip("\u2007") == "2–3"
    assert rates["Virgin Mobile (UK)"] == "11"
    assert rates["EE"] == "\u20073", "padded, so that text sorts as numbers do"
    assert "× attendu" not in table.columns, "no point where a source gives a range"


@pytest.mark.parametrize(
    ("query", "lang", "said"),
    [
        ("sector=airlines&country=US&time=2017", "en", "complaints per 100,000 enplanements"),
        (
            "sector=rail&country=GB&time=2017-01..2017-04&group=commuter",
            "en",
            (
                "Rail, United Kingdom, January-April 2017: no comparison: "
                "the complaints cover less than half of the time to which the figure refers."
            ),
        ),
        (
            "sector=rail&country=GB&time=2017-01..2017-04&group=commuter",
            "fr",
            (
                "Train, Royaume-Uni, janvier-avril 2017 : pas de comparaison, car "
                "les plaintes couvrent moins de la moitié de la période à laquelle le chiffre se rapporte."
            ),
        ),
        ("sector=energy&country=GB&time=2016-07..2016-09", "en", "47% to 57% satisfied"),
    ],
)
def test_other_families_are_answered_or_refused(opened: Open, query: str, lang: str, said: str) -> None:
    assert said in plain(words(opened(query=query, lang=lang)))


def test_a_refused_company_is_told_what_we_have_and_what_is_missing(opened: Open) -> None:
    query = "sector=rail&country=GB&time=2017-01..2017-04&group=commuter&focus=c2c"
    said = plain(words(opened(query=query, lang="fr")))
    assert "Pas de comparaison pour c2c : les plaintes couvrent moins de la moitié" in said
    assert "Nous avons : " in said
    assert "Il manque : des plaintes pour la moitié au moins de la période du chiffre." in said


def test_the_link_of_a_pill_is_short_and_a_second_click_takes_it_back(opened: Open) -> None:
    app = opened(lang="")
    app.pills(key="focus").set_value("sky").run()
    assert dict(app.query_params) == {"v": "1", "focus": "sky"}
    assert "Sky: 84% satisfied according to Ofcom; 4 complaints" in words(app)
    app.pills(key="focus").set_value(None).run()
    assert dict(app.query_params) == {}
    assert "Sky: 84%" not in words(app)


def test_another_comparison_takes_the_place_of_the_first(opened: Open) -> None:
    app = opened(lang="")
    entries = app.selectbox(key="comparison").options
    assert entries[1].startswith("1st quarter of 2018, Share satisfied · 6 companies")
    app.selectbox(key="comparison").select_index(1).run()
    assert app.query_params["time"] == "2018-01..2018-03"
    assert "72% to 86% satisfied, 5 to 29 complaints" in words(app)
    app.button(key="clear").click().run()
    assert dict(app.query_params) == {}
    assert "77% to 88% satisfied" in words(app)


def test_it_starts_from_any_folder(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "77% to 88% satisfied" in words(opened())
    assert list(tmp_path.iterdir()) == []


def test_a_link_that_cannot_be_honoured_says_so(opened: Open) -> None:
    app = opened(query=f"{BROADBAND}&entity=atlantis_telecom&lag=9&colour=red&ds=default@00000000")
    notices = [notice.value.replace("\\", "") for notice in app.warning]
    for part in ("atlantis_telecom", "lag", "colour", "00000000"):
        assert sum(part in notice for notice in notices) == 1
    assert "72% to 86% satisfied" in words(app), "what can be honoured is shown"


def test_a_dataset_that_is_not_here_is_named(opened: Open) -> None:
    app = opened(query=f"{BROADBAND}&ds=0123456789abcdef@0123456789abcdef")
    assert any("0123456789abcdef" in notice.value for notice in app.warning)


def test_a_company_elsewhere_is_named_and_nothing_of_it_is_shown(opened: Open) -> None:
    app = opened(query=f"{BROADBAND}&focus=sncf")
    assert any("SNCF" in notice.value for notice in app.warning)
    assert "SNCF:" not in words(app)


def test_an_empty_view_offers_what_there_is(opened: Open) -> None:
    app = opened(query="sector=telecoms_broadband&country=GB&time=1950")
    assert app.info
    assert "% satisfied" not in words(app), "never another view in silence"
    assert len(app.get("page_link")) > 4, "the pages, and comparisons that could be meant"


HOSTILE = [
    "sector=" + "a" * 9000,
    "sector=<script>alert(1)</script>",
    "sector=[x](javascript:alert(1))",
    "sector=rail&sector=energy&country=GB",
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


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., None]]:
    """Gives the app other figures than its own, written to a folder."""

    def use(**tables: list[dict[str, object]]) -> None:
        write(tmp_path, **tables)
        monkeypatch.setattr(answering, "DATA", tmp_path)
        answering._default_desk.cache_clear()

    yield use
    answering._default_desk.cache_clear()


def run(lang: str) -> AppTest:
    app = AppTest.from_file(str(Path(__file__).parents[2] / "app.py"), default_timeout=60)
    app.session_state[FOLD] = True
    app.query_params["lang"] = lang
    return app.run()


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("The figures can’t be read.", "claims.csv, line 2, column value, '86,5'")),
        ("fr", ("Les chiffres ne peuvent pas être lus.", "claims.csv, ligne 2, colonne value, « 86,5 »")),
    ],
)
def test_a_broken_file_is_named_to_the_cell(
    figures: Callable[..., None], lang: str, said: tuple[str, ...]
) -> None:
    figures(claims=[claim(value="86,5")], complaints=[complaint()])
    app = run(lang)
    sound(app)
    assert len(app.error) == 1
    for part in said:
        assert plain(part) in plain(words(app))
    assert not app.get("plotly_chart") and not app.dataframe, "nothing rather than something wrong"


def test_names_with_markup_are_written_as_they_are(figures: Callable[..., None]) -> None:
    name = "**A** <img src=x> [b](https://x.test) :red[c] $d$"
    companies = [{"id": "alpha", "name": name}, {"id": "beta", "name": "Beta"}]
    rows = [claim(), claim(id="c2", company="beta", value="80")]
    figures(companies=companies, claims=rows, complaints=[complaint(), complaint(id="p2", company="beta")])
    app = run("en")
    sound(app)
    assert app.dataframe[0].value["Company"].tolist().count(name) == 1
    unescaped = [part.value for part in (*app.markdown, *app.caption) if name in part.value]
    assert unescaped == []


def test_a_fault_of_ours_is_a_sentence_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*args: object) -> None:
        raise ValueError("a secret of the server")

    monkeypatch.setattr("barometer.ui.table.table", failing)
    app = run("fr")
    assert not app.exception
    assert [one.value.startswith("Une erreur de notre côté") for one in app.error] == [True]
    assert "de 77" in words(app), "what was drawn before it stands"
    assert "secret" not in words(app)


def test_a_count_that_took_too_long_is_no_fault_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*args: object) -> None:
        raise QueryTooLongError("ask/stratum")

    monkeypatch.setattr("barometer.ui.table.table", slow)
    app = run("en")
    sound(app)
    assert "try again in a moment" in words(app)


@pytest.mark.parametrize(
    ("lang", "held", "silent"),
    [
        (
            "en",
            "in 10 of the 10 readings that could be defended and give a ratio.",
            "1 more reading gives no",
        ),
        ("fr", "dans 10 des 10 lectures défendables qui donnent un rapport.", "1 autre lecture ne donne"),
    ],
)
def test_would_this_survive_is_said_drawn_and_written_out(
    opened: Open, lang: str, held: str, silent: str
) -> None:
    app = opened(query=f"{BROADBAND}&focus=plusnet", lang=lang)
    before = len(app.get("plotly_chart"))
    app.session_state["survive"] = True
    app.run()
    said = plain(words(app))
    assert held in said and silent in said
    assert len(app.get("plotly_chart")) == before + 1
    table = app.table[0].value
    assert len(table) == 11
    ratios = [plain(cell).replace("\\", "") for cell in table.iloc[:, 0]]
    assert ratios[0] in ("1.8 (1.6–2.0)", "1,8 (1,6 à 2,0)")


def test_a_denominator_has_its_own_name_and_a_rate_no_more_digits_than_it_can_carry(opened: Open) -> None:
    query = "sector=public_services&country=FR&time=2015&channel=company_first_level&subject=employers"
    app = opened(query=query)
    table = app.dataframe[0].value
    assert table["Transactions handled"].tolist() == [9_200_000]
    assert "the people asked are not all those who could complain here." in words(app)
    assert "could have complained is not" not in words(app)


@pytest.mark.parametrize(
    ("query", "heading", "never"),
    [
        ("sector=energy&country=GB&time=2016-07..2016-09", "Weighted complaint score", "Complaints per"),
        ("sector=airlines&country=US&time=2017&metric=nps", "Net promoter score (points)", "Satisfaction"),
    ],
)
def test_a_table_s_headings_call_things_by_their_names(
    opened: Open, query: str, heading: str, never: str
) -> None:
    columns = list(opened(query=query).dataframe[0].value.columns)
    assert heading in columns
    assert not [one for one in columns if one.startswith(never)]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (BROADBAND, "How it is misread: as 'so many times more dissatisfied customers'"),
        ("sector=airlines&country=US&time=2017", "How it is misread: as a league table"),
        ("sector=airlines&country=GB&time=2011-06..2012-05", "How it is misread: as a comparison."),
    ],
)
def test_how_a_chart_is_misread_stands_under_it(opened: Open, query: str, said: str) -> None:
    assert said in words(opened(query=query))
    if "GB&time=2011" in query:
        refused = "sector=airlines&country=GB&time=2012-10..2013-09"
        assert "How it is misread" not in words(opened(query=refused))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_how_it_is_misread_is_read_at_a_glance(lang: str) -> None:
    said = say("ui.misread.how", lang, said=say("ui.misread.ratio", lang))
    assert len(re.findall(r"[\w’']+", said)) <= 42
    assert not set(re.findall(r"\d+", said)) - {"1"}  # numbers of the calibration stand on the method page


def test_complaints_of_another_time_are_dated_in_the_table(opened: Open) -> None:
    table = opened(query="sector=airlines&country=GB&time=2012-10..2013-09").dataframe[0].value
    assert set(table["Complaints of"]) == {"June 2011-May 2012"}
    assert "Complaints of" not in opened(query=BROADBAND).dataframe[0].value.columns

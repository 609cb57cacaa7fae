"""The filters: what remains, one step back and on, and the way out where nothing is left."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from barometer.ui.steps import Steps
from barometer.view import View
from tests.ui.conftest import Open, sound, words

BROADBAND = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"


def ends(app: AppTest) -> tuple[bool, bool]:
    """Whether Undo and Redo can be pressed."""
    return not app.button(key="undo").disabled, not app.button(key="redo").disabled


def query(app: AppTest) -> dict[str, str]:
    return {name: app.query_params[name] for name in app.query_params}


def test_undo_and_redo_go_through_the_views_and_the_address_agrees(opened: Open) -> None:
    app = opened(lang="")
    assert ends(app) == (False, False)
    app.selectbox(key="comparison").select_index(1).run()
    second = query(app)
    assert ends(app) == (True, False)
    app.pills(key="focus").set_value("sky").run()
    third = query(app)
    assert third == second | {"focus": "sky"}
    app.button(key="undo").click().run()
    assert (query(app), ends(app)) == (second, (True, True))
    assert app.pills(key="focus").value is None
    app.button(key="undo").click().run()
    assert (query(app), ends(app)) == ({}, (False, True))
    assert "77% to 88% satisfied" in words(app)
    app.button(key="redo").click().run()
    app.button(key="redo").click().run()
    assert (query(app), ends(app)) == (third, (True, False))
    assert "about 16.3 would be expected" in words(app)
    app.button(key="clear").click().run()
    assert (query(app), ends(app)) == ({}, (True, False)), "clearing is a step like any other"
    app.button(key="undo").click().run()
    assert query(app) == third
    app.pills(key="focus").set_value("bt").run()
    assert ends(app) == (True, False), "what was undone is gone once something else is chosen"
    sound(app)


def test_the_language_is_no_step_and_stays(opened: Open) -> None:
    app = opened(query=BROADBAND, lang="en")
    app.pills(key="focus").set_value("sky").run()
    app.button(key="other_language").click().run()
    assert ends(app) == (True, False)
    app.button(key="undo").click().run()
    assert app.query_params["lang"] == ["fr"] or app.query_params["lang"] == "fr"
    assert "focus" not in app.query_params


A, B, C = View(sector="a"), View(sector="b"), View(sector="c")


@pytest.mark.parametrize(
    ("moves", "views", "at"),
    [
        ([(A, False), (B, True), (A, False)], [A, B], 0),  # the browser's Back
        ([(A, False), (B, True), (A, False), (B, False)], [A, B], 1),  # and Forward
        ([(A, False), (B, True), (A, True)], [A, B, A], 2),  # chosen again
        ([(A, False), (B, True), (A, False), (C, True)], [A, C], 1),
        ([(A, False), (B, True), (C, True), (A, False)], [A, B, C, A], 3),  # Back by two, or a link
        ([(A, False), (A, False), (A, True)], [A], 0),
    ],
)
def test_back_and_forward_of_the_browser_are_steps_too(
    moves: list[tuple[View, bool]], views: list[View], at: int
) -> None:
    steps = Steps()
    for view, chosen in moves:
        steps.arrive(view, chosen)
    assert (steps.views, steps.at) == (views, at)


def test_a_long_session_keeps_its_last_views() -> None:
    steps = Steps()
    for n in range(500):
        steps.arrive(View(lag=1, factor=n + 1), True)
    assert len(steps.views) == 100 and steps.at == 99 and steps.before == View(lag=1, factor=499)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Remaining: 6 companies. How many complaints is not known: the sources give no count."),
        ("fr", "Il reste 6 entreprises. Leur nombre de plaintes n’est pas connu"),
    ],
)
def test_the_filters_say_what_remains(opened: Open, lang: str, said: str) -> None:
    assert said in words(opened(query=BROADBAND, lang=lang)).replace("\xa0", " ")
    some = words(opened(query=f"{BROADBAND}&entity=plusnet~sky", lang=lang))
    assert {"en": "Remaining: 2 of 6 companies.", "fr": "Il reste 2 entreprises sur 6."}[lang] in some


def test_the_filter_in_the_way_can_be_cleared(opened: Open) -> None:
    app = opened(query="sector=telecoms_broadband&country=GB&time=1850..1851")
    said = words(app)
    assert (
        "Asked for: sector: Broadband · country: United Kingdom · time: January 1850-December 1851." in said
    )
    assert "satisfied" not in said, "nothing else is shown in its place"
    button = app.button(key="clear_time")
    assert "Clear “time: January 1850-December 1851”" in button.label.replace("\\", "")
    button.click().run()
    sound(app)
    assert query(app) == {"v": "1", "sector": "telecoms_broadband", "country": "GB", "lang": "en"}
    assert "77% to 88% satisfied" in words(app)
    app.button(key="undo").click().run()
    assert app.button(key="clear_time")


def expected(app: AppTest) -> dict[str, float]:
    table = app.dataframe[0].value
    return dict(zip(table["Company"], table["Expected"], strict=True))


def test_the_companies_shown_can_be_chosen_and_the_reference_stays(opened: Open) -> None:
    app = opened(lang="en")
    every = expected(app)
    app.multiselect(key="entity").set_value(["sky", "virgin_media"]).run()
    sound(app)
    assert query(app)["entity"] == "sky~virgin_media"
    assert query(app)["time"] == "2022-01..2022-03", "the comparison that stood there, spelled out"
    assert "Remaining: 2 of 7 companies." in words(app)
    some = expected(app)
    assert set(some) == {"Sky", "Virgin Media"}
    assert some == {name: every[name] for name in some}, "against all seven"
    said = str(app.get("plotly_chart")[0].proto.alt)
    assert "Sky" in said and "TalkTalk" not in said
    app.multiselect(key="entity").set_value([]).run()
    assert "Remaining: 7 companies." in words(app)


def test_a_list_of_unknown_companies_does_not_bury_the_page(opened: Open) -> None:
    app = opened(query=f"{BROADBAND}&entity=" + "~".join(f"c{n:03}" for n in range(200)))
    assert len(app.warning) == 5
    said = words(app)
    assert all(f"c{n:03}" in said for n in range(200)), "each is named all the same"
    assert app.expander[0].label == "195 more things that this link asks for and can’t have"
    assert "72% to 86% satisfied" in said


def test_where_everything_is_in_the_way_all_can_be_cleared(opened: Open) -> None:
    app = opened(query="sector=lighthouses&country=ZZ&channel=none&metric=none")
    assert "Asked for: sector: lighthouses" in words(app)
    assert [b.key for b in app.button if str(b.key).startswith("clear_")] == ["clear_all"]
    app.button(key="clear_all").click().run()
    assert "77% to 88% satisfied" in words(app)


def test_that_only_some_companies_are_shown_is_in_sight(opened: Open) -> None:
    app = opened(query=f"{BROADBAND}&entity=plusnet~sky")
    assert "2 of 6 companies" in "\n".join(str(one.value) for one in app.caption)
    app.button(key="everybody").click().run()
    sound(app)
    assert "entity" not in app.query_params
    assert not [one for one in app.button if one.key == "everybody"]

"""A company's answer: recorded on the page, beside the finding, whole on its own page, nobody else's."""

from __future__ import annotations

from datetime import date
from html import escape

import pytest
from streamlit.testing.v1 import AppTest

from barometer.store.wording import MOST
from tests.ui.conftest import Open, sound, words

BROADBAND = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"
WORDS = "We do not <b>agree</b> | *at all*: :red[ask] us.\nOur survey is ours."


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))  # type: ignore[attr-defined]


def fill(app: AppTest, text: str = WORDS, on: date | None = date(2026, 3, 5), **texts: str) -> AppTest:
    """Fills in the form and sends it."""
    for name, day in (("sent", date(2026, 3, 2)), ("deadline", date(2026, 3, 9)), ("on", on)):
        if [box for box in app.date_input if box.key == f"given_{name}"]:
            app.date_input(key=f"given_{name}").set_value(day)
    for name, value in texts.items():
        app.text_input(key=f"given_{name}").set_value(value)
    if [box for box in app.text_area if box.key == "given_text"]:
        app.text_area(key="given_text").set_value(text)
    app.button(key="reply_keep").click().run()
    sound(app)
    return app


def answered(opened: Open, lang: str = "en", company: str = "plusnet", **texts: str) -> AppTest:
    """A view in whose fold an answer was recorded."""
    app = opened("gap", f"{BROADBAND}&focus={company}", lang)
    app.button(key="reply_add").click().run()
    return fill(app, **texts)


def own(app: AppTest, name: str) -> str:
    """The key of the one button that edits or deletes an answer."""
    (found,) = [str(button.key) for button in app.button if str(button.key).startswith(f"{name}_")]
    return found


def test_it_stands_beside_the_finding_word_for_word(opened: Open) -> None:
    app = answered(opened, speaker="Jane Doe", role="press officer")
    assert "Plusnet answered on 5 March 2026 (Jane Doe, press officer):" in words(app)
    assert f"“{escape(WORDS)}”" in html(app)
    assert "<b>agree" not in html(app)
    assert "Asked on 2 March 2026, to answer by 9 March 2026." in words(app)
    assert "changed since" not in words(app)
    other = opened("gap", "sector=airlines&country=US&time=2017-01..2017-12")
    assert "answered on" not in words(other)


def test_it_is_whole_on_the_companys_page_with_the_way_to_the_finding(opened: Open) -> None:
    app = answered(opened, "fr", text="x" * 400 + " fin")
    assert "[…]" in html(app) and " fin" not in html(app).split("blockquote")[1]
    app.switch_page("pages/company.py")
    app.query_params.update({"focus": ["plusnet"], "lang": ["fr"]})
    app.run()
    assert "Plusnet a répondu le 5 mars 2026 :" in words(app).replace("\xa0", " ")
    assert f"«\xa0{'x' * 400} fin\xa0»" in html(app)
    assert "changé depuis" not in words(app)
    assert any("la réponse" in one.value for one in app.subheader)


def test_it_is_recorded_on_the_companys_page_for_a_comparison(opened: Open) -> None:
    app = opened("company", "focus=plusnet")
    assert "No answer of Plusnet is recorded here." in words(app)
    app.button(key="reply_add").click().run()
    assert app.selectbox(key="reply_finding").options
    fill(app)
    assert f"“{escape(WORDS)}”" in html(app)
    assert "can’t be made" not in words(app)


def test_nobody_else_sees_it(opened: Open) -> None:
    answered(opened)
    theirs = opened("gap", f"{BROADBAND}&focus=plusnet")
    assert "answered on" not in words(theirs) and "We do not" not in html(theirs)
    assert "No answer of Plusnet is recorded here." in words(opened("company", "focus=plusnet"))


def test_edit_delete_and_undo(opened: Open) -> None:
    app = answered(opened)
    app.button(key=own(app, "edit")).click().run()
    assert app.text_area(key="given_text").value == WORDS
    fill(app, text="Another text.")
    assert "“Another text.”" in html(app)
    app.button(key="undo_reply").click().run()
    assert f"“{escape(WORDS)}”" in html(app)
    app.button(key=own(app, "drop")).click().run()
    assert "answered on" not in words(app)
    assert "Deleted: the answer of Plusnet." in words(app)
    app.button(key="undo_reply").click().run()
    assert f"“{escape(WORDS)}”" in html(app)


def test_what_is_too_long_is_refused_whole_and_stays_in_the_form(opened: Open) -> None:
    app = answered(opened, text="y" * (MOST["text"] + 1))
    assert "The answer: 6,001 characters, and 6,000 at most can be kept." in words(app)
    assert len(app.text_area(key="given_text").value) == MOST["text"] + 1
    fill(app, text="Shorter.")
    assert "“Shorter.”" in html(app)


def test_silence_only_after_the_deadline(opened: Open) -> None:
    app = opened("gap", f"{BROADBAND}&focus=sky")
    app.button(key="reply_add").click().run()
    app.radio(key="given_kind").set_value("silent").run()
    assert not [box for box in app.text_area if box.key == "given_text"]
    app.date_input(key="given_sent").set_value(date(2026, 3, 2))
    app.date_input(key="given_deadline").set_value(date(2030, 1, 1))
    app.button(key="reply_keep").click().run()
    assert "The deadline has not passed" in words(app)
    fill(app)
    assert "Sky, asked on 2 March 2026, had not answered by 9 March 2026." in words(app)


@pytest.mark.parametrize("focus", ["", "&focus=sky"])
def test_it_stands_there_whoever_is_in_focus(opened: Open, focus: str) -> None:
    app = answered(opened)
    app.query_params["focus"] = ["sky"] if focus else []
    app.run()
    assert "Plusnet answered on 5 March 2026:" in words(app)

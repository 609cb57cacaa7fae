"""A source is ticked on the page: with a name, with undo, for oneself alone, until a figure changes."""

from __future__ import annotations

import json
from datetime import date, timedelta

from streamlit.testing.v1 import AppTest

from barometer.answer.checked import figures, plotted
from barometer.desk import default_desk
from barometer.desk.workspaces import checks, store
from barometer.store.wording import MOST
from barometer.view import decode
from tests.figures.on_page import said_on
from tests.ui.conftest import Open, sound, words

BROADBAND = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"


def gap(opened: Open, lang: str = "en") -> AppTest:
    """The view with its list of sources open."""
    app = opened("gap", BROADBAND, lang)
    app.session_state["sources"] = True
    return app.run()


def drawn(app: AppTest) -> str:
    """All that the chart says."""
    return said_on(json.loads(app.get("plotly_chart")[0].proto.spec))  # type: ignore[attr-defined]


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))  # type: ignore[attr-defined]


def tickers(app: AppTest) -> list[str]:
    return [str(button.key) for button in app.button if str(button.key).startswith("tick_")]


def tick(app: AppTest, by: str = "A. B.", said: bool = True, **more: str) -> AppTest:
    """Opens the next form, fills it in and sends it."""
    if not [box for box in app.checkbox if box.key == "check_said"]:
        app.button(key=tickers(app)[0]).click().run()
    app.checkbox(key="check_said").set_value(said)
    app.text_input(key="check_by").set_value(by)
    for name, value in more.items():
        app.text_input(key=f"check_{name}").set_value(value)
    app.button(key="check_record").click().run()
    sound(app)
    return app


def test_the_mark_counts_down_and_names_who_checked(opened: Open) -> None:
    app = gap(opened)
    assert "2 of 2 sources not checked at the source." in drawn(app)
    assert len(tickers(app)) == 2
    tick(app, note="page <12>", address="https://ofcom.org.uk/a?b=1&c=2")
    assert 'href="https://ofcom.org.uk/a?b=1&amp;c=2"' in html(app)
    assert "1 of 2 sources not checked at the source. 1 source checked at the original by A. B., " in drawn(
        app
    )
    assert "Note: page &lt;12&gt;" in html(app)
    assert len(tickers(app)) == 1
    tick(app)
    assert "Checked at the source by A. B., " in drawn(app)
    assert "not checked" not in drawn(app)
    assert tickers(app) == []


def test_it_lists_the_figures_to_compare(opened: Open) -> None:
    app = gap(opened)
    app.button(key=tickers(app)[0]).click().run()
    assert "Plusnet, Share satisfied (fairly or very satisfied), 3 January-15 February 2018" in words(app)
    assert "I opened the original and read these 6 figures there" in [box.label for box in app.checkbox]


def test_without_the_sentence_or_a_name_nothing_is_kept(opened: Open) -> None:
    app = tick(gap(opened), said=False)
    assert "Tick the sentence" in words(app)
    tick(app, by=" ")
    assert "Your name or initials: fill it in. Nothing was kept." in words(app)
    tick(app, note="n" * (MOST["note"] + 1))
    assert f"Note: 501 characters, and {MOST['note']} at most can be kept." in words(app)
    tick(app, address="ofcom.org.uk", note="")
    assert "Address: an address begins with https:// or http://." in words(app)
    assert "2 of 2 sources not checked at the source." in drawn(app)
    tick(app, address="https://ofcom.org.uk")
    assert "1 of 2 sources" in drawn(app)


def test_undo_and_withdraw(opened: Open) -> None:
    app = tick(gap(opened))
    app.button(key="undo_recorded").click().run()
    assert "2 of 2 sources" in drawn(app)
    app.button(key="undo_withdrawn").click().run()
    assert "1 of 2 sources" in drawn(app)
    (withdraw,) = [button for button in app.button if str(button.key).startswith("withdraw_")]
    withdraw.click().run()
    assert "2 of 2 sources" in drawn(app)
    assert "The check by A. B. is withdrawn: Ofcom." in words(app)


def test_what_can_not_be_undone_any_more_says_so(opened: Open) -> None:
    app = tick(gap(opened))
    app.button(key="undo_recorded").click().run()
    store().sweep(undo=timedelta(0))
    app.button(key="undo_withdrawn").click().run()
    assert "This record is not here any more. Nothing was changed." in words(app)
    assert "2 of 2 sources" in drawn(app)


def test_nobody_else_sees_it(opened: Open) -> None:
    mine = tick(tick(gap(opened)))
    assert "Checked at the source by A. B." in drawn(mine)
    theirs = gap(opened)
    assert "2 of 2 sources not checked at the source." in drawn(theirs)
    assert "A. B." not in drawn(theirs) + words(theirs)
    assert "Checked at the source by A. B." in drawn(mine.run())


def test_a_check_of_another_figure_no_longer_holds_and_says_so(opened: Open) -> None:
    app = tick(gap(opened))
    answer = default_desk().answer(decode(BROADBAND)[0])
    source = next(record.source for record in plotted(answer))
    held = dict.fromkeys(figures(r for r in plotted(answer) if r.source == source), "what it said before")
    (recorded,) = [str(button.key) for button in app.button if str(button.key).startswith("withdraw_")]
    app.button(key=recorded).click().run()
    checks().record(str(app.session_state["workspace"]), source, held, by="C. D.", on=date(2026, 1, 5))
    app.run()
    assert "The check by C. D., 5 January 2026, no longer holds: a figure has changed since." in words(app)
    assert "2 of 2 sources not checked at the source." in drawn(app)


def test_a_tick_in_french_and_over_time(opened: Open) -> None:
    app = tick(tick(gap(opened, "fr"), by="É. Zola"), by="É. Zola")
    assert "Vérifié à la source par É. Zola, le " in drawn(app)
    over = opened("gap", f"{BROADBAND}&tab=over_time", "fr")
    assert "Non vérifié à la source" in drawn(over)


def test_the_method_page_ticks_a_source_with_all_its_figures(opened: Open) -> None:
    app = opened("method")
    app.session_state["check_sources"] = True
    app.run()
    answer = default_desk().answer(decode(BROADBAND)[0])
    for source in dict.fromkeys(record.source for record in plotted(answer)):
        app.selectbox(key="source_to_check").set_value(source).run()
        tick(app)
    assert "Checked by you (2)" in words(app)
    app.switch_page("pages/gap.py")
    app.query_params.update(
        {"sector": ["telecoms_broadband"], "country": ["GB"], "time": ["2018-01..2018-03"]}
    )
    assert "Checked at the source by A. B., " in drawn(app.run())

"""What no answer travels without: a view's delay, whose a note is, and what is drawn over time."""

from __future__ import annotations

from functools import partial

import pytest

from barometer.desk import Desk, default_desk
from barometer.desk.trend import trend
from barometer.export.forms import Order
from barometer.export.markdown import markdown
from barometer.export.voice import Voice
from barometer.messages import LANGUAGES, say
from barometer.view import View, decode

SPRING = "sector=rail&country=GB&wave=spring_2017&group=regional"
ENGLISH = partial(say, lang="en")
SAID = {"en": "looks for complaints 4 months after", "fr": "cherche les plaintes 4 mois après"}


@pytest.fixture(scope="module")
def desk() -> Desk:
    return default_desk()


def view(query: str) -> View:
    found, notices = decode(query)
    assert notices == ()
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("measure", ["ratio", "rank", "rate", "break_even"])
def test_a_delay_stands_in_every_sentence_and_image_of_its_view(desk: Desk, lang: str, measure: str) -> None:
    drawn = f"&measure={measure}" if measure != "ratio" else ""
    answer, plain = (desk.answer(view(f"{SPRING}{drawn}{lag}")) for lag in ("&lag=4", ""))
    assert answer.sentence is not None and plain.sentence is not None
    told = [answer.sentence, *(one.company for one in answer.sentences.values())]
    assert len(told) > 4 and all(SAID[lang] in say(one, lang) for one in told)
    assert SAID[lang] not in say(plain.sentence, lang)
    order = Order(answer, Voice(lang, partial(say, lang=lang)), theme="light")
    assert answer.measure == measure
    texts = " ".join(str(one.text) for one in order.figure(order.look).layout.annotations)
    assert SAID[lang] in texts.replace("<br>", " ")
    assert SAID[lang] in " ".join(markdown(answer, order.voice).split())


def test_a_delay_of_a_refused_comparison_says_why_the_days_are_others(desk: Desk) -> None:
    answer = desk.answer(view("sector=telecoms_broadband&country=GB&time=2018-01..2018-03&lag=3"))
    assert answer.sentence is not None
    assert "3 months after the figures’ own time (3 January-15 February 2018)" in say(answer.sentence, "en")


def test_a_picture_says_that_the_figures_changed_since_its_link(desk: Desk) -> None:
    broadband = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"
    for pin, changed in (("0" * len(desk.base_id), True), (desk.base_id, False)):
        answer = desk.answer(view(f"{broadband}&ds=default@{pin}"))
        order = Order(answer, Voice("en", ENGLISH), theme="light")
        texts = " ".join(str(one.text) for one in order.figure(order.look).layout.annotations)
        assert ("have changed since this link was made" in texts.replace("<br>", " ")) is changed


def test_a_note_of_one_company_names_it_in_a_text(desk: Desk) -> None:
    answer = desk.answer(view("sector=energy&country=GB&time=2016-07..2016-09"))
    said = markdown(answer, Voice("en", ENGLISH))
    notes = [line for line in said.splitlines() if "For this company" in line]
    assert len(notes) == 1 and notes[0].startswith("E.ON")


@pytest.mark.parametrize(("query", "ends"), [
    ("sector=airlines&country=EU&focus=ryanair", "published figures over time"),
    ("sector=telecoms_broadband&country=GB", "published satisfaction and complaints over time"),
])  # fmt: skip
def test_a_title_over_time_names_what_is_drawn(desk: Desk, query: str, ends: str) -> None:
    asked = view(query)
    found = trend(desk, desk.answer(asked), asked, ENGLISH)
    assert found is not None
    drawn = {one.measure.value for one in found.own}
    assert ("claim" in drawn and "complaints" not in drawn) is (ends == "published figures over time")
    assert say(found.title, "en").endswith(f": {ends}")

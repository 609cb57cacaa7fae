"""What figures are to be printed with stands under every chart of them, whatever it measures."""

from __future__ import annotations

from functools import partial

import pytest

from barometer.answer import Answer
from barometer.desk import default_desk
from barometer.export.forms import Order
from barometer.export.voice import Voice
from barometer.messages import say
from barometer.view import decode

US_2015 = "sector=airlines&country=US&time=2015-01..2015-12"
FRENCH_MOBILE = (
    "sector=telecoms_all&country=FR&channel=arcep_alerts&metric=mean&subject=mobile&time=2018-01..2018-12"
)
UK_MOBILE = "sector=telecoms_mobile&country=GB&time=2018-01..2018-03"
UK_AIRLINES = "sector=airlines&country=GB&time=2011-06..2012-05"


def answered(query: str) -> Answer:
    return default_desk().answer(decode(query)[0])


def notes(query: str) -> str:
    """All notes under the chart of a view, in one line."""
    order = Order(answered(query), Voice("en", partial(say, lang="en")))
    texts = order.figure(order.look).layout.annotations
    return " ".join(str(one.text) for one in texts if str(one.name).startswith("note")).replace("<br>", " ")


def alt(query: str) -> str:
    order = Order(answered(query), Voice("en", partial(say, lang="en")))
    return str(order.figure(order.look).layout.meta["alt"])


@pytest.mark.parametrize(
    ("query", "note"),
    [
        (US_2015, "American Airlines: Read in a press relay; per enplanement of the operating carrier."),
        (FRENCH_MOBILE, "Orange: Two relays of the same Arcep survey print different marks"),
        (UK_MOBILE, "O2 (UK): Whole numbers: 1, 2 and 3 can hardly be told apart"),
    ],
)
def test_a_figure_to_be_printed_with_its_note_has_it(query: str, note: str) -> None:
    assert note in notes(query)
    assert note in notes(f"{query}&measure=rank"), "whichever chart is chosen"


@pytest.mark.parametrize("measure", ["ratio", "rank", "rate", "break_even"])
def test_what_the_complaints_count_is_said_under_every_chart(measure: str) -> None:
    assert "What the complaints count: pay-monthly customers" in notes(f"{UK_MOBILE}&measure={measure}")


def test_counts_without_customers_are_no_ranking() -> None:
    query = f"{UK_AIRLINES}&measure=rate"
    order = Order(answered(query), Voice("en", partial(say, lang="en")))
    names = [
        str(one.text) for one in order.figure(order.look).layout.annotations if str(one.name)[:5] == "name-"
    ]
    assert names == sorted(names, key=str.casefold) and len(names) == 4
    assert "Never a ranking." in notes(query)
    assert [row.observation.name for row in answered(query).plotted] == names, "as in table and files"
    highest = answered(f"{query}&sort=rate").plotted[0].observation.name
    assert highest == "Ryanair", "who sorts them by number may"


def test_the_alternative_text_says_what_its_own_chart_says() -> None:
    alone, places = (alt(f"{UK_MOBILE}&measure={measure}") for measure in ("rate", "rank"))
    assert "satisf" not in alone.lower() and "97%" not in alone
    assert alone.endswith("Raw numbers: they do not show that the figure is true or false.")
    assert "Places say nothing about size" in places

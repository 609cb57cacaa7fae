"""The sayings: eight verdicts, and numbers that come from the figures."""

from __future__ import annotations

import re

import pytest

from barometer.desk import default_desk
from barometer.messages import LANGUAGES, say
from barometer.sayings import sayings
from tests.ui.conftest import Open, words

SAID = {
    "proud": ("68%", "32%"),
    "talk": ("published figures",),
    "silent": ("70%", "31%", "75%", "1976-1979"),
    "public": ("39 disputes", "average 72", "66%", "67%", "80%"),
    "america": ("5 anecdotes",),
    "idf": (
        "21,645",
        "36%",
        "32%",
        "31%",
        "69,153",
        "433 per 100,000",
        "190",
        "2.3\xa0times",
        "2.8\xa0times",
    ),
    "telephony": ("7%", "33%", "20%", "9%", "10%", "24,425"),
    "robots": ("80%", "2 canned", "1 silence", "3 replies of substance"),
}


def test_every_saying_says_its_numbers() -> None:
    found = {one.id: say(one.text, "en") for one in sayings(default_desk())}
    assert set(found) == set(SAID)
    for id_, parts in SAID.items():
        assert all(part in found[id_] for part in parts), found[id_]


def test_both_languages_give_the_same_numbers() -> None:
    """But for the numbers that French writes out or in another order, digit for digit."""
    for one in sayings(default_desk()):
        digits = [sorted(re.findall(r"\d+", _joined(say(one.text, lang)))) for lang in LANGUAGES]
        assert digits[0] == digits[1], one.id


def _joined(text: str) -> str:
    return re.sub(r"(?<=\d)[\u202f\xa0,. ](?=\d)", "", text)


@pytest.mark.parametrize("one", sayings(default_desk()), ids=lambda one: str(one.id))
def test_the_view_of_a_saying_opens_without_a_notice(one: object, opened: Open) -> None:
    from barometer.sayings import Saying
    from barometer.view import encode

    assert isinstance(one, Saying)
    app = opened(one.page, encode(one.view))
    assert not app.warning
    assert not app.error


def test_the_page_shows_eight_labels(opened: Open) -> None:
    said = words(opened("sayings"))
    for label in ("Can’t say", "Not testable yet", "It depends", "Not comparable", "Not in these figures"):
        assert f"**{label}**" in said
    assert words(opened("sayings", lang="fr")).count("**Indécidable**") == 2

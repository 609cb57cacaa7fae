"""Hostile links on the page: a notice in the reader's language, the view that was meant or none, no fault."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from barometer.messages import LANGUAGES, say
from tests.hostile import LINKS, Hostile
from tests.ui.conftest import Open, sound, words

FINDINGS = {"en": ("72% to 86%", "77% to 88%"), "fr": ("de 72 % à 86 %", "de 77 % à 88 %")}
READ = {"view.too_long"}


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def follow(app: AppTest, link: Hostile, lang: str) -> None:
    """Opens a link in the page that stands, as Back and Forward do."""
    given: dict[str, list[str]] = {}
    for name, value in parse_qsl(link.query, keep_blank_values=True):
        given.setdefault(name, []).append(value)
    app.query_params.clear()
    app.query_params.update({"lang": [lang]} | given)
    app.run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_hostile_link_says_what_is_wrong_with_it(opened: Open, lang: str) -> None:
    app = opened(lang=lang)
    wrong = {}
    for link in LINKS:
        follow(app, link, lang)
        sound(app)
        wrong[link.name] = fault(app, link, "en" if "lang=" in link.query else lang)
    assert {name: why for name, why in wrong.items() if why} == {}


def fault(app: AppTest, link: Hostile, lang: str) -> str:
    """What is wrong with the page; '' if nothing is."""
    told = [plain(str(one.value)).replace("\\", "") for one in (*app.warning, *app.info)]
    meant, first = FINDINGS[lang]
    said = plain(words(app))
    if not any(link.names in one for one in told) or (
        not link.opens and link.says[-1] not in ids(told, lang)
    ):
        return f"not named: {told}"
    if "telecoms_broadband" in link.query and link.opens and meant not in said and link.says[0] not in READ:
        return f"not the view that was meant: {said[:200]}"
    if not link.opens and (meant in said or first in said):
        return f"another view: {said[:200]}"
    return f"a fault: {app.error[0].value}" if app.error else ""


def ids(told: list[str], lang: str) -> set[str]:
    """Which of the sentences without parameters were said."""
    return {id_ for id_ in ("notice.no_comparison", "view.too_long") if plain(say(id_, lang)) in told}


@pytest.mark.parametrize("page", ["gap", "company", "sayings", "method"])
@pytest.mark.parametrize(
    ("ds", "said"),
    [
        ("default@ffffffffffffffff", "changed"),
        ("0" * 32, "This link needs a file that is not here"),
        (f"{'0' * 32}@1204.3f9a3f9a3f9a", "1,204 lines"),
    ],
)
def test_no_page_falls_back_on_other_figures_in_silence(opened: Open, page: str, ds: str, said: str) -> None:
    app = opened(page, f"focus=plusnet&ds={ds}")
    assert any(said in one.value for one in app.warning), [one.value for one in app.warning]

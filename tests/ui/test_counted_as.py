"""What a channel counts is called by its own name: SignalConso receives reports, a regulator complaints."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

import pytest

from barometer.answer.amounts import complaint_words
from barometer.answer.words import Words
from barometer.desk import default_desk
from barometer.desk.mapped import of_company
from barometer.figures.look import Look
from barometer.figures.paired_dots import paired_dots
from barometer.figures.region_map import region_map
from barometer.messages import say
from barometer.model import Estimate, Label, Message
from tests.figures.gaps import META, STRATUM, broadband
from tests.ui.conftest import Open
from tests.ui.test_company import tables

SIGNALCONSO = replace(STRATUM, channel="signalconso")
LABELS = {"signalconso": Label("SignalConso", "SignalConso"), "share_satisfied": Label("share", "part")}


@pytest.mark.parametrize(("lang", "noun"), [("fr", "signalements"), ("en", "reports")])
def test_a_company_page_counts_reports_to_signalconso(opened: Open, lang: str, noun: str) -> None:
    app = opened("company", "focus=all_companies_fr", lang=lang)
    said = tables(app).replace("\N{NARROW NO-BREAK SPACE}", " ").replace(",", " ")
    assert f"318 000 {noun}" in said and f">{noun.capitalize()}<" in said
    assert "318 000 plaintes" not in said and "318 000 complaints" not in said


@pytest.mark.parametrize(
    ("lang", "noun", "sentence"),
    [("fr", "Signalements", "20 signalements à SignalConso"), ("en", "Reports", "20 reports to SignalConso")],
)
def test_a_comparison_s_sentence_and_chart_say_reports(lang: str, noun: str, sentence: str) -> None:
    gap = broadband()
    words = Words(SIGNALCONSO, gap, LABELS, LABELS, {})
    plusnet = next(row for row in gap.rows if row.observation.company == "plusnet")
    told = words.company(plusnet)
    assert sentence in say(told.company, lang)
    figure = paired_dots(gap, SIGNALCONSO, META, Look(lang, partial(say, lang=lang)))
    headings = " ".join(note.text for note in figure.layout.annotations if note.name.startswith("heading"))
    assert f"{noun} " in headings
    alt = json.loads(figure.to_json())["layout"]["meta"]["alt"]
    assert f"20 {noun.lower()} " in alt and "20 plaintes" not in alt and "20 complaints" not in alt


@pytest.mark.parametrize(
    ("channel", "said"), [("signalconso", "1 report"), ("ofcom_broadband", "1 complaint")]
)
def test_one_is_singular(channel: str, said: str) -> None:
    one = complaint_words(Estimate(1.0), channel=channel)
    assert one is not None and say(one, "en") == said


@pytest.mark.parametrize(
    ("lang", "noun", "never"), [("fr", "ignalement", "plainte"), ("en", "eport", "omplaint")]
)
def test_a_map_of_reports_says_reports(lang: str, noun: str, never: str) -> None:
    desk = default_desk()
    made = of_company(desk.engine, "all_companies_fr", desk.company("all_companies_fr").complaints, "")[0]
    finding = Message(f"{made.finding.id}_reports", made.finding.params)
    found = replace(made, scope=replace(made.scope, channel="signalconso"), finding=finding)
    figure = region_map(found, replace(META, labels=LABELS), Look(lang, partial(say, lang=lang)))
    own = [note.text for note in figure.layout.annotations if not note.name.startswith("source")]
    said = " ".join(own).replace("<br>", " ")
    assert noun in said and never not in said


@pytest.mark.parametrize(("lang", "said", "never"), [
    ("fr", "26 signalements pour 100\u202f000 clients", "26 plaintes"),
    ("en", "26 reports per 100,000 customers", "26 complaints"),
])  # fmt: skip
def test_what_a_refusal_has_is_called_as_its_channel_counts(
    opened: Open, lang: str, said: str, never: str
) -> None:
    found = tables(opened("company", "focus=sfr", lang=lang))
    assert f"7{',' if lang == 'fr' else '.'}7/10 " in found and said in found and never not in found

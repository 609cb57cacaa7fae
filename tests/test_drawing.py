"""Which chart an answer may have, in which order, over which periods; and what no view can have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from barometer.answer.assumed import assumption
from barometer.answer.order import Order
from barometer.desk import Desk, open_desk
from barometer.desk.drawing import barred, lengths, measures
from barometer.desk.filters import honoured, unheeded
from barometer.messages import say
from barometer.model import Code, Gap, Quantity
from barometer.view import SORTS, View, chooses, decode, drawn_like, undrawn
from tests.figures.gaps import airlines, broadband, made, observation

BROADBAND = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"
INDEX = "sector=airlines&country=US&time=2017"


@pytest.fixture(scope="module")
def desk() -> Desk:
    return open_desk()


def view(query: str) -> View:
    found, notices = decode(query)
    assert notices == ()
    return found


def names(gap: Gap, order: Order) -> list[str]:
    return [row.observation.company for row in order.of(gap.rows)]


@pytest.mark.parametrize(("sort", "wanted"), [
    ("", ["plusnet", "bt", "talktalk", "virgin_media", "ee", "sky"]),
    ("ratio", ["plusnet", "bt", "talktalk", "virgin_media", "ee", "sky"]),
    ("claim", ["plusnet", "virgin_media", "sky", "bt", "ee", "talktalk"]),  # ties: the higher ratio first
    ("rate", ["talktalk", "bt", "plusnet", "ee", "virgin_media", "sky"]),
    ("name", ["bt", "ee", "plusnet", "sky", "talktalk", "virgin_media"]),
])  # fmt: skip
def test_companies_are_sorted_by_what_is_asked(sort: str, wanted: list[str]) -> None:
    assert names(broadband(), Order(by=sort)) == wanted


@pytest.mark.parametrize("sort", SORTS)
def test_what_is_not_compared_stays_below_in_every_order(sort: str) -> None:
    alone = [observation("aaa", "Aaa", None, 99.0), observation("full", "A full house", 1.0, 50.0)]
    found = names(broadband(*alone), Order(by=sort))
    assert found[-2:] == ["full", "aaa"], "both sides but no ratio, then one side only"


def test_accents_and_case_do_not_change_the_alphabet() -> None:
    more = [observation("e", "éclair", 0.8, 10.0), observation("z", "Zed", 0.8, 10.0)]
    found = names(broadband(*more), Order(by="name"))
    assert found.index("bt") < found.index("e") < found.index("ee") < found.index("z")


def test_a_published_range_is_sorted_by_its_middle() -> None:
    rows = broadband().rows
    sky = next(row for row in rows if row.observation.company == "sky")
    ranged = replace(sky, observation=replace(sky.observation, claim=Quantity(None, 0.90, 0.98, "percent")))
    found = Order(by="claim").of([ranged if row is sky else row for row in rows])
    assert found[0].observation.company == "sky"


def test_ratios_too_far_apart_order_nothing() -> None:
    gap = made()
    assert Code.WIDE_SPREAD in gap.codes
    assert names(gap, Order(wide=True)) != names(gap, Order())
    claims = [row.observation.claim.value for row in Order(wide=True).of(gap.rows) if row.observation.claim]
    assert claims == sorted(claims, reverse=True)


def test_the_method_says_which_charts_there_are() -> None:
    assert measures(broadband()) == ("ratio", "rank", "rate", "break_even")
    assert measures(airlines()[0]) == ("rank", "rate")
    assert measures(made()) == ("rank", "rate", "break_even"), (
        "more than tenfold apart: no headline of ratios"
    )
    alone = broadband(change={})
    few = replace(alone, rows=alone.rows[:0])
    assert measures(few) == ()


def test_every_refusal_has_its_reason() -> None:
    for measure in ("ratio", "break_even"):
        why = barred(airlines()[0], measure)
        assert why is not None and "a score, not a share" in say(why, "en")
    why = barred(made(), "ratio")
    assert why is not None and why.id == "refusal.wide_spread.reason"
    assert barred(made(), "break_even") is None


def test_an_answer_has_the_chart_and_the_order_of_its_view(desk: Desk) -> None:
    plain = desk.answer(view(BROADBAND))
    asked = desk.answer(view(f"{BROADBAND}&measure=break_even&sort=name"))
    assert (plain.measure, asked.measure, asked.order.chosen) == ("ratio", "break_even", "name")
    assert asked.gap is plain.gap, "how it is drawn computes nothing anew"
    assert asked.notices == plain.notices == ()
    assert [row.observation.company for row in asked.shown][:2] == ["bt", "ee"]


def test_complaints_alone_are_in_the_table_and_the_files_of_everyone_drawn(desk: Desk) -> None:
    plain, asked = desk.answer(view(INDEX)), desk.answer(view(f"{INDEX}&measure=rate"))
    more = {row.observation.company for row in asked.shown} - {row.observation.company for row in plain.shown}
    assert {"virgin_america", "skywest"} <= more and len(asked.shown) == 12
    assert more.isdisjoint(one.company for one in asked.left_out)
    assert {one.company for one in plain.left_out} == more | {one.company for one in asked.left_out}
    rates = [row.rate.value for row in asked.shown if row.rate and row.rate.value is not None]
    assert rates == sorted(rates, reverse=True), "in the chart's order"


def test_a_refused_chart_is_said_and_the_usual_one_stands(desk: Desk) -> None:
    for measure in ("ratio", "break_even"):
        answer = desk.answer(view(f"{INDEX}&measure={measure}"))
        assert [notice.id for notice in answer.notices] == ["notice.measure_refused"]
        assert answer.measure == "ratio" and answer.shown
    assert desk.answer(view(f"{INDEX}&measure=rank")).measure == "rank"


def test_how_the_first_view_is_drawn_chooses_no_other(desk: Desk) -> None:
    asked = view("measure=rank&sort=name&tab=over_time&focus=sky&lang=fr&factor=3")
    assert not chooses(asked) and chooses(view("sort=name&country=GB"))
    opening = desk.opening(asked)
    assert opening == drawn_like(desk.default_view, asked)
    assert (opening.sector, opening.sort, opening.lang) == ("telecoms_broadband", "name", "fr")
    assert undrawn(opening) == undrawn(replace(desk.default_view, tab="over_time"))
    named = view(f"{BROADBAND}&sort=name")
    assert desk.opening(named) is named


def test_the_what_if_is_labelled_and_refused_above_all_customers(desk: Desk) -> None:
    assert desk.answer(view(BROADBAND)).what_if == {}
    asked = desk.answer(view(f"{BROADBAND}&measure=break_even&factor=20"))
    told = assumption(asked)
    assert told is not None
    said = say(told, "en")
    assert "Plusnet 0.4% (0.39–0.41%)" in said and said.endswith("An assumption, never a finding.")
    assert "What if 1 customer had cause" in say(replace(told, params={**told.params, "n": 1}), "en"), (
        "one customer is no plural"
    )
    assert asked.sentence == desk.answer(view(BROADBAND)).sentence


@pytest.mark.parametrize(("query", "said"), [
    ("ci=on", []), ("ci=off", ["view.intervals_always"]),
    ("measure=rank&sort=name", []),
    ("factor=20", ["view.factor_alone"]), ("factor=20&measure=break_even", []),
    ("assumed_n=1000", ["view.no_assumed_n"]),
    ("grain=month&facet=none", ["view.over_time_only", "view.over_time_only"]),
    ("grain=month&facet=none&tab=over_time", []),
    ("facet=company&tab=over_time", ["view.facet_whom"]),
    ("facet=company&tab=over_time&focus=sky", []),
])  # fmt: skip
def test_each_choice_that_can_t_be_had_has_its_own_sentence(query: str, said: list[str]) -> None:
    asked = view(f"{BROADBAND}&{query}")
    assert [notice.id for notice in unheeded(asked)] == said
    assert unheeded(honoured(asked)) == ()
    assert honoured(asked).sort == asked.sort and honoured(asked).measure == asked.measure


def test_a_file_holds_one_period() -> None:
    asked = view(f"{BROADBAND}&grain=quarter&tab=over_time")
    assert unheeded(asked) == ()
    now = replace(asked, tab="")
    assert [notice.id for notice in unheeded(now)] == ["view.over_time_only"]


def test_the_lengths_of_a_channel_s_periods(desk: Desk) -> None:
    acsi = desk.answer(view("sector=airlines&country=US&instrument=acsi&window=year")).stratum
    assert acsi is not None
    found = lengths(acsi, desk.comparisons())
    assert set(found) == {"month", "half-year", "year"}
    assert all(found[window].window == window and found[window].instrument == "acsi" for window in found)
    ofcom = desk.answer(view(BROADBAND)).stratum
    assert ofcom is not None and set(lengths(ofcom, desk.comparisons())) == {"quarter"}


def test_a_comparison_keeps_its_own_definition_at_its_own_length(desk: Desk) -> None:
    """The mediator of the SNCF counts with and without Eurostar: asking for years changes no definition."""
    for one in desk.comparisons():
        if one.stratum.window:
            assert lengths(one.stratum, desk.comparisons())[one.stratum.window] == one.stratum
    own = desk.answer(view("sector=rail&country=FR&channel=mediateur_sncf&definition=sncf_only")).stratum
    assert own is not None and (own.definition, own.window) == ("sncf_only", "year")


@pytest.mark.parametrize(("query", "said"), [
    (f"{BROADBAND}&tab=over_time&grain=quarter", []),
    (f"{BROADBAND}&tab=over_time&grain=year", ["notice.grain"]),
    ("sector=airlines&country=US&instrument=acsi&window=year&tab=over_time&grain=month", []),
    ("sector=rail&country=DE&tab=over_time&grain=month", ["notice.grain_nothing"]),
])  # fmt: skip
def test_periods_are_never_made(desk: Desk, query: str, said: list[str]) -> None:
    assert [notice.id for notice in desk.answer(view(query)).notices] == said

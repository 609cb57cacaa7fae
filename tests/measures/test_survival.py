"""'Would this survive?'"""

from __future__ import annotations

from dataclasses import replace

import pytest

from barometer.measures.gap import compute
from barometer.measures.survival import Choice, Choices, survivals
from barometer.messages import LANGUAGES, say
from barometer.model import Estimate
from tests.measures.made import STRATUM, broadband, disagreeing, made

PARENTS = {"bt": "bt_group", "ee": "bt_group", "plusnet": "bt_group"}


def ratio(observations: list, company: str) -> float:
    row = next(r for r in compute(observations, STRATUM).rows if r.observation.company == company)
    assert isinstance(row.ratio, Estimate) and row.ratio.value is not None
    return row.ratio.value


def test_plusnet_under_each_choice() -> None:
    found = survivals(broadband(), STRATUM, Choices(parents=PARENTS))["plusnet"]
    strip = {(one.choice, one.detail): one for one in found.strip}
    assert strip[Choice.AS_SHOWN, ""].value == pytest.approx(1.8118, abs=1e-4)
    assert strip[Choice.ROUNDING_LOW, ""].low == pytest.approx(1.6154, abs=1e-4)
    assert strip[Choice.ROUNDING_HIGH, ""].low == pytest.approx(2.0342, abs=1e-4)
    without = [o for o in broadband() if o.company not in ("bt", "ee")]
    assert strip[Choice.RELATED, "bt_group"].value == ratio(without, "plusnet")
    for other in ("sky", "virgin_media", "bt", "ee", "talktalk"):
        left = [o for o in broadband() if o.company != other]
        assert strip[Choice.DROP_ONE, other].value == ratio(left, "plusnet")
    assert (Choice.DROP_ONE, "plusnet") not in strip
    assert found.holds == found.answered == len(found.strip) == 9
    assert found.always_greatest and not found.always_least


def test_a_second_measure_takes_the_superlative_away() -> None:
    """By another measure BT and TalkTalk pass Plusnet: 'the worst' may not be written."""
    second = [
        replace(o, rate=replace(o.rate, value=v))
        for o, v in zip(broadband(), (11, 9, 12, 18, 10, 24), strict=True)
    ]
    found = survivals(broadband(), STRATUM, Choices(seconds={"reason_to_complain": second}))["plusnet"]
    last = found.strip[-1]
    assert last.choice is Choice.SECOND_MEASURE and not last.greatest
    assert not found.always_greatest


def test_each_source_s_own_reading() -> None:
    base = [made(f"c{i}", 0.7 + 0.03 * i, 40 + 9 * i, 100_000) for i in range(5)]
    given = [disagreeing(base[0], [30, 60]), *base[1:]]
    found = survivals(given, STRATUM)["c0"]
    assert found.strip[0].low != found.strip[0].high
    read = {one.detail: one.value for one in found.strip if one.choice is Choice.SOURCE}
    settled = [ratio([replace(base[0], y=made("x", y=y).y), *base[1:]], "c0") for y in (30, 60)]
    assert list(read) == ["c0~source0", "c0~source1"]
    assert list(read.values()) == pytest.approx(settled)


def test_with_four_companies_dropping_one_refuses_and_is_not_counted() -> None:
    four = [made(f"c{i}", 0.7, 40 + 30 * i, 100_000) for i in range(4)]
    found = survivals(four, STRATUM)["c3"]
    dropped = [one for one in found.strip if one.choice is Choice.DROP_ONE]
    assert len(dropped) == 3 and all(one.low is None and one.side == 0 for one in dropped)
    assert all(one.why is not None and not one.answered for one in dropped)
    assert found.answered == len(found.strip) - 3 and found.silent == 3
    silence = found.silence()
    assert silence is not None and say(silence, "en").startswith("3 more readings give no ratio")


def test_a_lag_is_one_more_choice() -> None:
    later = [replace(o, rate=replace(o.rate, value=o.rate.value + 1)) for o in broadband()]
    found = survivals(broadband(), STRATUM, Choices(lags={3: later}))["sky"]
    assert found.strip[-1].choice is Choice.LAG and found.strip[-1].value == ratio(later, "sky")


def test_a_company_that_is_not_compared_is_no_reading() -> None:
    """Without it nothing changes, so that 'in N of N readings' may not count it."""
    beside = [*broadband(), made("uncounted", 0.8), made("unasked", rate=8), made("sure", 0.995, rate=3)]
    alone, found = (survivals(seen, STRATUM) for seen in (broadband(), beside))
    for company, strip in alone.items():
        assert [one.detail for one in found[company].strip] == [one.detail for one in strip.strip]
        assert (found[company].holds, found[company].answered) == (strip.holds, strip.answered)


def test_months_that_ask_for_the_same_complaints_are_one_reading() -> None:
    same = list(broadband())
    later = [replace(o, rate=replace(o.rate, value=o.rate.value + 1)) for o in broadband()]
    missing = [replace(o, rate=None) for o in broadband()]
    lags = {1: same, 2: same, 3: later, 4: missing, 5: missing, 6: missing}
    found = survivals(broadband(), STRATUM, Choices(lags=lags))["sky"]
    told = [say(one.label, "en") for one in found.strip if one.choice is Choice.LAG]
    assert told == ["complaints 3 months later", "complaints 4 to 6 months later"]
    assert found.silent == 1
    one = survivals(broadband(), STRATUM, Choices(lags={1: later}))["sky"].strip[-1]
    assert [say(one.label, lang) for lang in LANGUAGES] == [
        "plaintes décalées de 1 mois", "complaints 1 month later",
    ]  # fmt: skip


def test_a_side_is_taken_only_with_the_whole_interval() -> None:
    """BT's 1.1 (0.9-1.3) is neither above nor below, so no reading 'holds'."""
    around = [made(f"c{i}", 0.8, y, 100_000) for i, y in enumerate((100, 104, 96, 110, 101))]
    found = survivals(around, STRATUM)["c3"]
    shown = found.strip[0]
    assert shown.value is not None and shown.low is not None
    assert shown.low < 1 < shown.value and shown.side == 0
    assert found.holds == 0 and not found.always_greatest
    assert found.sentence("C3").id == "survive.sentence.neither"


def test_a_source_is_named_by_where_it_was_read() -> None:
    base = [made(f"c{i}", 0.7 + 0.03 * i, 40 + 9 * i, 100_000) for i in range(5)]
    given = [disagreeing(base[0], [30, 60]), *base[1:]]
    choices = Choices(read_in={"source0": "The Paper", "source1": "The Report"})
    labels = {say(one.label, "en") for one in survivals(given, STRATUM, choices)["c0"].strip}
    assert {"C0: the figure read in The Paper", "C0: the figure read in The Report"} <= labels


def test_a_flag_is_counted_where_there_is_one() -> None:
    high = [made(f"c{i}", 0.8, y, 100_000) for i, y in enumerate((200, 210, 190, 260, 205, 195, 205, 620))]
    found = survivals(high, STRATUM)
    assert found["c7"].strip[0].flag == "high" and found["c7"].flag_holds == found["c7"].answered
    assert found["c0"].flag_holds == 0


def test_a_company_without_a_ratio_has_no_strip() -> None:
    assert "x" not in survivals([*broadband(), made("x", 0.99, rate=4)], STRATUM)
    assert survivals(broadband()[:3], STRATUM) == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_says_in_how_many_it_holds(lang: str) -> None:
    found = survivals(broadband(), STRATUM, Choices(parents=PARENTS))
    text = say(found["plusnet"].sentence("Plusnet"), lang)
    assert text.startswith("Plusnet") and text.count("9") == 2
    for company, one in found.items():
        assert say(one.sentence(company), lang)
        assert all(say(v.label, lang) for v in one.strip)

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
    assert strip[Choice.AS_SHOWN, ""].low == pytest.approx(1.8118, abs=1e-4)
    assert strip[Choice.ROUNDING_LOW, ""].low == pytest.approx(1.6154, abs=1e-4)
    assert strip[Choice.ROUNDING_HIGH, ""].low == pytest.approx(2.0342, abs=1e-4)
    without = [o for o in broadband() if o.company not in ("bt", "ee")]
    assert strip[Choice.RELATED, "bt_group"].low == ratio(without, "plusnet")
    for other in ("sky", "virgin_media", "bt", "ee", "talktalk"):
        left = [o for o in broadband() if o.company != other]
        assert strip[Choice.DROP_ONE, other].low == ratio(left, "plusnet")
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
    read = {one.detail: one.low for one in found.strip if one.choice is Choice.SOURCE}
    settled = [ratio([replace(base[0], y=made("x", y=y).y), *base[1:]], "c0") for y in (30, 60)]
    assert list(read) == ["c0~source0", "c0~source1"]
    assert list(read.values()) == pytest.approx(settled)


def test_with_four_companies_dropping_one_refuses_and_is_not_counted() -> None:
    four = [made(f"c{i}", 0.7, 40 + 30 * i, 100_000) for i in range(4)]
    found = survivals(four, STRATUM)["c3"]
    dropped = [one for one in found.strip if one.choice is Choice.DROP_ONE]
    assert len(dropped) == 3 and all(one.low is None and one.side == 0 for one in dropped)
    assert found.answered == len(found.strip) - 3


def test_a_lag_is_one_more_choice() -> None:
    later = [replace(o, rate=replace(o.rate, value=o.rate.value + 1)) for o in broadband()]
    found = survivals(broadband(), STRATUM, Choices(lags={3: later}))["sky"]
    assert found.strip[-1].choice is Choice.LAG and found.strip[-1].low == ratio(later, "sky")


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

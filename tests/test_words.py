"""The company's sentence and its caveat point the same way as the number."""

from __future__ import annotations

import pytest

from barometer.desk import default_desk
from barometer.model import Estimate
from barometer.view import decode

COMPUTED = (
    "sector=telecoms_broadband&country=GB&time=2022-01..2022-03",
    "sector=telecoms_broadband&country=GB&time=2018-01..2018-03",
    "sector=telecoms_mobile&country=GB&time=2018-01..2018-03",
    "sector=telecoms_mobile&country=GB&time=2020-01..2020-03",
)


@pytest.mark.parametrize("query", COMPUTED)
def test_a_caveat_takes_the_side_of_the_ratio_or_none(query: str) -> None:
    answer = default_desk().answer(decode(query)[0])
    sides = {}
    for row in answer.shown:
        if isinstance(row.ratio, Estimate) and row.ratio.low is not None and row.ratio.high is not None:
            caveat = answer.sentences[row.observation.company].caveat
            assert caveat is not None
            sides[row.observation.name] = caveat.id.rpartition(".")[2]
            above, below = row.ratio.low > 1, row.ratio.high < 1
            assert sides[row.observation.name] == ("above" if above else "below" if below else "neutral")
    assert len(sides) >= 4


def test_bt_is_not_said_to_have_fewer_complaints_than_expected() -> None:
    answer = default_desk().answer(decode(COMPUTED[0])[0])
    row = next(row for row in answer.shown if row.observation.company == "bt")
    assert isinstance(row.ratio, Estimate)
    assert row.ratio.value == pytest.approx(1.1018, abs=1e-3)
    caveat = answer.sentences["bt"].caveat
    assert caveat is not None
    assert caveat.id == "sentence.caveat.neutral"

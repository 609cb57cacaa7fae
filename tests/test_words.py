"""The company's sentence and its caveat point the same way as the number."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from barometer.answer import Answer
from barometer.answer.amounts import complaint_words
from barometer.answer.words import Words
from barometer.desk import default_desk
from barometer.export.forms import Order
from barometer.export.voice import Voice
from barometer.measures.stated import bound_of
from barometer.messages import LANGUAGES, say
from barometer.model import Code, Estimate, Message, Qualifier, Quantity, Refusal, Status
from barometer.view import decode

COMPUTED = (
    "sector=telecoms_broadband&country=GB&time=2022-01..2022-03",
    "sector=telecoms_broadband&country=GB&time=2018-01..2018-03",
    "sector=telecoms_mobile&country=GB&time=2018-01..2018-03",
)


@pytest.mark.parametrize("query", COMPUTED)
def test_a_caveat_takes_the_side_of_the_ratio_or_none(query: str) -> None:
    answer = default_desk().answer(decode(query)[0])
    sides = {}
    for row in answer.shown:
        if isinstance(row.ratio, Estimate) and row.ratio.low is not None and row.ratio.high is not None:
            caveat = answer.sentences[row.observation.company].caveat
            assert caveat is not None
            sides[row.observation.name] = caveat.id.rpartition(".")[2].removesuffix("_range")
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
    assert caveat.id == "sentence.caveat.neutral_range"


def spoken(query: str, lang: str = "en") -> str:
    """All that the words of a comparison say, one sentence a line."""
    return "\n".join(say(message, lang) for message in said_of(default_desk().answer(decode(query)[0])))


def said_of(answer: Answer) -> list[Message]:
    assert answer.sentence is not None
    all_said = answer.sentences.values()
    parts = [part for one in all_said for part in (one.company, one.sure, one.caveat) if part]
    return [answer.sentence, *answer.same_score, *parts]


@pytest.mark.parametrize(
    ("lang", "score", "noun"),
    [
        ("en", "weighted complaint score", " complaints "),
        ("fr", "indice pondéré de plaintes", " plaintes pour"),
    ],
)
def test_a_weighted_score_is_never_called_complaints(lang: str, score: str, noun: str) -> None:
    answer = default_desk().answer(decode("sector=energy&country=GB&time=2016-07..2016-09")[0])
    for message in said_of(answer):
        if message.id.startswith(("sentence.company.ranked", "sentence.sector", "sentence.same")):
            assert score in say(message, lang)
            assert noun not in say(message, lang)
            assert "100,000" not in say(message, lang)
    assert "27.2 to 446.3" in spoken("sector=energy&country=GB&time=2016-07..2016-09")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "sector=public_services&country=AU&time=2015-07..2016-06",
            "Centrelink: 90% (share who say they were treated with respect) according to",
        ),
        (
            "sector=public_services&country=GB&time=2021-04..2023-03&subject=individuals",
            "65% (share with a positive experience, individuals) according to HMRC itself",
        ),
        (
            "sector=public_services&country=GB&time=2022-04..2023-03&subject=online_services",
            "HMRC: more than 82% satisfied (online services) according to HMRC itself",
        ),
        ("sector=telecoms_all&country=FR&time=2018&subject=fixed", "mark, fixed lines: 6.6/10 to 7.6/10"),
        ("sector=telecoms_all&country=FR&time=2018&subject=mobile", "mean mark, mobile: 6.8/10 to 7.6/10"),
    ],
)
def test_what_was_asked_and_of_whom_is_said(query: str, said: str) -> None:
    assert said in spoken(query)


@pytest.mark.parametrize(
    "query",
    [
        "sector=public_services&country=GB&time=2021-04..2023-03&subject=large_businesses",
        "sector=public_services&country=GB&time=2021-04..2023-03&subject=agents",
        "sector=public_services&country=FR&time=2023&subject=employers",
    ],
)
def test_one_group_of_the_public_is_not_set_beside_everybodys_complaints(query: str) -> None:
    answer = default_desk().answer(decode(query)[0])
    assert answer.gap is not None
    assert all(isinstance(row.ratio, Refusal) for row in answer.gap.rows)
    assert "the people asked are not all those who could complain here" in spoken(query)


def test_companies_that_are_not_alike_get_places_and_no_headline() -> None:
    desk = default_desk()
    answer = desk.answer(decode(COMPUTED[1])[0])
    assert answer.stratum is not None and answer.gap is not None
    gap = replace(answer.gap, codes=(*answer.gap.codes, Code.WIDE_SPREAD))
    words = Words(answer.stratum, gap, desk.channels, desk.metrics, desk.sources)
    for row in gap.rows:
        if isinstance(row.ratio, Estimate):
            assert words.company(row).company.id == "sentence.company.ranked"
            iceberg = words.iceberg(row)
            assert iceberg is None or iceberg.id == "sentence.company.iceberg_alone"


@pytest.mark.parametrize(
    ("qualifier", "wording", "bound"),
    [
        (Qualifier.AT_LEAST, "over 82%", "more_than"),
        (Qualifier.AT_LEAST, "at least 82%", "at_least"),
        (Qualifier.AT_LEAST, "not less than 82%", "at_least"),
        (Qualifier.AT_MOST, "fewer than 5", "less_than"),
        (Qualifier.AT_MOST, "no more than 5", "at_most"),
        (Qualifier.ROUNDED, "over 82%", ""),
    ],
)
def test_one_end_is_said_as_its_source_says_it(qualifier: Qualifier, wording: str, bound: str) -> None:
    assert bound_of([Quantity(82, qualifier=qualifier, wording=wording)]) == bound


@pytest.mark.parametrize(
    ("rate", "en", "fr"),
    [
        (Estimate(1.0), "1 complaint", "1 plainte"),
        (Estimate(0.57), "0.57 complaints", "0,57 plainte"),
        (Estimate(20.0), "20 complaints", "20 plaintes"),
        (Estimate(None, 2.0, 3.0), "2 to 3 complaints", "2 à 3 plaintes"),
    ],
)
def test_complaints_agree_with_their_number(rate: Estimate, en: str, fr: str) -> None:
    message = complaint_words(rate)
    assert message is not None
    assert [say(message, lang) for lang in LANGUAGES] == [fr, en]


def test_fewer_complaints_are_said_as_a_share_and_never_as_times_less() -> None:
    assert "turn to Ofcom (broadband) only 0.31\u00a0times as often as the others'" in spoken(COMPUTED[1])
    assert "0,31\u00a0fois aussi souvent que ceux des autres" in spoken(COMPUTED[1], "fr")
    for lang, never in (("en", "times less"), ("fr", "fois moins")):
        assert never not in spoken(COMPUTED[1], lang)


def test_publishers_take_their_article_in_french() -> None:
    assert "selon l’Ofcom" in spoken(COMPUTED[1], "fr")
    assert "selon l’Arcep" in spoken("sector=telecoms_all&country=FR&time=2018&subject=fixed", "fr")


@pytest.mark.parametrize("subject", ["employers", "job_seekers"])
def test_a_survey_of_others_is_not_said_to_lack_customers(subject: str) -> None:
    """Pôle emploi 2015: the table gives 9,200,000 claims handled, so the sentence may not call it unknown."""
    query = f"sector=public_services&country=FR&time=2015&channel=company_first_level&subject={subject}"
    assert "the people asked are not all those who could complain here." in spoken(query)
    assert "could have complained is not" not in spoken(query)
    assert "ne sont pas toutes celles qui pouvaient se plaindre ici." in spoken(query, "fr")


def test_the_reason_said_is_the_one_to_act_on_first() -> None:
    """What keeps the sides apart, before the customers that would then still not be enough."""
    query = "sector=airlines&country=GB&time=2012-10..2013-09"
    answer = default_desk().answer(decode(query)[0])
    assert answer.gap is not None
    (row,) = [row for row in answer.gap.rows if row.observation.company == "easyjet"]
    codes = [refusal.code for refusal in row.refused]
    assert codes == [Code.MISSING_EXPOSURE, Code.WINDOW_UNDER_HALF, Code.FEW_COMPANIES]
    assert row.told is not None and row.told.code is Code.WINDOW_UNDER_HALF
    assert (
        "We have: complaints (June 2011-May 2012) that cover 0% of the figure's period; a published "
        "figure of 83% and 1,067 complaints." in spoken(query)
    )


def test_every_code_of_a_row_has_its_place_among_those_told_first() -> None:
    seen = 0
    for one in default_desk().strata.worth:
        for row in one.gap.rows:
            if row.refused:
                seen += 1
                assert row.told in row.refused
                missing = {Code.MISSING_CLAIM, Code.MISSING_COMPLAINTS} & {r.code for r in row.refused}
                assert row.told is not None and (not missing or row.told.code in missing)
    assert seen > 500


def test_a_bound_is_said_in_its_source_s_words_and_not_as_a_missing_figure() -> None:
    fnac = "sector=retail&country=FR&time=2022&metric=nps"
    assert "the source gives one end of the figure only" in spoken(fnac)
    assert "We have: a published figure, more than 60 points." in spoken(fnac)
    assert "was found for the period" not in spoken(fnac)
    parcels = "sector=parcels&country=FR&time=2021&subject=each_criterion"
    assert "un chiffre publié, plus de 70\u00a0%" in spoken(parcels, "fr")


def test_a_share_of_which_one_end_is_known_is_refused_for_that_reason() -> None:
    """HMRC 2022: 'over 82%' is no 99%, nor a share: 100 would be a guess."""
    query = "sector=public_services&country=GB&time=2022-04..2023-03&subject=online_services"
    answer = default_desk().answer(decode(query)[0])
    assert answer.gap is not None
    (row,) = [row for row in answer.gap.rows if row.observation.company == "hmrc"]
    assert row.told is not None and row.told.code is Code.CLAIM_99 and row.told.why == "_bound"
    assert say(row.told.reason, "en").startswith("only one limit of the figure is published")
    assert say(row.told.reason, "fr").startswith("une seule limite du chiffre est publiée")


def test_one_company_s_figures_are_never_said_of_its_sector() -> None:
    said = spoken("sector=airlines&country=US&time=2017&metric=nps").splitlines()[0]
    assert said.startswith(
        "Airlines, United States, 2017, one company with figures on both sides (published figure: 4th "
        "quarter of 2017). Delta Air"
    )
    alone = 0
    for one in default_desk().strata.worth:
        both = [row for row in one.gap.rows if row.observation.claim and (row.rate or row.observation.y)]
        if len(both) == 1 and one.gap.status is Status.RAW:
            words = Words(one.stratum, one.gap, *_named())
            alone += 1
            sector = words.sector()
            named = both[0].observation.name in say(sector, "en")
            assert named or not sector.id.endswith("_one")
            assert words.sector().id.startswith(("sentence.sector_one", "sentence.sector_refused"))
    assert alone > 20


def _named() -> tuple[Any, Any, Any]:
    desk = default_desk()
    return desk.channels, desk.metrics, desk.sources


def test_what_a_source_only_says_is_below_a_number_is_written_so_everywhere() -> None:
    """Ofcom's first quarter of 2020, as read: EE and O2 'below the industry average of 3', no number."""
    answer = default_desk().answer(decode("sector=telecoms_mobile&country=GB&time=2020-01..2020-03")[0])
    assert answer.sentence is not None and answer.gap is not None
    assert Code.WIDE_SPREAD in answer.gap.codes and answer.gap.open_ranges
    assert "up to 5 complaints" in say(answer.sentence, "en"), "nobody published a 0"
    assert "jusqu’à 5 plaintes" in say(answer.sentence, "fr")
    (tie,) = answer.same_score
    assert "EE fewer than 3 complaints" in say(tie, "en") and "O2 (UK) fewer than 3, Virgin" in say(tie, "en")
    assert "O2 (UK), moins de 3 ; Virgin" in " ".join(say(tie, "fr").split())
    assert "may be more than ten times" in say(answer.gap.why_wide, "en")
    order = Order(answer, Voice("en", partial(say, lang="en")))
    assert "Same score" not in order.headline, "companies that are not alike have places, no headline"
    drawn = [str(one.text) for one in order.figure(order.look).layout.annotations]
    assert any("&lt;" in text for text in drawn), "a sign is text, never markup"

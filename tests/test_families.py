"""The families of figures that the app must answer or refuse, on the default figures."""

from __future__ import annotations

import pytest

from barometer.answer import Answer
from barometer.desk import default_desk
from barometer.messages import say
from barometer.model import Code, Estimate, Kind, Mode, Rank, Refusal, Row, Status
from barometer.view import decode


def ask(query: str) -> Answer:
    view, notices = decode(query)
    assert notices == ()
    return default_desk().answer(view)


def rows(answer: Answer) -> dict[str, Row]:
    assert answer.gap is not None
    return {row.observation.company: row for row in answer.gap.rows}


def ratio(row: Row) -> Estimate:
    assert isinstance(row.ratio, Estimate)
    return row.ratio


def test_uk_broadband_2018_plusnet_and_sky() -> None:
    answer = ask("sector=telecoms_broadband&country=GB&time=2018-01..2018-03")
    found = rows(answer)
    assert len(answer.shown) == 6 and answer.gap is not None and answer.gap.mode is Mode.RATES
    plusnet = found["plusnet"]
    assert plusnet.rate is not None and plusnet.rate.value == 20
    assert plusnet.expected_rate is not None and round(plusnet.expected_rate.value or 0, 1) == 11.0
    assert round(ratio(plusnet).value or 0, 2) == 1.81
    assert (round(ratio(plusnet).low or 0, 1), round(ratio(plusnet).high or 0, 1)) == (1.6, 2.0)
    assert ratio(plusnet).kind is Kind.ROUNDING
    assert round(ratio(found["sky"]).value or 0, 2) == 0.31
    assert not any(row.flag for row in found.values()), "rates alone never flag"
    assert {tie.companies for tie in answer.gap.same_score} == {("sky", "virgin_media"), ("ee", "bt")}
    iceberg = default_desk().words(answer).iceberg(plusnet)
    assert iceberg is not None and "700 customers" in say(iceberg, "en") and "1,268" in say(iceberg, "en")


def test_uk_broadband_2022_is_the_default() -> None:
    answer = default_desk().answer(default_desk().default_view)
    assert answer.stratum is not None and str(answer.stratum.period.start) == "2022-01-01"
    assert len(answer.shown) == 7
    assert {tie.companies for tie in answer.gap.same_score} == {("talktalk", "virgin_media")}  # type: ignore[union-attr]
    assert all(isinstance(row.rank_gap, Rank) for row in answer.shown)


def test_uk_mobile_2018_is_a_range_because_sources_disagree_on_o2() -> None:
    answer = ask("sector=telecoms_mobile&country=GB&time=2018-01..2018-03")
    found = rows(answer)
    o2 = found["o2_uk"]
    assert o2.rate is not None and o2.rate.value is None and (o2.rate.low, o2.rate.high) == (2, 3)
    assert len({c.source for c in o2.observation.complaints}) == 2
    for row in answer.shown:
        assert isinstance(row.ratio, Estimate) and row.ratio.value is None and row.ratio.low is not None
    assert Code.PUBLISHED_RANGE in answer.gap.codes or Code.SOURCES_DISAGREE in answer.gap.codes  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("query", "companies", "code"),
    [
        ("sector=energy&country=GB&time=2016-07..2016-09", 6, Code.WEIGHTED_COMPLAINTS),
        ("sector=airlines&country=US&time=2017", 8, Code.NOT_A_SHARE),
        ("sector=telecoms_all&country=FR&time=2018&subject=mobile", 4, Code.NOT_A_SHARE),
        ("sector=telecoms_all&country=FR&time=2018&subject=fixed", 4, Code.NOT_A_SHARE),
    ],
)
def test_same_score_and_ranks_only(query: str, companies: int, code: Code) -> None:
    answer = ask(query)
    assert answer.gap is not None and answer.gap.status is Status.RANKS
    assert len(answer.shown) == companies
    for row in answer.shown:
        assert isinstance(row.ratio, Refusal) and row.ratio.code is code
        assert isinstance(row.break_even, Refusal)
        assert isinstance(row.rank_gap, Rank)
    settled = all(row.observation.claim and row.observation.claim.value is not None for row in answer.shown)
    assert bool(answer.gap.same_score) == settled


def test_relays_of_arcep_disagree_on_orange_mobile_2018() -> None:
    orange = rows(ask("sector=telecoms_all&country=FR&time=2018&subject=mobile"))["orange"]
    claim = orange.observation.claim
    assert claim is not None and (claim.low, claim.high) == (7.5, 7.6)
    assert {one.quantity.value for one in orange.observation.claims} == {7.5, 7.6}


def test_us_airlines_2017_have_rank_sets() -> None:
    found = rows(ask("sector=airlines&country=US&time=2017"))
    for company in ("southwest_airlines", "spirit_airlines", "delta_air_lines"):
        observed = found[company].rank_observed
        assert isinstance(observed, Rank) and observed.kind is Kind.SAMPLING
        assert found[company].observation.exposure is not None
    american = found["american_airlines"].rank_observed
    assert isinstance(american, Rank) and american.low < american.high, "ties look like ties"


def test_us_airlines_2015_bring_three_sources() -> None:
    answer = ask("sector=airlines&country=US&time=2015&window=year")
    found = rows(answer)
    said = {report.company for report in answer.reports if report.venue == "twitter"}
    for company in ("american_airlines", "delta_air_lines", "southwest_airlines", "united_airlines"):
        assert company in said
        assert found[company].observation.claim is not None and found[company].rate is not None
    assert not {"spirit_airlines", "jetblue"} & said
    american = {r.label: r.count for r in answer.reports if r.company == "american_airlines"}
    assert american == {"negative": 1864, "neutral": 433, "positive": 307}
    assert all(report.source in answer.sources for report in answer.reports)


def test_uk_rail_2017_is_refused_for_every_operator() -> None:
    answers = [ask(f"sector=rail&country=GB&time=2017-01..2017-04&group={group}") for group in
               ("commuter", "long_distance", "regional", "open_access", "airport")]  # fmt: skip
    refused = 0
    for answer in answers:
        assert answer.gap is not None and answer.gap.status is Status.REFUSED
        for row in answer.shown:
            assert Code.WINDOW_UNDER_HALF in [refusal.code for refusal in row.refused]
            assert isinstance(row.ratio, Refusal) and isinstance(row.rank_observed, Refusal)
            refused += 1
    assert refused == 20


def test_pole_emploi_2015_has_raw_counts_and_no_iceberg() -> None:
    answer = ask(
        "sector=public_services&country=FR&time=2015&channel=company_first_level&subject=job_seekers"
    )
    row = rows(answer)["france_travail"]
    assert row.observation.y is not None and row.observation.y.value == 459_341
    assert row.observation.exposure is not None and row.observation.exposure.value == 9_200_000
    assert isinstance(row.break_even, Refusal) and row.break_even.code is Code.POPULATION_MISMATCH


def test_dgfip_2024_has_two_surveys_side_by_side() -> None:
    held = default_desk().company("dgfip")
    shares = {
        (claim.instrument, claim.subject): claim.quantity.value
        for claim in held.claims
        if claim.metric == "share_satisfied"
    }
    assert shares[("dgfip_ipsos", "individuals")] == 89
    assert shares[("dgfip_ipsos", "professionals")] == 91
    assert shares[("delouvrier", "users")] == 82
    assert (
        ask("sector=public_services&country=FR&time=2024&instrument=dgfip_ipsos").gap.status is Status.REFUSED
    )  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "query", ["sector=airlines&country=EU", "sector=banking&country=GB&time=2017-09..2018-06"]
)
def test_ryanair_and_uk_banks_are_refused_with_why(query: str) -> None:
    answer = ask(query)
    assert answer.gap is not None and answer.gap.status is Status.REFUSED
    for lang in ("fr", "en"):
        assert answer.sentence is not None and len(say(answer.sentence, lang)) > 40
        for row in answer.gap.rows:
            refusal = row.refused[0]
            assert all(say(m, lang) for m in (refusal.reason, refusal.have, refusal.need, refusal.action))


def test_no_answer_ever_mixes_the_complaints_of_two_groups() -> None:
    for comparison, gap in default_desk().strata.each():
        groups = {row.observation.peer_group for row in gap.rows}
        assert groups == {comparison.stratum.peer_group}


def test_what_the_full_measure_lacks_is_true() -> None:
    """No stratum of the figures has share claims, complaints and exposure for four companies."""
    full = [
        comparison.stratum
        for comparison, gap in default_desk().strata.each()
        if comparison.stratum.gives_ratio and gap.mode is Mode.EXPOSURE
    ]
    assert full == []


def test_those_who_made_contact_are_not_all_customers() -> None:
    """Octopus asks customers who contacted it; complaints come from all accounts (METHOD refuses it)."""
    answer = ask("sector=energy&country=GB&time=2021-01..2021-03")
    octopus = rows(answer)["octopus_energy"]
    assert octopus.observation.claim is not None and octopus.rate is not None
    assert isinstance(octopus.break_even, Refusal)
    assert octopus.break_even.code is Code.POPULATION_MISMATCH
    assert answer.sentence is not None and "488" not in say(answer.sentence, "en")


@pytest.mark.parametrize(("query", "said"), [
    ("sector=airlines&country=US&time=2015", "81 of 100 (published figure: 1st quarter of 2015), 0.5"),
    ("sector=airlines&country=US&time=2017", "(published figure: April 2017-March 2018), 0.47"),
    (
        "sector=public_services&country=GB&channel=hmrc_first_level&instrument=hmrc_digital&wave=2017_01",
        "both sides (satisfaction: January 2017). HMRC: 72%",
    ),
    ("sector=telecoms_broadband&country=GB&time=2018-01..2018-03", "72% to 86% satisfied, 5"),
])  # fmt: skip
def test_a_headline_says_of_when_figures_are_that_are_of_a_part_of_its_period(query: str, said: str) -> None:
    answer = ask(query)
    assert answer.sentence is not None and said in say(answer.sentence, "en")

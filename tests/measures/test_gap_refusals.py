"""Who is refused what, and why (F1, F9, F15, F24): each code from its own cause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from barometer.measures.gap import compute
from barometer.measures.settled import ImpossibleNumber
from barometer.messages import LANGUAGES, say
from barometer.model import (
    Code,
    Estimate,
    Gap,
    Kind,
    Mode,
    Observation,
    Qualifier,
    Quantity,
    Rank,
    Refusal,
    Row,
    Status,
)
from tests.measures.made import INDEX, STRATUM, broadband, made

FIVE = [made(f"c{i}", 0.6 + 0.05 * i, 30 + 9 * i, 100_000) for i in range(5)]


def codes(row: Row) -> list[Code]:
    return [refusal.code for refusal in row.refused]


def refused(part: object) -> Code | None:
    return part.code if isinstance(part, Refusal) else None


ONE_CAUSE = {
    Code.MISSING_CLAIM: replace(FIVE[0], claim=None),
    Code.MISSING_COMPLAINTS: replace(FIVE[0], y=None),
    Code.MISSING_EXPOSURE: replace(FIVE[0], exposure=None),
    Code.CLAIM_99: made("c0", 0.99, 30, 100_000),
    Code.MIXED_METRIC: replace(FIVE[0], mixed_metric=True),
    Code.POPULATION_MISMATCH: replace(FIVE[0], population_mismatch=True),
    Code.LEVEL_MISMATCH: replace(FIVE[0], level_mismatch=True),
    Code.WINDOW_UNDER_HALF: replace(FIVE[0], coverage=0.499),
    Code.EXPECTED_UNDER_1: made("c0", 0.6, 0, 500),
    Code.EXPECTED_UNDER_5: made("c0", 0.6, 4, 4_000),
}


@pytest.mark.parametrize("code", ONE_CAUSE)
def test_each_code_from_its_cause(code: Code) -> None:
    gap = compute([ONE_CAUSE[code], *FIVE[1:]], STRATUM)
    row = gap.rows[0]
    assert codes(row) == [code]
    assert refused(row.ratio) is code
    assert gap.mode is Mode.EXPOSURE and gap.status is Status.COMPUTED
    assert gap.k == (5 if code in (Code.EXPECTED_UNDER_1, Code.EXPECTED_UNDER_5) else 4)
    assert all(isinstance(other.ratio, Estimate) for other in gap.rows[1:])


@pytest.mark.parametrize(
    "code", [Code.CLAIM_99, Code.MIXED_METRIC, Code.EXPECTED_UNDER_1, Code.EXPECTED_UNDER_5]
)
def test_ranks_stay_where_only_the_ratio_is_refused(code: Code) -> None:
    gap = compute([ONE_CAUSE[code], *FIVE[1:]], STRATUM)
    assert gap.k_rank == 5 and isinstance(gap.rows[0].rank_gap, Rank)


@pytest.mark.parametrize(
    "code",
    [
        Code.MISSING_CLAIM,
        Code.MISSING_COMPLAINTS,
        Code.MISSING_EXPOSURE,
        Code.POPULATION_MISMATCH,
        Code.LEVEL_MISMATCH,
        Code.WINDOW_UNDER_HALF,
    ],
)
def test_ranks_and_iceberg_are_refused_where_the_sides_do_not_belong_together(code: Code) -> None:
    gap = compute([ONE_CAUSE[code], *FIVE[1:]], STRATUM)
    assert gap.k_rank == 4
    row = gap.rows[0]
    assert {refused(row.rank_claim), refused(row.rank_observed), refused(row.rank_gap)} == {code}
    assert refused(row.break_even) is code


def test_codes_come_in_the_order_of_f24_all_that_apply() -> None:
    worst = replace(
        made("c0", 0.995),
        mixed_metric=True,
        population_mismatch=True,
        level_mismatch=True,
        coverage=0.2,
    )
    expected = [
        Code.MISSING_COMPLAINTS,
        Code.MISSING_EXPOSURE,
        Code.CLAIM_99,
        Code.MIXED_METRIC,
        Code.POPULATION_MISMATCH,
        Code.LEVEL_MISMATCH,
        Code.WINDOW_UNDER_HALF,
    ]
    assert codes(compute([worst, *FIVE[1:]], STRATUM).rows[0]) == expected
    assert codes(compute([worst, *FIVE[1:3]], STRATUM).rows[0]) == [*expected, Code.FEW_COMPANIES]


def test_half_the_window_is_kept() -> None:
    gap = compute([replace(FIVE[0], coverage=0.5), *FIVE[1:]], STRATUM)
    assert codes(gap.rows[0]) == [] and gap.k == 5


def test_98_percent_is_kept_and_99_is_not() -> None:
    assert compute([made("c0", 0.98, 30, 100_000), *FIVE[1:]], STRATUM).k == 5
    assert compute([made("c0", 99 * 0.01, 30, 100_000), *FIVE[1:]], STRATUM).k == 4


def test_three_companies_keep_their_raw_numbers() -> None:
    gap = compute(FIVE[:3], STRATUM)
    assert (gap.mode, gap.status, gap.k, gap.k_rank) == (Mode.RAW, Status.RAW, 3, 3)
    assert Code.FEW_COMPANIES in gap.codes
    for row in gap.rows:
        assert refused(row.ratio) is refused(row.rank_gap) is Code.FEW_COMPANIES
        assert row.rate is not None and row.rate.kind is Kind.SAMPLING
        assert isinstance(row.break_even, Estimate) and row.break_even.kind is Kind.SAMPLING
        assert row.flag == ""


def test_three_eligible_and_one_at_99_percent_are_ranked() -> None:
    gap = compute([ONE_CAUSE[Code.CLAIM_99], *FIVE[1:4]], STRATUM)
    assert (gap.mode, gap.status, gap.k, gap.k_rank) == (Mode.RAW, Status.RANKS, 3, 4)


def test_rates_and_exposure_are_never_mixed() -> None:
    """Three companies with exposure and three with rates alone are not six, nor four."""
    counted = FIVE[:3]
    rated = [made(f"r{i}", 0.7, rate=20 + i) for i in range(3)]
    gap = compute([*counted, *rated], STRATUM)
    assert gap.mode is Mode.RAW and gap.k == 3
    four = compute([*FIVE[:4], *rated], STRATUM)
    assert four.mode is Mode.EXPOSURE and four.k == 4
    assert [codes(row) for row in four.rows[4:]] == [[Code.MISSING_EXPOSURE]] * 3
    assert four.rows[4].rate == Estimate(20.0, 19.5, 20.5, Kind.ROUNDING)
    by_rate = compute([*FIVE[:3], *rated, made("r4", 0.8, rate=9)], STRATUM)
    assert by_rate.mode is Mode.RATES and by_rate.k == 4
    assert codes(by_rate.rows[0]) == [Code.MISSING_COMPLAINTS]


def test_a_rate_with_its_exposure_is_a_count() -> None:
    """F3: y = r N/per, and its rounding is counted once, in V_o."""
    rated = [made(f"c{i}", 0.6 + 0.05 * i, exposure=200_000, rate=20 + 5 * i) for i in range(5)]
    gap = compute(rated, STRATUM)
    assert gap.mode is Mode.EXPOSURE
    assert gap.rows[0].expected.value == pytest.approx(0.4 * (50 + 60 + 70 + 80) / (0.35 + 0.3 + 0.25 + 0.2))
    assert gap.rows[0].rate.value == 20


def test_index_against_complaints_is_ranked_only() -> None:
    """A score out of 100 says nothing of a share of customers."""
    observations = [replace(o, claim=Quantity(70.0 + i, unit="index")) for i, o in enumerate(FIVE)]
    gap = compute(observations, INDEX)
    assert (gap.status, gap.k, gap.k_rank) == (Status.RANKS, 0, 5)
    assert Code.NOT_A_SHARE in gap.codes
    for row in gap.rows:
        assert refused(row.ratio) is refused(row.break_even) is Code.NOT_A_SHARE
        assert codes(row) == []
        assert isinstance(row.rank_observed, Rank) and row.rank_observed.kind is Kind.SAMPLING
    assert compute(observations[:3], INDEX).status is Status.RAW


def test_a_school_grade_is_ranked_from_1_down() -> None:
    grades = [replace(o, claim=Quantity(1.8 + 0.3 * i, unit="mark")) for i, o in enumerate(FIVE)]
    found = compute(grades, replace(INDEX, metric="grade_1_best", scale="1-6"))
    assert [row.rank_claim.point for row in found.rows if isinstance(row.rank_claim, Rank)] == [1, 2, 3, 4, 5]
    turned = compute(grades, INDEX)
    assert [row.rank_claim.point for row in turned.rows if isinstance(row.rank_claim, Rank)] == [
        5,
        4,
        3,
        2,
        1,
    ]


def test_no_overlap_refuses_everyone() -> None:
    """UK rail 2017: a survey of January to April beside complaints of July to September."""
    gap = compute([replace(o, coverage=0.0) for o in FIVE], STRATUM)
    assert gap.status is Status.REFUSED and gap.same_score == ()


def test_counts_beside_a_figure_about_other_people_stay_raw() -> None:
    """Pôle emploi 2015: raw counts, and no customers to one complaint."""
    gap = compute([made("one", 0.66, 70_000, 9_200_000, population_mismatch=True)], STRATUM)
    assert gap.status is Status.RAW and gap.mode is Mode.RAW
    assert refused(gap.rows[0].break_even) is Code.POPULATION_MISMATCH


def test_a_missing_period_is_not_a_company_at_zero() -> None:
    gap = compute([replace(FIVE[0], y=None), *FIVE[1:]], STRATUM)
    assert gap.rows[0].rate is None
    assert gap.rows[0].expected is None


def test_at_least_so_many_complaints_bounds_nothing() -> None:
    bound = replace(FIVE[0], y=Quantity(500.0, unit="complaints", qualifier=Qualifier.AT_LEAST))
    assert codes(compute([bound, *FIVE[1:]], STRATUM).rows[0]) == [Code.MISSING_COMPLAINTS]


def test_more_than_90_percent_may_be_99() -> None:
    """'More than 90% satisfied' is 90 to 100."""
    bound = replace(FIVE[0], claim=Quantity(0.9, unit="percent", qualifier=Qualifier.AT_LEAST))
    assert codes(compute([bound, *FIVE[1:]], STRATUM).rows[0]) == [Code.CLAIM_99]


def test_wide_spread() -> None:
    apart = [made("c0", 0.6, 900, 100_000), *FIVE[1:4], made("c9", 0.6, 60, 100_000)]
    assert Code.WIDE_SPREAD in compute(apart, STRATUM).codes
    assert Code.WIDE_SPREAD not in compute(FIVE, STRATUM).codes


def test_stratum_codes_by_number_of_companies() -> None:
    many = [made(f"c{i}", 0.6 + 0.02 * i, 40 + i, 100_000) for i in range(10)]
    assert compute(many, STRATUM).codes == ()
    assert compute(many[:9], STRATUM).codes == (Code.NO_FUNNEL_UNDER_10,)
    assert compute(many[:5], STRATUM).codes == (Code.NO_FLAG_UNDER_6, Code.NO_FUNNEL_UNDER_10)
    assert compute(broadband(), STRATUM).codes == (Code.RATES_ONLY,)
    assert compute(many, STRATUM).funnel is not None and compute(many[:9], STRATUM).funnel is None


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("claim", made("x", 1.2).claim),
        ("claim", made("x", -0.1).claim),
        ("claim", made("x", float("nan")).claim),
        ("complaints", made("x", y=-3).y),
        ("rate", made("x", rate=float("inf")).rate),
        ("exposure", made("x", exposure=0).exposure),
        ("exposure", made("x", exposure=-5).exposure),
        ("n", 0),
        ("coverage", 1.5),
    ],
)
def test_impossible_numbers_name_company_field_and_value(field: str, wrong: object) -> None:
    attribute = {"complaints": "y"}.get(field, field)
    with pytest.raises(ImpossibleNumber) as caught:
        compute([replace(FIVE[0], **{attribute: wrong}), *FIVE[1:]], STRATUM)
    assert (caught.value.company, caught.value.field) == ("c0", field)
    assert str(caught.value.value) in str(caught.value)


def test_two_groups_and_two_of_a_company_are_mistakes() -> None:
    with pytest.raises(ValueError, match="groups"):
        compute([replace(FIVE[0], peer_group="fixed"), *FIVE[1:]], STRATUM)
    with pytest.raises(ValueError, match="twice"):
        compute([*FIVE, FIVE[0]], STRATUM)


def strata() -> Iterator[Gap]:
    for code in ONE_CAUSE:
        yield compute([ONE_CAUSE[code], *FIVE[1:]], STRATUM)
    yield compute(FIVE[:2], STRATUM)
    yield compute([replace(FIVE[0], coverage=None), *FIVE[1:]], STRATUM)
    yield compute(broadband(), STRATUM)
    yield compute([replace(FIVE[0], rate=None), *broadband()], STRATUM)
    yield compute([replace(o, claim=Quantity(70.0 + i)) for i, o in enumerate(FIVE)], INDEX)
    yield compute([made("open", (0.6, 0.7), (3, 9), (900.0, 1_000.0)), *FIVE[:2]], STRATUM)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_refusal_says_why_what_we_have_what_is_missing_and_what_to_do(lang: str) -> None:
    said = set()
    for gap in strata():
        for row in gap.rows:
            parts = (row.ratio, row.break_even, row.rank_claim, row.rank_observed, row.rank_gap, *row.refused)
            for part in parts:
                if isinstance(part, Refusal):
                    for message in (part.reason, part.have, part.need, part.action):
                        text = say(message, lang)
                        assert text[-1] == "." and "{" not in text and "  " not in text
                        said.add(message.id)
        for code in gap.codes:
            for id_ in ("reason", "need", "action"):
                assert say(f"refusal.{code.value}.{id_}", lang)
    assert len(said) > 40


def test_have_lists_what_there_is() -> None:
    refusal = compute([ONE_CAUSE[Code.MISSING_EXPOSURE], *FIVE[1:]], STRATUM).rows[0].refused[0]
    assert say(refusal.have, "en") == "a published figure of 60% and 30 complaints."
    assert say(refusal.have, "fr") == "un chiffre publié de 60\N{NO-BREAK SPACE}% et 30 plaintes."


def test_an_empty_stratum_is_refused() -> None:
    gap = compute([], STRATUM)
    assert (gap.status, gap.k, gap.rows) == (Status.REFUSED, 0, ())


def in_order(gap: Gap) -> list[str]:
    return [row.observation.company for row in gap.rows]


def test_rows_keep_the_order_given() -> None:
    reverse: list[Observation] = FIVE[::-1]
    assert in_order(compute(reverse, STRATUM)) == [o.company for o in reverse]

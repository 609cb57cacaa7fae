"""A chart's title is what it finds, where that may be said; else what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from barometer.figures.over_time import over_time
from barometer.figures.raw_dots import raw_dots
from barometer.figures.series import Measure, Point, Series
from barometer.model import Code, Estimate, Kind, Message, Period, Qualifier
from tests.figures.gaps import META, STRATUM, broadband, look
from tests.figures.test_fit import assert_fits
from tests.figures.test_paired_dots import everything

HEADINGS = {
    (Measure.CLAIM, "percent"): Message("figures.heading.share"),
    (Measure.COMPLAINTS, "rate"): Message("figures.heading.rate", {"n": 100_000, "per": "customers"}),
}
SCOPE = "Plusnet: complaints over time"


def title(figure: object) -> str:
    return str(figure.layout.meta["title"])  # type: ignore[attr-defined]


# ---------------------------------------------------------------- complaints alone


@pytest.mark.parametrize(("lang", "said", "below"), [
    ("en", "From 5 complaints per 100,000 customers (Sky) to 29 (TalkTalk)",
     "Broadband, United Kingdom, 1st quarter of 2018. Complaints to Ofcom (broadband)."),
    ("fr", "De 5 plaintes pour 100\u202f000 clients (Sky) à 29 (TalkTalk)",
     "Haut débit, Royaume-Uni, 1er trimestre 2018. Plaintes à l’Ofcom (haut débit)."),
])  # fmt: skip
@pytest.mark.parametrize("width", [320, 390, 1040])
def test_complaints_alone_say_from_where_to_where(lang: str, said: str, below: str, width: int) -> None:
    figure = raw_dots(broadband(), STRATUM, META, look(lang, width=width))
    assert title(figure) == said
    alt = str(figure.layout.meta["alt"])
    assert alt.startswith(f"{said}. {below}")
    assert_fits(figure)


def test_who_shares_an_end_is_named_and_many_are_not() -> None:
    gap = broadband()
    least = next(row.rate for row in gap.rows if row.observation.company == "sky")

    def with_sky(*companies: str) -> str:
        rows = []
        for row in gap.rows:
            if row.observation.company in companies:
                sky = next(one for one in gap.rows if one.observation.company == "sky").observation
                seen = replace(row.observation, rate=sky.rate, complaints=sky.complaints)
                row = replace(row, rate=least, observation=seen)
            rows.append(row)
        return title(raw_dots(replace(gap, rows=tuple(rows)), STRATUM, META, look()))

    assert with_sky("ee") == "From 5 complaints per 100,000 customers (EE and Sky) to 29 (TalkTalk)"
    assert with_sky("ee", "bt") == "From 5 to 29 complaints per 100,000 customers"
    everybody = [row.observation.company for row in gap.rows]
    assert with_sky(*everybody).endswith(": complaints alone"), "all the same: nothing between ends"


def test_companies_that_are_not_alike_get_no_headline() -> None:
    gap = replace(broadband(), codes=(Code.WIDE_SPREAD,))
    assert title(raw_dots(gap, STRATUM, META, look())).endswith(": complaints alone")


def test_a_company_that_the_sentence_leaves_out_leaves_the_scope() -> None:
    gap = broadband()
    seen = replace(gap.rows[0].observation, claim=None, claims=())
    rows = (replace(gap.rows[0], observation=seen), *gap.rows[1:])
    assert title(raw_dots(replace(gap, rows=rows), STRATUM, META, look())).endswith(": complaints alone")


def test_rates_of_different_days_leave_the_scope() -> None:
    gap = broadband()
    seen = gap.rows[0].observation
    later = Period(date(2018, 4, 1), date(2018, 6, 30))
    seen = replace(seen, complaints=tuple(replace(one, period=later) for one in seen.complaints))
    figure = raw_dots(
        replace(gap, rows=(replace(gap.rows[0], observation=seen), *gap.rows[1:])), STRATUM, META, look()
    )
    assert title(figure).endswith(": complaints alone")


def test_a_rate_known_as_a_range_leaves_the_scope() -> None:
    gap = broadband()
    first = replace(gap.rows[0], rate=Estimate(None, 1.0, 40.0, Kind.RANGE))
    figure = raw_dots(replace(gap, rows=(first, *gap.rows[1:])), STRATUM, META, look())
    assert title(figure).endswith(": complaints alone")


# ---------------------------------------------------------------- one company over time


def quarter(year: int, value: float | None, at: int = 0, **more: object) -> Point:
    one = Estimate(None, 18, 22, Kind.RANGE)
    if value is not None:
        half = 0.5 if value > 1 else 0.005
        one = Estimate(value, value - half, value + half, Kind.ROUNDING)
    start, end = date(year, 1 + 3 * at, 1), date(year, 3 + 3 * at, 31 if at == 0 else 30)
    return Point(Period(start, end), one, **more)  # type: ignore[arg-type]


def series(*points: Point, measure: Measure = Measure.COMPLAINTS, unit: str = "rate") -> Series:
    return Series("plusnet", "Plusnet", measure, unit, points)


COMPLAINTS = series(*(quarter(2016, value, at) for at, value in enumerate((29.0, 31.0, 20.0))))
CLAIMS = series(quarter(2016, 0.84), quarter(2016, 0.86, 1), measure=Measure.CLAIM, unit="percent")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("width", [320, 390, 700, 1040])
def test_one_unbroken_series_has_its_first_and_last_figures_as_title(lang: str, width: int) -> None:
    figure = over_time([COMPLAINTS], HEADINGS, META, look(lang, width=width))
    assert_fits(figure)
    if lang == "en":
        assert title(figure) == (
            "Plusnet. Complaints per 100,000 customers: 29 (1st quarter of 2016), 20 (3rd quarter of 2016)"
        )
        assert SCOPE in everything(figure), "below it"
        assert f"2016). {SCOPE}. " in str(figure.layout.meta["alt"])


BROKEN = {
    "another definition": series(quarter(2016, 29.0, group="old"), quarter(2016, 20.0, 1, group="new")),
    "one figure": series(quarter(2018, 20.0)),
    "still filling": series(quarter(2016, 29.0), quarter(2016, 20.0, 1, filling=True)),
    "a limit": series(quarter(2016, 29.0), quarter(2016, 20.0, 1, qualifier=Qualifier.AT_LEAST)),
    "a range": series(quarter(2016, 29.0), quarter(2016, None, 1)),
    "two figures of one time": series(quarter(2016, 29.0), quarter(2016, 20.0, 1), quarter(2016, 21.0, 1)),
    "years between": series(quarter(2016, 29.0), quarter(2018, 20.0)),
}


@pytest.mark.parametrize("why", BROKEN)
def test_what_can_t_be_followed_is_no_headline(why: str) -> None:
    assert title(over_time([BROKEN[why]], HEADINGS, META, look())) == SCOPE


def test_two_measures_may_be_of_different_times_and_several_companies_have_no_first_and_last() -> None:
    assert title(over_time([CLAIMS, COMPLAINTS], HEADINGS, META, look())).startswith("Plusnet: published")
    other = replace(COMPLAINTS, company="sky", name="Sky")
    assert title(over_time([COMPLAINTS, other], HEADINGS, META, look())).startswith("Plusnet and Sky: ")

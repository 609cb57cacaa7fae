"""What charts call their figures: no ratio in a headline too far, a score no complaints, no false range."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from barometer.figures.forest import forest
from barometer.figures.paired_dots import paired_dots
from barometer.figures.rank_plot import rank_plot
from barometer.figures.raw_dots import raw_dots
from barometer.figures.reading import drawn, main_refusal
from barometer.figures.texts import scope
from barometer.measures.gap import compute
from barometer.model import Asserter, Basis, Claim, Code, Gap, Label, Period, Qualifier, Quantity, Stratum
from tests.figures.boxes import boxes
from tests.figures.gaps import BROADBAND, META, STRATUM, airlines, broadband, look, made, observation
from tests.figures.test_fit import assert_fits
from tests.figures.test_paired_dots import NBSP, everything, marks, texts

WEIGHTED = replace(STRATUM, weighted=True, per="customers_weighted", channel="ofcom_broadband")


def weighted() -> Gap:
    return compute([observation(company, *one) for company, one in BROADBAND.items()], WEIGHTED)


def test_ratios_more_than_tenfold_apart_make_no_headline() -> None:
    gap = made()
    assert Code.WIDE_SPREAD in gap.codes
    figure = paired_dots(gap, STRATUM, META, look())
    said = texts(figure)
    assert marks(figure, "expected") == {}
    assert "expected" not in figure.layout.meta["alt"]
    assert "times" not in figure.layout.meta["alt"]
    assert "Read the ranks, not the ratios" in said["note-0"]
    assert "place by score" in everything(figure)
    assert "times" not in forest(gap, STRATUM, META, look()).layout.meta["title"]
    assert "times" in forest(made(zero=False), STRATUM, META, look()).layout.meta["title"]


def test_a_forest_without_ratios_claims_none() -> None:
    gap, stratum = airlines()
    assert forest(gap, stratum, META, look()).layout.meta["title"].startswith("No ratio")


@pytest.mark.parametrize(
    ("lang", "score", "title"),
    [
        ("en", "weighted complaint score", "Same satisfaction, different weighted scores:"),
        ("fr", "indice pondéré de plaintes", f"Même satisfaction, pas les mêmes indices pondérés{NBSP}:"),
    ],
)
def test_a_weighted_score_is_never_called_complaints(lang: str, score: str, title: str) -> None:
    gap = weighted()
    figure = paired_dots(gap, WEIGHTED, META, look(lang))
    assert figure.layout.meta["title"].startswith(title)
    for one in (
        figure,
        raw_dots(gap, WEIGHTED, META, look(lang)),
        rank_plot(gap, WEIGHTED, META, look(lang)),
    ):
        meta = one.layout.meta
        said = f"{meta['title']} {meta['alt']}".lower().replace(score, "").replace(f"{score}s", "")
        said = said.replace("indices pondérés de plaintes", "")
        assert "complaint" not in said.replace("weighted complaint scores", "")
        assert "plaintes" not in said
        headings = [text for name, text in texts(one).items() if name.startswith(("heading", "column"))]
        assert any(score in text.lower() for text in headings)


def test_the_metric_and_whom_it_is_about_are_printed() -> None:
    labels = {**META.labels, "nps": Label("Net promoter score", "Net promoter score (NPS)")}
    meta = replace(META, labels=labels)
    nps = replace(STRATUM, metric="nps", subject="mobile")
    assert "Net promoter score (mobile): survey" in scope(broadband(), nps, meta, look())
    share = replace(STRATUM, subject="fixed")
    figure = paired_dots(broadband(), share, META, look("en"))
    assert "Say they are satisfied (fixed lines)" in everything(figure)
    assert "Satisfaction (fixed lines)" in everything(figure)


@pytest.mark.parametrize(("how", "said"), [(Qualifier.AT_LEAST, "≥"), (Qualifier.AT_MOST, "≤")])
def test_a_bound_is_printed_as_a_bound(how: Qualifier, said: str) -> None:
    seen = observation("hmrc", "HMRC", 0.82, 9.0)
    stated = Quantity(82.0, unit="percent", rounding=1.0, qualifier=how)
    ends = (0.82, 1.0) if how is Qualifier.AT_LEAST else (0.0, 0.82)
    record: Claim = replace(seen.claims[0], quantity=stated)
    seen = replace(seen, claim=Quantity(None, *ends, "percent", 0.01, Qualifier.RANGE), claims=(record,))
    figure = paired_dots(broadband(seen), STRATUM, META, look())
    assert texts(figure)["label-hmrc-0"] == f"{said}{NBSP}82%"
    assert f"HMRC: {said}{NBSP}82%" in figure.layout.meta["alt"]
    (mark,) = [
        (x, symbol) for t in figure.data if t.name == "claims" and t.mode == "markers"
        for c, x, symbol in zip(t.customdata, t.x, t.marker.symbol, strict=True) if c == "hmrc"
    ]  # fmt: skip
    assert mark == (0.82, "triangle-right" if how is Qualifier.AT_LEAST else "triangle-left")
    assert "Pointed marks: the source gives one end only." in everything(figure)


def test_a_claim_is_filled_where_the_survey_s_size_is_published() -> None:
    asked = replace(observation("asked", "Asked", 0.8, 12.0), n=400)
    figure = paired_dots(broadband(asked), STRATUM, META, look())
    paper = figure.layout.template.layout.paper_bgcolor
    fills = {
        c: (fill, up, down) for t in figure.data if t.name == "claims" and t.mode == "markers"
        for c, fill, up, down in zip(
            t.customdata, t.marker.color, t.error_x.array, t.error_x.arrayminus, strict=True
        )
    }  # fmt: skip
    assert fills["plusnet"][0] == paper != fills["asked"][0]
    # Wilson's limits of 320 of 400
    assert (0.8 - fills["asked"][2], 0.8 + fills["asked"][1]) == pytest.approx((0.758, 0.8362), abs=5e-4)
    assert "Survey sample size, where given: 400; filled marks on the left" in everything(figure)


def test_at_most_so_many_complaints_is_no_range_from_zero() -> None:
    seen = observation("few", "Few", 0.85, 12.0)
    top = Quantity(12.0, unit="complaints", rounding=1.0, qualifier=Qualifier.AT_MOST)
    records = tuple(replace(one, rate=top) for one in seen.complaints)
    seen = replace(
        seen, rate=Quantity(None, 0.0, 12.0, "complaints", 1.0, Qualifier.RANGE), complaints=records
    )
    figure = paired_dots(broadband(seen), STRATUM, META, look())
    assert f"Few: 85%, ≤{NBSP}12 complaints" in figure.layout.meta["alt"]
    shapes = {
        c: (x, symbol) for t in figure.data if t.name == "observed" and t.mode == "markers"
        for c, x, symbol in zip(t.customdata, t.x, t.marker.symbol, strict=True)
    }  # fmt: skip
    assert shapes["few"] == (12.0, "triangle-left")


@pytest.mark.parametrize(
    ("lang", "rates", "counts"),
    [("en", "above the mark, rounding included", "more than expected"),
     ("fr", "au-dessus du repère, arrondis compris", "plus qu’attendu")],
)  # fmt: skip
def test_only_sampling_licenses_more_than_expected(lang: str, rates: str, counts: str) -> None:
    said = everything(paired_dots(broadband(), STRATUM, META, look(lang)))
    assert rates in said
    assert counts not in said
    said = everything(paired_dots(made(zero=False), STRATUM, META, look(lang)))
    assert counts in said
    assert rates not in said


def test_the_refusal_printed_is_the_first_as_everywhere() -> None:
    for gap in (broadband(observation("now", "NOW", None, 8.0)), made()):
        for row in gap.rows:
            assert main_refusal(row) is (row.refused[0] if row.refused else None)


@pytest.mark.parametrize(
    ("lang", "one", "more"),
    [("en", ": 85%, 1 complaint per", "5 complaints per"), ("fr", "1 plainte pour", "5 plaintes pour")],
)
def test_one_complaint_is_singular(lang: str, one: str, more: str) -> None:
    alt = paired_dots(broadband(observation("few", "Few", 0.85, 1.0)), STRATUM, META, look(lang)).layout.meta[
        "alt"
    ]
    assert one in alt
    assert more in alt


@pytest.mark.parametrize(
    ("basis", "lang", "said"),
    [
        (Basis.INFERRED, "en", "(dates inferred)"),
        (Basis.INFERRED, "fr", "(dates déduites)"),
        (Basis.ASSUMED, "en", "(assumed)"),
        (Basis.ASSUMED, "fr", "(supposées)"),
    ],
)
def test_inferred_dates_are_not_called_assumed(basis: Basis, lang: str, said: str) -> None:
    assert said in scope(_asked(basis, None), STRATUM, META, look(lang))


def test_an_inferred_month_is_said_to_be_one() -> None:
    gap = _asked(Basis.INFERRED, Period(Q.start, Q.start.replace(day=31), Basis.INFERRED))
    assert "(mois déduit)" in scope(gap, STRATUM, META, look("fr"))


Q = STRATUM.period


def _asked(basis: Basis, period: Period | None) -> Gap:
    gap = broadband()
    when = period or Period(Q.start, Q.end, basis)

    def dated(claim: Claim) -> Claim:
        return replace(claim, period=when)

    rows = tuple(
        replace(row, observation=replace(row.observation, claims=tuple(map(dated, row.observation.claims))))
        for row in gap.rows
    )
    return replace(gap, rows=rows)


def test_an_empty_figure_ends_in_one_full_stop() -> None:
    empty = replace(broadband(), rows=(), same_score=())
    assert drawn(empty) == ([], [])
    for draw in (rank_plot, raw_dots, paired_dots):
        alt = draw(empty, STRATUM, META, look()).layout.meta["alt"]
        assert alt.endswith(".")
        assert ". ." not in alt
        assert ".." not in alt


def test_a_publisher_takes_its_article_in_french() -> None:
    gap, stratum = airlines()
    seen: Stratum = replace(stratum)
    source = replace(META.sources["survey"], publisher="ACSI")
    meta = replace(META, sources={**META.sources, "survey": source})
    claims = broadband().rows[0].observation.claims
    first = replace(gap.rows[0], observation=replace(gap.rows[0].observation, claims=claims))
    gap = replace(gap, rows=(first, *gap.rows[1:]))
    assert "chiffres publiés, d’après l’ACSI" in scope(gap, seen, meta, look("fr"))
    assert "figures from ACSI" in scope(gap, seen, meta, look("en"))


def test_the_figure_of_one_company_is_not_the_companies_own_figures() -> None:
    gap, own = broadband(), replace(STRATUM, asserted_by=Asserter.COMPANY)
    alone = replace(gap, rows=gap.rows[:1])
    assert "les entreprises elles-mêmes" not in scope(alone, own, META, look("fr"))
    assert "chiffre de l’entreprise elle-même" in scope(alone, own, META, look("fr"))
    assert "chiffres des entreprises elles-mêmes" in scope(gap, own, META, look("fr"))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("width", [320, 360, 390, 700])
def test_the_places_of_a_weighted_score_have_room_for_their_long_heading(lang: str, width: int) -> None:
    figure = rank_plot(weighted(), WEIGHTED, META, look(lang, width=width))
    assert_fits(figure)
    found = {box.name: box for box in boxes(figure)}
    assert found["heading-1"].top > found["subtitle"].bottom


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_keys_take_two_lines_on_a_phone(lang: str) -> None:
    undecided = {"bt": ("BT", 0.79, 18.0)}
    figure = paired_dots(broadband(change=undecided), STRATUM, META, look(lang, width=360))
    keys = [box for box in boxes(figure) if box.name.startswith("key-")]
    assert len(keys) == 4
    assert len({round(box.top) for box in keys}) == 2


@pytest.mark.parametrize(
    ("lang", "said", "alt"),
    [("en", "4th quarter of 2016.", "Complaints of 4th quarter of 2016."),
     ("fr", "4e trimestre 2016.", "Plaintes (4e trimestre 2016).")],
)  # fmt: skip
def test_complaints_of_another_time_are_dated_on_the_chart(lang: str, said: str, alt: str) -> None:
    """Refused or not: a rate of 2016 beside a figure of 2018 never stands without its date."""
    late = Period(date(2016, 10, 1), date(2016, 12, 31))
    gap = broadband()
    seen = [
        replace(row.observation, coverage=0.0,
                complaints=tuple(replace(one, period=late) for one in row.observation.complaints))
        for row in gap.rows
    ]  # fmt: skip
    figure = paired_dots(compute(seen, STRATUM), STRATUM, META, look(lang))
    assert texts(figure)["subtitle"].endswith(said)
    assert figure.layout.meta["alt"].endswith(alt)
    assert "2018" not in figure.layout.meta["alt"].rsplit(".", 2)[-2]

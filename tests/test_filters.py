"""A view in words, what its filters leave, and which of them to clear where nothing is left."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from barometer.desk import Desk, default_desk, open_desk
from barometer.desk.filters import FILTERS, described, without
from barometer.desk.finding import matching, narrowed
from barometer.desk.remaining import in_the_way, remaining
from barometer.messages import LANGUAGES, catalogue, say
from barometer.model import Observation, Qualifier, Quantity, Row
from barometer.view import PRESENTATION, View, decode
from tests.test_full_measure import written

AIRLINES = "sector=airlines&country=US&wave=2015_edition&window=year"
SATMETRIX = "sector=banking&country=GB&instrument=satmetrix_uk"


@pytest.fixture(scope="module")
def desk() -> Desk:
    return open_desk()


def view(query: str) -> View:
    found, notices = decode(query)
    assert notices == ()
    return found


def left(desk: Desk, query: str, lang: str = "en") -> str:
    answer = desk.answer(view(query))
    assert answer.comparison is not None
    return plain(say(remaining(answer.shown, answer.comparison.companies), lang))


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def test_every_choice_of_a_view_has_its_words(desk: Desk) -> None:
    query = (
        "sector=telecoms_broadband&country=GB&channel=ofcom_broadband&metric=share_satisfied&"
        "instrument=ofcom_residential&subject=fixed&group=g&wave=2018q1&asserter=regulator&window=quarter&"
        "definition=d&threshold=8&scale=0-10&time=2018-01..2018-03&entity=plusnet~sky&focus=sky&lag=2&factor=20&"
        "area=nation"
    )
    chosen = view(query)
    said = {lang: [plain(say(one, lang)) for one in described(chosen, desk.names)] for lang in LANGUAGES}
    assert len(said["en"]) == len(said["fr"]) == len(FILTERS) + 5
    assert said["en"][:3] == ["sector: Broadband", "country: United Kingdom", "time: 1st quarter of 2018"]
    assert said["fr"][-5] == "entreprises : Plusnet et Sky"
    assert "complaints 2 months later" in said["en"] and "map: by nation" in said["en"]
    assert all(f"filter.name.{name}" in catalogue("en") for name in FILTERS if name != "time")
    assert described(View(lang="fr", theme="dark"), desk.names) == ()
    assert not set(PRESENTATION) & set(FILTERS)


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("2018-03..latest", "time: since 1 March 2018"),
        ("earliest..2018", "time: until 31 December 2018"),
        ("earliest..latest", "time: any"),
        ("2018", "time: 2018"),
    ],
)
def test_an_open_time_is_said_as_open(time: str, said: str) -> None:
    assert [say(one, "en") for one in described(view(f"time={time}"), {})] == [said]


def test_counts_of_complaints_are_summed_and_their_lack_is_said(desk: Desk) -> None:
    # RBS and Santander, second half of 2012: 37,380 + 125,451
    assert left(desk, SATMETRIX) == "Remaining: 2 companies, 162,831 complaints."
    # 2015: 3,983 + 1,025 + 1,037 + 2,069 + 2,721; of three airlines a rate alone
    assert left(desk, AIRLINES) == (
        "Remaining: 8 companies. Counted: 10,835 complaints of 5; for the others the sources give no count."
    )
    rates = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"
    assert left(desk, rates) == (
        "Remaining: 6 companies. How many complaints is not known: the sources give no count."
    )
    assert left(desk, f"{rates}&entity=plusnet~sky", "fr") == (
        "Il reste 2 entreprises sur 6. Leur nombre de plaintes n’est pas connu : "
        "les sources n’en donnent pas le compte."
    )


def row(y: Quantity | None) -> Row:
    one = Observation("a", "A", Quantity(0.8), y, None, None, None)
    return Row(one, **dict.fromkeys(set(Row.__dataclass_fields__) - {"observation"}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([Quantity(1000.0), Quantity(200.0)], "Remaining: 2 companies, 1,200 complaints."),
        ([Quantity(1.0)], "Remaining: 1 company, 1 complaint."),
        ([Quantity(0.0)], "Remaining: 1 company, 0 complaints."),
        ([Quantity(114000.0, qualifier=Qualifier.APPROX)], "Remaining: 1 company, about 114,000 complaints."),
        ([Quantity(None, 10.0, 20.0), Quantity(5.0)], "Remaining: 2 companies, 15 to 25 complaints."),
        (
            [Quantity(7.0), None, Quantity(5.0)],
            "Remaining: 3 companies. Counted: 12 complaints of 2; for the others the sources give no count.",
        ),
        (
            [Quantity(1000.0, qualifier=Qualifier.AT_LEAST)],
            "Remaining: 1 company. How many complaints is not known: the sources give no count.",
        ),
        ([], "No company remains that has a figure and complaints."),
    ],
)
def test_a_count_that_is_not_known_is_never_a_zero(counts: list[Quantity | None], said: str) -> None:
    assert say(remaining([row(y) for y in counts], len(counts)), "en") == said


def test_the_filter_in_the_way_is_found(desk: Desk) -> None:
    listed = desk.comparisons()
    nothing = view("sector=telecoms_broadband&country=GB&time=1850..1851")
    ((names, n),) = in_the_way(nothing, listed)
    assert names == ("time",)
    assert n == sum(c.stratum.sector == "telecoms_broadband" and c.stratum.country == "GB" for c in listed)
    assert desk.answer(without(nothing, names)).gap is not None
    two = in_the_way(view("sector=telecoms_broadband&country=BR&time=1850"), listed)
    assert two and all("time" in names and len(names) == 2 for names, _ in two)
    assert in_the_way(View(), listed) == ()
    odd = replace(nothing, sector="lighthouses", country="XX", channel="none", metric="none")
    assert in_the_way(odd, listed) == (), "everything would have to go: 'clear the filters' says it"


def test_a_company_with_one_side_is_named_once_and_not_drawn(desk: Desk) -> None:
    query = "sector=telecoms_broadband&country=GB&time=2022-01..2022-03"
    alone = desk.answer(view(query)).left_out[0].company
    answer = desk.answer(view(f"{query}&entity={alone}~sky&focus={alone}"))
    assert [notice.id for notice in answer.notices] == ["notice.company_one_side"]
    assert [row.observation.company for row in answer.shown] == ["sky"]
    assert answer.drawn is not None and answer.gap is not None
    assert {row.observation.company for row in answer.drawn.rows} == {alone, "sky"}
    assert answer.drawn.k == answer.gap.k > 2, "what it is compared with stays the whole comparison"


def test_a_link_names_who_asserts_where_nothing_else_tells_comparisons_apart(tmp_path: Path) -> None:
    """Every comparison's own link opens that comparison: the company's figures are not the regulator's."""
    folder = written(tmp_path)
    claims = pd.read_csv(folder / "claims.csv")
    others = claims.assign(id=claims["id"] + "_r", asserted_by="regulator", value=claims["value"] - 5)
    pd.concat([claims, others]).to_csv(folder / "claims.csv", index=False)
    every = open_desk(folder).comparisons()
    assert {one.stratum.asserted_by.value for one in every} == {"company", "regulator"}
    for one in every:
        assert matching(narrowed(View(), one.stratum, every), every)[0].stratum == one.stratum


def test_each_comparison_of_the_default_figures_is_opened_by_its_own_link() -> None:
    every = default_desk().comparisons()
    for one in every:
        found = matching(narrowed(View(), one.stratum, every), every)[0].stratum
        # what has no channel can't be asked for by one: an empty field asks for nothing
        assert found == one.stratum or not one.stratum.channel


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("buygues", ["bouygues_telecom"]), ("orrange", ["orange"]), ("plusnt", ["plusnet"]),
        ("sncff", ["sncf"]), ("E.D.F.", ["edf"]), ("électricité de france", ["edf"]), ("zzzzqq", []),
    ],
)  # fmt: skip
def test_a_company_is_found_under_the_name_that_people_write(written: str, found: list[str]) -> None:
    assert [one.id for one in default_desk().search(written)] == found


def test_of_some_companies_only_their_own_figures_and_ties_are_told(desk: Desk) -> None:
    quarter = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03"
    whole = desk.answer(view(quarter))
    assert whole.gap is not None and "of the" not in say(whole.sentence or "", "en")
    for some, ties in ((("virgin_media", "sky"), 1), (("plusnet", "sky"), 0), (("sky",), 0)):
        answer = desk.answer(view(f"{quarter}&entity={'~'.join(some)}"))
        seen = [row.observation for row in whole.gap.rows if row.observation.company in some]
        rates = sorted(one.rate.value for one in seen if one.rate and one.rate.value is not None)
        shares = sorted(one.claim.value for one in seen if one.claim and one.claim.value is not None)
        assert len(rates) == len(shares) == len(some) and answer.sentence is not None
        said = plain(say(answer.sentence, "en"))
        assert f"{len(some)} of the 6 companies: " in said and len(answer.same_score) == ties
        told = [f"{rates[0]:g} to {rates[-1]:g} complaints", f"{100 * shares[0]:g}% to {100 * shares[-1]:g}%"]
        if len(some) == 1 or shares[0] == shares[-1]:
            told[1] = f"{100 * shares[0]:g}% satisfied"
        if len(some) == 1:
            told[0] = f"{rates[0]:g} complaints"
        assert all(one in said for one in told), said
        assert f"{len(some)} des 6 entreprises" in plain(say(answer.sentence, "fr"))
        # what each is compared with stays the whole comparison
        assert answer.sentences["sky"] == whole.sentences["sky"]


def test_a_company_in_focus_that_is_not_shown_is_said(desk: Desk) -> None:
    quarter = "sector=telecoms_broadband&country=GB&time=2018-01..2018-03&entity=plusnet"
    said = [say(one, "en") for one in desk.answer(view(f"{quarter}&focus=sky")).notices]
    assert said == ["Sky is not among the companies that this link shows."]
    assert desk.answer(view(f"{quarter}&focus=plusnet")).notices == ()

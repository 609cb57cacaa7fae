"""Customers to one complaint (F15): the marks stand at N*, and point where one end only is known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from barometer.answer.order import Order
from barometer.figures.break_even import break_even
from barometer.measures.gap import compute
from barometer.model import Code, Estimate, Gap, Kind
from tests.figures.gaps import META, STRATUM, broadband, counted, look, made


def marks(gap: Gap, meta: Any = META) -> dict[str, tuple[float, str, bool]]:
    """By company: where its mark stands, its shape, and whether it is hollow."""
    figure = break_even(gap, STRATUM, meta, look())
    found = {}
    for trace in figure.to_dict()["data"]:
        if trace.get("mode") != "markers":
            continue
        marker = trace["marker"]
        each = zip(trace["customdata"], trace["x"], marker["symbol"], marker["color"], strict=True)
        for company, x, symbol, colour in each:
            found[company] = (x, symbol, colour == look().colours.paper)
    return found


def words(gap: Gap, lang: str = "en", meta: Any = META) -> dict[str, str]:
    """The texts of the figure by name."""
    figure = break_even(gap, STRATUM, meta, look(lang))
    return {
        one["name"]: one["text"].replace("<br>", " ") for one in figure.to_dict()["layout"]["annotations"]
    }


def test_rounded_rates_are_hollow_with_the_ends_of_their_last_digit() -> None:
    found = marks(broadband())
    # Plusnet: 14% of 100,000 for 20 complaints; Sky: 17% for 5
    assert found["plusnet"] == (pytest.approx(700), "circle", True)
    assert found["sky"] == (pytest.approx(3400), "circle", True)
    said = words(broadband())
    assert (said["figure-plusnet-0"], said["figure-plusnet-1"]) == ("700", "683–718"), (
        "14,000 / 20.5 and 19.5"
    )
    assert "from rounding alone" in said["note-1"]


def test_counts_are_filled_with_a_sampling_interval() -> None:
    gap = made(zero=False)
    x, symbol, hollow = marks(gap)["c0"]
    row = next(row for row in gap.rows if row.observation.company == "c0")
    seen = row.observation
    assert seen.claim is not None and seen.exposure is not None and seen.y is not None
    assert (symbol, hollow) == ("circle", False)
    assert x == pytest.approx((1 - 0.81) * 120_000 / seen.y.value)
    assert words(gap)["column-1"].startswith("95%")


def test_no_complaint_leaves_only_a_least_number() -> None:
    x, symbol, _ = marks(made())["zero"]
    assert x == pytest.approx(0.15 * 90_000 / 3.688879, rel=1e-5) and symbol == "triangle-right"
    said = words(made())
    assert said["figure-zero-0"] == "≥\N{NO-BREAK SPACE}3,659", "3,659.6: a least number is rounded down"
    assert "no complaint was counted" in " ".join(said.values())


def test_a_claim_of_99_has_only_a_most_number() -> None:
    full = counted("full", "Full", 0.99, 40, 100_000)
    gap = compute([full, *(row.observation for row in made(zero=False).rows)], STRATUM)
    # (1% + half a point of rounding) of 100,000 for 40 complaints
    assert marks(gap)["full"][:2] == (pytest.approx(37.5), "triangle-left")
    assert words(gap)["figure-full-0"] == "≤\N{NO-BREAK SPACE}38"


def test_what_is_refused_has_its_reason_and_no_mark() -> None:
    assert "callers" not in marks(made())
    assert "not all those who could complain" in words(made())["reason-callers"]


def test_the_fewest_customers_come_first_unless_the_reader_sorts() -> None:
    def order(meta: Any) -> list[str]:
        traces = break_even(broadband(), STRATUM, meta, look()).to_dict()["data"]
        rows = [(y, one) for t in traces for y, one in zip(t["y"], t.get("customdata", ()), strict=False)]
        return [company for _, company in sorted(rows)]

    assert order(META) == ["plusnet", "bt", "talktalk", "virgin_media", "ee", "sky"]
    by_name = replace(META, order=Order("break_even", "name"))
    assert order(by_name) == ["bt", "ee", "plusnet", "sky", "talktalk", "virgin_media"]


@pytest.mark.parametrize(("lang", "title", "note"), [
    ("en", ("One complaint to Ofcom (broadband) for every 700 customers who did not say they were satisfied "
     "(Plusnet) to one for every 3,400 (Sky)"), "had a problem is not known"),
    ("fr", ("D’une plainte à l’Ofcom (haut débit) pour 700 clients qui ne se disent pas satisfaits (Plusnet) "
     "à une pour 3 400 (Sky)"),
     "ont eu un problème, on l’ignore"),
])  # fmt: skip
def test_the_title_is_the_finding_and_the_caveat_follows(lang: str, title: str, note: str) -> None:
    figure = break_even(broadband(), STRATUM, META, look(lang))
    assert figure.layout.meta["title"].replace("\xa0", " ").replace("\u202f", " ") == title
    assert note in words(broadband(), lang)["note-0"]
    assert "700" in figure.layout.meta["alt"]


def test_companies_that_are_not_alike_get_no_headline() -> None:
    assert Code.WIDE_SPREAD in made().codes
    assert (
        words(made())["title"]
        == "One complaint to Ofcom (broadband) for how many customers who did not say they were satisfied?"
    )
    assert "these companies are not alike" in words(made())["note-0"]
    assert "not alike" not in words(broadband())["note-0"]


def test_a_range_that_reaches_beyond_the_points_gives_no_span() -> None:
    rows = broadband().rows

    def title(high: float) -> str:
        ranged = Estimate(None, 800.0, high, Kind.RANGE)
        changed = [replace(r, break_even=ranged) if r.observation.company == "ee" else r for r in rows]
        return words(replace(broadband(), rows=tuple(changed)))["title"]

    assert "(Sky)" in title(3400.0)
    assert title(3401.0).endswith("?"), "one company's number may be greater than Sky's"


def test_what_the_interval_leaves_out_is_said() -> None:
    assert "neither its rounding nor chance in the survey" in words(broadband())["note-1"]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_words_beside_the_picture_name_what_is_refused_and_end_once(lang: str) -> None:
    alt = str(break_even(made(), STRATUM, META, look(lang)).layout.meta["alt"])
    assert "Callers Only" in alt and "?." not in alt and ".." not in alt


def test_a_mark_that_points_takes_no_interval_from_the_others() -> None:
    said = words(made())
    assert said["column-1"].startswith("95%"), "the one with no complaint has no interval to name"
    assert "Filled marks and ranges: 95% intervals" in said["note-1"]
    assert "on the left" not in said["note-1"] and "Hollow" not in said["note-1"]

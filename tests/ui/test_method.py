"""The limits on the method page: refusals, intervals, the full measure, what stays English."""

from __future__ import annotations

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from barometer.desk.answering import DATA, default_desk
from barometer.messages import LANGUAGES, say
from barometer.model import Code, Estimate, Kind, Mode
from barometer.store.package import read
from tests.ui.conftest import Open, words


def tables(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_interval_is_explained_and_what_stays_english_is_said(opened: Open, lang: str) -> None:
    said = words(opened("method", lang=lang))
    assert all(say(f"method.intervals.{kind.value}", lang) in said for kind in Kind)
    assert all(say(f"method.language.{part}", lang) in said for part in ("table", "list", "upload", "state"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_refusal_has_its_reason_and_its_remedy_once_opened(opened: Open, lang: str) -> None:
    app = opened("method", lang=lang)
    first = say(f"refusal.{Code.WIDE_SPREAD.value}.reason", lang)
    assert first not in tables(app)
    app.session_state["all_refusals"] = True
    app.run()
    found = tables(app).replace("&#x27;", "'").replace("&quot;", '"')
    for code in Code:
        assert say(f"refusal.{code.value}.reason", lang) in found
        assert say(f"refusal.{code.value}.need", lang) in found


def test_the_full_measure_is_counted_and_the_nearest_figures_are_missing_indeed(opened: Open) -> None:
    gaps = [gap for _, gap in default_desk().strata.each()]
    ratios = [gap.mode for gap in gaps if any(isinstance(row.ratio, Estimate) for row in gap.rows)]
    assert Mode.EXPOSURE not in ratios
    said = words(opened("method"))
    assert f"Of {len(gaps)} comparisons, {len(ratios)} give a ratio" in said
    assert say("method.full.nearest", "en") in said
    claims, complaints = pd.read_csv(DATA / "claims.csv"), pd.read_csv(DATA / "complaints.csv")
    context = pd.read_csv(DATA / "context.csv")
    broadband = "sector == 'telecoms_broadband' and country == 'GB'"
    asked = claims.query(f"{broadband} and metric == 'share_satisfied'")
    assert asked.query("period_start <= '2015-12-31' and period_end >= '2015-10-01'").empty
    late = complaints.query(f"{broadband} and period_start == '2015-10-01'")
    assert len(late.dropna(subset=["rate"])) >= 4
    assert len(context.query(f"{broadband} and metric == 'market_share' and period_end == '2015-12-31'")) >= 4
    autumn = claims.query("instrument == 'nrps' and period_start == '2019-09-01'")
    assert autumn["company"].nunique() >= 4
    closed = complaints.query("channel == 'orr' and period_start == '2019-10-01' and window == 'quarter'")
    assert closed["company"].str.startswith("all_").all()


def test_the_third_share_of_the_region_is_computed(opened: Open) -> None:
    complaints = pd.read_csv(DATA / "complaints.csv").query("period_start == '2016-01-01' and issue.isna()")
    part = complaints.query("channel == 'direccte_idf'")["count"].item()
    whole = complaints.query("channel == 'dgccrf' and sector == 'all'")["count"].item()
    assert f"{part:,.0f} of the {whole:,.0f} that the DGCCRF counted make {part / whole:.0%}" in words(
        opened("method")
    )


def test_orange_and_o2_are_among_the_disagreements(opened: Open) -> None:
    found = tables(opened("method"))
    for part in ("O2 (UK)", "Orange", "7.5", "7.6"):
        assert part in found


def test_the_figures_left_out_can_be_searched(opened: Open) -> None:
    app = opened("method")
    app.session_state["all_left_out"] = True
    app.run()
    table = app.dataframe[0].value
    rows = read(DATA).tables["left_out"].num_rows
    assert len(table) == rows
    assert table["Reason"].str.len().min() > 10


def test_the_page_says_which_figures_these_are_and_from_when(opened: Open) -> None:
    desk = default_desk()
    said = words(opened("method"))
    assert desk.data_id in said and desk.created is not None
    assert f"put together on {desk.created.day} {desk.created:%B %Y}" in said

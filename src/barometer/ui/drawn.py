"""How the answer is drawn, as the reader chooses it: which chart, and the order of the companies."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from barometer.answer import Answer
from barometer.desk.drawing import lengths, measures
from barometer.model import Estimate
from barometer.ui import address
from barometer.ui.frame import Frame
from barometer.view import FACTORS, GRAINS, SORTS, View

_FEWEST = 2
_WIDTH = 244


def beside(frame: Frame, answer: Answer) -> None:
    """How the chart is drawn, to be chosen beside the date of the figures; on a phone ``under`` the chart."""
    if frame.view.tab == "over_time":
        periods(frame, answer)
    elif not frame.look.narrow:
        controls(frame, answer)


def under(frame: Frame, answer: Answer) -> None:
    """On a phone: there the finding keeps its place above the fold."""
    if frame.view.tab != "over_time" and frame.look.narrow:
        with st.container(horizontal=True, key="drawn_under", gap="small"):
            controls(frame, answer)


def controls(frame: Frame, answer: Answer) -> None:
    """Two lists: what the chart shows, and what it is sorted by."""
    if answer.drawn is None or len(answer.shown) < _FEWEST:
        return
    _chart(frame, answer)
    _order(frame, answer)


def _chart(frame: Frame, answer: Answer) -> None:
    assert answer.drawn is not None
    others = [measure for measure in measures(answer.drawn) if measure != "ratio"]
    st.selectbox(
        frame.say("ui.drawn.chart"),
        ["ratio", *others],
        key=address.picture("measure", answer.measure),
        format_func=lambda one: _named(frame, one),
        on_change=address.changing("measure", _drawn),
        label_visibility="collapsed",
        filter_mode=None,
        width=_WIDTH,
    )


def _drawn(view: View, measure: str) -> View:
    """Another chart; what was assumed under the one that is left goes with it."""
    factor = view.factor if measure == "break_even" else 0
    return replace(view, measure="" if measure == "ratio" else measure, factor=factor)


def _order(frame: Frame, answer: Answer) -> None:
    """The orders that this chart can have: by ratio only where ratios are shown."""
    own = answer.measure == "break_even"
    ratios = not answer.order.wide and any(isinstance(row.ratio, Estimate) for row in answer.shown)
    usual = answer.order.usual
    orders = [sort for sort in SORTS if sort != "ratio" or ratios or own]
    usual = usual if usual in orders else "claim"
    chosen = answer.order.chosen
    st.selectbox(
        frame.say("ui.drawn.sort"),
        orders,
        key=address.picture("sort", chosen if chosen in orders else usual),
        format_func=lambda one: _sorted(frame, "break_even" if own and one == "ratio" else one),
        on_change=address.changing("sort", lambda view, one: replace(view, sort="" if one == usual else one)),
        label_visibility="collapsed",
        filter_mode=None,
        width=_WIDTH,
    )


def periods(frame: Frame, answer: Answer) -> None:
    """Over time: the length of the complaints' periods, where they are published in several."""
    if answer.stratum is None:
        return
    usual = answer.stratum.window
    known = lengths(answer.stratum, frame.desk.comparisons())
    others = [grain for grain in GRAINS if grain in known and grain != usual]
    if not others:
        return
    st.selectbox(
        frame.say("ui.drawn.periods"),
        [usual, *others],
        key=address.picture("grain", frame.view.grain if frame.view.grain in others else usual),
        format_func=lambda one: frame.say("ui.drawn.periods_are", window=one),
        on_change=address.changing(
            "grain", lambda view, one: replace(view, grain="" if one == usual else one)
        ),
        label_visibility="collapsed",
        filter_mode=None,
        width=_WIDTH,
    )


def what_if(frame: Frame, answer: Answer) -> None:
    """Under the chart of customers to one complaint: how many the reader assumes, nothing unless asked."""
    if answer.measure != "break_even":
        return
    st.number_input(
        frame.say("ui.drawn.factor"),
        *FACTORS,
        key=address.picture("factor", frame.view.factor or None),
        on_change=address.changing("factor", lambda view, one: replace(view, factor=int(one or 0))),
        placeholder=frame.say("ui.drawn.factor_none"),
        step=1,
        width=_WIDTH * 2,
    )


def _named(frame: Frame, measure: str) -> str:
    """A chart by its name; on a phone without the word that the list's own label says."""
    chart = frame.say(f"ui.drawn.{measure}")
    return chart if frame.look.narrow else frame.say("ui.drawn.chart_is", chart=chart)


def _sorted(frame: Frame, sort: str) -> str:
    by = frame.say(f"ui.drawn.by.{sort}")
    return frame.say("ui.drawn.sort_short" if frame.look.narrow else "ui.drawn.sort_is", by=by)

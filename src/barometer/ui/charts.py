"""The charts that an answer allows, the strongest first; drawn only where they are seen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Lock
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from barometer.answer import Answer
from barometer.desk import sent
from barometer.export.chrome import find_chrome
from barometer.figures.forest import forest
from barometer.figures.funnel import funnel
from barometer.figures.look import Meta
from barometer.figures.on_screen import OnScreen, on_screen
from barometer.figures.rank_plot import rank_plot
from barometer.figures.shown import shown
from barometer.model import Code, Estimate, Gap, Rank, Stratum
from barometer.ui import address, drawn, misread, text
from barometer.ui.fold import fold, inside
from barometer.ui.frame import Frame

_CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "displayModeBar": False,
    "responsive": False,
    "scrollZoom": False,
}
#: where the server draws no pictures, the reader's own browser does
_CAMERA: dict[str, Any] = {
    **_CONFIG,
    "displayModeBar": True,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "barometer"},
}
_KEPT = 64
_DRAWN: OrderedDict[tuple[object, ...], tuple[Gap, Meta, go.Figure]] = OrderedDict()
_LOCK = Lock()


def _focused(key: str) -> None:
    """A click on a company's mark puts it in focus; the chart's own selection is only the way there."""
    chosen = st.session_state.get(key)
    points = chosen["selection"]["points"] if chosen else []
    company = next((str(p["customdata"]) for p in points if isinstance(p.get("customdata"), str)), "")
    if company:
        current, _ = address.view()
        address.go(replace(current, focus=company, facet=""))


def show(frame: Frame, figure: go.Figure, key: str, focusing: bool = False) -> None:
    """A figure as it was arranged, its finding as alternative text.

    focusing  whether a click on a company's mark puts it in focus
    """
    selected: Callable[[], None] | None = partial(_focused, key) if focusing else None
    st.plotly_chart(
        figure if isinstance(figure, OnScreen) else on_screen(figure, focusing),
        width="content",
        theme=None,
        on_select=selected or "ignore",
        selection_mode="points",
        key=key,
        config=_CONFIG if find_chrome() else _CAMERA,
        alt=str((figure.layout.meta or {}).get("alt", "")),
    )


def headline(frame: Frame, answer: Answer) -> None:
    """The chart of the answer: satisfaction beside complaints, unless the view asks for another."""
    if answer.drawn is not None and answer.stratum is not None:
        meta = frame.meta(answer, _printed(frame, answer))
        show(frame, _paired(frame, answer.drawn, answer.stratum, meta), "paired", focusing=True)
        drawn.what_if(frame, answer)
        misread.of_headline(frame, answer)


def _printed(frame: Frame, answer: Answer) -> str:
    """The frozen link, in the chart where the reader's own browser makes the picture of it; else ''."""
    if find_chrome():
        return ""
    frozen = frame.taker.frozen(answer, frame.desk, frame.view)
    return sent.printed(address.base(), frame.page, frozen)


def _paired(frame: Frame, gap: Gap, stratum: Stratum, meta: Meta) -> go.Figure:
    """The chart, drawn once for all who look at one gap in one language and size.

    A kept figure is found by the gap itself, not by its content: nobody else's figures are in reach.
    """
    look, focus = frame.look, frame.view.focus
    key = (id(gap), look.lang, look.theme, look.width, focus, meta.order)
    with _LOCK:
        held = _DRAWN.pop(key, None)
        if held is not None and held[0] is gap and held[1] == meta:
            _DRAWN[key] = held  # the last one seen is the last to go
            return held[2]
    figure = on_screen(shown(gap, stratum, meta, look, focus), chosen=True)
    with _LOCK:
        _DRAWN[key] = (gap, meta, figure)  # holds the gap, so that its id stays its own
        while len(_DRAWN) > _KEPT:
            _DRAWN.popitem(last=False)
    return figure


def how_sure(frame: Frame, answer: Answer) -> None:
    """The forest of ratios where there are ratios, and the places with what leaves them open."""
    gap, stratum = answer.drawn, answer.stratum
    if gap is None or stratum is None:
        return
    with fold(frame.say("ui.how_sure"), "how_sure") as opened:
        if not opened:
            return
        frame.write("ui.how_sure_text")
        meta, look, focus = frame.meta(answer), inside(frame.look), frame.view.focus
        if any(isinstance(row.ratio, Estimate) for row in gap.rows):
            show(frame, forest(gap, stratum, meta, look, focus), "forest", focusing=True)
            misread.caption(frame, "ratio")
        if gap.funnel is not None:
            show(frame, funnel(gap, stratum, meta, look, focus), "funnel", focusing=True)
            misread.of_measure(frame, "m1_ratio")
        if any(isinstance(row.rank_gap, Rank) for row in gap.rows):
            show(frame, rank_plot(gap, stratum, meta, look, focus), "ranks", focusing=True)
            misread.of_measure(frame, "m3_ranks")
        for code in gap.codes:
            open_ = "_open" if code is Code.WIDE_SPREAD and gap.open_ranges else ""
            st.markdown("- " + text.plain(frame.say(f"code.{code.value}{open_}")))

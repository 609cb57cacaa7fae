"""The tab 'Over time': a comparison's question and channel through all their periods."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

import streamlit as st

from barometer.answer import Answer
from barometer.desk import taken
from barometer.desk.trend import Trend, companies_of, focused, trend
from barometer.figures.series import Measure, Point, Series
from barometer.ui import address, by_region, charts, misread, text
from barometer.ui.fold import fold
from barometer.ui.frame import Frame
from barometer.ui.grid import Figures, grid
from barometer.view import TABS, View

_ON_A_PHONE = 3


def switch(frame: Frame) -> None:
    """Now, or over time; the address says which."""
    st.segmented_control(
        frame.say("over_time.switch"),
        list(TABS),
        key=address.picture("tab", frame.view.tab or TABS[0]),
        format_func=lambda one: frame.say(f"over_time.tab.{one}"),
        on_change=address.changing("tab", _open),
        label_visibility="collapsed",
        required=True,
    )


def _open(view: View, tab: str | None) -> View:
    """What concerns one tab alone is left with it."""
    return replace(view, tab="" if tab in (None, TABS[0]) else str(tab), grain="", facet="")


def is_open(frame: Frame) -> bool:
    """Whether the address asks for this tab."""
    return frame.view.tab == "over_time"


def draw(frame: Frame, answer: Answer) -> None:
    """Small multiples, a row of panels a company; then every figure of them in a table."""
    if answer.stratum is None:
        return
    _choose(frame, answer)
    found = trend(frame.desk, answer, frame.view, frame.say)
    if found is None:
        st.info(text.plain(frame.say("over_time.nothing")))
        return
    frozen = frame.taker.frozen(answer, frame.desk, frame.view)
    shown = _fitting(frame, found.own)
    drawn = taken.over_time(frame.desk, answer, found, frozen, frame.taker)
    figure = replace(drawn, series=(*found.behind, *shown)).figure(frame.look)
    charts.show(frame, figure, "over_time", focusing=True)
    misread.caption(frame, "over_time")
    for said in _captions(frame, found, shown):
        st.caption(text.plain(said))
    _table(frame, found, companies_of(answer))
    if answer.regional is not None:
        by_region.draw(frame, answer.regional, frozen)


def below(frame: Frame, answer: Answer) -> None:
    """Under the chart: what follows is about the comparison of one period again."""
    if is_open(frame) and answer.stratum is not None:
        said = frame.say("over_time.below", period=answer.stratum.period)
        st.subheader(text.plain(said), anchor=False)


def _choose(frame: Frame, answer: Answer) -> None:
    """The companies of the view, or one of them alone."""
    names = companies_of(answer)
    st.pills(
        frame.say("over_time.choose"),
        list(names),
        key=address.picture("over_time_focus", focused(frame.view, names)),
        format_func=lambda id_: text.plain(str(names.get(id_, id_))),
        on_change=address.changing("over_time_focus", _focus),
    )


def _focus(view: View, company: str | None) -> View:
    return replace(view, focus=company or "", facet="")


def _fitting(frame: Frame, own: Sequence[Series]) -> list[Series]:
    """On a phone the first companies; the table and the files hold all."""
    companies = list(dict.fromkeys(one.company for one in own))
    kept = companies[:_ON_A_PHONE] if frame.look.narrow else companies
    return [one for one in own if one.company in kept]


def _captions(frame: Frame, found: Trend, shown: Sequence[Series]) -> list[str]:
    said = [frame.say("over_time.how_read")]
    own = found.own
    if any(one.measure is Measure.RATIO for one in shown):
        said.append(frame.say("over_time.how_ratio"))
    periods = {point.period for one in own for point in one.points if one.measure is Measure.COMPLAINTS}
    if len(periods) < 2:
        said.append(frame.say("over_time.one_period"))
    left = len({one.company for one in own}) - len({one.company for one in shown})
    if left:
        said.append(frame.say("over_time.left", n=left))
    if frame.view.lag:
        said.append(frame.say("over_time.no_lag"))
    return said


def _table(frame: Frame, found: Trend, companies: Container[str]) -> None:
    behind = [one for one in found.behind if one.company not in companies]
    with fold(frame.say("over_time.table"), "over_time_table") as opened:
        if not opened:
            return
        lines = [(one, point) for one in (*found.own, *behind) for point in one.ordered()]
        factor = {id(one): 100.0 if one.unit == "percent" else 1.0 for one, _ in lines}
        columns: dict[str, Sequence[str] | Figures] = {
            frame.say("ui.table.company"): [one.name for one, _ in lines],
            frame.say("over_time.column.measure"): [frame.say(found.headings[one.kind]) for one, _ in lines],
            frame.say("over_time.column.period"): [_period(frame, point) for _, point in lines],
            frame.say("over_time.column.figure"): Figures(
                [_cell(point, factor[id(one)]) for one, point in lines]
            ),
            frame.say("over_time.column.low"): Figures(
                [(_times(point.estimate.low, factor[id(one)]), None, None) for one, point in lines]
            ),
            frame.say("over_time.column.high"): Figures(
                [(_times(point.estimate.high, factor[id(one)]), None, None) for one, point in lines]
            ),
            frame.say("over_time.column.kind"): [
                frame.say("ui.term", id=point.estimate.kind.value) for _, point in lines
            ],
        }
        grid(columns, frame.lang, key="over_time_rows", alt=frame.say("over_time.alt", n=len(lines)))


def _period(frame: Frame, point: Point) -> str:
    said = frame.say("over_time.period", period=point.period)
    return frame.say("over_time.filling", period=said) if point.filling else said


def _cell(point: Point, factor: float) -> tuple[float | None, float | None, float | None]:
    one = point.estimate
    return _times(one.value, factor), _times(one.low, factor), _times(one.high, factor)


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else round(value * factor, 6)

"""The tab 'Over time': a comparison's question and channel through all their periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from barometer.answer import Answer, Timeline
from barometer.answer.checked import plotted
from barometer.desk import sent
from barometer.desk.drawing import lengths
from barometer.export.time_files import OverTime
from barometer.figures.look import Meta
from barometer.figures.over_time import over_time
from barometer.figures.reading import headlined
from barometer.figures.series import Measure, Point, Series, claim_series, complaint_series
from barometer.measures.stated import counted_as
from barometer.model import Complaints, Estimate, Label, Message, Stratum
from barometer.ui import address, by_region, charts, text, time_files
from barometer.ui.fold import fold
from barometer.ui.frame import Frame
from barometer.ui.grid import Figures, grid
from barometer.ui.workspace import key
from barometer.view import TABS, View, encode

_ON_A_PHONE = 3
Headings = dict[tuple[Measure, str], Message]


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
    stratum = lengths(answer.stratum, frame.desk.comparisons()).get(frame.view.grain, answer.stratum)
    timeline = frame.desk.timeline(stratum)
    companies = _companies(frame, answer)
    own = series_of(frame, stratum, timeline, companies)
    if not own:
        st.info(text.plain(frame.say("over_time.nothing")))
        return
    frozen = sent.frozen(replace(frame.view, lang=frame.lang), answer, frame.desk, key())
    behind, who = _behind(frame, stratum, timeline, own, answer)
    headings = _headings(frame, stratum, timeline, own)
    shown = _fitting(frame, own)
    title = _title(stratum, list(companies.values()))
    meta = _meta(frame, title, answer, timeline, frozen)
    grey = Message("over_time.grey", {"who": who}) if behind else None
    charts.show(frame, over_time([*behind, *shown], headings, meta, frame.look, grey), "over_time")
    whole = [*behind, *own]
    for said in _captions(frame, answer, own, shown):
        st.caption(text.plain(said))
    _table(frame, [*own, *(one for one in behind if one.company not in companies)], headings)
    taken = OverTime(
        draw=lambda look: over_time(whole, headings, meta, look, grey),
        series=whole,
        headings=headings,
        mark=meta.mark or (),
        view=encode(frozen),
        link=sent.address(address.base(), frame.page, frozen),
        data_id=answer.data_id,
        stem=f"over-time-{stratum.sector}-{stratum.country.lower()}",
    )
    time_files.files(frame, taken)
    if answer.regional is not None:
        by_region.draw(frame, answer.regional, frozen)


def _companies(frame: Frame, answer: Answer) -> dict[str, str]:
    """The companies of the view, or the one in focus alone."""
    names = {row.observation.company: row.observation.name for row in answer.shown}
    if not names and answer.gap is not None:
        names = {row.observation.company: row.observation.name for row in answer.gap.rows}
    focus = frame.view.focus if frame.view.focus in names and frame.view.facet != "none" else None
    st.pills(
        frame.say("over_time.choose"),
        list(names),
        key=address.picture("over_time_focus", focus),
        format_func=lambda id_: text.plain(str(names.get(id_, id_))),
        on_change=address.changing("over_time_focus", _focus),
    )
    return {focus: names[focus]} if focus else names


def _focus(view: View, company: str | None) -> View:
    return replace(view, focus=company or "", facet="")


def series_of(
    frame: Frame, stratum: Stratum, timeline: Timeline, companies: dict[str, str]
) -> list[Series]:  # fmt: skip
    """Published figures, complaints and ratios of each company, by period."""
    records = _one_meaning(stratum, timeline.complaints)
    found: list[Series] = []
    for company, name in companies.items():
        found += claim_series(company, name, (c for c in timeline.claims if c.company == company))
        mine = (record for record in records if record.company == company)
        found += complaint_series(company, name, mine, frame.desk.created)
        found += _ratios(company, name, timeline)
    return found


def _one_meaning(stratum: Stratum, records: Sequence[Complaints]) -> list[Complaints]:
    """Other definitions stay, as breaks, unless they cover the same days for the same company."""
    other = [r for r in records if r.definition != stratum.definition]
    mine = {(r.company, r.period.start) for r in records if r.period and r not in other}
    if any(r.period and (r.company, r.period.start) in mine for r in other):
        return [r for r in records if r.definition == stratum.definition]
    return list(records)


def _ratios(company: str, name: str, timeline: Timeline) -> list[Series]:
    points = [
        Point(stratum.period, row.ratio, f"{stratum.definition}|{stratum.threshold}")
        for stratum, gap in timeline.gaps
        for row in headlined(gap).rows
        if row.observation.company == company and isinstance(row.ratio, Estimate)
    ]
    return [Series(company, name, Measure.RATIO, "times", tuple(points))] if points else []


def _behind(
    frame: Frame, stratum: Stratum, timeline: Timeline, own: Sequence[Series], answer: Answer
) -> tuple[list[Series], Message]:
    """The sector's own published figures, drawn thin; where none is published, the other companies."""
    known = frame.desk.companies
    aggregates = {
        company: frame.called(company)
        for company in (*(c.company for c in timeline.claims), *(r.company for r in timeline.complaints))
        if known[company].kind == "aggregate"
    }
    kinds = {one.kind for one in own}
    if aggregates:
        found = series_of(frame, stratum, timeline, aggregates)
        found = [replace(one, sector=True) for one in found if one.kind in kinds]
        if found:
            names = list(dict.fromkeys(one.name for one in found))
            return found, Message("over_time.published", {"names": names})
    everybody = (
        {row.observation.company: row.observation.name for row in answer.gap.rows} if answer.gap else {}
    )
    found = series_of(frame, stratum, timeline, everybody)
    return [replace(one, sector=True) for one in found if one.kind in kinds], Message("over_time.others")


def _headings(frame: Frame, stratum: Stratum, timeline: Timeline, own: Sequence[Series]) -> Headings:
    """What each panel is called; the asserter is the publisher of the first wave."""
    found: Headings = {}
    for measure in Measure:
        for unit in dict.fromkeys(one.unit for one in own if one.measure is measure):
            found[measure, unit] = _heading(frame, stratum, timeline, measure, unit)
    return found


def _heading(
    frame: Frame, stratum: Stratum, timeline: Timeline, measure: Measure, unit: str
) -> Message:  # fmt: skip
    if measure is Measure.RATIO:
        return Message("over_time.ratio")
    if measure is Measure.CLAIM:
        return Message("over_time.claim", {"metric": _label(frame.desk.metrics, stratum.metric)})
    said = {"channel": _label(frame.desk.channels, stratum.channel), "window": stratum.window or "flow"}
    noun = counted_as(stratum.channel)
    if unit == "count":
        return Message(f"over_time.count{noun}", said)
    per = {"n": stratum.per_n or 100_000, "per": stratum.per or "customers"}
    return Message(f"over_time.{'weighted' if stratum.weighted else f'rate{noun}'}", said | per)


def _label(labels: Mapping[str, Label], id_: str) -> Label:
    return labels.get(id_) or Label(id_.replace("_", " "), id_.replace("_", " "))


def _fitting(frame: Frame, own: Sequence[Series]) -> list[Series]:
    """On a phone the first companies; the table holds all."""
    companies = list(dict.fromkeys(one.company for one in own))
    kept = companies[:_ON_A_PHONE] if frame.look.narrow else companies
    return [one for one in own if one.company in kept]


def _title(stratum: Stratum, companies: Sequence[str]) -> Message:
    """The scope; a company drawn alone is named too, for no row of panels then says whose they are."""
    scope = {"sector": stratum.sector, "country": stratum.country}
    if len(companies) == 1:
        return Message("over_time.title_one", {"name": companies[0], **scope})
    return Message("over_time.title", scope)


def _meta(
    frame: Frame, title: Message, answer: Answer, timeline: Timeline, frozen: View
) -> Meta:  # fmt: skip
    return Meta(
        labels=frame.labels,
        names=answer.names,
        sources=frame.desk.sources,
        sentence=title,
        checked_on=frame.desk.checked_on,
        mark=frame.mark([*timeline.claims, *timeline.complaints, *plotted(answer)]),
        link=sent.printed(address.base(), frame.page, frozen),
    )


def _captions(
    frame: Frame, answer: Answer, own: Sequence[Series], shown: Sequence[Series]
) -> list[str]:  # fmt: skip
    said = [frame.say("over_time.how_read")]
    periods = {point.period for one in own for point in one.points if one.measure is Measure.COMPLAINTS}
    if len(periods) < 2:
        said.append(frame.say("over_time.one_period"))
    left = len({one.company for one in own}) - len({one.company for one in shown})
    if left:
        said.append(frame.say("over_time.left", n=left))
    if frame.view.lag:
        said.append(frame.say("over_time.no_lag"))
    return said


def _table(frame: Frame, series: Sequence[Series], headings: Headings) -> None:
    with fold(frame.say("over_time.table"), "over_time_table") as opened:
        if not opened:
            return
        lines = [(one, point) for one in series for point in one.ordered()]
        factor = {id(one): 100.0 if one.unit == "percent" else 1.0 for one in series}
        columns: dict[str, Sequence[str] | Figures] = {
            frame.say("ui.table.company"): [one.name for one, _ in lines],
            frame.say("over_time.column.measure"): [frame.say(headings[one.kind]) for one, _ in lines],
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

"""A company's published figures and the complaints about it on one axis of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeVar

import streamlit as st

from barometer.answer import CompanyFile
from barometer.answer.checked import mark, standings
from barometer.desk import sent
from barometer.export.time_files import OverTime
from barometer.figures.look import Meta
from barometer.figures.series import Series, claim_series, complaint_series
from barometer.measures.stated import counted_as
from barometer.model import Asserter, Claim, Complaints, Message
from barometer.ui import address, charts, misread, text
from barometer.ui import figure_words as words
from barometer.ui.frame import Frame
from barometer.ui.offered import offer
from barometer.ui.workspace import key
from barometer.view import View, encode

_MOST, _MOST_ON_A_PHONE = 12, 6
_Key = tuple[str, ...]
_Record = TypeVar("_Record", Claim, Complaints)


@dataclass(frozen=True, slots=True)
class Panel:
    """One series with what it is called, and the records that it is drawn from."""

    series: Series
    heading: Message
    records: tuple[Claim | Complaints, ...]


def chart(frame: Frame, file: CompanyFile) -> None:
    """Small multiples of what has figures of several periods; one figure alone is read in its table."""
    found = panels(frame, file)
    several = [panel for panel in found if len({point.period for point in panel.series.points}) > 1]
    if not several:
        return
    shown = _most_telling(several, _MOST_ON_A_PHONE if frame.look.narrow else _MOST)
    taken = _taken(frame, file, shown)
    st.subheader(text.plain(frame.say("company.chart.title")), anchor=False)
    charts.show(frame, taken.figure(frame.look), "company_over_time")
    misread.caption(frame, "company")
    st.caption(text.plain(frame.say("company.chart.how_read")))
    if len(shown) < len(found):
        st.caption(text.plain(frame.say("company.chart.rest", n=len(found) - len(shown))))
    offer(frame, taken, frame.taker.voice(frame.desk, frozen(frame)), "company", "company.chart")


def _most_telling(found: Sequence[Panel], most: int) -> list[Panel]:
    """The panels with the most periods, in the order of the page."""
    kept = sorted(range(len(found)), key=lambda i: (-len(found[i].series.points), i))[:most]
    return [found[i] for i in sorted(kept)]


def panels(frame: Frame, file: CompanyFile) -> list[Panel]:
    """A panel a question and a panel a channel; where definitions overlap in time, a panel each."""
    who = (file.company.id, frame.called(file.company.id))
    found = [
        Panel(series, _claim_heading(frame, group, words.place(frame, group[0], file.claims)), tuple(group))
        for group in _panelled(file.claims, _claim_scale, _question)
        for series in claim_series(*who, group)
    ]
    found += [
        Panel(
            series, _complaint_heading(frame, group, series.unit, _place(frame, group[0], file)), tuple(group)
        )
        for group in _panelled(file.complaints, _complaint_scale, _definition)
        for series in complaint_series(*who, group, frame.desk.created)
    ]
    return [replace(panel, series=replace(panel.series, panel=str(i))) for i, panel in enumerate(found)]


def _panelled(
    records: Iterable[_Record], scale: Callable[[_Record], _Key], meaning: Callable[[_Record], _Key]
) -> list[list[_Record]]:
    """Records of one scale share a panel, with breaks, unless their meanings overlap in time."""
    found: list[list[_Record]] = []
    for group in _by(records, scale):
        parts = _by(group, meaning)
        found += parts if any(_overlap(one, other) for one, other in combinations(parts, 2)) else [group]
    return found


def _by(records: Iterable[_Record], key: Callable[[_Record], _Key]) -> list[list[_Record]]:
    groups: dict[_Key, list[_Record]] = {}
    for record in records:
        if record.period is not None:
            groups.setdefault(key(record), []).append(record)
    return list(groups.values())


def _overlap(one: Sequence[_Record], other: Sequence[_Record]) -> bool:
    first, second = ([r.period for r in group if r.period] for group in (one, other))
    return min(p.start for p in first) <= max(p.end for p in second) and min(p.start for p in second) <= max(
        p.end for p in first
    )


def _claim_scale(claim: Claim) -> _Key:
    """Markets, questions and groups of customers stand apart; a company's own change of survey is a break."""
    own = claim.asserted_by is Asserter.COMPANY
    survey = "" if own else claim.instrument
    market, about = (claim.sector, claim.country), (claim.subject, claim.population)
    asked = (survey, claim.metric, claim.threshold, claim.quantity.unit, claim.scale)
    return (claim.asserted_by.value, *market, *about, *asked)


def _question(claim: Claim) -> _Key:
    return (claim.instrument,)


def _complaint_scale(record: Complaints) -> _Key:
    """Markets, periods of different lengths, rates per different things: never on one scale."""
    per = (record.per, str(record.per_n)) if record.rate is not None else ("", "")
    return (record.channel, record.sector, record.country, record.window, *per)


def _definition(record: Complaints) -> _Key:
    return (record.definition, record.issue, record.region, record.level)


def _place(frame: Frame, record: Complaints, file: CompanyFile) -> str:
    """The market of complaints, where their channel takes those of several."""
    return words.place(frame, record, (one for one in file.complaints if one.channel == record.channel))


def _claim_heading(frame: Frame, group: Sequence[Claim], place: str) -> Message:
    first = group[0]
    about = [frame.say("ui.term", id=id_) for id_ in dict.fromkeys((first.subject, first.population)) if id_]
    said = words.titled(place, ", ".join([words.what(frame, first), *about]))
    return Message("company.chart.claim", {"what": said, "who": words.asserter(frame, first)})


def _complaint_heading(frame: Frame, group: Sequence[Complaints], unit: str, place: str) -> Message:
    first = group[0]
    parts = [_shared(group, name) for name in ("definition", "issue", "region")]
    told = [place, *(frame.say("ui.term", id=part) for part in parts if part), *_length(frame, first)]
    detail = ", ".join(filter(None, told))
    said = {"channel": words.channel_label(frame, first.channel), "detail": f" ({detail})" if detail else ""}
    noun = counted_as(first.channel)
    if unit == "count":
        return Message(f"company.chart.count{noun}", said)
    return Message(
        f"company.chart.{'weighted' if words.weighted(first) else f'rate{noun}'}",
        said | {"n": first.per_n or 100_000, "per": first.per or "customers"},
    )


def _shared(group: Sequence[Complaints], name: str) -> str:
    found = {str(getattr(record, name)) for record in group}
    return found.pop() if len(found) == 1 else ""


def _length(frame: Frame, record: Complaints) -> list[str]:
    return [frame.say("ui.term", id=record.window)] if record.window else []


def frozen(frame: Frame) -> View:
    """The page's view as it is sent: pinned to the figures of today, uploads with their records."""
    return sent.pinned(replace(frame.view, lang=frame.lang), frame.desk, key())


def _taken(frame: Frame, file: CompanyFile, shown: Sequence[Panel]) -> OverTime:
    """The chart as it is drawn and taken away."""
    records = [record for panel in shown for record in panel.records]
    checked = standings(records, frame.desk.sources, frame.kept.checks)
    meta = Meta(
        labels=frame.labels,
        names=frame.desk.names,
        sources=file.sources,
        mark=mark(checked),
        checked_on=frame.desk.checked_on,
        made=frame.desk.created,
        link=sent.printed(address.base(), frame.page, frozen(frame)),
    )
    return OverTime(
        series=[panel.series for panel in shown],
        headings={panel.series.kind: panel.heading for panel in shown},
        meta=meta,
        standings=checked,
        view=encode(frozen(frame)),
        data_id=frame.desk.data_id,
        scope=(file.company.id,),
        records=records,
    )

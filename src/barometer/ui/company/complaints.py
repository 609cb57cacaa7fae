"""Complaints about a company by channel; how many could have complained; what users said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import streamlit as st

from barometer.answer import CompanyFile
from barometer.measures.stated import counted_as
from barometer.messages import number
from barometer.model import Claim, Complaints, Exposure, Period, Report, noted
from barometer.ui import figure_words as words
from barometer.ui import text
from barometer.ui.frame import Frame
from barometer.ui.html_table import Cell, cell, show, source


def complaints(frame: Frame, file: CompanyFile) -> None:
    """Every complaint figure, channel by channel; channels are never added up."""
    st.subheader(text.plain(frame.say("company.complaints.title", n=len(file.complaints))), anchor=False)
    if not file.complaints:
        frame.write("company.complaints.none", name=frame.called(file.company.id))
        return
    for index, (channel, group) in enumerate(groupby(file.complaints, key=lambda record: record.channel)):
        _channel(frame, file, channel, sorted(group, key=_order), index)


def _order(record: Complaints) -> tuple[object, ...]:
    end = -record.period.end.toordinal() if record.period else 0
    return (record.definition, record.window, record.issue, end, record.id)


def _channel(frame: Frame, file: CompanyFile, channel: str, group: Sequence[Complaints], index: int) -> None:
    name = frame.say("company.complaints.channel", channel=words.channel_label(frame, channel))
    with st.container(border=True, key=f"channel_{index}", gap="small"):
        st.markdown(f"**{text.plain(name)}**")
        rule = frame.desk.held.rules.get(channel)
        said = [frame.say("value.label", label=rule)] if rule else []
        st.caption(text.plain(" ".join([*said, _overlap(frame, file, group)])))
        figure = "weighted" if any(map(words.weighted, group)) else f"figure{counted_as(channel)}"
        headers = [
            frame.say(f"company.complaints.{part}")
            for part in (figure, "definition", "period", "source", "note")
        ]
        rows = [_complaint(frame, record, words.place(frame, record, group)) for record in group]
        show(name, headers, rows)


def _overlap(frame: Frame, file: CompanyFile, group: Sequence[Complaints]) -> str:
    """How many of the channel's periods a published figure of the company shares at all."""
    dated = [record for record in group if record.period is not None]
    claims = [claim for claim in file.claims if claim.metric not in frame.desk.held.unclaimed]
    met = [record for record in dated if record.period and _any_overlaps(claims, record.period)]
    if not met:
        return frame.say("company.complaints.no_overlap")
    if len(met) == len(dated):
        return frame.say("company.complaints.all_overlap")
    return frame.say("company.complaints.some_overlap", met=len(met), n=len(dated))


def _any_overlaps(claims: Iterable[Claim], period: Period) -> bool:
    return any(
        claim.period and claim.period.start <= period.end and claim.period.end >= period.start
        for claim in claims
    )


def _complaint(frame: Frame, record: Complaints, place: str) -> list[Cell]:
    own = [
        words.wording(frame, quantity, record.source) for quantity in (record.count, record.rate) if quantity
    ]
    parts = (record.definition, record.issue, record.region, record.population)
    detail = [*([place] if place else []), *(frame.say("ui.term", id=part) for part in parts if part)]
    if record.level not in ("", "brand"):
        detail.append(frame.say(f"company.level.{record.level}"))
    when = words.when(frame, record.period)
    if record.window and record.period is None:
        when = frame.say("company.complaints.window", window=record.window, when=when)
    return [
        cell(words.counted(frame, record), *own),
        cell(", ".join(detail)),
        cell(when),
        source(frame, record.source),
        _note(frame, record),
    ]


def _note(frame: Frame, record: Complaints | Exposure | Report) -> Cell:
    return cell(frame.say("value.label", label=noted(record)) if record.note else "")


def exposures(frame: Frame, file: CompanyFile) -> None:
    """How many could have complained: customers, journeys, passengers, as published."""
    if not file.exposures:
        return
    st.subheader(text.plain(frame.say("company.exposure.title")), anchor=False)
    headers = [frame.say(f"company.exposure.{part}") for part in ("figure", "when", "source", "note")]
    rows = [_exposure(frame, one, words.place(frame, one, file.exposures)) for one in file.exposures]
    show(headers[0], headers, rows)


def _exposure(frame: Frame, one: Exposure, place: str) -> list[Cell]:
    said = frame.say("company.exposure.number", x=words.figure(frame, one.quantity), measure=one.measure)
    about = [frame.say("ui.term", id=part) for part in (one.region, one.population) if part]
    about = [place, *about] if place else about
    return [
        cell(said, *about, words.wording(frame, one.quantity, one.source)),
        cell(words.when(frame, one.period)),
        source(frame, one.source),
        _note(frame, one),
    ]


def reports(frame: Frame, file: CompanyFile) -> None:
    """What users said, counted or one by one; never the texts."""
    if not file.reports:
        return
    st.subheader(text.plain(frame.say("company.reports.title")), anchor=False)
    frame.write("company.reports.caveat")
    names = ("figure", "venue", "when", "reply", "source", "note")
    headers = [frame.say(f"company.reports.{part}") for part in names]
    show(headers[0], headers, [_report(frame, one) for one in file.reports])


def _report(frame: Frame, one: Report) -> list[Cell]:
    count = number(one.count, frame.lang) if one.count is not None else number(1, frame.lang)
    said = frame.say("company.reports.number", x=count, label=one.label or "none")
    return [
        cell(said),
        cell(frame.say("ui.term", id=one.venue)),
        cell(words.when(frame, one.period)),
        cell(_reply(frame, one)),
        source(frame, one.source),
        _note(frame, one),
    ]


def _reply(frame: Frame, one: Report) -> str:
    if one.reply not in ("yes", "no"):
        return ""
    kind = frame.say("ui.term", id=one.reply_kind) if one.reply == "yes" and one.reply_kind else ""
    return frame.say(f"company.reports.reply_{one.reply}", kind=f" ({kind})" if kind else "")

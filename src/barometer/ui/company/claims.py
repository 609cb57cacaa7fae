"""A company's published figures as objects: one card a question, one row a figure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from barometer.answer import CompanyFile
from barometer.measures.bounds import share_bounds, threshold
from barometer.messages import number, semicolons
from barometer.model import Claim, noted
from barometer.ui import figure_words as words
from barometer.ui import text
from barometer.ui.company.sides import fate
from barometer.ui.frame import Frame
from barometer.ui.html_table import Cell, Part, cell, show, source


def claims(frame: Frame, file: CompanyFile) -> None:
    """Every figure with its wording, question, n, who asserts, asked and paid, dates and source."""
    st.subheader(text.plain(frame.say("company.claims.title", n=len(file.claims))), anchor=False)
    if not file.claims:
        frame.write("company.claims.none", name=frame.called(file.company.id))
        return
    for index, (_, group) in enumerate(groupby(sorted(file.claims, key=_question), key=_question)):
        _card(frame, file, sorted(group, key=_time), index)


def _question(claim: Claim) -> tuple[str, ...]:
    """What makes two figures answers to one question."""
    return (
        claim.asserted_by.value,
        claim.sector,
        claim.country,
        claim.metric,
        claim.threshold,
        claim.scale,
        claim.instrument,
        claim.asked_by,
        claim.paid_by,
    )


def _time(claim: Claim) -> tuple[int, str, str]:
    return (-claim.period.end.toordinal() if claim.period else 0, claim.subject, claim.id)


def _card(frame: Frame, file: CompanyFile, group: Sequence[Claim], index: int) -> None:
    first = group[0]
    title = words.titled(words.place(frame, first, file.claims), words.what(frame, first))
    with st.container(border=True, key=f"claim_{index}", gap="small"):
        st.markdown(f"**{text.plain(title)}**")
        st.caption(text.plain(_facts(frame, group)))
        shared = _shared_note(frame, group)
        headers = [
            frame.say(f"company.claims.{name}")
            for name in ("figure", "about", "measured", "n", "source", "beside")
        ]
        rows = [_row(frame, file, claim, bool(shared)) for claim in group]
        show(title, headers, rows)
        if shared:
            st.caption(text.plain(frame.say("ui.note", note=shared)))


def _facts(frame: Frame, group: Sequence[Claim]) -> str:
    first, none = group[0], frame.say("company.not_given")
    said = [
        frame.say("company.claims.asserted", who=_asserters(frame, group)),
        frame.say("company.claims.asked", who=first.asked_by or none),
        frame.say("company.claims.paid", who=first.paid_by or none),
    ]
    rule = None if first.metric == "share_satisfied" else frame.desk.held.rules.get(first.metric)
    said += [frame.say("value.label", label=rule)] if rule else []
    steps = threshold(first.metric, first.scale)
    said += [frame.say("company.claims.bounds_rule", t=steps[0], top=steps[1])] if steps else []
    return " ".join(said)


def _asserters(frame: Frame, group: Sequence[Claim]) -> str:
    """Who asserts the figures of a card; relays may name a survey's publisher each in their way."""
    return semicolons(list(dict.fromkeys(words.asserter(frame, claim) for claim in group)), frame.lang)


def _shared_note(frame: Frame, group: Sequence[Claim]) -> str:
    """The note that all figures of a card carry; '' where they differ."""
    found = {frame.say("value.label", label=noted(claim)) for claim in group}
    return found.pop() if len(found) == 1 else ""


def _row(frame: Frame, file: CompanyFile, claim: Claim, noted_below: bool) -> list[Cell]:
    said = cell(words.figure(frame, claim.quantity, claim.scale))
    own = words.wording(frame, claim.quantity, claim.source)
    about = [
        frame.say("ui.term", id=part) for part in dict.fromkeys((claim.subject, claim.population)) if part
    ]
    n = number(claim.n, frame.lang) if claim.n is not None else frame.say("company.not_given")
    note = "" if noted_below or not claim.note else frame.say("ui.note", note=noted(claim))
    under = (Part(part, quiet=True) for part in (own, _bounds(frame, claim)) if part)
    return [
        (*said, *under),
        cell(", ".join(about) or frame.say("company.claims.everybody")),
        cell(words.when(frame, claim.period)),
        cell(n),
        source(frame, claim.source),
        (*fate(frame, file, claim), *((Part(note, quiet=True),) if note else ())),
    ]


def _bounds(frame: Frame, claim: Claim) -> str:
    """The shares of customers that a mean or a score allows; '' for other figures."""
    steps = threshold(claim.metric, claim.scale)
    found = share_bounds(claim.metric, claim.scale, claim.quantity) if steps else None
    if steps is None or found is None:
        return ""
    return frame.say("company.claims.bounds", low=found.low, high=found.high, t=steps[0])

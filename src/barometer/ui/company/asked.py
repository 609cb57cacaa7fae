"""The same question asked by others: a company's own share beside what another found, in points (M2)."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from barometer.answer import CompanyFile
from barometer.answer.asked import difference, how_sure
from barometer.measures.difference import Asked, Difference, asked_by_others
from barometer.messages import number
from barometer.model import Claim, noted
from barometer.ui import figure_words as words
from barometer.ui import text
from barometer.ui.company.sides import refused
from barometer.ui.frame import Frame
from barometer.ui.html_table import Cell, Part, cell, show, source

_COLUMNS = ("own", "other", "difference", "source")


def same_question(frame: Frame, file: CompanyFile) -> None:
    """Each pair with its difference, or why none may be taken; nothing where nobody else asked."""
    found = asked_by_others(file.claims)
    if not found:
        return
    title = frame.say("company.asked.title", n=len(found))
    st.subheader(text.plain(title), anchor=False)
    frame.write("company.asked.intro", name=frame.called(file.company.id))
    headers = [frame.say(f"company.asked.{name}") for name in _COLUMNS]
    show(title, headers, [_row(frame, pair) for pair in found])


def among(frame: Frame, claims: Iterable[Claim]) -> None:
    """The same of some figures that a table shows, a paragraph a pair."""
    for pair in asked_by_others(claims):
        first, *rest = (part.text for part in _between(frame, pair))
        sides = {"own": _according(frame, pair.claim), "other": _according(frame, pair.survey)}
        given = isinstance(pair.found, Difference)
        id_ = f"company.asked.line{'' if given else '_refused'}"
        told = frame.say(id_, name=frame.called(pair.claim.company), said=first, **sides)
        alike = [frame.say("company.asked.alike")] if given else []
        st.markdown(text.plain(" ".join([told, *rest, *alike])))


def _row(frame: Frame, pair: Asked) -> list[Cell]:
    sides = (_figure(frame, pair.claim), _figure(frame, pair.survey))
    return [*sides, _between(frame, pair), source(frame, pair.survey.source)]


def _between(frame: Frame, pair: Asked) -> Cell:
    """The difference, or why there is none."""
    if isinstance(pair.found, Difference):
        told = (Part(frame.say(one), quiet=True) for one in how_sure(pair, pair.found))
        return (Part(frame.say(difference(pair.found))), *told)
    return refused(frame, pair.found, "company.asked.refused")


def _figure(frame: Frame, claim: Claim) -> Cell:
    """A figure: whose, about whom, when, how many were asked."""
    n = number(claim.n, frame.lang) if claim.n is not None else frame.say("company.not_given")
    about = dict.fromkeys(part for part in (claim.subject, claim.population) if part)
    who = ", ".join(frame.say("ui.term", id=part) for part in about)
    size = frame.say("company.asked.n", n=n)
    told = [words.what(frame, claim), who, words.when(frame, claim.period), size]
    told += [frame.say("ui.note", note=noted(claim))] if claim.note else []
    return (*cell(_according(frame, claim)), *(Part(part, quiet=True) for part in told if part))


def _according(frame: Frame, claim: Claim) -> str:
    """'91%, according to Plusnet itself'."""
    figure = words.figure(frame, claim.quantity, claim.scale)
    return frame.say("company.asked.according", figure=figure, who=words.asserter(frame, claim))

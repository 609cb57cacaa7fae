"""The same question asked by others: a company's own share beside what another found, in points (M2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from barometer.answer import CompanyFile
from barometer.figures.look import decimals
from barometer.measures.difference import Asked, Difference, asked_by_others
from barometer.messages import number
from barometer.model import Claim, Kind, noted
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
    st.subheader(text.plain(_title(frame, found)), anchor=False)
    frame.write("company.asked.intro", name=frame.called(file.company.id))
    _table(frame, found)


def among(frame: Frame, claims: Iterable[Claim]) -> None:
    """The same of some figures, of whichever companies, under a table of them."""
    found = asked_by_others(claims)
    if not found:
        return
    companies = [frame.called(one) for one in dict.fromkeys(pair.claim.company for pair in found)]
    st.markdown(f"**{text.plain(_title(frame, found))}**")
    frame.write("company.asked.intro_several", names=companies)
    _table(frame, found)


def _title(frame: Frame, found: Sequence[Asked]) -> str:
    return frame.say("company.asked.title", n=len(found))


def _table(frame: Frame, found: Sequence[Asked]) -> None:
    headers = [frame.say(f"company.asked.{name}") for name in _COLUMNS]
    show(_title(frame, found), headers, [_row(frame, pair) for pair in found])


def _row(frame: Frame, pair: Asked) -> list[Cell]:
    if isinstance(pair.found, Difference):
        said = _points(frame, pair, pair.found)
    else:
        said = refused(frame, pair.found, "company.asked.refused")
    return [_figure(frame, pair.claim), _figure(frame, pair.survey), said, source(frame, pair.survey.source)]


def _points(frame: Frame, pair: Asked, found: Difference) -> Cell:
    """The difference with its ends, what they cover, and what stays open."""
    one = found.points
    low, high = ((end or 0.0) * 100 for end in (one.low, one.high))
    ends = {"low": signed(low, frame.lang, 1), "high": signed(high, frame.lang, 1)}
    if one.value is None:
        said = frame.say("company.asked.range", **ends)
    else:
        places = max(decimals(claim.quantity.rounding) or 0 for claim in (pair.claim, pair.survey))
        id_ = "company.asked.points" + ("_alone" if one.kind is Kind.NONE else "")
        said = frame.say(id_, x=signed(one.value * 100, frame.lang, places), **ends)
    told = [frame.say(f"company.asked.sure_{_sure(pair, one.kind)}")]
    if low <= 0 <= high and one.kind is not Kind.NONE:
        told.append(frame.say("company.asked.zero"))
    if pair.loose:
        told.append(frame.say("company.asked.loose"))
    return (Part(said), *(Part(part, quiet=True) for part in told))


def _sure(pair: Asked, kind: Kind) -> str:
    """What the ends cover: both surveys' sizes, one's, neither's, or a range that was published."""
    if kind is not Kind.ROUNDING:
        return kind.value
    return "half" if pair.claim.n or pair.survey.n else kind.value


def signed(points: float, lang: str, places: int) -> str:
    """A difference with its sign: '+11.1', '−3', '0'."""
    said = number(abs(points), lang, places)
    if said == number(0, lang, places):
        return said
    return ("+" if points > 0 else "\N{MINUS SIGN}") + said


def _figure(frame: Frame, claim: Claim) -> Cell:
    """A figure: whose, about whom, when, how many were asked."""
    n = number(claim.n, frame.lang) if claim.n is not None else frame.say("company.not_given")
    about = dict.fromkeys(part for part in (claim.subject, claim.population) if part)
    who = ", ".join(frame.say("ui.term", id=part) for part in about)
    size = frame.say("company.asked.n", n=n)
    told = [words.what(frame, claim), who, words.when(frame, claim.period), size]
    said = frame.say(
        "company.asked.according", figure=words.figure(frame, claim.quantity, claim.scale),
        who=words.asserter(frame, claim),
    )  # fmt: skip
    told += [frame.say("ui.note", note=noted(claim))] if claim.note else []
    return (*cell(said), *(Part(part, quiet=True) for part in told if part))

"""What stands beside a comparison and is no side of it: other surveys, and what users said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from barometer.answer import Answer
from barometer.answer.checked import plotted
from barometer.figures.panels import Panel, panels_of
from barometer.figures.three_sources import headings, three_sources
from barometer.messages import number
from barometer.model import Claim, Report, Status, noted
from barometer.ui import charts, html_table, misread, text
from barometer.ui import figure_words as words
from barometer.ui.company import asked
from barometer.ui.fold import fold
from barometer.ui.frame import Frame
from barometer.ui.html_table import Cell, Part, cell, source

_FEW = 6


def others(frame: Frame, answer: Answer) -> None:
    """Other published figures on the same companies and period, where nothing is compared."""
    if _in_sight(answer):
        frame.write("beside.others")
        _figures(frame, answer)


def more(frame: Frame, answer: Answer) -> None:
    """The same under a comparison, folded."""
    if not answer.others or _in_sight(answer):
        return
    with fold(frame.say("beside.others_fold", n=len(answer.others)), "others") as opened:
        if opened:
            frame.write("beside.others")
            _figures(frame, answer)


def _in_sight(answer: Answer) -> bool:
    bare = answer.gap is not None and answer.gap.status in (Status.REFUSED, Status.RAW)
    return bare and 0 < len(answer.others) <= _FEW


def _figures(frame: Frame, answer: Answer) -> None:
    names = ("company", "figure", "question", "asserted", "measured", "n", "source")
    headers = [frame.say(f"beside.column.{name}") for name in names]
    here = [claim for row in answer.gap.rows for claim in row.observation.claims] if answer.gap else []
    companies = {claim.company for claim in answer.others}
    own = [claim for claim in here if claim.company in companies]
    rows = [(claim, True) for claim in own] + [(claim, False) for claim in answer.others]
    rows.sort(key=lambda pair: (answer.names.get(pair[0].company, ""), not pair[1]))
    html_table.style()
    said = [_figure(frame, claim, inside) for claim, inside in rows]
    html_table.show(frame.say("beside.others_fold", n=len(answer.others)), headers, said)
    asked.among(frame, [*own, *answer.others])


def _figure(frame: Frame, claim: Claim, inside: bool) -> list[Cell]:
    about = [frame.say("ui.term", id=claim.subject)] if claim.subject else []
    here = (Part(frame.say("beside.here"), quiet=True),) if inside else ()
    n = number(claim.n, frame.lang) if claim.n is not None else frame.say("company.not_given")
    note = (Part(frame.say("ui.note", note=noted(claim)), quiet=True),) if claim.note else ()
    return [
        cell(frame.called(claim.company)),
        (
            *cell(
                words.figure(frame, claim.quantity, claim.scale),
                words.wording(frame, claim.quantity, claim.source),
            ),
            *here,
        ),
        (*cell(", ".join([words.what(frame, claim), *about])), *note),
        cell(_asked(frame, claim)),
        cell(words.when(frame, claim.period)),
        cell(n),
        source(frame, claim.source),
    ]


def _asked(frame: Frame, claim: Claim) -> str:
    """Who asserts the figure; who asked, where that is another."""
    who = words.asserter(frame, claim)
    if not claim.asked_by or claim.asked_by == who:
        return who
    return frame.say("beside.asked", who=who, asked=claim.asked_by)


def users(frame: Frame, answer: Answer) -> None:
    """What users said, beside survey and complaints: three sources, none a correction of another."""
    if not answer.reports or answer.gap is None or answer.stratum is None:
        return
    panels, names = panels_of(answer.gap, answer.stratum, answer.reports)
    st.subheader(text.plain(frame.say("beside.users")), anchor=False)
    if len(names) < 2:
        _accounts(frame, answer.reports)
        return
    meta = replace(frame.meta(answer), mark=frame.mark([*plotted(answer), *answer.reports]))
    figure = three_sources(panels, names, answer.stratum, meta, frame.look, focus=frame.view.focus)
    charts.show(frame, figure, "three_sources", focusing=True)
    misread.caption(frame, "three")
    with fold(frame.say("over_time.table"), "three_sources_table") as opened:
        if opened:
            _sources_table(frame, panels, names, headings(panels, answer.stratum, meta, frame.look))
    for said in _lacking(frame, answer, names):
        st.caption(text.plain(said))


def _sources_table(
    frame: Frame, panels: Sequence[Panel], names: Mapping[str, str], said: Sequence[str]
) -> None:
    """The same figures in words, for who does not see the chart."""
    html_table.style()
    rows = [
        [cell(name), *(cell(panel.said(company, frame.look)) for panel in panels)]
        for company, name in names.items()
    ]
    html_table.show(frame.say("beside.users"), [frame.say("beside.column.company"), *said], rows)


def _lacking(frame: Frame, answer: Answer, names: dict[str, str]) -> list[str]:
    """The companies that one of the three sources lacks: missing, not zero."""
    heard = {report.company for report in answer.reports}
    counted = {row.observation.company: row.observation.name for row in answer.shown}
    silent = [name for company, name in counted.items() if company not in heard]
    alone = [answer.names[company] for company in sorted(heard) if company not in names]
    said = [frame.say("beside.silent", names=silent)] if silent else []
    return [*said, *([frame.say("beside.alone", names=alone)] if alone else [])]


def _accounts(frame: Frame, reports: Sequence[Report]) -> None:
    frame.write("company.reports.caveat")
    html_table.style()
    names = ("company", "reports", "where", "measured", "source")
    headers = [frame.say(f"beside.column.{name}") for name in names]
    rows = []
    for one in reports:
        count = number(1 if one.count is None else one.count, frame.lang)
        said = frame.say("company.reports.number", x=count, label=one.label or "none")
        note = (Part(frame.say("ui.note", note=noted(one)), quiet=True),) if one.note else ()
        rows.append([
            cell(frame.called(one.company)), (*cell(said), *note),
            cell(frame.say("ui.term", id=one.venue)), cell(words.when(frame, one.period)),
            source(frame, one.source),
        ])  # fmt: skip
    html_table.show(frame.say("beside.users"), headers, rows)

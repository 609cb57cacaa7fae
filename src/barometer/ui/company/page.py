"""The company page: all that the figures hold on one company, and what can be set beside what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from barometer.answer import CompanyFile
from barometer.desk.mapped import of_company
from barometer.engine import written
from barometer.messages import day
from barometer.model import Message, Query
from barometer.ui import address, by_region, html_table, link, replies, text
from barometer.ui.company import asked, chart, claims, complaints, sides
from barometer.ui.fold import fold
from barometer.ui.frame import Frame

_EXAMPLES = ("plusnet", "hmrc", "sncf", "delta_air_lines", "octopus_energy", "france_travail", "ratp", "sky")


def page(frame: Frame) -> None:
    """The company that the address names; without one, what to do and where to begin."""
    company = frame.view.focus
    if company not in frame.desk.companies:
        if company:
            unknown = Message("notice.unknown_company", {"id": company})
            st.warning(text.plain(frame.say(unknown)), icon=":material/link_off:")
        _empty(frame)
        return
    file = frame.desk.company(company)
    html_table.style()
    _heading(frame, file)
    sides.readable(frame, file)
    replies.of_company(frame, file)
    chart.chart(frame, file)
    claims.claims(frame, file)
    asked.same_question(frame, file)
    complaints.complaints(frame, file)
    maps = of_company(frame.desk.engine, company, file.complaints, frame.view.area)
    for number, found in enumerate(maps):
        by_region.draw(frame, found, chart.frozen(frame), f"company_{number}")
    complaints.exposures(frame, file)
    complaints.reports(frame, file)
    _computed(frame, (*file.queries, *(query for one in maps for query in one.queries)))


def _empty(frame: Frame) -> None:
    st.info(text.plain(frame.say("company.empty")))
    known = [one for one in _EXAMPLES if one in frame.desk.companies]
    if known:
        frame.write("company.examples")
    with st.container(horizontal=True, key="examples", gap="small"):
        for one in known:
            company_link(frame, one)


def company_link(frame: Frame, company: str) -> None:
    """A link to another company's page."""
    st.page_link(
        st.session_state["pages"]["company"],
        label=text.plain(frame.called(company)),
        query_params=address.query(frame.about(company)),
    )


def _heading(frame: Frame, file: CompanyFile) -> None:
    with st.container(key="company_name"):
        st.header(text.plain(frame.called(file.company.id)), anchor=False)
    st.caption(text.plain(_facts(frame, file)))
    family = _family(frame, file)
    if family:
        with st.container(horizontal=True, key="family", gap="small", vertical_alignment="center"):
            st.caption(text.plain(frame.say("company.family")), width="content")
            for one in family:
                company_link(frame, one)
    frame.write(_summary(file))
    with st.popover(frame.say("ui.share.link"), icon=":material/link:"):
        link.box(frame, chart.frozen(frame))


def _facts(frame: Frame, file: CompanyFile) -> str:
    """Kind, country, other names, ownership with its dates, what must be known of the name."""
    company = file.company
    parts = [frame.say(f"company.kind.{company.kind}")]
    parts += [frame.say("ui.term", id=company.country)] if company.country else []
    names = [alias for alias in file.aliases if alias != company.name]
    parts += [frame.say("company.also", names=names)] if names else []
    parts += [frame.say("company.identifier", kind="SIREN", id=company.siren)] if company.siren else []
    parts += [frame.say("company.identifier", kind="LEI", id=company.lei)] if company.lei else []
    parts += [_owned(frame, row) for row in file.ownership]
    said = " · ".join(parts)
    note = company.note_fr if frame.lang == "fr" else company.note
    return f"{said}. {note}" if note else f"{said}."


def _owned(frame: Frame, row: object) -> str:
    """'owned by the State (as of 31 March 2020)': a code holds on a day that a source states."""
    assert isinstance(row, dict)
    said = frame.say("ui.term", id=row["code"])
    states = [frame.say("ui.term", id=state) for state in row.get("parent_state", "").split(";") if state]
    said = frame.say("company.owned_state", said=said, states=states) if states else said
    dates = [
        frame.say(f"company.owned.{name}", day=_day(frame, row[name]))
        for name in ("valid_from", "valid_to", "as_of")
        if row.get(name)
    ]
    note = row.get("note_fr" if frame.lang == "fr" else "note") or row.get("note", "")
    dates += [note.rstrip(".")] if note else []
    return frame.say("company.owned.when", said=said, dates=", ".join(dates)) if dates else said


def _day(frame: Frame, iso: str) -> str:
    return day(date.fromisoformat(iso), frame.lang)


def _family(frame: Frame, file: CompanyFile) -> list[str]:
    """The parent, the brands below it, and those beside it; aggregates are no family."""
    known = frame.desk.companies
    children = [one.id for one in known.values() if one.parent == file.company.id]
    found = [file.company.parent, *children, *file.related]
    return [one for one in dict.fromkeys(found) if one in known]


def _summary(file: CompanyFile) -> Message:
    shown = sides.readable_sides(file)
    readable = sum(map(sides.is_compared, shown))
    return Message(
        f"company.summary{'_apart' if readable < len(shown) else ''}",
        {
            "claims": len(file.claims),
            "complaints": len(file.complaints),
            "channels": len({record.channel for record in file.complaints}),
            "readable": readable,
            "apart": len(shown) - readable,
        },
    )


def _computed(frame: Frame, queries: Sequence[Query]) -> None:
    with fold(frame.say("ui.computed"), "computed") as opened:
        if opened:
            frame.write("company.computed")
            for query in queries:
                st.code(written(query), language="sql", wrap_lines=True)

"""'I read it at the original': a person ticks a source, and charts and files say who did, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from barometer.answer import Answer
from barometer.answer.checked import Record, Standing, named, plotted, standings
from barometer.desk.provenance import behind_map, figures_by_source
from barometer.desk.trend import trend
from barometer.model import Check, ReadAt, Source
from barometer.store.refused import StoreRefusal
from barometer.ui import check_form, text
from barometer.ui.fold import fold
from barometer.ui.frame import Frame
from barometer.ui.html_table import Cell, cell
from barometer.ui.workspace import checks, key, lasting

_WEB = ("https://", "http://")
_LINK = 'style="color:inherit;overflow-wrap:anywhere"'


def sources(frame: Frame, answer: Answer) -> None:
    """Each source of an answer with its link, how it was read, and the way to tick it."""
    more = _more(frame, answer)
    others = {id_: frame.desk.sources[id_] for id_ in _ids(frame, more)}
    drawn = {record.source for record in (*plotted(answer), *more)} & {*answer.sources, *others}
    rest = len(answer.sources) + len(others) - len(drawn)
    of = "_of" if drawn and rest else ""
    with fold(frame.say(f"ui.sources{of}", n=len(drawn) or rest, more=rest), "sources") as opened:
        if not opened:
            return
        records = [*plotted(answer), *answer.reports, *answer.others]
        _said(frame)
        _listed(frame, answer.sources, records)
        if others:
            frame.write("checked.more")
            _listed(frame, others, more)
        for note in answer.notes:
            st.markdown("- " + text.plain(frame.say("ui.note", note=note)))
        _private(frame)


def _listed(frame: Frame, sources_: Mapping[str, Source], records: Sequence[Record]) -> None:
    for standing in standings(records, sources_, frame.kept.checks):
        if standing.source in sources_:
            _source(frame, sources_[standing.source], standing, records)


def _more(frame: Frame, answer: Answer) -> list[Record]:
    """The figures that only the chart over time and the map rest on, where they are open."""
    if frame.view.tab != "over_time":
        return []
    found = trend(frame.desk, answer, frame.view, frame.say)
    every: list[Record] = [*found.records] if found else []
    every += behind_map(frame.desk, answer.regional) if answer.regional else []
    return [record for record in every if record.source not in answer.sources]


def _ids(frame: Frame, records: Sequence[Record]) -> list[str]:
    return [id_ for id_ in dict.fromkeys(record.source for record in records) if id_ in frame.desk.sources]


def _source(frame: Frame, source: Source, standing: Standing, records: Sequence[Record]) -> None:
    title = text.plain(source.title or source.publisher)
    name = f"[{title}](<{source.url}>)" if _is_link(source.url) else title
    read = text.plain(state(frame, source, standing))
    copies = f" · [{frame.say('ui.archive')}](<{source.archive}>)" if _is_link(source.archive) else ""
    st.markdown(f"- {text.plain(source.publisher)}{_colon(frame)} {name} ({read}){copies}")
    _held(frame, source, standing)
    if not standing.done:
        check_form.tick(frame, source, [record for record in records if record.source == source.id])


def _is_link(url: str) -> bool:
    return url.startswith(_WEB) and not set(url) & set("<> \n")


def _colon(frame: Frame) -> str:
    return "\N{NO-BREAK SPACE}:" if frame.lang == "fr" else ":"


def state(frame: Frame, source: Source, standing: Standing, who: bool = False) -> str:
    """How a source was read by us, and what that leaves to be checked; ``who``: and by whom it was."""
    said = [_read(frame, source)]
    if not standing.original and standing.done:
        by = [named(check) for check in standing.checks]
        said.append(frame.say("checked.state_by", who=by) if who else frame.say("checked.state_done"))
    elif not standing.original and standing.open < standing.figures:
        said.append(frame.say("checked.state_part", open=standing.open, n=standing.figures))
    elif not standing.original:
        said.append(frame.say("checked.state_open"))
    return ", ".join(said)


def _read(frame: Frame, source: Source) -> str:
    if source.read_at is ReadAt.ORIGINAL:
        return frame.say("checked.state_original")
    if source.read_at is ReadAt.UPLOAD:
        return frame.say("checked.state_upload")
    return (
        frame.say("checked.state_relay", relay=source.relay)
        if source.relay
        else frame.say("checked.state_relay_unnamed")
    )


def _held(frame: Frame, source: Source, standing: Standing) -> None:
    """The checks of a source: what was noted, those that lapsed, and the way to take one back."""
    if standing.lapsed:
        lapsed = [named(check) for check in standing.lapsed]
        st.warning(text.plain(frame.say("checked.lapsed", who=lapsed)), icon=":material/history:")
    for check in dict.fromkeys((*(c.id for c in standing.checks), *(c.id for c in standing.lapsed))):
        one = next(c for c in (*standing.checks, *standing.lapsed) if c.id == check)
        _check(frame, source, one)


def _check(frame: Frame, source: Source, check: Check) -> None:
    said = [escape(frame.say(named(check)))]
    if check.address:  # the store keeps web addresses alone
        link = f'<a href="{escape(check.address, quote=True)}" target="_blank" rel="noopener" {_LINK}>'
        said.append(f"{escape(frame.say('checked.where'))} {link}{escape(check.address)}</a>")
    if check.note:
        said.append(escape(frame.say("checked.note", note=check.note)))
    with st.container(horizontal=True, vertical_alignment="center", key=f"check_{check.id}", gap="small"):
        st.html(f'<div style="font-size:.9rem">{" · ".join(said)}</div>', width="content")
        st.button(
            text.plain(frame.say("checked.withdraw", publisher=source.publisher)),
            key=f"withdraw_{check.id}", type="tertiary", on_click=_withdraw, args=(check, source.publisher),
        )  # fmt: skip


def _withdraw(check: Check, publisher: str) -> None:
    try:
        checks().withdraw(key(), check.id)
        st.session_state["withdrawn"] = (check, publisher)
    except StoreRefusal as refused:
        st.session_state["check_refused"] = refused.message
    st.session_state.pop("recorded", None)


def _restore(check: str) -> None:
    try:
        checks().restore(key(), check)
    except StoreRefusal as refused:
        st.session_state["check_refused"] = refused.message
    st.session_state.pop("withdrawn", None)


def _said(frame: Frame) -> None:
    """What was just recorded or taken back, with the way to undo it; or why it could not be."""
    if "check_refused" in st.session_state and not check_form.is_open():
        st.error(text.plain(frame.say(st.session_state.pop("check_refused"))))
    for name, id_ in (("recorded", "checked.recorded"), ("withdrawn", "checked.withdrawn")):
        if name not in st.session_state:
            continue
        check, publisher = st.session_state[name]
        with st.container(horizontal=True, vertical_alignment="center", key=f"said_{name}", gap="small"):
            st.markdown(text.plain(frame.say(id_, publisher=publisher, by=check.by)), width="content")
            undo = (_withdraw, (check, publisher)) if name == "recorded" else (_restore, (check.id,))
            st.button(frame.say("checked.undo"), key=f"undo_{name}", on_click=undo[0], args=undo[1])


def column(frame: Frame, held: Mapping[str, Sequence[Record]], source: Source) -> Cell:
    """How a source stands, as a cell of the table of all sources."""
    found = standings(held.get(source.id, ()), {source.id: source}, frame.kept.checks)
    return cell(state(frame, source, found[0], who=True)) if found else cell(_read(frame, source))


def tick_any(frame: Frame) -> None:
    """A source of the whole package to tick, and all that this workspace has ticked."""
    held = figures_by_source(frame.desk)
    frame.write("checked.choose_lead")
    _said(frame)
    known = frame.desk.sources
    found = {
        id_: standing
        for id_, records in held.items() if id_ in known
        for standing in standings(records, known, frame.kept.checks)
    }  # fmt: skip
    open_ = sorted((id_ for id_, one in found.items() if not one.done), key=lambda id_: -found[id_].figures)
    if not open_:
        frame.write("checked.choose_none")
    else:
        chosen = st.selectbox(
            frame.say("checked.choose"), open_, index=None, key="source_to_check",
            format_func=lambda id_: _in_a_line(frame, known[id_], found[id_]),
            help=frame.say("checked.choose_help"), placeholder=frame.say("checked.placeholder"),
        )  # fmt: skip
        if chosen:
            check_form.form(frame, known[chosen], held[chosen])
    own = {id_: one for id_, one in found.items() if one.checks or one.lapsed}
    if own:
        st.markdown(f"**{text.plain(frame.say('checked.own', n=len(own)))}**")
    for id_, one in own.items():
        st.markdown(f"- {text.plain(known[id_].publisher)} ({text.plain(state(frame, known[id_], one))})")
        _held(frame, known[id_], one)
    _private(frame)


def _private(frame: Frame) -> None:
    """Who sees the checks, and how long they last."""
    said = [frame.say("checked.private"), *([] if lasting() else [frame.say("checked.no_cookie")])]
    st.caption(text.plain(" ".join(said)))


def _in_a_line(frame: Frame, source: Source, standing: Standing) -> str:
    named_ = " · ".join(part for part in (source.publisher, source.title, source.published) if part)
    return frame.say("checked.option", source=named_, n=standing.open)

"""Choosing a comparison: one list of those that exist, by sector, each with what it can say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from barometer.answer import Answer
from barometer.desk import finding
from barometer.desk.filters import described, in_words, without
from barometer.desk.finding import matching, plain, same
from barometer.desk.remaining import in_the_way, remaining
from barometer.model import Comparison, Message, Status
from barometer.ui import address, over_time, steps, text
from barometer.ui.frame import Frame
from barometer.view import View, drawn_like

_FEWEST = 2
_MOST_WAYS = 4


def bar(frame: Frame, answer: Answer) -> None:
    """The company search, and beside it the way to another comparison and to its other periods."""
    with st.container(horizontal=True, key="bar", gap="small"):
        search(frame)
        choose(frame, answer)
        over_time.switch(frame)


def choose(frame: Frame, answer: Answer) -> None:
    """Behind one button, two lists: the sector and country, then its comparisons."""
    listed = [c for c in frame.desk.comparisons() if c.companies >= _FEWEST]
    scopes = list(dict.fromkeys((c.stratum.sector, c.stratum.country) for c in listed))
    scopes.sort(key=lambda scope: _scope_order(scope, listed))
    with st.popover(frame.say("ui.choose.change"), icon=":material/compare_arrows:"):
        _lists(frame, answer, listed, scopes)


def _lists(frame: Frame, answer: Answer, listed: Sequence[Comparison], scopes: list[tuple[str, str]]) -> None:
    chosen = answer.stratum
    scope = (chosen.sector, chosen.country) if chosen else None
    if scope is not None and scope not in scopes:
        scopes.append(scope)
    st.selectbox(
        frame.say("ui.choose.sector"),
        scopes,
        key=address.picture("scope", scope),
        format_func=lambda one: _scope_name(frame, one, listed),
        on_change=address.changing("scope", lambda view, one: _first_of(frame, view, one, listed)),
        placeholder=frame.say("ui.choose.sector"),
        filter_mode="contains",
    )
    own = [c for c in listed if (c.stratum.sector, c.stratum.country) == scope]
    n = len(own)
    current = next((c for c in own if chosen and same(c.stratum, chosen)), answer.comparison)
    if current is not None and current not in own:
        own.append(current)
    st.selectbox(
        frame.say("ui.choose.comparison", n=n),
        own,
        key=address.picture("comparison", current),
        format_func=lambda one: comparison_name(frame, one, cut=frame.look.narrow),
        on_change=address.changing("comparison", lambda view, one: narrowed(frame, view, one)),
        placeholder=frame.say("ui.choose.none"),
    )
    _companies(frame, answer)
    frame.write(remaining([] if answer.gap is None else answer.shown, _both(answer)))
    with st.container(horizontal=True, key="steps", gap="small"):
        _steps(frame)


def _companies(frame: Frame, answer: Answer) -> None:
    """Which companies of the comparison are drawn and listed; all of them where none is chosen."""
    rows = () if answer.gap is None else answer.gap.rows
    names = {
        row.observation.company: row.observation.name
        for row in rows
        if row.observation.claim is not None and (row.observation.rate or row.observation.y) is not None
    }
    if len(names) <= _FEWEST:
        return

    def chosen(view: View, ids: list[str] | None) -> View:
        whole = view if view.sector or answer.comparison is None else narrowed(frame, view, answer.comparison)
        return replace(drawn_like(whole, view), entity=tuple(ids or ()))

    st.multiselect(
        frame.say("ui.choose.companies"),
        list(names),
        key=address.picture("entity", [id_ for id_ in frame.view.entity if id_ in names]),
        format_func=lambda id_: names.get(id_, id_),
        on_change=address.changing("entity", chosen),
        placeholder=frame.say("ui.choose.every"),
    )


def some(frame: Frame, answer: Answer) -> None:
    """In sight where only some companies are shown: how many, and the way back to all of them."""
    if not frame.view.entity or answer.gap is None:
        return
    with st.container(horizontal=True, key="some", gap="small", vertical_alignment="center"):
        st.caption(text.plain(frame.say(remaining(answer.shown, _both(answer)))), width="content")
        everybody = replace(frame.view, entity=())
        st.button(frame.say("ui.choose.everybody"), key="everybody", on_click=address.go, args=(everybody,))


def _both(answer: Answer) -> int:
    """How many companies of the comparison have both sides, whatever the view shows of them."""
    return 0 if answer.comparison is None else answer.comparison.companies


def _steps(frame: Frame) -> None:
    """One step back, one on, or all filters cleared; each can't be pressed where it would do nothing."""
    before, after = steps.around(frame.view)
    for name, by, wanted in (("undo", -1, before), ("redo", 1, after)):
        st.button(
            frame.say(f"ui.{name}"), key=name, icon=f":material/{name}:", disabled=wanted is None,
            on_click=steps.go, args=(by, wanted),
        )  # fmt: skip
    if address.given():
        st.button(
            frame.say("ui.clear"),
            key="clear",
            on_click=address.go,
            args=(frame.cleared,),
        )


def _scope_order(scope: tuple[str, str], listed: Sequence[Comparison]) -> tuple[int, str]:
    says = {Status.COMPUTED: 0, Status.RANKS: 1, Status.RAW: 2, Status.REFUSED: 3}
    return min(says[c.status] for c in listed if (c.stratum.sector, c.stratum.country) == scope), scope[0]


def _scope_name(frame: Frame, scope: tuple[str, str], listed: Sequence[Comparison]) -> str:
    n = sum((c.stratum.sector, c.stratum.country) == scope for c in listed)
    return frame.say("ui.choose.scope", sector=scope[0], country=scope[1], n=n)


def comparison_name(frame: Frame, one: Comparison, cut: bool = False) -> str:
    """A comparison in a line: when, of what, how many companies, what it can say.

    cut: whether the line is cut off at the screen's edge, so that what it can say stands first
    """
    stratum = one.stratum
    about = [frame.say("ui.term", id=part) for part in (stratum.subject, stratum.peer_group) if part]
    metric = frame.labels.get(stratum.metric)
    return frame.say(
        "ui.choose.entry_cut" if cut else "ui.choose.entry",
        period=stratum.period,
        metric=metric or stratum.metric,
        about=f" ({', '.join(about)})" if about else "",
        n=one.companies,
        status=one.status.value,
    )


def narrowed(frame: Frame, view: View, wanted: Comparison) -> View:
    """The shortest view that means this comparison on the page's figures."""
    return finding.narrowed(view, wanted.stratum, frame.desk.comparisons())


def _first_of(frame: Frame, view: View, scope: tuple[str, str] | None, listed: Sequence[Comparison]) -> View:
    """The first comparison of a sector and country, of those in the list where it has any."""
    if scope is None:
        return address.presented(View(), view)
    wanted = replace(address.presented(View(), view), sector=scope[0], country=scope[1], ds=view.ds)
    best = matching(wanted, listed) or matching(wanted, frame.desk.comparisons())
    return narrowed(frame, view, best[0]) if best else wanted


def search(frame: Frame) -> None:
    """'Which company's figure are you checking?': a name, an alias, with or without accents."""
    companies = [c for c in frame.desk.companies.values() if c.kind != "aggregate"]
    labels = {c.id: _called(frame, c.id) for c in sorted(companies, key=lambda c: c.name.casefold())}

    def opened() -> None:
        st.session_state["open_company"] = st.session_state.get("search")

    st.selectbox(
        frame.say("ui.search.label"),
        list(labels),
        index=None,
        key="search",
        format_func=lambda id_: labels.get(id_, id_),
        placeholder=frame.say("ui.search.placeholder"),
        on_change=opened,
        accept_new_options=True,
        label_visibility="collapsed",
    )
    typed = st.session_state.pop("open_company", None)
    if typed:
        _open(frame, typed, labels)


def _called(frame: Frame, company: str) -> str:
    others = frame.desk.finder.aliases(company)
    name = frame.desk.names[company]
    return f"{name} ({', '.join(others[:3])})" if others else name


def _open(frame: Frame, typed: str, labels: dict[str, str]) -> None:
    pages = st.session_state["pages"]
    if typed in labels:
        st.switch_page(pages["company"], query_params=address.query(frame.about(typed)))
    found = frame.desk.search(typed)
    named = [company for company in found if plain(company.name) == plain(typed)]
    if len(named) == 1 or len(found) == 1:
        found = tuple(named or found)
        st.switch_page(pages["company"], query_params=address.query(frame.about(found[0].id)))
    if not found:
        st.info(text.plain(frame.say("ui.search.nothing", name=typed[:60])))
        return
    frame.write("ui.search.several")
    for company in found:
        st.page_link(
            pages["company"],
            label=text.plain(company.name),
            query_params=address.query(frame.about(company.id)),
        )


def no_answer(frame: Frame, answer: Answer) -> None:
    """The empty state: what happened, and the comparisons that could be meant instead."""
    if frame.missing:
        # what is lacking is said above: no filter is in the way of what is not here
        st.page_link(
            st.session_state["pages"]["data"], label=frame.say("ui.choose.bring"),
            icon=":material/attach_file:", query_params=address.query(frame.view),
        )  # fmt: skip
        return
    st.info(text.plain(frame.say(answer.empty or Message("notice.no_comparison"))))
    _asked(frame)
    _clear_some(frame)
    st.button(
        frame.say("ui.clear"),
        key="clear_all",
        on_click=address.go,
        args=(frame.cleared,),
    )
    with st.container(key="alternatives", gap="small"):
        for other in answer.alternatives[:8]:
            sector = frame.say("ui.term", id=other.stratum.sector)
            st.page_link(
                st.session_state["pages"]["gap"],
                label=text.plain(f"{sector} · {comparison_name(frame, other)}"),
                query_params=address.query(narrowed(frame, frame.view, other)),
            )


def _asked(frame: Frame) -> None:
    """What was asked for, in words."""
    said = [frame.say(one) for one in described(frame.view, _names(frame))]
    if said:
        frame.write("ui.choose.asked", view=" · ".join(said))


def _names(frame: Frame) -> dict[str, object]:
    """What companies, channels and metrics are called on the page."""
    return {**frame.labels, **frame.desk.names}


def _clear_some(frame: Frame) -> None:
    """Which filters are in the way, each with a button that clears it and what then remains."""
    view = frame.view
    found = in_the_way(view, frame.desk.comparisons())
    called = _names(frame)
    with st.container(horizontal=True, key="in_the_way", gap="small"):
        for names, n in found[:_MOST_WAYS]:
            said = " · ".join(frame.say(in_words(view, name, called)) for name in names)
            st.button(
                text.plain(frame.say("ui.choose.clear_one", filter=said, n=n)),
                key="clear_" + "_".join(names),
                on_click=address.go,
                args=(without(view, names),),
            )

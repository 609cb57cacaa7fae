"""'Drop a file': read in a child with limits, at most three questions, one button."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from barometer.ingest.recipe import find
from barometer.ingest.result import ImportResult, Status
from barometer.store.carried import Carried
from barometer.store.keeping import context_of
from barometer.store.landing import Context
from barometer.store.refused import StoreRefusal
from barometer.ui import text
from barometer.ui.frame import Frame
from barometer.ui.mydata import brought, keeping, needed, place, read_as, receipt, reopened
from barometer.ui.mydata.brought import Brought, Choices
from barometer.ui.mydata.names import names
from barometer.ui.workspace import store

KINDS = ("claims", "complaints", "reports", "exposure", "companies")
#: what is wrong may be the kind that was taken for granted, so that another can be chosen
_OF_KIND = ("ingest.refused.foreign", "ingest.refused.no_", "ingest.refused.all_rejected")


def file(frame: Frame) -> None:
    """A file or pasted text -> a dataset of the visitor's own."""
    st.subheader(text.plain(frame.say("data.drop.title")), anchor=False)
    frame.write("data.drop.about")
    number = brought.given()
    given = st.file_uploader(
        frame.say("data.drop.label"),
        key=f"upload_{number}",
        help=frame.say("data.drop.own"),
    )
    written = ""
    if given is None:
        written = st.text_area(frame.say("data.drop.paste"), key=f"pasted_{number}", height=80)
    if given is None and not written.strip():
        brought.put_away()
        if st.session_state.get("cancelled") == number:
            st.info(text.plain(frame.say("ingest.child.cancelled")))
        return
    try:
        _one(frame, brought.uploaded(given) if given is not None else brought.pasted(written))
    except StoreRefusal as refused:
        st.error(text.plain(frame.say(refused.message)))


def again(frame: Frame, one: Brought, before: Context) -> None:
    """A file that was kept, read as it was; ``before`` is what was said of it then."""
    _one(frame, one, before)


def _one(frame: Frame, one: Brought, before: Context | None = None) -> None:
    wanted = needed.this(frame, one) if before is None else None
    top = st.container()
    if wanted is not None:
        top.info(text.plain(frame.say("data.needed.this")))
        choices = Choices(wanted.kind, wanted.answers, wanted.crosswalk, wanted.columns)
        result = brought.read(frame, one, choices)
    else:
        choices = brought.decided(one.mark)
        result = brought.read(frame, one, choices)
        with top:
            if before is None:
                needed.another(frame, one)
            _kind(frame, one, result)
    with st.container(key="brought_file"):
        receipt.problems(frame, result)
        if result.status is Status.NEEDS_CHOICE:
            receipt.questions(frame, result, f"answers_{one.mark}")
        if wanted is None:
            read_as.panel(frame, one, result, choices)
        if result.status is Status.ACCEPTED:
            _accepted(frame, one, result, choices, wanted, before or Context())


def _kind(frame: Frame, one: Brought, result: ImportResult) -> None:
    """What the file is: as its headings say, and the visitor's to change; a known publisher's is known."""
    if result.recipe:
        recipe = find(result.recipe, store().home)
        title = recipe.title(frame.lang) if recipe else result.recipe
        st.info(text.plain(frame.say("data.drop.recipe", title=title)))
        return
    undecided = result.status is Status.NEEDS_CHOICE and not result.header
    hopeless = result.error is not None and not result.error.id.startswith(_OF_KIND)
    if undecided or (result.status is Status.REFUSED and hopeless):
        return
    key = f"kind_{one.mark}"
    if key not in st.session_state:
        st.session_state[key] = result.kind
    st.segmented_control(
        frame.say("data.drop.kind"), KINDS, key=key, required=True,
        format_func=lambda kind: frame.say(f"data.kind.{kind}"), on_change=_other_kind, args=(one.mark,),
    )  # fmt: skip


def _other_kind(mark: str) -> None:
    """What its columns were said to be was said of another kind of file."""
    st.session_state[f"columns_{mark}"] = None


def _accepted(
    frame: Frame,
    one: Brought,
    result: ImportResult,
    choices: Choices,
    wanted: Carried | None,
    before: Context,
) -> None:
    if wanted is not None:
        context = wanted.context
    else:
        names(frame, result, f"crosswalk_{one.mark}")
        context = Context() if result.recipe else _context(frame, one, result, before)
    key = f"kept_{one.mark}"
    asked = (
        result.kind,
        tuple(sorted(choices.answers.items())),
        context,
        tuple((c.key, c.match) for c in result.companies),
    )
    button = f"show_{one.mark}"
    if keeping.wanted(frame, button, asked):
        held = brought.whole(frame, one, choices, result)
        dataset = keeping.kept(frame, held, one.data, context, choices)
        keeping.done(button)
        if not dataset:
            return
        st.session_state[key] = asked, dataset
        brought.forget(one)
        if wanted is not None and wanted.dataset == dataset:
            needed.met(frame, dataset, result.kind)
        reopened.instead(frame, dataset, result.kind)
    done = st.session_state.get(key)
    if done is not None and done[0] == asked:
        keeping.shown(frame, done[1], result.kind, wanted)
    receipt.account(frame, result)


def _context(frame: Frame, one: Brought, result: ImportResult, before: Context) -> Context:
    """Who published it, where it belongs; and of complaints, what the file itself does not say."""
    written = {
        name: column.text_input(
            frame.say(f"data.drop.{name}"), getattr(before, name), key=f"{name}_{one.mark}"
        ).strip()
        for name, column in zip(("publisher", "url", "published"), st.columns(3), strict=True)
    }
    said = replace(before, **written, title=before.title or one.name)
    if not said.publisher:
        st.caption(text.plain(frame.say("data.drop.no_source")))
    if place.lacks(result, "sector") or place.lacks(result, "country"):
        known = before.sector, before.country
        sector, country = place.place(frame, f"drop_{one.mark}", _matched(result), known)
        said = context_of(result, brought.default(), replace(said, sector=sector, country=country))
    if result.kind == "complaints" and place.lacks(result, "channel"):
        said = place.channel(frame, f"drop_{one.mark}", said)
    if result.kind == "complaints" and not place.lacks(result, "rate") and place.lacks(result, "per"):
        said = place.per(frame, f"drop_{one.mark}", said)
    return said


def _matched(result: ImportResult) -> tuple[str, ...]:
    """The one place in which all recognised companies have figures is found by any of them."""
    return tuple(company.match for company in result.companies if company.match)[:40]

"""'Drop a file': read in a child with limits, at most three questions, one button."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from barometer.ingest.recipe_result import find
from barometer.ingest.result import ImportResult, Status
from barometer.store.carried import Carried
from barometer.store.keeping import context_of
from barometer.store.landing import Context
from barometer.store.refused import StoreRefusal
from barometer.ui import brought, keeping, needed, place, receipt, text
from barometer.ui.brought import Brought, Choices
from barometer.ui.frame import Frame
from barometer.ui.names import names
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


def _one(frame: Frame, one: Brought) -> None:
    wanted = needed.this(frame, one)
    top = st.container()
    if wanted is not None:
        top.info(text.plain(frame.say("data.needed.this")))
        choices = Choices(wanted.kind, wanted.answers, wanted.crosswalk)
        result = brought.read(frame, one, choices)
    else:
        answers = st.session_state.get(f"answers_{one.mark}", {})
        kind = st.session_state.get(f"kind_{one.mark}") or ""
        crosswalk = st.session_state.get(f"crosswalk_{one.mark}")
        choices = Choices(kind, answers, crosswalk) if crosswalk else Choices(kind, answers)
        result = brought.read(frame, one, choices)
        with top:
            _kind(frame, one, result)
    with st.container(key="brought_file"):
        receipt.problems(frame, result)
        if result.status is Status.NEEDS_CHOICE:
            receipt.questions(frame, result, f"answers_{one.mark}")
        receipt.answered(frame, f"answers_{one.mark}")
        if result.status is Status.ACCEPTED:
            _accepted(frame, one, result, choices, wanted)


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
        format_func=lambda kind: frame.say(f"data.kind.{kind}"),
    )  # fmt: skip


def _accepted(
    frame: Frame, one: Brought, result: ImportResult, choices: Choices, wanted: Carried | None
) -> None:
    if wanted is not None:
        context = wanted.context
    else:
        names(frame, result, f"crosswalk_{one.mark}")
        context = Context() if result.recipe else _context(frame, one, result)
    key = f"kept_{one.mark}"
    asked = (
        result.kind,
        tuple(sorted(choices.answers.items())),
        context,
        tuple((c.key, c.match) for c in result.companies),
    )
    if st.button(frame.say("data.show"), type="primary", key=f"show_{one.mark}"):
        crosswalk = wanted.crosswalk if wanted else st.session_state.get(f"crosswalk_{one.mark}")
        held = brought.whole(frame, one, choices, result)
        dataset = keeping.kept(frame, held, one.data, context, choices.answers, crosswalk)
        if not dataset:
            return
        st.session_state[key] = asked, dataset
        brought.forget(one)
        if wanted is not None:
            st.rerun()  # the link's notices are made anew
    done = st.session_state.get(key)
    if done is not None and done[0] == asked:
        keeping.shown(frame, done[1], result.kind, wanted)
    receipt.account(frame, result)


def _context(frame: Frame, one: Brought, result: ImportResult) -> Context:
    """Who published it, where it belongs; and of complaints, what the file itself does not say."""
    publisher, url, published = st.columns(3)
    said = Context(
        publisher=publisher.text_input(frame.say("data.drop.publisher"), key=f"publisher_{one.mark}").strip(),
        url=url.text_input(frame.say("data.drop.url"), key=f"url_{one.mark}").strip(),
        published=published.text_input(frame.say("data.drop.published"), key=f"published_{one.mark}").strip(),
        title=one.name,
    )
    if not said.publisher:
        st.caption(text.plain(frame.say("data.drop.no_source")))
    if place.lacks(result, "sector") or place.lacks(result, "country"):
        sector, country = place.place(frame, f"drop_{one.mark}", _matched(result))
        said = context_of(result, brought.default(), replace(said, sector=sector, country=country))
    if result.kind == "complaints" and place.lacks(result, "channel"):
        said = place.channel(frame, f"drop_{one.mark}", said)
    if result.kind == "complaints" and not place.lacks(result, "rate") and place.lacks(result, "per"):
        said = place.per(frame, f"drop_{one.mark}", said)
    return said


def _matched(result: ImportResult) -> tuple[str, ...]:
    """The one place in which all recognised companies have figures is found by any of them."""
    return tuple(company.match for company in result.companies if company.match)[:40]

"""'Type a figure': most reporters hold a press release, not a file."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from barometer.finding import plain
from barometer.ingest.result import ImportResult, Status
from barometer.model import Company
from barometer.store.keeping import context_of, keep, register_of, typed
from barometer.store.landing import Context
from barometer.store.refused import StoreRefusal
from barometer.ui import receipt, text
from barometer.ui.frame import Frame
from barometer.ui.place import place
from barometer.ui.workspace import ready, store

_UNITS = ("satisfaction_pct", "rating", "nps")
_WHO = ("company", "regulator", "third_party")


def figure(frame: Frame) -> None:
    """One figure: who, how much, of what, asked when; checked as a file of one row would be."""
    st.subheader(text.plain(frame.say("data.typed.title")), anchor=False)
    frame.write("data.typed.about")
    company = _company(frame)
    with st.form("typed", border=True):
        left, middle, right = st.columns(3)
        unit = left.selectbox(
            frame.say("data.typed.unit"), _UNITS, format_func=lambda u: frame.say(f"data.typed.{u}")
        )
        value = middle.text_input(frame.say("data.typed.value"), placeholder="86,5")
        who = right.selectbox(
            frame.say("data.typed.who"), _WHO, format_func=lambda w: frame.say(f"data.typed.by_{w}")
        )
        first, last, n = st.columns(3)
        start = first.text_input(frame.say("data.typed.start"), placeholder="2024-01-15")
        end = last.text_input(frame.say("data.typed.end"), placeholder="2024-02-15")
        size = n.text_input(frame.say("data.typed.n"))
        wording = st.text_input(frame.say("data.typed.wording"))
        asked, paid, url = st.columns(3)
        by = asked.text_input(frame.say("data.typed.asked_by"))
        payer = paid.text_input(frame.say("data.typed.paid_by"))
        link = url.text_input(frame.say("data.typed.url"))
        sector, country = place(frame, "typed", company)
        sent = st.form_submit_button(frame.say("data.show"), type="primary")
    if sent:
        values = {
            "company": frame.desk.names.get(company, company),
            str(unit): value,
            "period_start": start,
            "period_end": end or start,
            "sample_size": size,
            "wording": wording,
            "asked_by": by,
            "paid_by": payer,
            "source": link,
        }
        said = Context(
            sector=sector, country=country, asserted_by=str(who), publisher=by or company, url=link
        )
        st.session_state["typed_values"] = (values, said)
    if "typed_values" in st.session_state:
        _answer(frame, *st.session_state["typed_values"])


def _company(frame: Frame) -> str:
    """The company, known or new; and at once what the figures hold on it."""
    known = {c.id: c for c in frame.desk.companies.values() if c.kind != "aggregate"}
    chosen = st.selectbox(
        frame.say("data.typed.company"),
        sorted(known, key=lambda id_: plain(known[id_].name)),
        index=None,
        format_func=lambda id_: known[id_].name if id_ in known else id_,
        accept_new_options=True,
        key="typed_company",
        placeholder=frame.say("data.typed.company_hint"),
    )
    if chosen in known:
        _meets(frame, known[chosen])
    return chosen or ""


def _meets(frame: Frame, company: Company) -> None:
    """What a figure of this company would meet: complaints, customers, other figures."""
    held = frame.desk.company(company.id)
    counts = {"name": company.name, "claims": len(held.claims), "exposures": len(held.exposures)}
    st.caption(text.plain(frame.say("data.typed.meets", complaints=len(held.complaints), **counts)))
    spans: dict[str, list[str]] = {}
    for one in held.complaints:
        if one.period is not None:
            spans.setdefault(one.channel, []).append(f"{one.period.start} – {one.period.end}")
    for channel, periods in spans.items():
        label = frame.labels.get(channel, channel)
        st.caption(
            text.plain(frame.say("data.typed.complaints_of", channel=label, periods=", ".join(periods[-6:])))
        )


def _answer(frame: Frame, values: dict[str, str], said: Context) -> None:
    if not values["company"]:
        st.error(text.plain(frame.say("data.typed.no_company")))
        return
    register = register_of(frame.desk.package)
    answers = st.session_state.get("typed_answers", {})
    result, data = typed(values, register=register, answers=answers)
    if result.status is Status.ACCEPTED and result.records:
        _kept(frame, result, data, said, answers)
        return
    receipt.problems(frame, result)
    receipt.questions(frame, result, "typed_answers")


def _kept(frame: Frame, result: ImportResult, data: bytes, said: Context, answers: dict[str, str]) -> None:
    context = context_of(result, frame.desk.package, replace(said, title=frame.say("data.typed.title")))
    try:
        dataset = keep(store(), ready(), result, data, context, answers=answers)
    except StoreRefusal as refused:
        st.error(text.plain(frame.say(refused.message)))
        return
    receipt.shown(frame, result, dataset, context)

"""'Type a figure': most reporters hold a press release, not a file. Checked as it is typed."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from barometer.desk import default_desk
from barometer.desk.finding import plain
from barometer.ingest.names import key as spelt
from barometer.ingest.result import ImportResult, Status
from barometer.model import Company, Message
from barometer.store.keeping import context_of, typed
from barometer.store.landing import Context
from barometer.ui import brought, keeping, names, receipt, text
from barometer.ui.brought import register
from barometer.ui.frame import Frame
from barometer.ui.place import place

_UNITS = ("satisfaction_pct", "rating", "nps")
_WHO = ("company", "regulator", "third_party")
_ANSWERS, _CROSSWALK = "typed_answers", "typed_crosswalk"
_LABELS = {"period_start": "start", "period_end": "end", "sample_size": "n", "source": "url"}
_FORM = {*_UNITS, "company", "start", "end", "n", "wording", "asked_by", "paid_by", "url"}
_SHOWN = 6


def figure(frame: Frame) -> None:
    """One figure: who, how much, of what, asked when; read as a file of one row would be."""
    st.subheader(text.plain(frame.say("data.typed.title")), anchor=False)
    frame.write("data.typed.about")
    company = _company(frame)
    with st.container(border=True, key="typed"):
        values, said = _fields(frame, company)
        if not values["company"] or not any(values[unit] for unit in _UNITS if unit in values):
            st.caption(text.plain(frame.say("data.typed.needs")))
            return
        _read(frame, values, said)


def _fields(frame: Frame, company: str) -> tuple[dict[str, str], Context]:
    left, middle, right = st.columns(3)
    unit = left.selectbox(
        frame.say("data.typed.unit"),
        _UNITS,
        format_func=lambda u: frame.say(f"data.typed.{u}"),
        key="typed_unit",
    )
    value = middle.text_input(
        frame.say("data.typed.value"), placeholder=frame.say(f"data.typed.like_{unit}"), key="typed_value"
    )
    who = right.selectbox(
        frame.say("data.typed.who"),
        _WHO,
        format_func=lambda w: frame.say(f"data.typed.by_{w}"),
        key="typed_who",
    )
    start, end, size = _texts(frame, "start", "end", "n")
    wording = st.text_input(frame.say("data.typed.wording"), key="typed_wording")
    by, payer, link = _texts(frame, "asked_by", "paid_by", "url")
    known = frame.desk.companies.get(company)
    sector, country = place(frame, "typed", (company,) if known else ())
    name = known.name if known else company
    values = {
        "company": name,
        str(unit): value.strip(),
        "period_start": start,
        "period_end": end or start,
        "sample_size": size,
        "wording": wording.strip(),
        "asked_by": by,
        "paid_by": payer,
        "source": link,
    }
    title = f"{name}: {value.strip()}"
    publisher = by or (name if who == "company" else "")
    said = Context(sector, country, asserted_by=str(who), publisher=publisher, url=link, title=title)
    return values, said


def _texts(frame: Frame, *fields: str) -> list[str]:
    columns = st.columns(len(fields))
    examples = {"start": "2024-01-15", "end": "2024-02-15", "n": "1000", "url": "https://"}
    return [
        column.text_input(
            frame.say(f"data.typed.{field}"), placeholder=examples.get(field), key=f"typed_{field}"
        ).strip()
        for column, field in zip(columns, fields, strict=True)
    ]


def _company(frame: Frame) -> str:
    """The company, known or new; and at once what the figures hold on it."""
    known = {c.id: c for c in default_desk().companies.values() if c.kind != "aggregate"}
    chosen = st.selectbox(
        frame.say("data.typed.company"),
        sorted(known, key=lambda id_: plain(known[id_].name)),
        index=None,
        format_func=lambda id_: known[id_].name if id_ in known else id_,
        accept_new_options=True,
        key="typed_company",
        placeholder=frame.say("data.typed.company_hint"),
    )
    if chosen and chosen not in known:
        chosen = register().by_key.get(spelt(chosen), chosen)
    if chosen in known:
        _meets(frame, known[chosen])
    elif chosen:
        st.caption(text.plain(frame.say("data.typed.new", name=chosen)))
    return chosen or ""


def _meets(frame: Frame, company: Company) -> None:
    """What a figure of this company would meet: complaints, customers, other figures."""
    held = default_desk().company(company.id)
    counts = {
        "claims": len(held.claims),
        "complaints": len(held.complaints),
        "exposures": len(held.exposures),
    }
    st.caption(text.plain(frame.say("data.typed.meets", name=company.name, **counts)))
    spans: dict[str, list[str]] = {}
    for one in sorted(held.complaints, key=lambda c: c.period.start.toordinal() if c.period else 0):
        if one.period is not None:
            spans.setdefault(one.channel, []).append(frame.say("data.period", period=one.period))
    for channel, periods in spans.items():
        label = frame.labels.get(channel, channel)
        listed = ", ".join(dict.fromkeys(periods[-_SHOWN:]))
        st.caption(text.plain(frame.say("data.typed.complaints_of", channel=label, periods=listed)))


def _read(frame: Frame, values: dict[str, str], said: Context) -> None:
    """The figure as it is read, or why it can't be; kept on the button alone."""
    answers = st.session_state.get(_ANSWERS, {})
    crosswalk = st.session_state.get(_CROSSWALK)
    result, data = typed(values, register=register(), answers=answers, crosswalk=crosswalk)
    result = _in_words(frame, result)
    receipt.problems(frame, result)
    names.suggested(frame, result, _CROSSWALK)
    if result.status is Status.NEEDS_CHOICE:
        receipt.questions(frame, result, _ANSWERS)
    if result.status is not Status.ACCEPTED or not result.records:
        return
    _as_read(frame, result)
    context = context_of(result, brought.default(), said)
    if st.button(frame.say("data.show"), type="primary", key="show_typed"):
        named = replace(result, name=said.title)
        dataset = keeping.kept(frame, named, data, context, answers, crosswalk)
        st.session_state["typed_kept"] = (data, context, dataset)
    before, of, dataset = st.session_state.get("typed_kept", (b"", None, ""))
    if dataset and (before, of) == (data, context):
        keeping.shown(frame, dataset, result.kind)


def label(frame: Frame, field: str) -> str:
    """The name that a field has on the form; of one that it does not have, its own."""
    name = _LABELS.get(field, field)
    return frame.say(f"data.typed.{name}") if name in _FORM else field


def _in_words(frame: Frame, result: ImportResult) -> ImportResult:
    """The messages of a file of one row as those of a form: its fields by their labels, no line numbers."""
    error = result.error
    if error is not None and error.id == "ingest.refused.all_rejected":
        error = error.params["reason"]
    return replace(
        result,
        error=_labelled(frame, error) if error else None,
        rejected=(),
        warnings=tuple(replace(one, message=_labelled(frame, one.message)) for one in result.warnings),
        questions=tuple(replace(one, message=_labelled(frame, one.message)) for one in result.questions),
    )


def _labelled(frame: Frame, message: Message) -> Message:
    column = message.params.get("column")
    if not isinstance(column, str):
        return message
    return Message(message.id, {**message.params, "column": label(frame, column)})


def _as_read(frame: Frame, result: ImportResult) -> None:
    """'Read as 86.5 % satisfied, January 2024': what was understood, before anything is kept."""
    row = result.records[0]
    unit = next(unit for unit in _UNITS if unit in row.values)
    detail = row.details.get(unit)
    low, high = (detail.low, detail.high) if detail else (None, None)
    value = row.values[unit]
    ends = " – ".join(frame.say("data.number", n=end) for end in (low, high) if end is not None)
    shown = frame.say("data.number", n=value) if value is not None else ends
    days = [row.details[name] for name in ("period_start", "period_end") if name in row.details]
    when = " – ".join(dict.fromkeys(str(d.value) for d in days if d.value)) or frame.say(
        "data.typed.no_dates"
    )
    scale = frame.say("data.typed.out_of", n=detail.scale) if detail and detail.scale else ""
    frame.write(
        "data.typed.read_as", value=shown, unit=frame.say(f"data.typed.{unit}"), scale=scale, when=when
    )
    for warned in result.warnings:
        st.warning(text.plain(frame.say(warned.message)))

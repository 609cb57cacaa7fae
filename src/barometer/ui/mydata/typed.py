"""'Type a figure': most reporters hold a press release, not a file. Checked as it is typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from barometer.desk import default_desk
from barometer.desk.finding import plain
from barometer.desk.sent import register
from barometer.ingest.names import key as spelt
from barometer.ingest.result import ImportResult, Status
from barometer.measures.stated import bound_of
from barometer.model import Company, Message, Quantity
from barometer.store.carried import Carried
from barometer.store.keeping import context_of, typed
from barometer.store.landing import Context
from barometer.store.upload_rows import period
from barometer.ui import text
from barometer.ui.frame import Frame
from barometer.ui.mydata import brought, keeping, names, receipt, reopened
from barometer.ui.mydata.place import place

_UNITS = ("satisfaction_pct", "rating", "nps")
_WHO = ("company", "regulator", "third_party")
_FORM = {*_UNITS, "company", "start", "end", "n", "wording", "threshold", "asked_by", "paid_by", "url"}
_SHARE = ("satisfaction_pct", "share_satisfied")  # the form's unit and the metric that it lands as
_COLUMNS = {"start": "period_start", "end": "period_end", "n": "sample_size", "url": "source"}
_PARTS = {column: part for part, column in _COLUMNS.items()}
#: fields with an example of what is typed in them; days with their month in letters are read alike everywhere
_LIKE = ("start", "end", "n", "url")
_SHOWN = 6
_NEAR = 3
_ADDRESS = re.compile(r"(?:https?://[^\s/.]+\.[^\s]+)?")
_BARE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
#: what an advertisement says after its percentage: the figure's name, not a part of the number
_SATISFIED = re.compile(
    r"(?<=%)\s*(?:(?:de\s+)?(?:nos\s+)?(?:clients?\s+)?(?:sont\s+)?satisfaits?"
    r"|(?:of\s+)?(?:our\s+)?(?:customers?\s+)?(?:are\s+)?satisfied)\s*[.!]?$",
    re.IGNORECASE,
)
#: a figure's fault -> what it would be read as instead
_RATHER = {
    "ingest.number.other_scale": "rating", "ingest.number.signed": "nps",
    "ingest.number.percent": "satisfaction_pct",
}  # fmt: skip


def figure(frame: Frame) -> None:
    """One figure: who, how much, of what, asked when; read as a file of one row would be."""
    st.subheader(text.plain(frame.say("data.typed.title")), anchor=False)
    frame.write("data.typed.about")
    _form(frame, _Form("typed"))


def again(frame: Frame, told: Carried) -> None:
    """A figure that was kept, as it was typed."""
    _form(frame, _Form("retyped", told.typed, told.context))


def keep_form() -> None:
    """What is half typed outlives a look at another page; Streamlit forgets what is not drawn."""
    for name in map(str, st.session_state):
        if name.startswith(("typed_", "retyped_")):
            st.session_state[name] = st.session_state[name]


@dataclass(frozen=True, slots=True)
class _Form:
    """One of the page's forms for a figure.

    name    what its widgets' keys begin with
    before  field -> text, as it was typed when it was kept; ``context`` what was said of it
    """

    name: str
    before: Mapping[str, str] = field(default_factory=dict)
    context: Context = field(default_factory=Context)

    def key(self, part: str) -> str:
        return f"{self.name}_{part}"

    def begun(self, part: str, value: object) -> str:
        """The key of a widget, which begins with ``value``."""
        st.session_state.setdefault(self.key(part), value)
        return self.key(part)

    def text(self, frame: Frame, part: str, column: str, example: str | None = None) -> str:
        """A line of text, begun with what was typed before."""
        key = self.begun(part, self.before.get(column, ""))
        return st.text_input(frame.say(f"data.typed.{part}"), placeholder=example, key=key).strip()


def _form(frame: Frame, form: _Form) -> None:
    company = _company(frame, form)
    with st.container(border=True, key=form.name):
        values, said = _fields(frame, form, company)
        if not values["company"] or not any(values[unit] for unit in _UNITS if unit in values):
            st.caption(text.plain(frame.say("data.typed.needs")))
            return
        _read(frame, form, values, said)


def _fields(frame: Frame, form: _Form, company: str) -> tuple[dict[str, str], Context]:
    left, middle, right = st.columns(3)
    with left:
        was = next((unit for unit in _UNITS if unit in form.before), _UNITS[0])
        unit = st.selectbox(
            frame.say("data.typed.unit"), _UNITS, key=form.begun("unit", was),
            format_func=lambda u: frame.say(f"data.typed.{u}"),
        )  # fmt: skip
    with middle:
        value = _SATISFIED.sub("", form.text(frame, "value", unit, frame.say(f"data.typed.like_{unit}")))
    with right:
        said_by = form.context.asserted_by
        who = st.selectbox(
            frame.say("data.typed.who"), _WHO, key=form.begun("who", said_by or _WHO[0]),
            format_func=lambda w: frame.say(f"data.typed.by_{w}"),
        )  # fmt: skip
    start, end, size = _texts(frame, form, "start", "end", "n")
    wording, counted = _said(frame, form, unit)
    by, payer, link = _texts(frame, form, "asked_by", "paid_by", "url")
    link = f"https://{link}" if _BARE.fullmatch(link) else link
    known = frame.desk.companies.get(company)
    before = form.context.sector, form.context.country
    sector, country = place(frame, form.name, (company,) if known else (), before)
    name = known.name if known else company
    values = {
        "company": name,
        unit: value,
        "period_start": start,
        "period_end": end or start,
        "sample_size": size,
        "wording": wording,
        "threshold": counted,
        "asked_by": by,
        "paid_by": payer,
        "source": link,
    }
    publisher = by or (name if who == "company" else "")
    said = Context(sector, country, asserted_by=who, publisher=publisher, url=link, title=f"{name}, {value}")
    return values, said


def _said(frame: Frame, form: _Form, unit: str) -> tuple[str, str]:
    """The figure's own words; of a share, which answers count, if it is said: as a figure of ours counts."""
    if unit != _SHARE[0]:
        return form.text(frame, "wording", "wording"), ""
    held = default_desk().claims.values()
    known = {one.threshold for one in held if one.metric == _SHARE[1]} - {"", "unstated"}
    before = form.before.get("threshold") or None
    named = {one: frame.say("ui.term", id=one) for one in {*known, *filter(None, [before])}}
    left, right = st.columns(2)
    with left:
        wording = form.text(frame, "wording", "wording")
    with right:
        counted = st.selectbox(
            frame.say("data.typed.threshold"), sorted(named, key=lambda one: named[one]), index=None,
            key=form.begun("threshold", before),
            format_func=lambda one: named.get(one, one), placeholder=frame.say("data.typed.threshold_hint"),
        )  # fmt: skip
    return wording, counted or ""


def _texts(frame: Frame, form: _Form, *parts: str) -> list[str]:
    written = []
    for column, part in zip(st.columns(len(parts)), parts, strict=True):
        with column:
            like = frame.say(f"data.typed.like_{part}") if part in _LIKE else None
            written.append(form.text(frame, part, _COLUMNS.get(part, part), like))
    return written


def _company(frame: Frame, form: _Form) -> str:
    """The company, known or new; and at once what the figures hold on it."""
    known = {c.id: c for c in default_desk().companies.values() if c.kind != "aggregate"}
    listed = sorted(known, key=lambda id_: plain(known[id_].name))
    name = form.before.get("company", "")
    was = register().by_key.get(spelt(name), name) or None
    chosen = st.selectbox(
        frame.say("data.typed.company"),
        listed if was is None or was in known else [was, *listed],
        index=None,
        format_func=lambda id_: known[id_].name if id_ in known else id_,
        accept_new_options=True,
        key=form.begun("company", was),
        placeholder=frame.say("data.typed.company_hint"),
    )
    if chosen and chosen not in known:
        chosen = register().by_key.get(spelt(chosen), chosen)
    if chosen in known:
        _meets(frame, known[chosen])
    elif chosen:
        st.caption(text.plain(frame.say("data.typed.new", name=chosen)))
        _near(frame, form, chosen)
    return chosen or ""


def _near(frame: Frame, form: _Form, name: str) -> None:
    """The known companies that a name resembles: one of them with one click, none without."""

    def meant(company: str) -> None:
        st.session_state[form.key("company")] = company

    near = [one for one in default_desk().search(name) if one.kind != "aggregate"][:_NEAR]
    if near:
        with st.container(horizontal=True, key=form.key("near")):
            for one in near:
                st.button(
                    text.plain(frame.say("data.typed.meant", name=one.name)),
                    key=form.key(f"near_{one.id}"), on_click=meant, args=(one.id,),
                )  # fmt: skip


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


def _read(frame: Frame, form: _Form, values: dict[str, str], said: Context) -> None:
    """The figure as it is read, or why it can't be; kept on the button alone."""
    choices = brought.decided(form.name)
    answers = _both_days(values, choices.answers)
    result, data = typed(values, register=register(), answers=answers, crosswalk=choices.crosswalk)
    if values["period_end"] == values["period_start"]:
        asked = tuple(one for one in result.questions if one.column != "period_end")
        result = replace(result, questions=asked or result.questions)
    rather = _rather(result)
    result = _in_words(frame, result)
    receipt.problems(frame, result)
    if rather:
        about = {"unit": frame.say(f"data.typed.{rather}"), "field": frame.say("data.typed.unit")}
        st.caption(text.plain(frame.say("data.typed.rather", **about)))
    names.suggested(frame, result, f"crosswalk_{form.name}")
    if result.status is Status.NEEDS_CHOICE:
        receipt.questions(frame, result, f"answers_{form.name}")
    if result.status is not Status.ACCEPTED or not result.records:
        return
    if wrong := _wrong(values, result):
        st.error(text.plain(frame.say(f"data.typed.{wrong}")))
        return
    _as_read(frame, result)
    context = context_of(result, brought.default(), said)
    button = f"show_{form.name}"
    if keeping.wanted(frame, button, (data, context)):
        named = replace(result, name=f"{values['company']}, {next(values[u] for u in _UNITS if u in values)}")
        choices = brought.Choices(result.kind, answers, choices.crosswalk)
        dataset = keeping.kept(frame, named, data, context, choices)
        keeping.done(button)
        st.session_state[f"kept_{form.name}"] = (data, context, dataset)
        if dataset:
            reopened.instead(frame, dataset, result.kind)
    before, of, dataset = st.session_state.get(f"kept_{form.name}", (b"", None, ""))
    if dataset and (before, of) == (data, context):
        keeping.shown(frame, dataset, result.kind)


def _both_days(values: Mapping[str, str], answers: Mapping[str, str]) -> dict[str, str]:
    """What was answered of the first day, of the last too where only one was typed: it is asked once."""
    if values["period_end"] != values["period_start"]:
        return dict(answers)
    said = {id_.replace("period_start", "period_end"): answer for id_, answer in answers.items()}
    return {**said, **answers}


def _rather(result: ImportResult) -> str:
    """What a figure that is refused looks like instead: a mark, a net score, a share; '' for nothing."""
    why = result.error.params.get("reason") if result.error else None
    if not isinstance(why, Message) or why.params.get("column") not in _UNITS:
        return ""
    return _RATHER.get(why.id, "")


def _wrong(values: Mapping[str, str], result: ImportResult) -> str:
    """What is wrong with a figure that can be read, as the end of a message's id; '' for nothing."""
    row = result.records[0]
    if (values["period_start"] or values["period_end"]) and not period(row):
        return "no_period"
    if row.values.get("sample_size") == 0:
        return "nobody_asked"
    if "%" in values.get("nps", ""):
        return "nps_percent"
    return "" if _ADDRESS.fullmatch(values["source"]) else "no_address"


def label(frame: Frame, column: str) -> str:
    """The name that a field has on the form; of one that it does not have, its own."""
    name = _PARTS.get(column, column)
    return frame.say(f"data.typed.{name}") if name in _FORM else column


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
    ends = [frame.say("data.number", n=end) for end in (low, high) if end is not None]
    shown = frame.say("data.number", n=value) if value is not None else " – ".join(ends)
    if value is None and detail is not None:
        stated = Quantity(None, low, high, qualifier=detail.qualifier, wording=detail.wording)
        bound = bound_of([stated])
        shown = frame.say(f"value.{bound}", c=ends[0]) if bound else shown
    days = period(row)
    when = (
        frame.say("data.period", period=(days["period_start"], days["period_end"]))
        if days
        else frame.say("data.typed.no_dates")
    )
    scale = frame.say("data.typed.out_of", n=detail.scale) if detail and detail.scale else ""
    frame.write(
        "data.typed.read_as", value=shown, unit=frame.say(f"data.typed.{unit}"), scale=scale, when=when
    )
    for warned in result.warnings:
        st.warning(text.plain(frame.say(warned.message)))

"""A published figure as it is said on a company's page: native unit, wording, period, who, source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from barometer.figures.look import decimals
from barometer.measures.stated import bound_of, counted_as
from barometer.messages import moment, number, percent
from barometer.model import (
    Asserter,
    Claim,
    Complaints,
    Exposure,
    Label,
    Message,
    Period,
    Qualifier,
    Quantity,
    ReadAt,
    Source,
)
from barometer.ui.frame import Frame

_PLAIN = frozenset({Qualifier.EXACT, Qualifier.ROUNDED})
_UNITS = {"points": "points", "index": "index", "mark": "mark", "score": "mark", "stars": "mark"}


def figure(frame: Frame, quantity: Quantity, scale: str = "") -> str:
    """A figure in its own unit as its source states it: 'at least 82%', '7.2 out of 10', '86.5% to 86.9%'."""
    if quantity.is_range:
        ends = (quantity.low, quantity.high)
        low, high = (_value(frame, quantity, end, scale) for end in ends if end is not None)
        return frame.say("company.figure.range", low=low, high=high)
    point = quantity.value if quantity.value is not None else quantity.low
    if point is None:
        return quantity.wording or frame.say("company.not_given")
    said = _value(frame, quantity, point, scale)
    if quantity.qualifier in _PLAIN:
        return said
    if limit := bound_of([quantity]):
        return frame.say(f"value.{limit}", c=said)
    return frame.say(f"company.figure.{quantity.qualifier.value}", x=said)


def wording(frame: Frame, quantity: Quantity, source: str) -> str:
    """What the source says beside the number, where that is more; '' else.

    Of our own figures it is our note of it, in one language; of a reader's file, its words.
    """
    if not quantity.wording.strip("0123456789,. "):
        return ""
    known = frame.desk.sources.get(source)
    own = "_given" if known is not None and known.read_at is ReadAt.UPLOAD else ""
    return frame.say(f"company.wording{own}", words=quantity.wording)


def _value(frame: Frame, quantity: Quantity, value: float, scale: str) -> str:
    digits = decimals(quantity.rounding)
    if quantity.unit == "percent":
        return percent(value / 100, frame.lang, digits)
    said = number(value, frame.lang, digits)
    kind, top = _UNITS.get(quantity.unit, ""), scale.rpartition("-")[2]
    if kind == "mark":
        return frame.say("company.figure.mark", x=said, top=top) if top.isdigit() else said
    return frame.say(f"company.figure.{kind}", x=said) if kind else said


def when(frame: Frame, days: Period | None) -> str:
    """The days a figure covers and where they come from."""
    if days is None:
        return frame.say("company.no_period")
    return frame.say("company.period", period=days, basis=Message(f"company.basis.{days.basis.value}"))


def place(frame: Frame, record: Claim | Complaints | Exposure, among: Iterable[object]) -> str:
    """The market that a figure is about, as far as the figures ``among`` which it stands differ in it.

    'Broadband' of a company that sells mobile telephony too; '' where there is one market only.
    """
    every = list(among)
    parts = [
        frame.say("ui.term", id=getattr(record, name))
        for name in ("sector", "country")
        if len({getattr(one, name) for one in every}) > 1
    ]
    return ", ".join(parts)


def titled(place: str, title: str) -> str:
    """What a figure is, after its market: 'Broadband · Share satisfied'."""
    return f"{place} · {title}" if place else title


def what(frame: Frame, claim: Claim) -> str:
    """The question: metric, what counts as satisfied, scale."""
    parts = [frame.say("ui.term", id=part) for part in (claim.threshold, _scale(claim)) if part]
    metric = frame.say("value.label", label=metric_label(frame, claim.metric))
    return frame.say("company.what", metric=metric, detail=", ".join(parts)) if parts else metric


def _scale(claim: Claim) -> str:
    """A scale that has a name; one given by its ends is written with the figure."""
    return "" if claim.scale[:1].isdigit() else claim.scale


def metric_label(frame: Frame, metric: str) -> Label:
    """The name of a metric as the data give it."""
    return frame.desk.metrics.get(metric) or Label(metric.replace("_", " "), metric.replace("_", " "))


def channel_label(frame: Frame, channel: str) -> Label:
    """The name of a complaint channel as the data give it."""
    return frame.desk.channels.get(channel) or Label(channel.replace("_", " "), channel.replace("_", " "))


def asserter(frame: Frame, claim: Claim) -> str:
    """Who asserts the figure: the company itself, or the publisher of the survey."""
    source = frame.desk.sources.get(claim.source)
    publisher = source.publisher if source else frame.say("company.not_given")
    if source is not None and source.unsaid and claim.asserted_by is not Asserter.COMPANY:
        return frame.say("asserter.file", publisher=publisher)
    if claim.asserted_by is Asserter.COMPANY:
        if source is not None and source.published_for(str(frame.called(claim.company))):
            return frame.say("asserter.published", name=frame.called(claim.company), publisher=publisher)
        return frame.say("company.asserter.company", name=frame.called(claim.company))
    return frame.say(f"company.asserter.{claim.asserted_by.value}", publisher=publisher)


def source_name(frame: Frame, source: Source) -> str:
    """A source as it was read: at the original, in a relay, or in the reader's own file."""
    relay = source.relay if source.read_at.value == "relay" else ""
    said = frame.say(f"company.source.{source.read_at.value}", publisher=source.publisher)
    said = frame.say("ui.source_relay", publisher=source.publisher, relay=relay) if relay else said
    dated = moment(source.published, frame.lang)
    return frame.say("company.source.dated", source=said, date=dated) if dated else said


def counted(frame: Frame, record: Complaints) -> str:
    """Complaints as published: their number, their rate with what it is per, or both."""
    parts = []
    if record.count is not None:
        # where a rate stands beside it, the rounding is the rate's; complaints are whole
        whole = replace(record.count, rounding=max(1.0, record.count.rounding))
        parts.append(frame.say(f"company.count{counted_as(record.channel)}", x=figure(frame, whole)))
    if record.rate is not None:
        per = {"n": record.per_n or 100_000, "per": record.per or "customers"}
        parts.append(frame.say("company.rate", x=figure(frame, record.rate), **per))
    return "; ".join(parts)


def weighted(record: Complaints) -> bool:
    """Whether what stands for complaints is a weighted score, which is no number of them."""
    return record.per.endswith("_weighted")

"""The filters of a view: which it sets, each in words, and the view without some of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from barometer.model import Message
from barometer.view import View

#: what chooses a comparison, the widest first
FILTERS = (
    "sector", "country", "time", "channel", "metric", "instrument", "subject", "group", "wave", "asserter",
    "window", "definition", "threshold", "scale",
)  # fmt: skip
#: what is chosen within a comparison
_WITHIN = ("entity", "focus", "lag", "factor", "area")
_CALLED = ("channel", "metric")
_FREE = frozenset({"wave", "definition", "threshold", "scale", "window"})


def chosen(view: View) -> tuple[str, ...]:
    """The filters that a view sets, the widest first."""
    return tuple(name for name in FILTERS if getattr(view, name))


def without(view: View, names: Iterable[str]) -> View:
    """The view with some of its filters cleared."""
    return replace(view, **{name: getattr(View(), name) for name in names})


def described(view: View, names: Mapping[str, object]) -> tuple[Message, ...]:
    """The view in words, one Message a choice; ``names`` is company id -> name."""
    within = tuple(name for name in _WITHIN if getattr(view, name))
    return tuple(in_words(view, name, names) for name in (*chosen(view), *within))


def in_words(view: View, name: str, names: Mapping[str, object]) -> Message:
    """One choice of a view in words: 'country: United Kingdom'.

    names: company id -> name; what a channel or a metric is called may stand in it too
    """
    value = getattr(view, name)
    if name == "time":
        return _time(view)
    if name in ("entity", "focus"):
        ids = (value,) if name == "focus" else value
        return Message(f"filter.{name}", {"values": tuple(names.get(id_, id_) for id_ in ids)})
    if name in ("lag", "factor"):
        return Message(f"filter.{name}", {"n": value})
    if name == "area":
        return Message("filter.area", {"level": Message(f"map.by.{value}")})
    known = names.get(value) if name in _CALLED else None
    named = value if name in _FREE else known or Message("ui.term", {"id": value})
    return Message("filter.one", {"name": Message(f"filter.name.{name}"), "value": named})


def _time(view: View) -> Message:
    first, last = view.first_day, view.last_day
    if first is not None and last is not None:
        return Message("filter.time", {"period": (first, last)})
    if first is not None:
        return Message("filter.since", {"first": first})
    return Message("filter.until", {"last": last}) if last is not None else Message("filter.any_time")


def unheeded(view: View) -> tuple[Message, ...]:
    """A notice for each choice of how to draw that can't be had, whatever the figures are."""
    return tuple(_unheeded(view))


def honoured(view: View) -> View:
    """The view without the choices that ``unheeded`` names: a link that is made asks for nothing in vain."""
    over_time = view.tab == "over_time"
    alone = view.facet != "company" or bool(view.focus)
    return replace(
        view,
        ci="",
        assumed_n=0,
        factor=view.factor if view.measure == "break_even" else 0,
        grain=view.grain if over_time else "",
        facet=view.facet if over_time and alone else "",
    )


def _unheeded(view: View) -> Iterator[Message]:
    if view.ci == "off":
        yield Message("view.intervals_always")
    if view.factor and view.measure != "break_even":
        yield Message("view.factor_alone", {"n": view.factor})
    if view.assumed_n:
        yield Message("view.no_assumed_n", {"n": view.assumed_n})
    over_time = view.tab == "over_time"
    for name in () if over_time else ("grain", "facet"):
        if value := getattr(view, name):
            yield Message("view.over_time_only", {"name": name, "value": value})
    if over_time and view.facet == "company" and not view.focus:
        yield Message("view.facet_whom")

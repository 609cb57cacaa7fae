"""The filters of a view: which it sets, each in words, and the view without some of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
#: what the grammar knows and no page draws, with the value that changes nothing
_UNDRAWN = {
    "measure": "ratio", "ci": "on", "grain": "", "facet": "none", "sort": "ratio",
    "factor": 0, "assumed_n": 0,
}  # fmt: skip
_FREE = frozenset({"wave", "definition", "threshold", "scale", "window"})


def chosen(view: View) -> tuple[str, ...]:
    """The filters that a view sets, the widest first."""
    return tuple(name for name in FILTERS if getattr(view, name))


def without(view: View, names: Iterable[str]) -> View:
    """The view with some of its filters cleared."""
    return replace(view, **{name: getattr(View(), name) for name in names})


def described(view: View, names: Mapping[str, str]) -> tuple[Message, ...]:
    """The view in words, one Message a choice; ``names`` is company id -> name."""
    within = tuple(name for name in _WITHIN if getattr(view, name))
    return tuple(in_words(view, name, names) for name in (*chosen(view), *within))


def in_words(view: View, name: str, names: Mapping[str, str]) -> Message:
    """One choice of a view in words: 'country: United Kingdom'."""
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
    named = value if name in _FREE else Message("ui.term", {"id": value})
    return Message("filter.one", {"name": Message(f"filter.name.{name}"), "value": named})


def _time(view: View) -> Message:
    first, last = view.first_day, view.last_day
    if first is not None and last is not None:
        return Message("filter.time", {"period": (first, last)})
    if first is not None:
        return Message("filter.since", {"first": first})
    return Message("filter.until", {"last": last}) if last is not None else Message("filter.any_time")


def unheeded(view: View) -> tuple[Message, ...]:
    """A notice for each choice that a link may make and that the pages and the API draw all the same."""
    asked = ((name, getattr(view, name), usual) for name, usual in _UNDRAWN.items())
    return tuple(
        Message("view.unheeded", {"name": name, "value": str(value)})
        for name, value, usual in asked
        if value and value != usual
    )

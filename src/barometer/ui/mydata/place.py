"""Sector and country of what a user brings, and what its complaints are: chosen, or left open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import streamlit as st

from barometer.desk import default_desk
from barometer.ingest.result import ImportResult
from barometer.store.landing import Context
from barometer.ui.frame import Frame

_PER_N = (1, 1_000, 10_000, 100_000, 1_000_000)


def place(
    frame: Frame, key: str, companies: Iterable[str] = (), before: tuple[str, str] = ("", "")
) -> tuple[str, str]:
    """(sector, country), '' each where left open. Known companies' own come first, one alone is taken.

    before  what was said of it when it was kept
    """
    claims = default_desk().claims.values()
    wanted = set(companies)
    own = sorted({(c.sector, c.country) for c in claims if c.company in wanted})
    said = [before] if all(before) else []
    listed = [("", ""), *own, *sorted({(c.sector, c.country) for c in claims}.union(said) - set(own))]
    widget = f"{key}_place_{'_'.join(sorted(wanted))[:80]}"
    st.session_state.setdefault(widget, before if said else own[0] if len(own) == 1 else ("", ""))
    return st.selectbox(
        frame.say("data.place"), listed, format_func=lambda one: _named(frame, one), key=widget
    )


def _named(frame: Frame, one: tuple[str, str]) -> str:
    return frame.say("ui.choose.place", sector=one[0], country=one[1]) if one[0] else frame.say("data.open")


def channel(frame: Frame, key: str, context: Context) -> Context:
    """Which regulator or mediator complaints came to, where the file has no column for it."""
    labels = default_desk().channels
    there = {c for s, n, c, _ in _said() if (s, n) == (context.sector, context.country)}
    listed = ["", *sorted(there | ({context.channel} & set(labels)))]
    chosen = st.selectbox(
        frame.say("data.channel"),
        listed,
        index=listed.index(context.channel) if context.channel in listed else 0,
        format_func=lambda id_: (
            getattr(labels[id_], frame.lang) if id_ in labels else frame.say("data.channel_own")
        ),
        key=f"{key}_channel_{context.sector}_{context.country}",
        help=frame.say("data.channel_help"),
    )
    return replace(context, channel=chosen or "")


@cache
def _said() -> frozenset[tuple[str, str, str, str]]:
    """(sector, country, channel, per) of the default figures' complaints."""
    columns = ("sector", "country", "channel", "per")
    table = default_desk().package.tables["complaints"].select(columns).to_pydict()
    return frozenset(zip(*(table[name] for name in columns), strict=True))


def per(frame: Frame, key: str, context: Context) -> Context:
    """What rates are per, where the file does not say."""
    known = sorted({per for *_, per in _said() if per}, key=lambda id_: (id_ != "customers", id_))
    what, number = st.columns(2)
    chosen = what.selectbox(
        frame.say("data.per"),
        known,
        index=known.index(context.per) if context.per in known else 0,
        key=f"{key}_per",
        format_func=lambda id_: frame.say("ui.term", id=id_),
    )
    many = number.selectbox(
        frame.say("data.per_n"), _PER_N, key=f"{key}_per_n",
        index=_PER_N.index(context.per_n) if context.per_n in _PER_N else 3,
        format_func=lambda n: frame.say("data.number", n=n),
    )  # fmt: skip
    return replace(context, per=str(chosen), per_n=int(many))


def lacks(result: ImportResult, field: str) -> bool:
    """Whether a file has no column for a field."""
    return all(column.field != field for column in result.fields)

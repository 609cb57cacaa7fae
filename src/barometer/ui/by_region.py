"""Complaints on a map of regions, where the figures have them; the same regions as a table."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from barometer.desk.taken import regions
from barometer.figures.cited import capital
from barometer.figures.map_text import count_words
from barometer.measures.regional import Place, Regional
from barometer.measures.stated import counted_as
from barometer.model import Message
from barometer.ui import address, charts, text
from barometer.ui.fold import fold
from barometer.ui.frame import Frame
from barometer.ui.grid import Figures, grid
from barometer.ui.offered import offer
from barometer.view import View


def draw(frame: Frame, found: Regional, frozen: View, key: str = "region") -> None:
    """The map, the levels to choose from, how it is misread, its table and its points as a file.

    frozen  the view that the map's link opens, as it is sent
    """
    st.subheader(text.plain(frame.say("map.page.title")), anchor=False)
    if frame.view.area and frame.view.area not in found.levels:
        wanted, given = _level(frame.view.area), [_level(one) for one in found.levels]
        st.warning(text.plain(frame.say("map.page.no_level", wanted=wanted, given=given)))
    if len(found.levels) > 1:
        st.segmented_control(
            frame.say("map.page.level"),
            list(found.levels),
            key=address.picture(f"area_{key}", found.level),
            format_func=lambda one: frame.say(_level(one)),
            on_change=address.changing(f"area_{key}", _choose),
            required=True,
        )
    taken = regions(frame.desk, found, frozen, frame.taker)
    charts.show(frame, taken.figure(frame.look), f"map_{key}")
    st.caption(text.plain(frame.say("map.page.misread")))
    _table(frame, found, key)
    offer(frame, taken, frame.taker.voice(frame.desk, frozen), f"map_{key}", "map.page")


def _level(name: str) -> Message:
    return Message(f"map.level.{name}")


def _choose(view: View, level: str | None) -> View:
    return replace(view, area=level or "")


def _table(frame: Frame, found: Regional, key: str) -> None:
    with fold(frame.say("map.page.table"), f"map_table_{key}") as opened:
        if not opened:
            return
        noun = counted_as(found.scope.channel)
        every: list[Place | None] = [*found.places, *([None] * len(found.without))]
        regions = [*(one.region for one in found.places), *found.without]
        columns: dict[str, list[str] | Figures] = {
            frame.say("map.column.region"): [
                one.name.fr if frame.lang == "fr" else one.name.en for one in regions
            ],
            frame.say(f"map.column.complaints{noun}"): [
                count_words(one, frame.look) if one else frame.say("map.page.none") for one in every
            ],
        }
        if found.rated:
            columns[capital(frame.say("ui.term", id=found.per))] = Figures(
                [(one.people if one else None, None, None) for one in every], 0
            )
            columns |= {
                frame.say(f"map.column.{name}", per=found.per): Figures([_cell(one, name) for one in every])
                for name in ("rate", "low", "high", "shrunk")
            }
        grid(columns, frame.lang, key=f"map_rows_{key}", alt=frame.say(f"map.page.alt{noun}", n=len(regions)))


def _cell(one: Place | None, name: str) -> tuple[float | None, float | None, float | None]:
    if one is None or one.rate is None:
        return None, None, None
    value = {"rate": one.rate.value, "low": one.rate.low, "high": one.rate.high, "shrunk": one.shrunk}[name]
    return value, None, None

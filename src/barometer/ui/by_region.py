"""Complaints on a map of regions, where the figures have them; the same regions as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from barometer.answer.checked import mark, standings, unread
from barometer.desk import sent
from barometer.desk.provenance import behind_map
from barometer.export import regional as taken
from barometer.export.chrome import find_chrome
from barometer.export.image import Form
from barometer.export.map_files import picture
from barometer.export.table import csv_text
from barometer.figures.cited import capital
from barometer.figures.look import Meta
from barometer.figures.map_text import count_words
from barometer.figures.region_map import region_map
from barometer.measures.regional import Place, Regional
from barometer.model import Message
from barometer.ui import address, charts, text
from barometer.ui.fold import fold
from barometer.ui.frame import Frame
from barometer.ui.grid import Figures, grid
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
    charts.show(frame, region_map(found, _meta(frame, found, frozen), frame.look), f"map_{key}")
    st.caption(text.plain(frame.say("map.page.misread")))
    _table(frame, found, key)
    with st.container(horizontal=True, key=f"map_files_{key}"):
        _files(frame, found, frozen, key)


def _files(frame: Frame, found: Regional, frozen: View, key: str) -> None:
    """The points as CSV; the map as a picture where the server has a browser to draw with."""
    stem = f"map-{found.scope.country.lower()}-{found.level}"
    said = " ".join(frame.say(one) for one in _mark(frame, found))
    marked: dict[str, taken.Cell] = {"checked": said or None}
    rows = [row | marked for row in taken.rows(found, frame.look.say)]
    csv = csv_text(rows, (*taken.COLUMNS, "checked")).encode("utf-8-sig")
    _file(frame.say("map.page.csv"), csv, f"{stem}.csv", key)
    if find_chrome() is None:
        return
    meta, link = _meta(frame, found, frozen), address.link(frame.page, frozen)
    for form in Form:
        made = partial(picture, found, meta, frame.look, form, link)
        _file(frame.say("map.page.picture", form=form.value.upper()), made, f"{stem}.{form.value}", key)


def _file(label: str, made: bytes | Callable[[], bytes], name: str, key: str) -> None:
    icon = ":material/download:"
    st.download_button(label, made, name, key=f"take_{name}_{key}", on_click="ignore", icon=icon)


def _meta(frame: Frame, found: Regional, frozen: View) -> Meta:
    known = frame.desk.sources
    return Meta(
        labels=frame.labels,
        names={id_: one.name for id_, one in frame.desk.companies.items() if one.kind != "aggregate"},
        sources={id_: known[id_] for id_ in (*found.sources, *found.people_sources) if id_ in known},
        mark=_mark(frame, found),
        checked_on=frame.desk.checked_on,
        link=sent.printed(address.base(), frame.page, frozen),
    )


def _mark(frame: Frame, found: Regional) -> tuple[Message, ...]:
    """Whether the map's figures were read at their source; of a source that holds no row, as it was read."""
    records = behind_map(frame.desk, found)
    sources = frame.desk.sources
    bare = {id_: sources[id_] for id_ in found.sources if id_ in sources} if not records else {}
    return mark((*standings(records, sources, frame.kept.checks), *unread(bare)))


def _level(name: str) -> Message:
    return Message(f"map.level.{name}")


def _choose(view: View, level: str | None) -> View:
    return replace(view, area=level or "")


def _table(frame: Frame, found: Regional, key: str) -> None:
    with fold(frame.say("map.page.table"), f"map_table_{key}") as opened:
        if not opened:
            return
        every: list[Place | None] = [*found.places, *([None] * len(found.without))]
        regions = [*(one.region for one in found.places), *found.without]
        columns: dict[str, list[str] | Figures] = {
            frame.say("map.column.region"): [
                one.name.fr if frame.lang == "fr" else one.name.en for one in regions
            ],
            frame.say("map.column.complaints"): [
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
        grid(columns, frame.lang, key=f"map_rows_{key}", alt=frame.say("map.page.alt", n=len(regions)))


def _cell(one: Place | None, name: str) -> tuple[float | None, float | None, float | None]:
    if one is None or one.rate is None:
        return None, None, None
    value = {"rate": one.rate.value, "low": one.rate.low, "high": one.rate.high, "shrunk": one.shrunk}[name]
    return value, None, None

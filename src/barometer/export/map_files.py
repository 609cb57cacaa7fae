"""The map as files: its points as CSV, its picture."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import plotly.graph_objects as go

from barometer.export.image import Form, ImageError, Size, image
from barometer.export.regional import COLUMNS, Cell, rows
from barometer.export.table import csv_text
from barometer.figures.look import Look, Meta
from barometer.figures.region_map import region_map
from barometer.measures.regional import Regional
from barometer.model import Message

_ABOUT = ("checked", "view", "data_id")


@dataclass(frozen=True, slots=True)
class Map:
    """A map as it is taken away.

    view, data_id  the frozen view that it is part of, as a query, and the figures that it rests on
    link           the whole address of that view; ``meta`` holds the one that is printed
    """

    found: Regional
    meta: Meta
    view: str = ""
    data_id: str = ""
    link: str = ""

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return f"map-{self.found.scope.country.lower()}-{self.found.level}"

    def figure(self, look: Look) -> go.Figure:
        """The map, drawn for that look."""
        return region_map(self.found, self.meta, look)

    def points(self, say: Callable[[Message], str]) -> list[dict[str, Cell]]:
        """A row a region; then whether its figures were read at their source, and where they come from."""
        told = " ".join(say(one) for one in self.meta.mark or ())
        about: dict[str, Cell] = {"checked": told or None, "view": self.view, "data_id": self.data_id}
        return [row | about for row in rows(self.found, say)]

    def csv(self, say: Callable[[Message], str]) -> bytes:
        """The points as a file."""
        return csv_text(self.points(say), MAP_COLUMNS).encode("utf-8-sig")

    def picture(self, look: Look, form: Form) -> bytes:
        """The map as an image, its points and its link unseen in it. ImageError without a browser."""
        texts = {"Source": self.link, "Data": self.csv(look.say).decode("utf-8-sig")}
        return image(self.figure, look, Size(look.width), form, texts)

    def files(self, look: Look, stem: str) -> dict[str, bytes]:
        """The map in a packet of files: its points, and its picture where a browser is."""
        made = {f"{stem}-map.csv": self.csv(look.say)}
        for form in Form:
            with suppress(ImageError):
                made[f"{stem}-map.{form.value}"] = self.picture(look, form)
        return made


MAP_COLUMNS = (*COLUMNS, *_ABOUT)

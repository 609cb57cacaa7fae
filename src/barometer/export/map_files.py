"""The map as files: its points as CSV, its picture."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import plotly.graph_objects as go

from barometer.export.image import Form, ImageError, Size, image
from barometer.export.regional import COLUMNS, Cell, rows
from barometer.export.table import csv_text
from barometer.export.voice import Voice
from barometer.figures.look import Look, Meta
from barometer.figures.map_text import count_words, figure_words
from barometer.figures.region_map import region_map
from barometer.measures.regional import Regional
from barometer.measures.stated import counted_as

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

    def points(self, voice: Voice) -> list[dict[str, Cell]]:
        """A row a region; then whether its figures were read at their source, and where they come from."""
        told = " ".join(voice.say(one) for one in self.meta.mark or ())
        known = self.meta.sources
        cited = [voice.source(known[id_]) for id_ in self.found.sources if id_ in known]
        about: dict[str, Cell] = {
            "sources": " | ".join(cited) or None,
            "checked": told or None,
            "view": self.view,
            "data_id": self.data_id,
        }
        return [row | about for row in rows(self.found, voice.say)]

    def table(self, voice: Voice) -> list[list[str]]:
        """The same in words: what the columns are called, then a line a region."""
        look, found = Look(voice.lang, voice.say), self.found
        noun = counted_as(found.scope.channel)
        heads = ["map.column.region", f"map.column.complaints{noun}"]
        heads += ["map.column.rate"] if found.rated else []
        lines = [
            [
                one.region.name.fr if voice.lang == "fr" else one.region.name.en,
                count_words(one, look),
                *([figure_words(one, found, look) if one.rate else ""] if found.rated else []),
            ]
            for one in found.places
        ]
        return [[voice.phrase(head, per=found.per) for head in heads], *lines]

    def csv(self, voice: Voice) -> bytes:
        """The points as a file."""
        return csv_text(self.points(voice), MAP_COLUMNS).encode("utf-8-sig")

    def picture(self, voice: Voice, look: Look, form: Form) -> bytes:
        """The map as an image, its points and its link unseen in it. ImageError without a browser."""
        texts = {"Source": self.link, "Data": self.csv(voice).decode("utf-8-sig")}
        return image(self.figure, look, Size(look.width), form, texts)

    def files(self, voice: Voice, look: Look, stem: str) -> dict[str, bytes]:
        """The map in a packet of files: its points, and its picture where a browser is."""
        made = {f"{stem}.csv": self.csv(voice)}
        for form in Form:
            with suppress(ImageError):
                made[f"{stem}.{form.value}"] = self.picture(voice, look, form)
        return made


MAP_COLUMNS = (*COLUMNS, *_ABOUT)

"""The chart over time as files: a row a point, its picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from barometer.answer.checked import Record, Standing
from barometer.export.image import Form, Size, image
from barometer.export.table import csv_text
from barometer.export.voice import Voice
from barometer.figures.look import Look, Meta
from barometer.figures.over_time import over_time
from barometer.figures.series import Measure, Point, Series
from barometer.figures.time_text import figure_of
from barometer.model import Message, Source

Cell = str | float | None
COLUMNS = (
    "company", "name", "drawn", "measure", "unit", "from", "to", "still_filling", "value", "low", "high",
    "interval", "stated", "series", "sources", "checked", "view", "data_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OverTime:
    """A chart over time as it is taken away.

    series    what it plots, the sector's own among it; ``headings`` what each measure is called
    grey      what the series drawn thin are, where there are any
    meta      its title and its sources
    standings how far each source of its points was checked
    view      the frozen view that it is, as a query; ``data_id`` the figures that it rests on
    scope     sector and country as ids, for the file's name
    records   the figures that its points rest on
    """

    series: Sequence[Series]
    headings: Mapping[tuple[Measure, str], Message]
    meta: Meta
    standings: Sequence[Standing] = ()
    grey: Message | None = None
    view: str = ""
    data_id: str = ""
    scope: tuple[str, ...] = ()
    records: Sequence[Record] = ()

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return "-".join(("over-time", *self.scope)).lower()

    @property
    def sources(self) -> dict[str, Source]:
        """What the points rest on, by id, in the order of the chart."""
        used = dict.fromkeys(id_ for one in self.series for id_ in one.sources)
        return {id_: self.meta.sources[id_] for id_ in used if id_ in self.meta.sources}

    def mark(self, voice: Voice) -> list[str]:
        """How far its sources were checked, and which remain."""
        return voice.marked(self.standings, self.meta.sources)

    def figure(self, look: Look) -> go.Figure:
        """The whole chart, drawn for that look."""
        return over_time(self.series, dict(self.headings), self.meta, look, self.grey, self.records)

    def points(self, voice: Voice) -> list[dict[str, Cell]]:
        """A row a point, shares in percent; then whether it was checked, and where it comes from.

        A company with panels of its own stands once, also where it is grey in the others'.
        """
        about: dict[str, Cell] = {
            "checked": " ".join(self.mark(voice)) or None,
            "view": self.view,
            "data_id": self.data_id,
        }
        return [self._row(one, point, voice) | about for one, point in self._each()]

    def table(self, voice: Voice) -> list[list[str]]:
        """The same points in words: what the columns are called, then a line a point."""
        look = Look(voice.lang, voice.say)
        heads = (
            "ui.table.company",
            *(f"over_time.column.{n}" for n in ("measure", "period", "figure", "kind")),
        )
        lines = [
            [
                one.name,
                voice.say(self.headings[one.kind]),
                voice.phrase("over_time.period", period=point.period),
                figure_of(one, point, look),
                voice.phrase("ui.term", id=point.estimate.kind.value),
            ]
            for one, point in self._each()
        ]
        return [[voice.phrase(head) for head in heads], *lines]

    def _each(self) -> list[tuple[Series, Point]]:
        """The points with their series; a company with panels of its own once."""
        own = {one.company for one in self.series if not one.sector}
        kept = (one for one in self.series if not (one.sector and one.company in own))
        return [(one, point) for one in kept for point in one.ordered()]

    def _row(self, one: Series, point: Point, voice: Voice) -> dict[str, Cell]:
        ends = point.estimate.value, point.estimate.low, point.estimate.high
        value, low, high = (_in_unit(end, one.unit) for end in ends)
        computed = one.measure is Measure.RATIO
        known = self.meta.sources
        cited = [voice.source(known[id_]) for id_ in point.sources if id_ in known]
        return {
            "company": one.company,
            "name": one.name,
            "drawn": "grey" if one.sector else "own",
            "measure": voice.say(self.headings[one.kind]),
            "unit": one.unit,
            "from": point.period.start.isoformat(),
            "to": point.period.end.isoformat(),
            "still_filling": "yes" if point.filling else "no",
            "value": value,
            "low": low,
            "high": high,
            "interval": point.estimate.kind.value,
            "stated": None if computed else point.qualifier.value,
            "series": point.group,
            "sources": " | ".join(cited) or None,
        }

    def picture(self, voice: Voice, look: Look, form: Form) -> bytes:
        """The chart as an image, its points and its link unseen in it. ImageError without a browser."""
        texts = {"Source": voice.link, "Data": self.csv(voice).decode("utf-8-sig")}
        return image(self.figure, look, Size(look.width), form, texts)

    def csv(self, voice: Voice) -> bytes:
        """The points as a file."""
        return csv_text(self.points(voice), COLUMNS).encode("utf-8-sig")


def _in_unit(end: float | None, unit: str) -> float | None:
    """A published figure in its unit, without what floats add to it; a computed one as it is."""
    if end is None or unit == "times":
        return end
    return round(end * (100 if unit == "percent" else 1), 9)

"""The chart over time as files: its points as CSV, its picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from barometer.export.image import Draw, Form, Size, image
from barometer.export.table import csv_text
from barometer.figures.look import Look
from barometer.figures.series import Measure, Point, Series
from barometer.model import Message

Cell = str | float | None
COLUMNS = (
    "company", "name", "measure", "unit", "from", "to", "still_filling", "value", "low", "high", "interval",
    "stated", "checked", "view", "data_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OverTime:
    """A chart over time as it is taken away.

    draw      the whole chart, for a look
    series    what it plots, the sector's own among it; ``headings`` what each measure is called
    mark      whether the figures were read at their source
    view      the frozen view that it is, as a query; ``link`` its whole address
    """

    draw: Draw
    series: Sequence[Series]
    headings: Mapping[tuple[Measure, str], Message]
    mark: tuple[Message, ...] = ()
    view: str = ""
    link: str = ""
    data_id: str = ""
    stem: str = "over-time"

    def points(self, say: Callable[[Message], str]) -> list[dict[str, Cell]]:
        """A row a point, shares in percent; then whether it was checked, and where it comes from."""
        about: dict[str, Cell] = {
            "checked": " ".join(say(one) for one in self.mark) or None,
            "view": self.view,
            "data_id": self.data_id,
        }
        rows = [(one, point) for one in self.series for point in one.ordered()]
        return [self._row(one, point, say) | about for one, point in rows]

    def _row(self, one: Series, point: Point, say: Callable[[Message], str]) -> dict[str, Cell]:
        factor = 100.0 if one.unit == "percent" else 1.0
        ends = point.estimate.value, point.estimate.low, point.estimate.high
        value, low, high = (None if end is None else round(end * factor, 6) for end in ends)
        return {
            "company": one.company,
            "name": one.name,
            "measure": say(self.headings[one.kind]),
            "unit": one.unit,
            "from": point.period.start.isoformat(),
            "to": point.period.end.isoformat(),
            "still_filling": "yes" if point.filling else "no",
            "value": value,
            "low": low,
            "high": high,
            "interval": point.estimate.kind.value,
            "stated": point.qualifier.value,
        }

    def csv(self, say: Callable[[Message], str]) -> bytes:
        """The points as a file."""
        return csv_text(self.points(say), COLUMNS).encode("utf-8-sig")

    def picture(self, look: Look, form: Form, size: Size | None = None) -> bytes:
        """The chart as an image, its points and its link unseen in it. ImageError without a browser."""
        texts = {"Source": self.link, "Data": self.csv(look.say).decode("utf-8-sig")}
        return image(self.draw, look, size or Size(look.width), form, texts)

"""One answer in every form that can be taken away: the same numbers in each."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from html import escape
from typing import Any

import plotly.graph_objects as go

from barometer.answer import Answer
from barometer.export.chrome import ImageError
from barometer.export.citation import citation
from barometer.export.image import SIZES, Form, Size, image
from barometer.export.map_files import Map
from barometer.export.markdown import in_words, markdown
from barometer.export.notebook import notebook_bytes
from barometer.export.payload import payload
from barometer.export.regional import COLUMNS
from barometer.export.reply_pack import queries
from barometer.export.standalone import standalone
from barometer.export.table import Sheet, csv_bytes, xlsx_bytes
from barometer.export.time_files import COLUMNS as TIME_COLUMNS
from barometer.export.time_files import OverTime
from barometer.export.voice import Voice
from barometer.figures.look import Look, Meta, meta_of
from barometer.figures.shown import shown
from barometer.figures.template import Theme
from barometer.model import Message

_WIDE = Size(width=1040)
#: forms that hold the comparison of one period, whatever the view draws
_OF_NOW = frozenset({"md", "ipynb"})


@dataclass(frozen=True, slots=True)
class Taken:
    """A file to take away."""

    content: bytes
    media: str
    name: str


@dataclass(frozen=True, slots=True)
class Order:
    """What is taken away: an answer, how it is said and seen, and where its link leads.

    focus      the company in view; size  a name of image.SIZES, or '' for a wide screen
    regions    the answer's map of regions, where it has one
    over_time  the chart over time, where the view is on that tab
    """

    answer: Answer
    voice: Voice
    theme: Theme = Theme.LIGHT
    focus: str = ""
    size: str = ""
    regions: Map | None = None
    over_time: OverTime | None = None

    @property
    def drawn(self) -> Map | OverTime | None:
        """What the view asks to be drawn in place of the chart of now: the map of its regions, or all
        periods.
        """
        if self.answer.view.tab != "over_time":
            return None
        return self.regions if self.answer.view.area and self.regions else self.over_time

    @property
    def stem(self) -> str:
        """The file's name without its ending; ids only."""
        if isinstance(self.drawn, OverTime):
            return self.drawn.stem
        stratum = self.answer.stratum
        parts = (stratum.sector, stratum.country, f"{stratum.period.start:%Y-%m}") if stratum else ("view",)
        return "-".join(parts).lower()

    def cited(self, voice: Voice, on: date) -> str:
        """What the view draws as a reference, in the voice's language."""
        drawn = self.drawn if isinstance(self.drawn, OverTime) else None
        return citation(self.answer, voice, on, drawn, self.focus)

    def name(self, form: str) -> str:
        """The name of a file of that form: after what it holds, which in words is the comparison of now."""
        held = replace(self, over_time=None) if form in _OF_NOW else self
        return f"{held.stem}.{form}"

    @property
    def look(self) -> Look:
        return Look(self.voice.lang, self.voice.say, self.theme)

    @property
    def meta(self) -> Meta:
        return meta_of(
            self.answer, self.voice.labels, self.focus, self.voice.printed or self.voice.link, self.voice.kept
        )

    def figure(self, look: Look) -> go.Figure:
        """What the view asks to be drawn. NoChartError where the answer has no comparison."""
        return self.drawn.figure(look) if self.drawn else self.chart(look)

    def chart(self, look: Look) -> go.Figure:
        """The chart of the answer. NoChartError where the answer has no comparison."""
        if self.answer.drawn is None or self.answer.stratum is None:
            raise NoChartError(Message("notice.no_comparison"))
        return shown(self.answer.drawn, self.answer.stratum, self.meta, look, self.focus)

    @property
    def headline(self) -> str:
        """The title above what is drawn; '' where the answer has no comparison."""
        if self.answer.drawn is None and self.drawn is None:
            return ""
        return str(self.figure(self.look).layout.meta["title"])


class NoChartError(LookupError):
    """The answer has no comparison, so that there is nothing to draw; ``message`` says so."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


def take(order: Order, form: str) -> Taken:
    """The answer as a file. KeyError for an unknown form; ImageError without a browser to draw with."""
    media, make = _FORMS[form]
    return Taken(make(order), media, order.name(form))


def _json(order: Order) -> bytes:
    return json.dumps(told(order), ensure_ascii=False, indent=1).encode()


def told(order: Order) -> dict[str, Any]:
    """The answer as JSON-ready data with its link, and what is drawn over time where it is."""
    found = payload(order.answer, order.voice.say, order.voice.kept) | {"link": order.voice.link or None}
    if order.over_time is not None:
        title = order.over_time.meta.sentence
        found["over_time"] = {
            "title": order.voice.say(title) if title else None,
            "points": order.over_time.points(order.voice),
        }
    return found


def _csv(order: Order) -> bytes:
    """The points of what the view asks to be drawn, and no others."""
    if order.drawn is None:
        return csv_bytes(order.answer, order.voice)
    return order.drawn.csv(order.voice)


def _xlsx(order: Order) -> bytes:
    more = {}
    if order.over_time is not None:
        more["over_time"] = Sheet(TIME_COLUMNS, order.over_time.points(order.voice))
    if order.regions is not None:
        more["regions"] = Sheet(COLUMNS, order.regions.points(order.voice))
    return xlsx_bytes(order.answer, order.voice, more)


def _image(form: Form, order: Order) -> bytes:
    size = SIZES[order.size] if order.size else _WIDE
    rows = _csv(order).decode("utf-8-sig")
    return image(order.figure, order.look, size, form, {"Source": order.voice.link, "Data": rows})


def _notebook(order: Order) -> bytes:
    """The comparison of one period; all periods too, where the view draws them."""
    over_time = order.drawn if isinstance(order.drawn, OverTime) else None
    return notebook_bytes(order.answer, order.voice, over_time)


def _html(order: Order) -> bytes:
    """One file with the chart and all it needs, for a newsroom's CMS."""
    table = order.drawn.table(order.voice) if order.drawn else in_words(order.answer, order.voice)
    return standalone(
        lambda width: order.figure(order.look.at(width)), table, order.voice, order.theme, _answers(order)
    )


def _answers(order: Order) -> str:
    """What the companies answered, under the chart, as quotations."""
    voice, parts = order.voice, []
    for one in voice.answered(order.answer):
        told = one.reply
        quoted = escape(voice.quoted(told.text), quote=False)
        words = f"<blockquote>{quoted}</blockquote>" if told.answered else ""
        after = [told.link, *(voice.say(note) for note in one.notes)]
        notes = "".join(f"<p>{escape(line, quote=False)}</p>" for line in after if line)
        parts.append(f"<p>{escape(voice.say(one.said), quote=False)}</p>{words}{notes}")
    return f"<section>{''.join(parts)}</section>" if parts else ""


def _zip(order: Order) -> bytes:
    """Everything in one file: words, rows, query, notebook, citation, and pictures where a browser is."""
    answer, voice = order.answer, order.voice
    now = replace(order, regions=None, over_time=None)
    files: dict[str, bytes] = {
        "README.md": markdown(answer, voice).encode(),
        f"{now.stem}.csv": _csv(now),
        f"{now.stem}.json": _json(order),
        f"{now.stem}.xlsx": _xlsx(order),
        f"{now.stem}.ipynb": _notebook(order),
        "query.sql": queries(answer).encode(),
        "citation.txt": (order.cited(voice, date.today()) + "\n").encode(),  # noqa: DTZ011
    }
    files |= _pictured(now, now.stem)
    if order.regions is not None:
        files |= order.regions.files(voice, order.look, f"{now.stem}-map")
    if order.over_time is not None:
        alone = replace(order, regions=None, size="" if SIZES.get(order.size, _WIDE).pixels else order.size)
        files |= {f"{now.stem}-over-time.csv": _csv(alone)} | _pictured(alone, f"{now.stem}-over-time")
    return _packed(files)


def _pictured(order: Order, stem: str) -> dict[str, bytes]:
    """The pictures of what is drawn; where they can't be made, the sentence that says why."""
    files: dict[str, bytes] = {}
    for form in Form:
        try:
            files[f"{stem}.{form.value}"] = _image(form, order)
        except ImageError as error:
            files["pictures.txt"] = (order.voice.say(error.message) + "\n").encode()
    return files


def _packed(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


_FORMS: Mapping[str, tuple[str, Callable[[Order], bytes]]] = {
    "json": ("application/json", _json),
    "csv": ("text/csv; charset=utf-8", _csv),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _xlsx,
    ),
    "md": ("text/markdown; charset=utf-8", lambda order: markdown(order.answer, order.voice).encode()),
    "ipynb": ("application/x-ipynb+json", _notebook),
    "png": ("image/png", partial(_image, Form.PNG)),
    "svg": ("image/svg+xml", partial(_image, Form.SVG)),
    "html": ("text/html; charset=utf-8", _html),
    "zip": ("application/zip", _zip),
}
FORMS = tuple(_FORMS)


def media_of(form: str) -> str:
    """The media type of a form, without its parameters. KeyError for an unknown form."""
    return _FORMS[form][0].partition(";")[0]

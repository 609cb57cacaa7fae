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

import plotly.graph_objects as go

from barometer.answer import Answer
from barometer.export.chrome import ImageError
from barometer.export.citation import citation
from barometer.export.image import SIZES, Form, Size, image
from barometer.export.map_files import Map
from barometer.export.markdown import markdown
from barometer.export.notebook import notebook_bytes
from barometer.export.payload import payload
from barometer.export.reply_pack import queries
from barometer.export.table import csv_bytes, xlsx_bytes
from barometer.export.voice import Voice
from barometer.figures.look import Look, Meta, meta_of
from barometer.figures.shown import shown
from barometer.figures.template import Theme
from barometer.model import Message

_WIDE = Size(width=1040)


@dataclass(frozen=True, slots=True)
class Taken:
    """A file to take away."""

    content: bytes
    media: str
    name: str


@dataclass(frozen=True, slots=True)
class Order:
    """What is taken away: an answer, how it is said and seen, and where its link leads.

    focus    the company in view; size  a name of image.SIZES, or '' for a wide screen
    regions  the answer's map of regions, where it has one
    """

    answer: Answer
    voice: Voice
    theme: Theme = Theme.LIGHT
    focus: str = ""
    size: str = ""
    regions: Map | None = None

    @property
    def drawn_map(self) -> Map | None:
        """The map where it is what the view asks to be drawn: over time, at a level of regions."""
        view = self.answer.view
        return self.regions if view.area and view.tab == "over_time" else None

    @property
    def stem(self) -> str:
        """The file's name without its ending; ids only."""
        stratum = self.answer.stratum
        parts = (stratum.sector, stratum.country, f"{stratum.period.start:%Y-%m}") if stratum else ("view",)
        return "-".join(parts).lower()

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
        return self.drawn_map.figure(look) if self.drawn_map else self.chart(look)

    def chart(self, look: Look) -> go.Figure:
        """The chart of the answer. NoChartError where the answer has no comparison."""
        if self.answer.drawn is None or self.answer.stratum is None:
            raise NoChartError(Message("notice.no_comparison"))
        return shown(self.answer.drawn, self.answer.stratum, self.meta, look, self.focus)


class NoChartError(LookupError):
    """The answer has no comparison, so that there is nothing to draw; ``message`` says so."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


def take(order: Order, form: str) -> Taken:
    """The answer as a file. KeyError for an unknown form; ImageError without a browser to draw with."""
    media, make = _FORMS[form]
    return Taken(make(order), media, f"{order.stem}.{form}")


def _json(order: Order) -> bytes:
    told = payload(order.answer, order.voice.say, order.voice.kept) | {"link": order.voice.link or None}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _csv(order: Order) -> bytes:
    """The points of what the view asks to be drawn, and no others."""
    drawn = order.drawn_map
    return drawn.csv(order.voice.say) if drawn else csv_bytes(order.answer, order.voice)


def _xlsx(order: Order) -> bytes:
    points = order.regions.points(order.voice.say) if order.regions else ()
    return xlsx_bytes(order.answer, order.voice, points)


def _image(form: Form, order: Order) -> bytes:
    size = SIZES[order.size] if order.size else _WIDE
    rows = _csv(order).decode("utf-8-sig")
    return image(order.figure, order.look, size, form, {"Source": order.voice.link, "Data": rows})


def _html(order: Order) -> bytes:
    """One file with the chart and all it needs, for a newsroom's CMS."""
    figure = order.figure(order.look)
    alt = str((figure.layout.meta or {}).get("alt", ""))
    page = figure.to_html(full_html=True, include_plotlyjs=True, config={"displaylogo": False})
    language = f'<html lang="{order.voice.lang}"><head><title>{_plain(alt[:80])}</title>'
    head, body, tail = str(page).replace("<html>\n<head>", language, 1).rpartition("</body>")
    return f"{head}{_answers(order)}{_back(order.voice)}{body}{tail}".encode()


def _back(voice: Voice) -> str:
    """The way to the view that the file was made of: its whole address, which the chart may not print."""
    if not voice.link:
        return ""
    words = _plain(voice.phrase("web.back"))
    style = "font:13px/1.5 Arial,sans-serif;padding:0 24px"
    return f'<p style="{style}"><a href="{escape(voice.link)}" rel="noopener">{words}</a></p>'


def _answers(order: Order) -> str:
    """What the companies answered, under the chart, as quotations."""
    voice, parts = order.voice, []
    for one in voice.answered(order.answer):
        told = one.reply
        words = f"<blockquote>{_plain(voice.quoted(told.text))}</blockquote>" if told.answered else ""
        after = [told.link, *(voice.say(note) for note in one.notes)]
        notes = "".join(f"<p>{_plain(line)}</p>" for line in after if line)
        parts.append(f"<p>{_plain(voice.say(one.said))}</p>{words}{notes}")
    style = "font:14px/1.5 Arial,sans-serif;max-width:60em;padding:0 24px;white-space:pre-line"
    return f'<section style="{style}">{"".join(parts)}</section>' if parts else ""


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _zip(order: Order) -> bytes:
    """Everything in one file: words, rows, query, notebook, citation, and pictures where a browser is."""
    answer, voice, map_ = order.answer, order.voice, order.regions
    order = replace(order, regions=None)
    files: dict[str, bytes] = {
        "README.md": markdown(answer, voice).encode(),
        f"{order.stem}.csv": csv_bytes(answer, voice),
        f"{order.stem}.json": _json(order),
        f"{order.stem}.xlsx": _xlsx(replace(order, regions=map_)),
        f"{order.stem}.ipynb": notebook_bytes(answer, voice),
        "query.sql": queries(answer).encode(),
        "citation.txt": (citation(answer, voice, date.today()) + "\n").encode(),  # noqa: DTZ011
    }
    files |= map_.files(order.look, order.stem) if map_ else {}
    for form in Form:
        try:
            files[f"{order.stem}.{form.value}"] = _image(form, order)
        except ImageError as error:
            files["pictures.txt"] = (voice.say(error.message) + "\n").encode()
    return _packed(files)


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
    "ipynb": ("application/x-ipynb+json", lambda order: notebook_bytes(order.answer, order.voice)),
    "png": ("image/png", partial(_image, Form.PNG)),
    "svg": ("image/svg+xml", partial(_image, Form.SVG)),
    "html": ("text/html; charset=utf-8", _html),
    "zip": ("application/zip", _zip),
}
FORMS = tuple(_FORMS)

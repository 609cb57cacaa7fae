"""A figure as PNG or SVG, at the widths of a newspaper, a page and a phone."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

import plotly.graph_objects as go

from barometer.export import chrome
from barometer.export.chrome import ImageError
from barometer.export.svg import named
from barometer.figures.look import Look
from barometer.figures.template import Theme
from barometer.model import Message

_DPI = 300
_TRIALS = range(540, 1081, 60)

Draw = Callable[[Look], go.Figure]


class Form(StrEnum):
    """What an image is written as."""

    PNG = "png"
    SVG = "svg"


@dataclass(frozen=True, slots=True)
class Size:
    """How large an image is.

    width   pixels that the figure is laid out in (a millimetre is 96/25.4 of them)
    mm      printed width, at 300 dots an inch; 0 for a screen
    pixels  width and height of the PNG where both are fixed
    """

    width: int
    mm: float = 0.0
    pixels: tuple[int, int] | None = None

    @property
    def scale(self) -> float:
        """Pixels of the PNG for one of the layout."""
        return round(self.mm / 25.4 * _DPI) / self.width if self.mm else 1.0


SIZES = {
    "85mm": Size(width=321, mm=85),
    "120mm": Size(width=454, mm=120),
    "174mm": Size(width=658, mm=174),
    "640px": Size(width=640),
    "1080x1350px": Size(width=540, pixels=(1080, 1350)),
}


def image(
    draw: Draw, look: Look, size: Size, form: Form, texts: Mapping[str, str] = MappingProxyType({})
) -> bytes:
    """The figure that ``draw`` makes at that size, as bytes.

    texts: what the picture carries unseen beside its own title and description (keyword -> text), so that
    one that went from hand to hand still says what it shows; an SVG, whose texts can be read, 'Source' alone.
    Printed sizes take the print palette, unless the look is dark. ImageError without a browser, or where
    the rows can't fit a fixed height.
    """
    themed = replace(look, theme=Theme.PRINT) if size.mm and look.theme is Theme.LIGHT else look
    if size.pixels is not None:
        figure = _fitted(draw, themed, size.pixels)
    else:
        figure = draw(themed.at(size.width))
    plain = json.loads(figure.to_json())
    width, height = figure.layout.width, figure.layout.height
    if form is Form.SVG:
        return named(chrome.draw(plain, "svg", width, height, 1), plain, size.mm, texts.get("Source", ""))
    scale = size.pixels[0] / width if size.pixels else size.scale
    png = chrome.draw(plain, "png", width, height, scale)
    about = plain["layout"].get("meta") or {}
    said = {"Title": about.get("title", ""), "Description": about.get("alt", ""), **texts}
    chunks = [_text(keyword, text) for keyword, text in said.items() if text]
    return _with(png, *([_resolution(_DPI)] if size.mm else []), *chunks)


def _fitted(draw: Draw, look: Look, pixels: tuple[int, int]) -> go.Figure:
    """The figure in that shape: the narrowest layout whose rows fit, spread over the height."""
    for width in _TRIALS:
        height = round(width * pixels[1] / pixels[0])
        figure = draw(look.at(width, height))
        if figure.layout.height <= height:
            return figure
    raise ImageError(Message("image.too_many_rows", {"width": pixels[0], "height": pixels[1]}))


def _resolution(dpi: int) -> bytes:
    """A PNG's printed resolution."""
    metre = round(dpi / 0.0254)
    return b"pHYs" + struct.pack(">IIB", metre, metre, 1)


def _text(keyword: str, text: str) -> bytes:
    """An international text of a PNG, compressed."""
    return b"iTXt" + keyword.encode("ascii") + b"\0\1\0\0\0" + zlib.compress(text.encode())


def _with(png: bytes, *chunks: bytes) -> bytes:
    """The PNG with those chunks after its header."""
    packed = [struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in chunks]
    return b"".join((png[:33], *packed, png[33:]))


__all__ = ["SIZES", "Form", "ImageError", "Size", "image"]

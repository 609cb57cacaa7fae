"""The map as files: its points as CSV, its picture."""

from __future__ import annotations

from contextlib import suppress

from barometer.export.image import Form, ImageError, Size, image
from barometer.export.regional import COLUMNS, rows
from barometer.export.table import csv_text
from barometer.figures.look import Look, Meta
from barometer.figures.region_map import region_map
from barometer.measures.regional import Regional


def files(found: Regional, meta: Meta, look: Look, stem: str, link: str = "") -> dict[str, bytes]:
    """The map in a packet of files: its points, and its picture where a browser is."""
    made = {f"{stem}-map.csv": csv_text(rows(found, look.say), COLUMNS).encode("utf-8-sig")}
    for form in Form:
        with suppress(ImageError):
            made[f"{stem}-map.{form.value}"] = picture(found, meta, look, form, link)
    return made


def picture(found: Regional, meta: Meta, look: Look, form: Form, link: str = "") -> bytes:
    """The map as an image, with its points and ``link`` unseen in it. ImageError without a browser."""
    texts = {"Source": link, "Data": csv_text(rows(found, look.say), COLUMNS)}
    return image(lambda sized: region_map(found, meta, sized), look, Size(look.width), form, texts)

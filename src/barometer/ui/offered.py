"""A chart's own files, under it: its points as CSV, and pictures of it where the server can draw them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

import streamlit as st

from barometer.export.chrome import find_chrome
from barometer.export.image import Form
from barometer.export.voice import Voice
from barometer.figures.look import Look
from barometer.ui.frame import Frame


class Takeable(Protocol):
    """What is drawn and can be taken away."""

    @property
    def stem(self) -> str:
        """The name of its files without their endings."""

    def csv(self, voice: Voice) -> bytes:
        """Its points as a file."""

    def picture(self, voice: Voice, look: Look, form: Form) -> bytes:
        """Its picture. ImageError without a browser to draw with."""


def offer(frame: Frame, taken: Takeable, voice: Voice, key: str, called: str) -> None:
    """The files as buttons in a row.

    key     sets this chart apart from others of the page
    called  the part of the catalogue with what the buttons say: 'csv' and 'picture'
    """
    with st.container(horizontal=True, key=f"files_{key}"):
        _file(frame.say(f"{called}.csv"), partial(taken.csv, voice), f"{taken.stem}.csv", key)
        if find_chrome() is None:
            return
        for form in Form:
            made = partial(taken.picture, voice, frame.look, form)
            said = frame.say(f"{called}.picture", form=form.value.upper())
            _file(said, made, f"{taken.stem}.{form.value}", key)


def _file(label: str, made: bytes | Callable[[], bytes], name: str, key: str) -> None:
    icon = ":material/download:"
    st.download_button(label, made, name, key=f"take_{name}_{key}", on_click="ignore", icon=icon)

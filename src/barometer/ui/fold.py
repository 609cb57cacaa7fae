"""A part of the page that is drawn only once it is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from barometer.figures.look import Look


@contextmanager
def fold(label: str, key: str) -> Iterator[bool]:
    """An expander; yields whether it is open, so that what is not seen is not computed."""
    with st.expander(label, key=key, on_change="rerun") as part:
        yield bool(part.open)


_EDGES = 36  # pixels that the fold's own edges take on both sides


def inside(look: Look) -> Look:
    """How a chart is drawn in a fold: as wide as what is left of the page there."""
    return look.at(look.width - _EDGES)

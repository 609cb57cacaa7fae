"""A part of the page that is drawn only once it is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def fold(label: str, key: str) -> Iterator[bool]:
    """An expander; yields whether it is open, so that what is not seen is not computed."""
    with st.expander(label, key=key, on_change="rerun") as part:
        yield bool(part.open)

"""The reader's day."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import streamlit as st


def today() -> date:
    """Today where the reader is, as the browser tells its offset; the server's day if it doesn't."""
    offset = st.context.timezone_offset
    if offset is None:
        return datetime.now().astimezone().date()
    return datetime.now(timezone(timedelta(minutes=-offset))).date()

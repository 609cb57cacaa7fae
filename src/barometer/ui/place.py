"""Sector and country of what a user brings: chosen from those of the figures, or left open."""

from __future__ import annotations

import streamlit as st

from barometer.ui.frame import Frame


def place(frame: Frame, key: str, company: str = "") -> tuple[str, str]:
    """(sector, country); ('', '') where left open. A known company's own comes first."""
    claims = list(frame.desk.claims.values())
    scopes = {(c.sector, c.country) for c in claims}
    own = sorted({(c.sector, c.country) for c in claims if c.company == company})
    listed = [("", ""), *own, *sorted(scopes - set(own))]
    return st.selectbox(
        frame.say("data.place"),
        listed,
        index=1 if len(own) == 1 else 0,
        format_func=lambda one: (
            frame.say("ui.choose.place", sector=one[0], country=one[1])
            if one[0]
            else frame.say("data.place_open")
        ),
        key=f"{key}_place",
    )

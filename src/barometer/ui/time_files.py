"""Under the chart over time: its points and its picture, to be taken away."""

from __future__ import annotations

from functools import partial

import streamlit as st

from barometer.export.chrome import find_chrome
from barometer.export.image import SIZES, Form
from barometer.export.time_files import OverTime
from barometer.ui.frame import Frame

_ICON = ":material/download:"
_WIDTH = 200


def files(frame: Frame, taken: OverTime) -> None:
    """Each is made only once it is asked for."""
    with st.container(horizontal=True, key="time_files", vertical_alignment="bottom"):
        st.download_button(
            frame.say("over_time.csv"), partial(taken.csv, frame.look.say), f"{taken.stem}.csv",
            key="take_time_csv", on_click="ignore", icon=_ICON,
        )  # fmt: skip
        if find_chrome() is None:
            return
        sizes = {"": frame.say("ui.share.screen")}
        sizes |= {name: name for name, size in SIZES.items() if size.pixels is None}
        size = st.selectbox(
            frame.say("ui.share.size"), list(sizes), format_func=lambda one: sizes[one], key="time_size",
            width=_WIDTH,
        )  # fmt: skip
        for form in Form:
            st.download_button(
                frame.say("over_time.picture", form=form.value.upper()),
                partial(taken.picture, frame.look, form, SIZES.get(size or "")),
                f"{taken.stem}.{form.value}",
                key=f"take_time_{form.value}",
                on_click="ignore",
                icon=_ICON,
            )  # fmt: skip

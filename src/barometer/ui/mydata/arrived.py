"""On the chart that 'Show on chart' led to: what was kept, what it meets, and the way back to change it."""

from __future__ import annotations

import streamlit as st

from barometer.ui import address
from barometer.ui.frame import Frame
from barometer.ui.mydata import meets, reopened
from barometer.ui.mydata.keeping import Arrived
from barometer.ui.workspace import lasting
from barometer.view import encode


def here(frame: Frame) -> None:
    """Until the view changes."""
    came: Arrived | None = st.session_state.get("arrived")
    if came is None:
        return
    if came.view != encode(frame.view) or came.dataset not in frame.desk.uploads:
        del st.session_state["arrived"]
        return
    with st.container(border=True, key="arrived", gap="small"):
        frame.write("data.kept" if lasting() else "data.kept_now")
        meets.told(frame, came.dataset, came.kind)
        again = st.button(
            frame.say("data.look_again"), key="look_again", icon=":material/edit:", type="tertiary",
            on_click=reopened.begin, args=(came.dataset,),
        )  # fmt: skip
    if again:
        st.switch_page(st.session_state["pages"]["data"], query_params=address.query(frame.view))

"""How wide the reader's screen is: a chart is arranged for it, not shrunk to it."""

from __future__ import annotations

import streamlit as st

_STEPS = (360, 700, 1040)
_JS = """
export default function(component) {
  const steps = [360, 700, 1040];
  const step = () => {
    const room = Math.min(1130, window.innerWidth - (window.innerWidth < 640 ? 26 : 64));
    return steps.filter(s => s <= room).pop() || steps[0];
  };
  let told = component.data;
  const tell = () => { const now = step(); if (now !== told) { told = now; component.setStateValue("width", now); } };
  tell();
  window.addEventListener("resize", tell);
  return () => window.removeEventListener("resize", tell);
}
"""


def screen_width() -> int:
    """Pixels to draw a chart for: 360 (phone), 700 (tablet) or 1040; told by the browser itself.

    Before the browser has told, the request's own words decide.
    """
    known = st.session_state.get("screen_width") or (360 if _on_phone() else 1040)
    told = _component()(key="screen", data=known, height=1, on_width_change=lambda: None)
    width = getattr(told, "width", None)
    found = int(width) if width in _STEPS else int(known)
    st.session_state["screen_width"] = found
    return found


def _on_phone() -> bool:
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def _component():  # type: ignore[no-untyped-def]
    return st.components.v2.component("barometer_screen", html="<span></span>", js=_JS)

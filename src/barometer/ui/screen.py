"""How wide the screen is: a chart is arranged for it, not shrunk to it. Its language; where a finger is."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

STEPS = (320, 360, 400, 480, 560, 640, 720, 800, 900, 1000, 1100)
_PHONE, _DESK = 360, 1100
_KEY = "screen"
_JS = """
export default function(component) {
  const steps = STEPS;
  document.documentElement.lang = component.data.lang;
  const step = () => {
    const block = document.querySelector(".stMainBlockContainer");
    const style = block ? getComputedStyle(block) : null;
    const room = block
      ? block.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
      : window.innerWidth - 26;
    return steps.filter(s => s <= room + 1).pop() || steps[0];
  };
  let told = component.data.width;
  let timer = null;
  const tell = () => {
    const now = step();
    if (now !== told) { told = now; component.setStateValue("width", now); }
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(tell, 250); };
  tell();
  // not the window's size alone: our style may come after this is asked, and leaves the page more room
  const watch = new ResizeObserver(later);
  watch.observe(document.querySelector(".stMainBlockContainer") || document.body);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const turned = () => setTimeout(() => component.setStateValue("dark", dark.matches), 300);
  dark.addEventListener("change", turned);
  // Plotly chooses the mark that it last hovered over, and a finger never hovers: a touch says where it is
  const touched = (event) => {
    const chart = event.touches.length === 1 && event.target.closest(".nsewdrag");
    const place = { clientX: event.touches[0].clientX, clientY: event.touches[0].clientY, bubbles: true };
    if (chart) chart.dispatchEvent(new MouseEvent("mousemove", place));
  };
  document.addEventListener("touchstart", touched, { passive: true, capture: true });
  return () => {
    watch.disconnect();
    dark.removeEventListener("change", turned);
    document.removeEventListener("touchstart", touched, { capture: true });
  };
}
""".replace("STEPS", json.dumps(STEPS))


def width() -> int:
    """Pixels to draw a chart for, as the browser told them last; never more than it has.

    Before the browser has told, the request's own words decide between a phone and a desk.
    """
    told = (st.session_state.get(_KEY) or {}).get("width")
    if told in STEPS:
        st.session_state["screen_width"] = told
    return int(st.session_state.get("screen_width") or (_PHONE if _on_phone() else _DESK))


def watch(lang: str) -> None:
    """Has the browser tell its width, and each change of it.

    ``lang`` becomes the language of the document, which Streamlit always calls English.
    """
    data = {"width": width(), "lang": lang}
    _component()(key=_KEY, data=data, height=1, on_width_change=_drawn_anew, on_dark_change=_drawn_anew)


def _drawn_anew() -> None:
    """The page is drawn again, for the screen as it now is."""


def _on_phone() -> bool:
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def _component() -> Any:
    return st.components.v2.component("barometer_screen", html="<span></span>", js=_JS)

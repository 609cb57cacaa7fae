"""The pages, each with a path of its own, and what stands above every one of them."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from barometer.engine import QueryTooLongError
from barometer.ui import address
from barometer.ui.frame import language
from barometer.ui.mydata import brought
from barometer.ui.mydata.typed import keep_form
from barometer.ui.text import plain, say

PAGES = Path(__file__).resolve().parents[3] / "pages"
ICON = Path(__file__).with_name("icon.png")
_LOG = logging.getLogger(__name__)
NAMES = ("gap", "company", "sayings", "data", "method")


def pages() -> dict[str, st.Page]:
    """The pages by path; titles in the reader's language."""
    lang = language()
    return {
        name: st.Page(PAGES / f"{name}.py", title=say(f"ui.page.{name}", lang), url_path=name)
        for name in NAMES
        if (PAGES / f"{name}.py").exists()
    }


def run() -> None:
    """Draws the page that the address asks for; the bare address leads to the first, with its view."""
    every = pages()

    def home() -> None:
        st.switch_page(every["gap"], query_params=address.given())

    chosen = st.navigation([st.Page(home, title="·", default=True), *every.values()], position="hidden")
    # a tab, a bookmark and a screen reader say which page of what it is; said first, for the icon of a
    # run that is cut short would be gone before the browser asks for it
    title = f"{chosen.title} \N{EN DASH} {say('ui.name', language())}"
    st.set_page_config(page_title=title, page_icon=ICON, layout="wide")
    st.session_state["pages"] = every
    keep_form()
    if chosen.url_path != "data":
        brought.put_away()  # the uploader forgets its file as soon as another page is drawn
    try:
        chosen.run()
    except QueryTooLongError:
        st.warning(plain(say("ui.too_long", language())))
    except Exception:  # Streamlit would say it in English, whatever the page's language
        _LOG.exception("the page could not be drawn")
        st.error(plain(say("ui.failed", language())))

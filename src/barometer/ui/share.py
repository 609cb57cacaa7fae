"""Taking a view away: a link that follows the figures, one that pins them, files, the letter."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from barometer.answer import Answer
from barometer.desk import taken
from barometer.export.chrome import find_chrome
from barometer.export.forms import Order, take
from barometer.export.image import SIZES
from barometer.export.time_files import OverTime
from barometer.messages import LANGUAGES
from barometer.ui import address, link, text
from barometer.ui.frame import Frame
from barometer.ui.reply import reply
from barometer.ui.today import today
from barometer.view import View

_FILES = {
    "csv": "CSV",
    "xlsx": "Excel",
    "json": "JSON",
    "md": "Markdown",
    "ipynb": "Notebook",
    "html": "HTML",
}
#: the chart says how high it is; a page that runs no scripts keeps a frame that scrolls
_FRAME = (
    '<iframe id="barometer" title="{title}" src="{source}" width="100%" height="640" style="border:0">'
    "</iframe>\n"
    '<script>addEventListener("message", (e) => {{ const f = document.getElementById("barometer");\n'
    'if (e.source === f.contentWindow && e.data.type === "barometer-height") f.height = e.data.height; }});'
    "</script>"
)
_PICTURES = {"png": "PNG", "svg": "SVG"}


def share(frame: Frame, answer: Answer) -> None:
    """Links, files and citation of exactly this view, and the letter to a company."""
    if answer.comparison is None:
        return
    frozen = frame.taker.frozen(answer, frame.desk, frame.view)
    wanted = taken.order(frame.desk, answer, frozen, frame.taker, frame.theme)
    with st.container(horizontal=True, key="share"):
        with st.popover(frame.say("ui.share.link"), icon=":material/link:"):
            _links(frame, frozen, frame.say(answer.sentence) if answer.sentence else frame.say("ui.name"))
        with st.popover(frame.say("ui.share.take"), icon=":material/download:"):
            _downloads(frame, wanted)
        with st.popover(frame.say("ui.share.cite"), icon=":material/format_quote:"):
            for lang in sorted(LANGUAGES, key=lambda one: one != frame.lang):
                taker = replace(frame.taker, lang=lang, say=partial(text.say, lang=lang))
                voice = taker.voice(frame.desk, replace(frozen, lang=lang))
                cited = wanted.cited(voice, today())
                st.code(cited, language=None, wrap_lines=True)
        with st.popover(frame.say("ui.share.reply"), icon=":material/mail:"):
            now = replace(frozen, tab="", area="", grain="", facet="")
            reply(frame, answer, taken.order(frame.desk, answer, now, frame.taker, frame.theme))


def _links(frame: Frame, frozen: View, title: str) -> None:
    live = link.box(frame, frozen)
    if live.ds:
        return
    frame.write("ui.share.embed")
    source = address.link("embed", live)
    st.code(
        _FRAME.format(source=escape(source, quote=True), title=escape(title, quote=True)),
        language="html",
        wrap_lines=True,
    )


def _downloads(frame: Frame, wanted: Order) -> None:
    if frame.desk.uploads:
        st.caption(text.plain(frame.say("ui.share.private_files")))
    frame.write("ui.share.files")
    if wanted.drawn is not None:
        kind = "" if isinstance(wanted.drawn, OverTime) else "_map"
        st.caption(text.plain(frame.say(f"ui.share.drawn{kind}")))
    with st.container(horizontal=True):
        for form, name in _FILES.items():
            _file(wanted, form, name)
    if find_chrome() is None:
        frame.write("ui.share.no_browser")
        return
    # a chart of all periods is as high as its companies are many
    fixed = isinstance(wanted.drawn, OverTime)
    sizes = {"": frame.say("ui.share.screen")}
    sizes |= {name: name for name, size in SIZES.items() if not (fixed and size.pixels)}
    size = st.selectbox(
        frame.say("ui.share.size"), list(sizes), format_func=lambda one: sizes[one], key="picture_size"
    )
    with st.container(horizontal=True):
        for form, name in _PICTURES.items():
            _file(replace(wanted, size=size or ""), form, name)
        _file(wanted, "zip", frame.say("ui.share.all"))


def _file(wanted: Order, form: str, name: str) -> None:
    """A file that is made only once it is asked for."""
    made = partial(_made, wanted, form)
    st.download_button(name, made, wanted.name(form), key=f"take_{form}", on_click="ignore")


def _made(wanted: Order, form: str) -> bytes:
    return take(wanted, form).content

"""Taking a view away: a link that follows the figures, one that pins them, files, the letter."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from barometer.answer import Answer
from barometer.export.chrome import find_chrome
from barometer.export.citation import citation
from barometer.export.forms import Order, take
from barometer.export.image import SIZES
from barometer.export.voice import Voice
from barometer.messages import LANGUAGES
from barometer.ui import address, link, text
from barometer.ui.choose import narrowed
from barometer.ui.frame import Frame
from barometer.ui.reply import reply
from barometer.ui.sent import sent
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
_PICTURES = {"png": "PNG", "svg": "SVG"}


def share(frame: Frame, answer: Answer) -> None:
    """Links, files and citation of exactly this view, and the letter to a company."""
    if answer.comparison is None:
        return
    with st.container(horizontal=True, key="share"):
        with st.popover(frame.say("ui.share.link"), icon=":material/link:"):
            _links(frame, answer)
        with st.popover(frame.say("ui.share.take"), icon=":material/download:"):
            _downloads(frame, answer)
        with st.popover(frame.say("ui.share.cite"), icon=":material/format_quote:"):
            for lang in LANGUAGES:
                st.code(citation(answer, voice(frame, answer, lang), today()), language=None, wrap_lines=True)
        with st.popover(frame.say("ui.share.reply"), icon=":material/mail:"):
            reply(frame, answer, order(frame, answer))


def _links(frame: Frame, answer: Answer) -> None:
    uploads = sent(frame)
    if uploads:
        st.warning(text.plain(frame.say("ui.share.private", n=len(uploads))))
    live = replace(spelled(frame, answer), ds=uploads)
    link.shown(frame, live, replace(live, ds=(f"default@{frame.desk.base_id}", *uploads)))
    if uploads:
        return
    frame.write("ui.share.embed")
    source = address.link("embed", spelled(frame, answer))
    st.code(
        f'<iframe src="{source}" width="100%" height="640" style="border:0"></iframe>',
        language="html",
        wrap_lines=True,
    )


def spelled(frame: Frame, answer: Answer) -> View:
    """The view with its comparison named, so that it opens the same however the list grows."""
    if answer.comparison is None:
        return frame.view
    found = narrowed(frame, frame.view, answer.comparison)
    kept = ("entity", "focus", "measure", "ci", "sort", "tab", "area", "lag", "factor", "assumed_n", "theme")
    chosen = {name: getattr(frame.view, name) for name in kept}
    return replace(found, lang=frame.lang, **chosen)


def pinned(frame: Frame, answer: Answer) -> View:
    """The same, pinned to the figures of today."""
    return replace(spelled(frame, answer), ds=(f"default@{frame.desk.base_id}", *frame.desk.uploads))


def voice(frame: Frame, answer: Answer, lang: str) -> Voice:
    """How this page's exports are said in a language; their link is the frozen one."""
    link = address.link(frame.page, replace(pinned(frame, answer), lang=lang))
    return Voice(lang, partial(text.say, lang=lang), frame.labels, link, frame.kept)


def order(frame: Frame, answer: Answer, size: str = "") -> Order:
    """What this page shows, as an export takes it."""
    return Order(answer, voice(frame, answer, frame.lang), frame.theme, frame.view.focus, size)


def _downloads(frame: Frame, answer: Answer) -> None:
    frame.write("ui.share.files")
    with st.container(horizontal=True):
        for form, name in _FILES.items():
            _file(order(frame, answer), form, name)
    if find_chrome() is None:
        frame.write("ui.share.no_browser")
        return
    sizes = {"": frame.say("ui.share.screen"), **{size: size for size in SIZES}}
    size = st.selectbox(
        frame.say("ui.share.size"), list(sizes), format_func=lambda one: sizes[one], key="picture_size"
    )
    with st.container(horizontal=True):
        for form, name in _PICTURES.items():
            _file(order(frame, answer, size or ""), form, name)
        _file(order(frame, answer), "zip", frame.say("ui.share.all"))


def _file(wanted: Order, form: str, name: str) -> None:
    """A file that is made only once it is asked for."""
    made = partial(_made, wanted, form)
    st.download_button(name, made, f"{wanted.stem}.{form}", key=f"take_{form}", on_click="ignore")


def _made(wanted: Order, form: str) -> bytes:
    return take(wanted, form).content

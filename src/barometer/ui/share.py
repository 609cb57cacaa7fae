"""Taking a view away: a link that follows the figures, one that pins them, files, the letter."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from barometer.answer import Answer
from barometer.desk import sent
from barometer.desk.filters import honoured
from barometer.export.chrome import find_chrome
from barometer.export.citation import citation
from barometer.export.forms import Order, take
from barometer.export.image import SIZES
from barometer.export.voice import Voice
from barometer.messages import LANGUAGES
from barometer.ui import address, by_region, link, text
from barometer.ui.frame import Frame
from barometer.ui.reply import reply
from barometer.ui.today import today
from barometer.ui.workspace import key
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
    frozen = sent.frozen(replace(frame.view, lang=frame.lang), answer, frame.desk, key())
    wanted = order(frame, answer, frozen)
    with st.container(horizontal=True, key="share"):
        with st.popover(frame.say("ui.share.link"), icon=":material/link:"):
            _links(frame, frozen)
        with st.popover(frame.say("ui.share.take"), icon=":material/download:"):
            _downloads(frame, wanted)
        with st.popover(frame.say("ui.share.cite"), icon=":material/format_quote:"):
            for lang in sorted(LANGUAGES, key=lambda one: one != frame.lang):
                cited = citation(answer, voice(frame, replace(frozen, lang=lang)), today())
                st.code(cited, language=None, wrap_lines=True)
        with st.popover(frame.say("ui.share.reply"), icon=":material/mail:"):
            reply(frame, answer, wanted)


def _links(frame: Frame, frozen: View) -> None:
    uploads = frozen.ds[1:]
    if uploads:
        st.warning(text.plain(frame.say("ui.share.private", n=len(uploads))))
    live = replace(frozen, ds=uploads)
    link.shown(frame, live, frozen)
    if uploads:
        return
    frame.write("ui.share.embed")
    source = address.link("embed", honoured(live, files=True))
    st.code(
        f'<iframe src="{source}" width="100%" height="640" style="border:0"></iframe>',
        language="html",
        wrap_lines=True,
    )


def voice(frame: Frame, frozen: View) -> Voice:
    """How this page's exports are said in the view's language; their link is the frozen one."""
    lang, base = frozen.lang, address.base()
    whole, printed = (one(base, frame.page, frozen) for one in (sent.address, sent.printed))
    return Voice(lang, partial(text.say, lang=lang), frame.labels, whole, frame.kept, printed)


def order(frame: Frame, answer: Answer, frozen: View) -> Order:
    """What this page shows, as an export takes it."""
    drawn = by_region.regions(frame, answer.regional, frozen) if answer.regional else None
    if drawn is None:
        frozen = honoured(frozen, files=True)
    told = replace(answer, view=frozen)
    return Order(told, voice(frame, frozen), frame.theme, frame.view.focus, regions=drawn)


def _downloads(frame: Frame, wanted: Order) -> None:
    if frame.desk.uploads:
        st.caption(text.plain(frame.say("ui.share.private_files")))
    frame.write("ui.share.files")
    if frame.view.tab == "over_time" and wanted.regions is None:
        st.caption(text.plain(frame.say("ui.share.now_only")))
    with st.container(horizontal=True):
        for form, name in _FILES.items():
            _file(wanted, form, name)
    if find_chrome() is None:
        frame.write("ui.share.no_browser")
        return
    sizes = {"": frame.say("ui.share.screen"), **{size: size for size in SIZES}}
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
    st.download_button(name, made, f"{wanted.stem}.{form}", key=f"take_{form}", on_click="ignore")


def _made(wanted: Order, form: str) -> bytes:
    return take(wanted, form).content

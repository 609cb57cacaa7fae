"""What every page starts from: the desk, the view of the address, the reader's language and screen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from barometer.answer import Answer
from barometer.answer.checked import Record, mark, standings
from barometer.desk import Desk
from barometer.desk.taken import Taker
from barometer.desk.workspaces import kept_of
from barometer.figures.look import Look, Meta, meta_of
from barometer.figures.template import Theme
from barometer.messages import LANGUAGES
from barometer.model import Kept, Label, Message, called
from barometer.store.problem import PackageError
from barometer.ui import address, screen, text
from barometer.ui.style import CSS
from barometer.ui.workspace import desk_of, key
from barometer.view import View

#: notices that stand open; a link that asks for more of what is not here has them in a list
_MOST = 5
#: seconds that the chart gets alone: what reaches the browser while it is drawn is drawn before it
_AHEAD = 0.08
#: what a page leaves aside, and says so; who asks for a file is refused with the same sentence
_LEFT_ASIDE = frozenset({"view.unknown", "view.bad_value", "view.too_many", "notice.unknown_company"})
#: notices that 'My data' can help with
_NEEDS = ("notice.file_needed", "notice.figure_needed")


@dataclass(frozen=True, slots=True)
class Frame:
    """One page for one reader at one moment."""

    page: str
    desk: Desk
    view: View
    notices: tuple[Message, ...]
    lang: str
    width: int

    def say(self, message: Message | str, **params: Any) -> str:
        """A message in the reader's language, as plain text."""
        return text.say(message, self.lang, **params)

    def write(self, message: Message | str, **params: Any) -> None:
        """A message as a paragraph; nothing in it is read as markup."""
        st.markdown(text.plain(self.say(message, **params)))

    def called(self, company: str) -> str:
        """The name of a company, or of an aggregate in the reader's language."""
        return self.say("value.label", label=called(self.desk.companies[company]))

    @property
    def theme(self) -> Theme:
        """The theme of the link, else of the reader's screen."""
        kind = self.view.theme or st.context.theme.type or "light"
        return Theme.DARK if kind == "dark" else Theme.LIGHT

    @property
    def look(self) -> Look:
        """How a chart is drawn for this reader."""
        return Look(self.lang, partial(text.say, lang=self.lang), self.theme, self.width)

    def meta(self, answer: Answer, link: str = "") -> Meta:
        """What a chart's texts need besides the rows."""
        return meta_of(answer, self.labels, self.view.focus, link, self.kept)

    @property
    def kept(self) -> Kept:
        """What the reader's own workspace recorded: checks at the source, companies' answers."""
        return kept_of(key())

    @property
    def taker(self) -> Taker:
        """Who takes what is seen away: this reader, to this server's own address."""
        say = partial(text.say, lang=self.lang)
        return Taker(self.lang, say, address.base(), key(), self.kept, self.page)

    @property
    def missing(self) -> tuple[str, ...]:
        """The datasets of the view, as its link writes them, that are not the reader's own."""
        there = ("default", *self.desk.uploads)
        return tuple(token for token in self.view.ds if token.partition("@")[0] not in there)

    def about(self, company: str) -> View:
        """The view with a company in focus: with its filters where they show that company, else with its
        datasets alone.
        """
        asked = bool(self.view.sector)
        here = asked and any(row.observation.company == company for row in self.answer().plotted)
        kept = self.view if here else address.presented(View(ds=self.view.ds), self.view)
        return replace(kept, focus=company)

    @property
    def cleared(self) -> View:
        """The view without filters, on the same datasets: live where it was frozen."""
        own = tuple(token for token in self.view.ds if not token.startswith("default"))
        return address.presented(View(ds=own), self.view)

    def mark(self, records: Iterable[Record]) -> tuple[Message, ...]:
        """Whether the figures of a chart were read at their source, and by whom."""
        return mark(standings(records, self.desk.sources, self.kept.checks))

    @property
    def labels(self) -> Mapping[str, Label]:
        return {**self.desk.metrics, **self.desk.channels}

    def answer(self) -> Answer:
        """The answer to the view; a bare address gets the package's own first view."""
        return self.desk.answer(self.desk.opening(self.view))


def language() -> str:
    """The link's language, else the browser's: French for French browsers, English for all others."""
    wanted = address.view()[0].lang
    if wanted in LANGUAGES:
        return wanted
    return "fr" if (st.context.locale or "").lower().startswith("fr") else "en"


def open_frame(page: str) -> Frame:
    """The frame of a page, its top drawn; 'My data' says itself, and at length, what a link lacks."""
    frame = frame_of(page)
    top(frame)
    if page != "data":
        show_notices(frame, tuple(frame.desk.honoured(frame.view)))
    return frame


def frame_of(page: str) -> Frame:
    """The frame of a page; nothing that is seen is drawn yet."""
    st.html(CSS)
    lang = language()
    view, notices = address.view()
    desk, more = _desk(view, lang)
    return Frame(page, desk, view, (*notices, *more), lang, screen.width())


def top(frame: Frame) -> None:
    """What stands above every page: the address, the masthead, what this is, what the link can't have."""
    address.write()
    masthead(frame)
    screen.watch(frame.lang)
    if frame.page == "gap" or not address.given():
        # who comes by a link has not seen it either
        st.caption(text.plain(frame.say("ui.purpose")))
    show_notices(frame, frame.notices)


@contextmanager
def under(*parts: Callable[[], None]) -> Iterator[None]:
    """Draws what is inside first and the ``parts`` that stand above it after it.

    The reader waits for the chart: it is on its way, and drawn, before the masthead and the lists are
    written again.
    """
    above = st.container(key="above")
    try:
        yield
    finally:
        time.sleep(_AHEAD)
        with above:
            for part in parts:
                part()


def _desk(view: View, lang: str) -> tuple[Desk, tuple[Message, ...]]:
    try:
        return desk_of(view)
    except PackageError as error:
        st.error(text.plain(text.say("ui.broken", lang)))
        for problem in error.problems[:20]:
            st.markdown("- " + text.plain(text.say(problem.sentence, lang)))
        st.stop()


def show_notices(frame: Frame, notices: tuple[Message, ...]) -> None:
    """What the link asked for and can't be had, each in a sentence."""
    for notice in notices[:_MOST]:
        st.warning(text.plain(_noticed(frame, notice)), icon=":material/link_off:")
    if more := notices[_MOST:]:
        with st.expander(frame.say("ui.more_notices", n=len(more)), icon=":material/link_off:"):
            st.markdown("\n".join("- " + text.plain(_noticed(frame, notice)) for notice in more))
    if any(notice.id in _NEEDS for notice in notices):
        data = st.session_state["pages"]["data"]
        st.page_link(data, label=frame.say("ui.nav.data"), query_params=address.query(frame.view))


def _noticed(frame: Frame, notice: Message) -> str:
    """A notice, and what the page did about it."""
    said = frame.say(notice)
    return f"{said} {frame.say('notice.left_aside')}" if notice.id in _LEFT_ASIDE else said


def masthead(frame: Frame) -> None:
    """Name, pages, language, in one line that wraps on a phone; the page's name for who can't see it."""
    st.html(f'<h1 class="sr-only">{escape(frame.say(f"ui.page.{frame.page}"))}</h1>')
    with st.container(horizontal=True, key="masthead", vertical_alignment="center", gap="small"):
        st.markdown(f"**{text.plain(frame.say('ui.name'))}**", width="content")
        for name, page in st.session_state.get("pages", {}).items():
            kept = address.query(_kept(frame.view, name, frame.page))
            st.page_link(page, label=frame.say(f"ui.nav.{name}"), query_params=kept)
        other = "en" if frame.lang == "fr" else "fr"
        st.button(
            frame.say("ui.other_language"),
            key="other_language",
            type="tertiary",
            on_click=address.go,
            args=(replace(frame.view, lang=other),),
            help=frame.say("ui.other_language_help"),
        )


def _kept(view: View, page: str, here: str) -> View:
    """The view goes along from page to page; a company alone doesn't choose a comparison."""
    alone = view.focus and not view.sector
    return replace(view, focus="") if alone and page == "gap" and here != "gap" else view

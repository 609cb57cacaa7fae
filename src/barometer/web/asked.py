"""A request's query string -> an answer, or the sentence that says why there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from barometer.answer import Answer
from barometer.desk import Desk, sent
from barometer.desk.filters import described, unheeded
from barometer.desk.mapped import no_map
from barometer.desk.taken import Taker
from barometer.desk.taken import order as taken
from barometer.desk.workspaces import desk_of, kept_of, short_links, wanted
from barometer.engine import QueryTooLongError
from barometer.export.chrome import ImageError
from barometer.export.forms import NoChartError, Order
from barometer.export.image import SIZES
from barometer.figures.template import Theme
from barometer.messages import LANGUAGES, say
from barometer.model import Kept, Message
from barometer.store import keys
from barometer.store.refused import StoreRefusal
from barometer.view import MOST_CHARACTERS, View, decode
from barometer.web.public import base_of

OPEN = {"Access-Control-Allow-Origin": "*"}
#: what an answer on somebody's own figures says to every cache, and to every other site
PRIVATE = {"Cache-Control": "private, no-store", "Vary": "Cookie"}
_OWN = ("size", "width", "download")


class RefusedError(Exception):
    """A request that is not answered: status and sentences."""

    def __init__(self, status: int, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.status, self.sentences = status, sentences


def answering(endpoint: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """An endpoint whose refusals are JSON with the sentence; open to every origin unless it is private."""

    def answered(request: Request) -> Response:
        try:
            response = endpoint(request)
        except RefusedError as error:
            body = {"error": error.sentences[0], "notices": error.sentences}
            return JSONResponse(body, status_code=error.status, headers=_reach(request))
        except (ImageError, NoChartError) as error:
            status = 503 if isinstance(error, ImageError) else 404
            told = say(error.message, language(request))
            return JSONResponse({"error": told}, status_code=status, headers=_reach(request))
        response.headers.update(_reach(request))
        return response

    return answered


def _reach(request: Request) -> dict[str, str]:
    """Who may keep and read an answer, or the sentence that refuses it: both may name what is private."""
    try:
        return PRIVATE if _is_own(request) else OPEN
    except RefusedError:  # a short link that is none: no view, so nobody's figures
        return OPEN


def _is_own(request: Request) -> bool:
    """Whether an answer may hold what is the workspace's alone: its datasets, its checks, its answers."""
    return bool(wanted(viewed(request)[0])) or kept(request) != Kept()


def viewed(request: Request) -> tuple[View, tuple[Message, ...]]:
    """The view of a request, and what it can't honour. RefusedError 404 for a short link that is none."""
    given = {name: request.query_params.getlist(name) for name in request.query_params if name not in _OWN}
    for short in given.pop("short", ()):
        for name, value in parse_qsl(stands_for(request, short)):
            given.setdefault(name, []).append(value)
    view, notices = decode(given)
    long = len(request.url.query) > MOST_CHARACTERS
    return view, (Message("view.too_long"),) if long else (*notices, *unheeded(view))


def stands_for(request: Request, short: str) -> str:
    """The query of a short link. RefusedError 404 for one that this server does not know."""
    try:
        query = short_links().query(short)
    except StoreRefusal as refused:
        raise RefusedError(503, [say(refused.message, language(request))]) from None
    if query is None:
        raise RefusedError(404, [say("web.no_short", language(request))])
    return query


def desk_for(request: Request, view: View) -> Desk:
    """The desk of whoever asks: with the datasets of the view that are the workspace's of the cookie."""
    return desk_of(view, request.cookies.get(keys.COOKIE, ""))[0]


def kept(request: Request) -> Kept:
    """What the workspace of whoever asks recorded: its checks and answers go on its own files alone."""
    return kept_of(request.cookies.get(keys.COOKIE, ""))


def language(request: Request) -> str:
    """The link's language, else the browser's, else English."""
    wanted = request.query_params.get("lang", "")
    if wanted in LANGUAGES:
        return wanted
    return "fr" if request.headers.get("accept-language", "").lower().startswith("fr") else "en"


def asked(request: Request) -> tuple[View, Answer]:
    """The view of a request and its answer.

    RefusedError 400 for what can't be read, 404 for what isn't, 503 where it took too long to count.
    """
    lang = language(request)
    view, notices = viewed(request)
    if notices:
        raise RefusedError(400, [say(notice, lang) for notice in notices])
    desk = desk_for(request, view)
    try:
        answer = desk.answer(desk.opening(view))
    except QueryTooLongError:
        raise RefusedError(503, [say("ui.too_long", lang)]) from None
    absent = [n for n in answer.notices if n.id != "notice.data_changed"]
    absent += no_map(view, answer)
    if absent or answer.gap is None:
        told = [*absent, *((answer.empty,) if answer.empty else ())]
        names = {**desk.metrics, **desk.channels, **desk.names}
        choices = " · ".join(say(one, lang) for one in described(view, names))
        beside = [say("ui.choose.asked", lang, view=choices)] if answer.gap is None and choices else []
        raise RefusedError(404, [*(say(notice, lang) for notice in told), *beside])
    return view, answer


def order(request: Request) -> Order:
    """What a request wants to take away."""
    view, answer = asked(request)
    size = request.query_params.get("size", "")
    lang = language(request)
    if size and size not in SIZES:
        raise RefusedError(400, [say("view.bad_value", lang, name="size", value=size[:40])])
    desk = desk_for(request, view)
    key = request.cookies.get(keys.COOKIE, "")
    taker = Taker(lang, partial(say, lang=lang), base_of(request), key, kept(request))
    # a bare address asks for the first view of the figures: the link names what that is today
    frozen = taker.frozen(answer, desk, answer.view)
    theme = Theme.DARK if view.theme == "dark" else Theme.LIGHT
    wanted = taken(desk, answer, frozen, taker, theme, size)
    if frozen.tab == "over_time" and wanted.drawn is None:
        raise RefusedError(404, [say("over_time.nothing", lang)])
    return wanted


def page(request: Request, view: View) -> str:
    """The address of a view's page on this server."""
    return sent.address(base_of(request), "gap", view)

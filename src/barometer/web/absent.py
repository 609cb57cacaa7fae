"""A path that is no page answers 404 with a sentence in the reader's language.

Streamlit answers every unknown path with its own shell: one segment deep it opens the first page
behind an English dialog, deeper it stays blank for ever.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from string import Template

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from barometer.messages import say
from barometer.web.asked import language
from barometer.web.public import prefix

PAGES = ("gap", "company", "sayings", "data", "method")
#: parameters of a query from which Streamlit reads none of them, and says so to its log alone
_MOST = 1000
#: paths of Streamlit that may serve HTML of their own: downloads, components
_THEIRS = ("_stcore", "app", "component", "media")
_PAGE = Template("""<!doctype html>
<html lang="$lang"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,"><title>$title</title>
<style>body{font:17px/1.5 Arial,sans-serif;max-width:36rem;margin:12vh auto;padding:0 1rem}
h1{font-size:1.3rem}</style></head>
<body><main><h1>$title</h1><p>$words</p><p><a href="$first">$lead</a></p></main></body></html>""")


class Absent:
    """A plain ASGI layer.

    base  the path that the server was put under, if any      ours  what the paths of our routes look like
    """

    def __init__(self, app: ASGIApp, base: str = "", ours: Sequence[re.Pattern[str]] = ()) -> None:
        self.app, self.ours = app, ours
        self.base = prefix(base)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; only what would become Streamlit's shell on no page's path is answered here."""
        if scope["type"] == "http" and scope["query_string"].count(b"&") >= _MOST:
            await self._page(scope, "web.too_long", "web.too_long_text", 400)(scope, receive, send)
            return
        if scope["type"] != "http" or self._stands(scope["path"]):
            await self.app(scope, receive, send)
            return
        replaced = False

        async def sending(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_shell(message):
                replaced = True
                await self._page(scope)(scope, receive, send)
            elif not replaced:
                await send(message)

        await self.app(scope, receive, sending)

    def _stands(self, path: str) -> bool:
        """Whether a path is a page's or a route's."""
        if not path.startswith(f"{self.base}/"):
            return path == self.base or path.strip("/").partition("/")[0] in _THEIRS
        inner = path.removeprefix(self.base)
        if any(one.match(inner) for one in self.ours):
            return True
        inner = inner.strip("/")
        return inner in ("", *PAGES) or inner.partition("/")[0] in _THEIRS

    def _page(
        self, scope: Scope, title: str = "web.no_page", words: str = "web.no_page_text", status: int = 404
    ) -> Response:
        """The page of two messages; a program that asked the API gets the sentence."""
        lang = language(Request(scope))
        if scope["path"].removeprefix(self.base).startswith("/api/"):
            return JSONResponse({"error": say(words, lang)}, status)
        return nothing_here(lang, say(title, lang), say(words, lang), f"{self.base}/gap", status)


def nothing_here(lang: str, title: str, words: str, first: str, status: int = 404) -> HTMLResponse:
    """A page that says why there is none, with the way to the first one; ``first`` is its address."""
    told = {
        "lang": lang,
        "title": title,
        "words": words,
        "first": first,
        "lead": say("web.to_first_page", lang),
    }
    return HTMLResponse(_PAGE.substitute({name: escape(text) for name, text in told.items()}), status)


def _is_shell(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] == 200 and kind.startswith("text/html")

"""A visitor's workspace: a key in a cookie that no script and no other site can read.

The key travels once, at ``/w/<key>``; it is never a query parameter, so the address bar is always
safe to send. A visitor without one is given one with the first page; it costs nothing until used.
"""

from __future__ import annotations

from html import escape
from string import Template
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from barometer.desk.workspaces import store
from barometer.messages import say
from barometer.store import keys
from barometer.store.refused import StoreRefusal
from barometer.web.asked import language

_YEAR = 365 * 24 * 3600
_ASK = Template("""<!doctype html>
<html lang="$lang"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,"><title>$title</title>
<style>body{font:17px/1.5 Arial,sans-serif;max-width:36rem;margin:12vh auto;padding:0 1rem}
h1{font-size:1.3rem}button{font:inherit;padding:.4rem .8rem}</style></head>
<body><main><h1>$title</h1><p>$words</p><form method="post"><button>$button</button></form>
<p><a href="../data">$lead</a></p></main></body></html>""")
_PAGES = ("gap", "company", "sayings", "data", "method")


def enter(request: Request) -> Response:
    """``/w/<key>``: opens a workspace of this server in this browser and leads on to its data.

    It is asked first, and answered from this very page alone, where the browser would lose a workspace
    of its own, and where another site leads here: what is brought next would be in that site's hands.
    """
    key = request.path_params["key"]
    try:
        known = store().knows(key)
        own = request.cookies.get(keys.COOKIE, "")
        loses = known and own != key and store().knows(own)
    except StoreRefusal:
        known = False
    lang = language(request)
    if not known:
        words = say("web.no_workspace", lang)
        page = f'<!doctype html><html lang="{lang}"><body><p>{words}</p></body></html>'
        return HTMLResponse(page, status_code=404)
    here = request.headers.get("sec-fetch-site", "same-origin" if _same_origin(request) else "none")
    agreed = request.method == "POST" and here == "same-origin"
    if not agreed and (loses or here in ("cross-site", "same-site") or request.method == "POST"):
        return _asked(lang)
    response = RedirectResponse("../data", status_code=303)
    response.headers["Set-Cookie"] = _cookie(key, request.url.scheme == "https")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _same_origin(request: Request) -> bool:
    """Whether a browser too old for Sec-Fetch-Site says that our own page sends the request."""
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host")


def _asked(lang: str) -> Response:
    """Whether another workspace is to be opened; the form goes to the address that it stands at."""
    told = {
        "lang": lang,
        "title": say("web.other_workspace", lang),
        "words": say("web.other_workspace_text", lang),
        "button": say("web.open_workspace", lang),
        "lead": say("web.stay", lang),
    }
    headers = {
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",
        "Content-Security-Policy": "frame-ancestors 'none'",
    }
    return HTMLResponse(_ASK.substitute({n: escape(text) for n, text in told.items()}), 200, headers)


def _cookie(key: str, secure: bool) -> str:
    parts = [f"{keys.COOKIE}={key}", "Path=/", f"Max-Age={_YEAR}", "HttpOnly", "SameSite=Lax"]
    return "; ".join([*parts, "Secure"] if secure else parts)


class Workspace:
    """Gives a visitor's first page the cookie; a plain ASGI layer, so that websockets pass through."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; only a page asked for without a cookie is given one."""
        if not _wants_one(scope):
            await self.app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.append("Set-Cookie", _cookie(keys.new_key(), scope.get("scheme") == "https"))
                headers["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, sending)


def _wants_one(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    if scope["path"].rstrip("/").rpartition("/")[2] not in _PAGES:
        return False
    # read as the page reads it: http.cookies stops at what other applications of the same host leave in
    # theirs, and a key behind one would be taken for none and replaced
    return not keys.looks_like_a_key(Request(scope).cookies.get(keys.COOKIE, ""))

"""A visitor's workspace: a key in a cookie that no script and no other site can read.

The key travels once, at ``/w/<key>``; it is never a query parameter, so the address bar is always
safe to send. A visitor without one is given one with the first page; it costs nothing until used.
"""

from __future__ import annotations

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
_PAGES = ("gap", "company", "sayings", "data", "method")


def enter(request: Request) -> Response:
    """``/w/<key>``: opens a workspace of this server in this browser and leads on to its data."""
    key = request.path_params["key"]
    try:
        known = store().knows(key)
    except StoreRefusal:
        known = False
    if not known:
        lang = language(request)
        words = say("web.no_workspace", lang)
        page = f'<!doctype html><html lang="{lang}"><body><p>{words}</p></body></html>'
        return HTMLResponse(page, status_code=404)
    response = RedirectResponse("../data", status_code=303)
    response.headers["Set-Cookie"] = _cookie(key, request.url.scheme == "https")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


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

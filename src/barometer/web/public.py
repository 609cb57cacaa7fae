"""In front of our routes: which address their links begin with, and how a browser may read them."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from barometer.desk.public import public

#: the first segments of our routes below the path that the server was put under
OURS = ("api", "embed", "preview", "s", "w")
_BASE = "barometer.base"


class Public:
    """A plain ASGI layer; ``base`` is the path that the server was put under, if any.

    Links begin with BAROMETER_URL. Where that is not set, with the name that the request was sent to:
    whoever sends it says that name, so a server that strangers reach is told its own.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        """ValueError for a BAROMETER_URL that no link can begin with."""
        self.app = app
        self.base = prefix(base)
        self.known = public()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; an answer of ours is read as what it says it is, and as nothing else."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope[_BASE] = self.known or self._asked(scope)
        inner = scope["path"].removeprefix(self.base).strip("/")
        ours = inner.partition("/")[0] in OURS

        async def sending(message: Message) -> None:
            if ours and message["type"] == "http.response.start":
                MutableHeaders(scope=message)["X-Content-Type-Options"] = "nosniff"
            await send(message)

        await self.app(scope, receive, sending)

    def _asked(self, scope: Scope) -> str:
        url = Request(scope).url
        return f"{url.scheme}://{url.netloc}{self.base}"


def prefix(base: str) -> str:
    """A path that a server is put under as links hold it: '/barometer', or ''."""
    inner = base.strip("/")
    return f"/{inner}" if inner else ""


def base_of(request: Request) -> str:
    """The address of this server up to its pages, without a last slash."""
    return str(request.scope[_BASE])

"""A copied link says what it shows where it is pasted: title, sentence and picture.

Who unfurls a link runs no script, so Streamlit's shell tells them its own name and nothing else.
"""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from barometer.web.public import prefix
from barometer.web.shown import about, preview

#: how those who fetch a link for its preview call themselves
_UNFURLS = re.compile(
    r"slackbot|twitterbot|facebookexternalhit|facebot|linkedinbot|whatsapp|telegrambot|discordbot"
    r"|skypeuripreview|mastodon|pleroma|cardyb|bluesky|iframely|embedly|redditbot|pinterestbot",
    re.IGNORECASE,
)


class Unfurled:
    """A plain ASGI layer; ``base`` is the path that the server was put under, if any."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app = app
        self.told = {f"{prefix(base)}/gap": preview}
        self.told |= {f"{prefix(base)}/{page}": about for page in ("company", "sayings", "data", "method")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; a page is answered with its preview where it is fetched for one."""
        told = self.told.get(scope["path"]) if scope["type"] == "http" else None
        if told is None or not _unfurls(scope):
            await self.app(scope, receive, send)
            return
        found = await run_in_threadpool(told, Request(scope))
        await found(scope, receive, send)


def _unfurls(scope: Scope) -> bool:
    return bool(_UNFURLS.search(Headers(scope=scope).get("user-agent", "")))

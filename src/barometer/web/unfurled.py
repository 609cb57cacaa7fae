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
from barometer.web.shown import preview

#: how those who fetch a link for its preview call themselves
_UNFURLS = re.compile(
    r"slackbot|twitterbot|facebookexternalhit|facebot|linkedinbot|whatsapp|telegrambot|discordbot"
    r"|skypeuripreview|mastodon|pleroma|cardyb|bluesky|iframely|embedly|redditbot|pinterestbot|signal|teams",
    re.IGNORECASE,
)


class Unfurled:
    """A plain ASGI layer; ``base`` is the path that the server was put under, if any."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app = app
        self.page = f"{prefix(base)}/gap"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; a chart's page is answered with its preview where it is fetched for one."""
        if scope["type"] != "http" or scope["path"] != self.page or not _unfurls(scope):
            await self.app(scope, receive, send)
            return
        found = await run_in_threadpool(preview, Request(scope))
        await found(scope, receive, send)


def _unfurls(scope: Scope) -> bool:
    return bool(_UNFURLS.search(Headers(scope=scope).get("user-agent", "")))

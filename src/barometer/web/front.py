"""The bare address leads to the first page before anything is drawn.

A redirect in the browser would stand in its history, and Back would lead into it again.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response


def home(request: Request) -> Response:
    """The first page with the view that was asked for; relative, so that it holds behind a proxy's path."""
    query, here = request.url.query, request.url.path
    below = "" if here.endswith("/") else f"{here.rpartition('/')[2]}/"
    return RedirectResponse(f"{below}gap" + (f"?{query}" if query else ""), status_code=307)

"""Routes of ours on the app's own port, and the middleware in front of them."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from barometer.desk import default_desk


def health(request: Request) -> Response:
    """Whether the figures can be read, and which ones they are."""
    return JSONResponse({"status": "ok", "data": default_desk().data_id})


def routes() -> list[BaseRoute]:
    """Every route of ours; endpoints are plain functions, so that DuckDB blocks no other session."""
    return [Route("/api/health", health)]


def middleware() -> list[Middleware]:
    """Plotly's script is several megabytes: compressed, a page weighs a third."""
    return [Middleware(GZipMiddleware, minimum_size=2000, compresslevel=6)]

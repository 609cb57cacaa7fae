"""Routes of ours on the app's own port, and the middleware in front of them."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Route

from barometer.web import api, front, openapi, short, shown, workspace
from barometer.web.absent import Absent
from barometer.web.public import Public, prefix
from barometer.web.unfurled import Unfurled


def routes(base: str = "") -> list[BaseRoute]:
    """Every route of ours; endpoints are plain functions, so that DuckDB blocks no other session.

    base  the path that the server was put under (Streamlit's server.baseUrlPath), if any
    """
    under = prefix(base)
    ours = [Route(f"{under}{one.path}", one.endpoint, methods=list(one.methods or ())) for one in _routes()]
    return [*ours, *([Route(under, front.home)] if under else [])]


def _routes() -> list[Route]:
    return [
        Route("/", front.home),
        Route("/api/v1/health", api.health),
        Route("/api/v1/datasets", api.datasets),
        Route("/api/v1/comparisons", api.comparisons),
        Route("/api/v1/figure.json", api.figure),
        Route("/api/v1/openapi.json", openapi.description),
        Route("/api/v1/plotly.js", shown.plotly_script),
        Route("/api/v1/view.{form}", api.view),
        Route("/embed", shown.embed),
        Route("/w/{key}", workspace.enter, methods=["GET", "POST"]),
        Route("/preview", shown.preview),
        Route("/s/{id}", short.follow),
    ]


def middleware(base: str = "") -> list[Middleware]:
    """Plotly's script is several megabytes: compressed, a page weighs a third. A visitor gets a key.

    base  as ``routes`` takes it
    """
    return [
        Middleware(Public, base=base),
        Middleware(GZipMiddleware, minimum_size=2000, compresslevel=6),
        Middleware(workspace.Workspace),
        Middleware(Absent, base=base, ours=[one.path_regex for one in _routes()]),
        Middleware(Unfurled, base=base),
    ]

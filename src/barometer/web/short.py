"""``/s/<id>``: a short link leads on to the address that it stands for, on this server alone."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from barometer.messages import say
from barometer.web.absent import nothing_here
from barometer.web.asked import RefusedError, language, stands_for

#: the pages beside The gap whose views have short links
_PAGES = ("company",)


def follow(request: Request) -> Response:
    """The view's page; what stands beside the id (the language) goes along, and is read as in any link."""
    try:
        query = stands_for(request, request.path_params["id"])
    except RefusedError as error:
        lang = language(request)
        return nothing_here(lang, say("web.no_short_title", lang), error.sentences[0], "../gap", error.status)
    page, beside = _page(request)
    # relative, so that it holds behind a proxy's path; page and query are ours, so it leads nowhere else
    response = RedirectResponse(f"../{page}?{query}" + (f"&{beside}" if beside else ""), status_code=302)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _page(request: Request) -> tuple[str, str]:
    """The page that a short link opens, and what else stands beside its id."""
    beside = request.url.query
    for page in _PAGES:
        parts = beside.split("&")
        if f"page={page}" in parts:
            return page, "&".join(part for part in parts if part != f"page={page}")
    return "gap", beside

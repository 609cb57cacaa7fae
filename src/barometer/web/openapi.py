"""The description of what machines may ask of this server, made from the view's own fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from barometer.export.forms import FORMS, media_of
from barometer.export.image import SIZES
from barometer.view import CHOICES, LISTS, NUMBERS, VERSION, View
from barometer.web.asked import OPEN
from barometer.web.public import base_of

_JSON, _HTML = "application/json", "text/html"
_SAID = {
    "v": "the version of the link's grammar",
    "area": "with tab=over_time: the picture and the rows are those of the map of these regions",
    "tab": "over_time: the picture and the rows are those of all periods, as focus, grain and facet choose",
    "time": "first..last, each YYYY, YYYY-MM or YYYY-MM-DD, earliest or latest",
    "short": "the id of a short link (/s/<id>), in place of the parameters that it stands for",
    "size": "a printed or a screen size, for pictures",
    "download": "as a file to be saved, whatever its value",
    "width": "pixels",
}
_ERRORS = {
    "400": "What the query can't say, in a sentence",
    "404": "What the figures do not hold, in a sentence",
    "503": (
        "Pictures: no browser to draw with on the server; short links: the store can't be read; "
        "views: it took too long to count"
    ),
}
_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {"type": "string", "description": "the sentence, in the language of the request"},
        "notices": {"type": "array", "items": {"type": "string"}},
    },
}


def description(request: Request) -> Response:
    """OpenAPI 3.1."""
    view = [_text("v", enum=[str(VERSION)]), *(_parameter(one.name) for one in fields(View)), _text("short")]
    form = _text("form", place="path", required=True, enum=list(FORMS))
    download = _text("download") | {"allowEmptyValue": True}
    width = {"name": "width", "in": "query", "description": _SAID["width"], "schema": _whole(320, 1600)}
    kinds = dict.fromkeys(media_of(one) for one in FORMS)
    taken = [form, _text("size", enum=list(SIZES)), download, *view]
    paths = {
        "/api/v1/view.{form}": _get("One view, in one of the forms", taken, kinds, _ERRORS),
        "/api/v1/figure.json": _get("The chart of a view as Plotly JSON", [width, *view], [_JSON], _ERRORS),
        "/api/v1/comparisons": _get("Every comparison that the figures allow", (), [_JSON]),
        "/api/v1/datasets": _get("The figures that views are answered from", (), [_JSON]),
        "/api/v1/health": _get("Whether the figures can be read", (), [_JSON]),
        "/api/v1/plotly.js": _get("The script that draws an embedded chart", (), ["text/javascript"]),
        "/api/v1/openapi.json": _get("This description", (), [_JSON]),
        "/embed": _get("The chart of a view, to be framed; posts its height", view, [_HTML], _ERRORS, _HTML),
        "/preview": _get("Title, sentence and picture of a view", view, [_HTML], _ERRORS, _HTML),
    }
    told = {
        "openapi": "3.1.0",
        "info": {"title": "Barometer", "version": "1"},
        "servers": [{"url": base_of(request)}],
        "paths": paths,
        "components": {"schemas": {"Error": _ERROR}},
    }
    return JSONResponse(told, headers=OPEN)


def _parameter(name: str) -> dict[str, Any]:
    """A parameter of a view, with its choices or its limits."""
    if name in NUMBERS:
        return {"name": name, "in": "query", "schema": _whole(*NUMBERS[name])}
    return _text(name, enum=list(CHOICES.get(name, ())))


def _text(
    name: str, place: str = "query", required: bool = False, enum: Sequence[str] = ()
) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"} | ({"enum": list(enum)} if enum else {})
    told = {"name": name, "in": place, "required": required, "schema": schema}
    said = "ids joined by ~" if name in LISTS else _SAID.get(name)
    return told | ({"description": said} if said else {})


def _whole(least: int, most: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": most}


def _get(
    summary: str,
    parameters: Sequence[dict[str, Any]],
    kinds: Iterable[str],
    errors: dict[str, str] | None = None,
    refused: str = _JSON,
) -> dict[str, Any]:
    """One address: what it takes, the media types of its answer and of its refusals."""
    error = {"$ref": "#/components/schemas/Error"} if refused == _JSON else {"type": "string"}
    told: dict[str, Any] = {"200": {"description": "The answer", "content": {kind: {} for kind in kinds}}}
    for status, said in (errors or {}).items():
        told[status] = {"description": said, "content": {refused: {"schema": error}}}
    return {"get": {"summary": summary, "parameters": list(parameters), "responses": told}}

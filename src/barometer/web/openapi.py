"""The description of /api/v1 for machines, made from the view's own fields."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from barometer.export.forms import FORMS
from barometer.export.image import SIZES
from barometer.view import CHOICES, View
from barometer.web.asked import OPEN
from barometer.web.public import base_of

_LISTS = "ids joined by ~"
_SHORT = "the id of a short link (/s/<id>), in place of the parameters that it stands for"
_AREA = "with tab=over_time: the picture and the rows are those of the map of these regions"
_TAB = "over_time: the picture and the rows are those of all periods, as focus, grain and facet choose"
_TIME = "first..last, each YYYY, YYYY-MM or YYYY-MM-DD, earliest or latest"


def description(request: Request) -> Response:
    """OpenAPI 3.1."""
    view = [_parameter(one.name) for one in fields(View)]
    size = {"name": "size", "in": "query", "schema": {"type": "string", "enum": list(SIZES)}}
    form = {
        "name": "form", "in": "path", "required": True, "schema": {"type": "string", "enum": list(FORMS)},
    }  # fmt: skip
    short = {"name": "short", "in": "query", "schema": {"type": "string"}, "description": _SHORT}
    width = {"name": "width", "in": "query", "schema": {"type": "integer", "minimum": 320, "maximum": 1600}}
    paths = {
        "/api/v1/view.{form}": _get("One view, in one of the forms", [form, size, short, *view]),
        "/api/v1/figure.json": _get("The chart of a view as Plotly JSON", [width, short, *view]),
        "/api/v1/comparisons": _get("Every comparison that the figures allow", []),
        "/api/v1/datasets": _get("The figures that views are answered from", []),
        "/api/v1/health": _get("Whether the figures can be read", []),
    }
    told = {
        "openapi": "3.1.0",
        "info": {"title": "Barometer", "version": "1"},
        "servers": [{"url": base_of(request)}],
        "paths": paths,
    }
    return JSONResponse(told, headers=OPEN)


def _parameter(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "integer" if name in ("lag", "factor", "assumed_n") else "string"}
    if name in CHOICES:
        schema["enum"] = list(CHOICES[name])
    told = {"name": name, "in": "query", "schema": schema}
    if name in ("entity", "ds"):
        told["description"] = _LISTS
    if name == "tab":
        told["description"] = _TAB
    if name == "area":
        told["description"] = _AREA
    if name == "time":
        told["description"] = _TIME
    return told


def _get(summary: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    answers = {
        "200": {"description": "The answer"},
        "400": {"description": "What the query can't say, in a sentence"},
        "404": {"description": "What the figures do not hold, in a sentence"},
    }
    return {"get": {"summary": summary, "parameters": parameters, "responses": answers}}

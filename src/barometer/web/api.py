"""/api/v1: the rows, pictures and files of a view, for machines and for downloads."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from barometer.desk import default_desk
from barometer.desk.workspaces import listed
from barometer.export.forms import FORMS, take
from barometer.export.payload import comparison
from barometer.messages import say
from barometer.store import keys
from barometer.web.asked import OPEN, PRIVATE, RefusedError, answering, language, order

_WIDTHS = (320, 1600)


@answering
def health(request: Request) -> Response:
    """Whether the figures can be read, and which ones they are."""
    return JSONResponse({"status": "ok", "data": default_desk().data_id})


@answering
def view(request: Request) -> Response:
    """A view in one of the forms."""
    form = request.path_params["form"]
    if form not in FORMS:
        told = say("view.bad_value", language(request), name="form", value=str(form)[:20])
        raise RefusedError(404, [told])
    wanted = order(request)
    taken = take(wanted, form)
    shown = "attachment" if "download" in request.query_params else "inline"
    headers = {
        "Content-Disposition": f'{shown}; filename="{taken.name}"',
        "X-Data-Id": wanted.answer.data_id,
    }
    return Response(taken.content, media_type=taken.media, headers=headers)


@answering
def figure(request: Request) -> Response:
    """The chart of a view as Plotly JSON, arranged for ``width`` pixels."""
    text = request.query_params.get("width", "700")
    if not text.isascii() or not text.isdigit() or not _WIDTHS[0] <= int(text) <= _WIDTHS[1]:
        told = say("view.bad_value", language(request), name="width", value=text[:20])
        raise RefusedError(400, [told])
    wanted = order(request)
    drawn = wanted.figure(wanted.look.at(int(text)))
    return Response(drawn.to_json(), media_type="application/json")


def datasets(request: Request) -> Response:
    """The figures that views are answered from: id, title, tables and rows; of one's own, what was read.

    Whose browser or script sends no workspace's cookie sees the default figures alone.
    """
    package = default_desk().package
    tables = {name: table.num_rows for name, table in package.tables.items()}
    title = str(package.meta.get("title", ""))
    told: list[dict[str, Any]] = [{"id": f"default@{package.id}", "title": title, "tables": tables}]
    own = listed(request.cookies.get(keys.COOKIE, ""))
    told += [{"id": one.id, "title": one.title, "kind": one.kind, "rows": one.account.used} for one in own]
    return JSONResponse({"datasets": told}, headers=PRIVATE if own else OPEN)


@answering
def comparisons(request: Request) -> Response:
    """Every comparison that the figures allow, with what it can say."""
    return JSONResponse({"comparisons": [comparison(one) for one in default_desk().comparisons()]})

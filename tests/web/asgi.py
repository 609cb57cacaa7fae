"""One request to our routes behind our middleware, as a server would hand it on; no network."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette

from barometer.web import middleware, routes


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def error(self) -> str:
        """The sentence that a route refuses with."""
        return str(json.loads(self.body)["error"])

    @property
    def notices(self) -> list[str]:
        return list(json.loads(self.body).get("notices", []))


def ask(path: str, method: str = "GET", base: str = "", **headers: str) -> Reply:
    """The answer to ``path?query``; headers as keywords: accept_language, cookie, host.

    base  the path that the server was put under
    """
    # in a thread of its own: a browser test has a loop running already
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(_ask(path, method, headers, base))).result()


async def _ask(path: str, method: str, headers: dict[str, str], base: str) -> Reply:
    place, _, query = path.partition("?")
    host = headers.pop("host", "testserver")
    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope: dict[str, Any] = {
        "type": "http", "http_version": "1.1", "method": method, "scheme": "http",
        "path": unquote(place), "raw_path": place.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(b"host", host.encode()), *given],
        "server": ("testserver", 80), "client": ("test", 1),
    }  # fmt: skip
    app = Starlette(routes=routes(base), middleware=middleware(base))
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start = next(one for one in sent if one["type"] == "http.response.start")
    told = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return Reply(start["status"], told, b"".join(one.get("body", b"") for one in sent))

"""A Chrome or Chromium that draws figures, started once and kept; without one, a typed error."""

from __future__ import annotations

import asyncio
import atexit
import hashlib
import json
import os
import shutil
import threading
import time
from collections import OrderedDict
from collections.abc import Coroutine, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from barometer.model import Message

_NAMES = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
_NONE = "none"
_LOOK_SECONDS = 60
_START_SECONDS = 60
_DRAW_SECONDS = 60


class ImageError(Exception):
    """An image that can't be made; ``message`` says why and what helps."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


def find_chrome() -> str | None:
    """The browser to draw with: BAROMETER_CHROME, the PATH, the usual places, Playwright's download.

    BAROMETER_CHROME=none: this server draws no pictures, whatever is installed.
    """
    named = ("BAROMETER_CHROME", "PATH", "PLAYWRIGHT_BROWSERS_PATH")
    asked = tuple(os.environ.get(name, "") for name in named)
    return _found(asked, int(time.monotonic() // _LOOK_SECONDS))


@lru_cache(maxsize=4)
def _found(_asked: tuple[str, ...], _moment: int) -> str | None:
    """What is there, looked for once a minute: every chart of every page asks."""
    return next((path for path in _candidates() if os.access(path, os.X_OK) and Path(path).is_file()), None)


def _candidates() -> Iterator[str]:
    if chosen := os.environ.get("BAROMETER_CHROME"):
        if chosen == _NONE:
            return
        yield chosen
    yield from (path for name in _NAMES if (path := shutil.which(name)))
    yield from _PLACES
    caches = (
        os.environ.get("PLAYWRIGHT_BROWSERS_PATH", ""),
        Path.home() / ".cache/ms-playwright",
        Path.home() / "Library/Caches/ms-playwright",
    )
    for cache in caches:
        if cache and Path(cache).is_dir():
            yield from map(str, sorted(Path(cache).glob("chromium-*/chrome-linux*/chrome"), reverse=True))
            yield from map(str, sorted(Path(cache).glob("chromium-*/*/*.app/Contents/MacOS/*"), reverse=True))


class _Press:
    """One browser on one event loop in one thread; every wait has an end."""

    def __init__(self, chrome: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="image-export", daemon=True)
        self._thread.start()
        self._kaleido: Any = self._wait(self._open(chrome), _START_SECONDS)

    async def _open(self, chrome: str) -> Any:
        import kaleido  # brings a browser driver that only image export needs

        # mathjax=False: no script from the network; prices are not formulas
        return await kaleido.Kaleido(n=1, timeout=_DRAW_SECONDS, mathjax=False, path=chrome).__aenter__()

    def _wait(self, work: Coroutine[Any, Any, Any], seconds: float) -> Any:
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(seconds)
        except TimeoutError:
            future.cancel()
            raise

    def draw(self, figure: dict[str, Any], options: dict[str, Any]) -> bytes:
        """The figure's bytes. Whatever the browser raises, or TimeoutError."""
        return bytes(self._wait(self._kaleido.calc_fig(figure, options), _DRAW_SECONDS + 5))

    def close(self) -> None:
        """Ends the browser; it is not an error if it is gone already."""
        try:
            self._wait(self._kaleido.__aexit__(None, None, None), 10)
        except Exception:
            return
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)


_lock = threading.Lock()
_press: _Press | None = None
#: the last pictures, by all that they are drawn from; some hundred kilobytes each
_drawn: OrderedDict[bytes, bytes] = OrderedDict()
_KEPT = 32


def draw(figure: dict[str, Any], form: str, width: int, height: int, scale: float) -> bytes:
    """A figure (as plain data) as 'png' or 'svg'. ImageError without a browser, or if it fails twice.

    The last pictures are kept: a link that is pasted is fetched by many, and each wants the same one.
    """
    options = {"format": form, "width": width, "height": height, "scale": scale}
    asked = hashlib.sha256(json.dumps([figure, options], sort_keys=True).encode()).digest()
    with _lock:
        picture = _drawn.pop(asked, None) or _draw(figure, options)
        _drawn[asked] = picture
        while len(_drawn) > _KEPT:
            _drawn.popitem(last=False)
    return picture


def _draw(figure: dict[str, Any], options: dict[str, Any]) -> bytes:
    for attempt in (1, 2):
        try:
            return _ready().draw(figure, options)
        except ImageError:
            raise
        except Exception as problem:
            _stop()
            if attempt == 2:
                raise ImageError(Message("image.failed", {"problem": type(problem).__name__})) from problem
    raise AssertionError("unreachable")


def _ready() -> _Press:
    global _press
    if _press is None:
        chrome = find_chrome()
        if chrome is None:
            raise ImageError(Message("image.no_chrome", {}))
        _press = _Press(chrome)
        atexit.register(stop)
    return _press


def stop() -> None:
    """Ends the browser, if one runs; the next image starts another."""
    with _lock:
        _stop()


def _stop() -> None:
    global _press
    _drawn.clear()
    if _press is not None:
        _press.close()
        _press = None

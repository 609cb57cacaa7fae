"""Why the store can't do what was asked, as a Message."""

from __future__ import annotations

from typing import Any

from barometer.model import Message


class StoreRefusal(Exception):
    """The store refuses; ``message`` says why. A stranger's dataset and none read the same."""

    def __init__(self, code: str, /, **params: Any) -> None:
        self.code = code
        self.message = Message(f"store.{code}", params)
        super().__init__(code)
